"""What stands on record under a dotted path (`relapses.severity`), lists by any item."""

from dataclasses import dataclass
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from priorauth.core.facts import CaseFacts
from priorauth.core.facts.submissions import Determination, Submission

if TYPE_CHECKING:
    from priorauth.core.context import Context

_FILE_NAMES = {"from": "begins", "to": "ends", "with": "party"}
_VIRTUAL: dict[str, type[BaseModel]] = {"denial": Determination, "denied": Submission}


@dataclass(frozen=True)
class Reading:
    """`found` are the exact paths on record, `missing` those that hold nothing yet; `none` where a list says none."""

    found: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    none: bool = False


def is_path(dotted: str) -> bool:
    """Whether the case format has such a path."""
    root, *steps = dotted.split(".")
    kind: Any = _VIRTUAL.get(root)
    if kind is None:
        kind, steps = CaseFacts, [root, *steps]
    for step in steps:
        kind = _member(_bare(kind), step)
        if kind is None:
            return False
    return True


def read(facts: CaseFacts, dotted: str, context: "Context") -> Reading:
    """What is on record there. An empty list that the file may leave out says *none, on record*."""
    root, *steps = dotted.split(".")
    if root not in _VIRTUAL:
        return _walk(facts, "", [root, *steps])
    index = context.stage.denial if context.stage else None
    if index is None:
        return Reading(none=True)
    submission = facts.submissions[index]
    here = submission.determination if root == "denial" else submission
    start = f"submissions[{index}]" + (".determination" if root == "denial" else "")
    return _walk(here, start, steps)


def _walk(here: Any, path: str, steps: list[str]) -> Reading:
    if isinstance(here, tuple) and steps:
        readings = [_walk(item, f"{path}[{index}]", steps) for index, item in enumerate(here)]
        found = tuple(name for reading in readings for name in reading.found)
        missing = tuple(name for reading in readings for name in reading.missing)
        return Reading(found, missing, none=bool(readings) and all(reading.none for reading in readings))
    if here is None or (isinstance(here, tuple | dict) and not here):
        return Reading(missing=(path,))
    if not steps:
        return Reading(found=(path,))
    return _step(here, path, steps)


def _step(here: Any, path: str, steps: list[str]) -> Reading:
    step, rest = steps[0], steps[1:]
    inner = f"{path}.{step}" if path else step
    if isinstance(here, dict):
        return _walk(here.get(step), inner, rest)
    field = _FILE_NAMES.get(step, step)
    value = getattr(here, field)
    if value == () and type(here).model_fields[field].default is None:
        return Reading(none=True)
    if value == ():
        return Reading(missing=(inner,))
    return _walk(value, inner, rest)


def _bare(kind: Any) -> Any:
    """The type behind `| None`, Annotated and tuples."""
    while True:
        origin, args = get_origin(kind), [arg for arg in get_args(kind) if arg is not type(None)]
        if origin is Annotated or origin is tuple or (origin in (Union, UnionType) and len(args) == 1):
            kind = args[0]
        else:
            return kind


def _member(kind: Any, step: str) -> Any:
    if get_origin(kind) is dict:
        return get_args(kind)[1]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        field = kind.model_fields.get(_FILE_NAMES.get(step, step))
        return field.annotation if field else None
    return None
