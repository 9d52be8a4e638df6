"""From pydantic's errors to sentences that say where, what is wrong and what is wanted."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from priorauth.core.errors import Problem

Location = tuple[int | str, ...]


def problems_of(error: ValidationError, model: type[BaseModel], raw: Any, start: str) -> list[Problem]:
    """One problem for each error. Paths begin with `start` and name list items by their id where they have one."""
    problems = []
    for detail in error.errors():
        steps = _places(raw, detail["loc"], may_be_absent=detail["type"] == "missing")
        place = "".join(_step(raw, steps, index) for index in range(len(steps)))
        problems.append(Problem(_joined(start, place), _said(detail, model)))
    return _without_repeats(problems)


def closest(word: str, known: Iterable[str]) -> str:
    """` (did you mean "x"?)` where a known word is close, else nothing."""
    matches = difflib.get_close_matches(word, list(known), n=1)
    return f' (did you mean "{matches[0]}"?)' if matches else ""


def _joined(start: str, place: str) -> str:
    return start + (place.removeprefix(".") if start.endswith(" ") else place)


def _places(raw: Any, location: Location, may_be_absent: bool) -> list[int | str]:
    """The steps of a location that lead somewhere in the data; pydantic adds steps for the members of a union."""
    steps: list[int | str] = []
    for position, key in enumerate(location):
        here = _at(raw, steps)
        is_item = isinstance(key, int) and isinstance(here, Sequence) and key < len(here)
        is_last = may_be_absent and position == len(location) - 1
        is_key = isinstance(key, str) and isinstance(here, dict) and (key in here or is_last)
        if is_item or is_key:
            steps.append(key)
    return steps


def _at(raw: Any, steps: Sequence[int | str]) -> Any:
    for step in steps:
        raw = raw[step] if not isinstance(raw, dict) else raw.get(step)
    return raw


def _step(raw: Any, steps: list[int | str], index: int) -> str:
    step = steps[index]
    if isinstance(step, str):
        return f".{step}"
    item = _at(raw, steps[: index + 1])
    return f"[{item['id']}]" if isinstance(item, dict) and "id" in item else f"[{step}]"


def _said(detail: ErrorDetails, model: type[BaseModel]) -> str:
    kind, given, context = detail["type"], _shown(detail.get("input")), detail.get("ctx", {})
    match kind:
        case "extra_forbidden":
            return _unknown_key(str(detail["loc"][-1]), _known_keys(model, detail["loc"][:-1]))
        case "missing":
            return "is missing; write it, or null if it is not known and null is allowed"
        case "enum" | "literal_error":
            return f"{given} is not known here{_of_these(str(detail.get('input')), context['expected'])}"
        case "union_tag_invalid":
            return f"the kind {context['tag']} is not known{_of_these(context['tag'], context['expected_tags'])}"
        case "union_tag_not_found":
            return "names no kind; wanted: {kind: ..., params: {...}}"
        case "value_error" | "assertion_error":
            return str(context["error"])
        case "string_pattern_mismatch":
            return f"{given} has the wrong form; wanted: {_FORMS.get(context['pattern'], context['pattern'])}"
        case "greater_than_equal":
            return f"{given} is too small; wanted: {context['ge']} or more"
        case _ if kind in _WANTED:
            return f"{given} is not {_WANTED[kind]}"
        case _:
            return f"{given}: {detail['msg'][0].lower()}{detail['msg'][1:]}"


def _shown(value: Any) -> str:
    """A value as YAML would have it, shortened."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _of_these(word: str, expected: object) -> str:
    known = re.findall(r"'([^']*)'", str(expected))
    return f"{closest(word.strip(chr(39)), known)}; wanted: {', '.join(known)}"


_FORMS = {
    r"^[A-Za-z0-9][A-Za-z0-9_.\-]*$": "an id of letters, digits, dots, hyphens and underscores",
    r"^https?://\S+$": "an address that begins with http:// or https://",
    r"^[A-Za-z0-9'-]+(?: (?:… )?[A-Za-z0-9'-]+)*$": "words, with … for words between them",
    r"^\d{4}-Q[1-4]$": "a quarter such as 2018-Q3",
    r"^[^/#\s]+/[^/#\s]+$": "a finding as record/finding",
    r"^(all|any):[a-z_]+$": "all:<name> or any:<name>",
}

_WANTED = {
    "string_type": "text; quote it if it looks like a number or a date",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "tuple_type": "a list",
    "mapping_type": "a mapping of keys to values",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
    "date_type": "a date such as 2026-03-14",
    "date_parsing": "a date such as 2026-03-14",
    "date_from_datetime_parsing": "a date such as 2026-03-14",
    "string_too_short": "allowed to be empty; write null if nothing is known",
}


def _unknown_key(key: str, known: list[str]) -> str:
    hint = f"{closest(key, known)}; known here: {', '.join(known)}" if known else ""
    return f"the key is not known{hint}"


def _known_keys(model: Any, location: Location) -> list[str]:
    """The keys of the model at that place; empty where the place cannot be told."""
    here = [model]
    for key in location:
        if not isinstance(key, str):
            continue
        if not any(key in found.model_fields for found in here):
            here = [found for found in here if key in _tags(found)] or here
            continue
        annotations = [found.model_fields[key].annotation for found in here if key in found.model_fields]
        here = [found for annotation in annotations for found in _models_in(annotation)]
    return [field.alias or name for name, field in here[0].model_fields.items()] if len(here) == 1 else []


def _tags(model: type[BaseModel]) -> tuple[Any, ...]:
    """The values of `kind` by which a union tells the model from its others."""
    return get_args(model.model_fields["kind"].annotation) if "kind" in model.model_fields else ()


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    arguments = get_args(annotation)
    if get_origin(annotation) is Annotated:
        arguments = arguments[:1]
    return [found for argument in arguments for found in _models_in(argument)]


def _without_repeats(problems: list[Problem]) -> list[Problem]:
    """A union reports the same mistake once for each of its members."""
    return list(dict.fromkeys(problems))
