"""A case as far as it can be read: what lacks a value that it must have is left out, and the rest stands."""

from collections.abc import Collection
from typing import Any

from pydantic import BaseModel

from priorauth.core.casefile.shape import keys_of
from priorauth.core.facts import CaseFacts, Clinic, Prescriber

_NEEDED = (CaseFacts, Clinic, Prescriber)


def sound(facts: CaseFacts) -> CaseFacts:
    """The facts as `Shape` read them, without the parts in which it found no value where one must be."""
    return _sound(facts)  # type: ignore[no-any-return]


def _sound(value: Any) -> Any:
    """The value itself where nothing in it lacks anything."""
    if isinstance(value, BaseModel):
        return _part(value)
    if isinstance(value, tuple):
        items = tuple(kept for item in value if (kept := _sound(item)) is not None)
        return items if _differ(items, value) else value
    if isinstance(value, dict):
        entries = {key: kept for key, item in value.items() if (kept := _sound(item)) is not None}
        return entries if _differ(entries.values(), value.values()) else value
    return value


def _differ(kept: Collection[Any], given: Collection[Any]) -> bool:
    return len(kept) < len(given) or any(one is not other for one, other in zip(kept, given, strict=True))


def _part(part: BaseModel) -> BaseModel | None:
    changed = {}
    for name, _, required in keys_of(type(part)).values():
        value = getattr(part, name)
        kept = _sound(value)
        if kept is None and required and not isinstance(part, _NEEDED):
            return None
        if kept is not value:
            changed[name] = kept
    return part.model_copy(update=changed) if changed else part
