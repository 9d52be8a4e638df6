"""Walking over the facts: every part and every value, with its path as the case file spells it."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any

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
    return ((path, part) for path, part in _parts(facts, "") if isinstance(part, Proven))


def _parts(value: Any, path: str) -> Iterator[tuple[str, BaseModel]]:
    """Every part on record, without the values in it: the check list walks the whole case for each letter."""
    if isinstance(value, BaseModel):
        yield path, value
        for name, key in keys(type(value)).items():
            below = getattr(value, name)
            if isinstance(below, BaseModel | tuple | dict):
                yield from _parts(below, f"{path}.{key}" if path else key)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _parts(item, f"{path}[{index}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _parts(item, f"{path}.{key}")
