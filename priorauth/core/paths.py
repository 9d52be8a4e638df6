"""Paths of the case file (`relapses[1].date`): finding what stands there, and the exhibit that proves it."""

import re
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from priorauth.core.facts import CaseFacts, Proven

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_FILE_NAMES = {"from": "begins", "to": "ends", "with": "party"}


@lru_cache(maxsize=4096)
def steps(path: str) -> tuple[str | int, ...]:
    """The steps of a path: `relapses[1].date` is relapses, 1, date."""
    return tuple(int(index) if index else name for name, index in _STEP.findall(path))


def chain(facts: CaseFacts, path: str) -> list[Any]:
    """What stands at each step of the path, the facts first; ends early where nothing stands."""
    here: Any = facts
    passed = [here]
    for step in steps(path):
        here = _next(here, step)
        if here is None:
            break
        passed.append(here)
    return passed


def value_at(facts: CaseFacts, path: str) -> Any:
    """What stands at the path, or None where nothing is on record."""
    passed = chain(facts, path)
    return passed[-1] if len(passed) == len(steps(path)) + 1 else None


def is_on_record(facts: CaseFacts, path: str) -> bool:
    """Whether the case file holds anything at the path: a default that nobody wrote down is not on record."""
    here: Any = facts
    for step in steps(path):
        written = here.model_fields_set if isinstance(here, BaseModel) else None
        name = step if written is None or isinstance(step, int) else _attribute(here, step)
        if written is not None and name not in written:
            return False
        here = _next(here, step)
        if here is None:
            return False
    return True


def exhibit_at(facts: CaseFacts, path: str) -> Proven | None:
    """The nearest fact on the path that names an exhibit."""
    for part in reversed(chain(facts, path)):
        if isinstance(part, Proven) and part.exhibit:
            return part
    return None


def _next(here: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return here[step] if isinstance(here, tuple) and step < len(here) else None
    if isinstance(here, dict):
        return here.get(step)
    return getattr(here, _attribute(here, step), None)


def _attribute(part: Any, key: str) -> str:
    """The attribute that a key of the file stands for."""
    return key if hasattr(part, key) else _FILE_NAMES.get(key, key)
