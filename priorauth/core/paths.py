"""Paths of the case file (`relapses[1].date`): finding what stands there, and the exhibit that proves it."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from priorauth.core.facts import CaseFacts, Proven

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_FILE_NAMES: dict[str | int, str] = {"from": "begins", "to": "ends", "with": "party"}


@lru_cache(maxsize=4096)
def steps(path: str) -> tuple[str | int, ...]:
    """The steps of a path: `relapses[1].date` is relapses, 1, date."""
    return tuple(int(index) if index else name for name, index in _STEP.findall(path))


class Place(NamedTuple):
    """What a path leads to: whether anything stands there on record, and the nearest fact that names an exhibit."""

    on_record: bool
    proof: Proven | None


def place(facts: CaseFacts, path: str) -> Place:
    """What a path leads to. A default that nobody wrote down is not on record."""
    here: Any = facts
    is_written, proof = True, None
    for step in steps(path):
        if isinstance(here, BaseModel) and isinstance(step, str):
            name = _FILE_NAMES.get(step, step)
            is_written = is_written and name in here.model_fields_set
            here = getattr(here, name, None)
        else:
            here = _next(here, step)
        if here is None:
            return Place(False, proof)
        if isinstance(here, Proven) and here.exhibit:
            proof = here
    return Place(is_written, proof)


def is_on_record(facts: CaseFacts, path: str) -> bool:
    """Whether the case file holds anything at the path."""
    return place(facts, path).on_record


def value_at(facts: CaseFacts, path: str) -> Any:
    """What stands at the path, or None where nothing is on record."""
    here: Any = facts
    for step in steps(path):
        here = _next(here, step)
        if here is None:
            return None
    return here


def _next(here: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return here[step] if isinstance(here, tuple) and step < len(here) else None
    if isinstance(here, dict):
        return here.get(step)
    return getattr(here, _attribute(step), None)


def _attribute(key: str | int) -> Any:
    """The attribute that a key of the file stands for."""
    return _FILE_NAMES.get(key, key)
