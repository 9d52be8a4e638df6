"""Walking over the facts: every part and every value, with its path as the case file spells it."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from priorauth.core.dates import PartialDate
from priorauth.core.facts import CaseFacts, Proven
from priorauth.core.facts.base import day_of


def file_name(model: type[BaseModel], name: str) -> str:
    """The key under which an attribute stands in a file: `begins` is `from` there."""
    return keys(model)[name]


@cache
def keys(model: type[BaseModel]) -> dict[str, str]:
    """The attributes of a model, each with its key in a file."""
    return {name: field.alias or name for name, field in model.model_fields.items()}


def values(part: BaseModel, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every part and value below `part` that is on record, in the file's order, each with its path."""
    for name, key in keys(type(part)).items():
        yield from _below(getattr(part, name), f"{path}.{key}" if path else key)


def _below(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if value is None:
        return
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _below(item, f"{path}[{index}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _below(item, f"{path}.{key}")
    else:
        yield path, value
        if isinstance(value, BaseModel):
            yield from values(value, path)


def dates(facts: CaseFacts) -> Iterator[tuple[str, PartialDate]]:
    """Every date on record; a moment by its day."""
    for path, value in values(facts):
        if isinstance(value, PartialDate | dt.date):
            yield path, _date(value)


def own_dates(part: BaseModel, path: str) -> Iterator[tuple[str, PartialDate]]:
    """The dates of one part itself, not of what lies below it."""
    for name, key in keys(type(part)).items():
        value = getattr(part, name)
        if isinstance(value, PartialDate | dt.date):
            yield f"{path}.{key}", _date(value)


def _date(value: PartialDate | dt.date) -> PartialDate:
    return value if isinstance(value, PartialDate) else PartialDate.parse(day_of(value))


def proven(facts: CaseFacts) -> Iterator[tuple[str, Proven]]:
    """Every fact that may name an exhibit."""
    return ((path, part) for path, part in parts(facts) if isinstance(part, Proven))


def written(facts: CaseFacts) -> Iterator[tuple[str, str]]:
    """Every text on record that somebody wrote: no date, no name out of the vocabulary."""
    for path, part in parts(facts):
        for name, key in keys(type(part)).items():
            value = getattr(part, name)
            if type(value) is str:
                yield f"{path}.{key}" if path else key, value
            elif type(value) is tuple:
                yield from ((f"{path}.{key}[{at}]", item) for at, item in enumerate(value) if type(item) is str)


def parts(facts: CaseFacts) -> list[tuple[str, BaseModel]]:
    """Every part on record with its path, without the values in it, in the file's order."""
    found: list[tuple[str, BaseModel]] = []
    _gather(facts, "", found)
    return found


def _gather(value: Any, path: str, found: list[tuple[str, BaseModel]]) -> None:
    if isinstance(value, BaseModel):
        found.append((path, value))
        for name, key in _branches(type(value)):
            below = getattr(value, name)
            if below:
                _gather(below, f"{path}.{key}" if path else key, found)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _gather(item, f"{path}[{index}]", found)
    elif isinstance(value, dict):
        for key, item in value.items():
            _gather(item, f"{path}.{key}", found)


@cache
def _branches(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The attributes of a model that may hold parts, each with its key in a file."""
    return tuple(
        (name, key) for name, key in keys(model).items() if _may_hold_parts(model.model_fields[name].annotation)
    )


def _may_hold_parts(annotation: Any) -> bool:
    if isinstance(annotation, type) and not get_args(annotation):
        return issubclass(annotation, BaseModel)
    return any(_may_hold_parts(inner) for inner in get_args(annotation))
