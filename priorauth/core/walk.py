"""Walking over the facts: every part and every value, with its path as the case file spells it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from priorauth.core.dates import PartialDate
from priorauth.core.facts import CaseFacts, Proven
from priorauth.core.facts.base import day_of


def file_name(model: type[BaseModel], name: str) -> str:
    """The key under which an attribute stands in a file: `begins` is `from` there."""
    return model.model_fields[name].alias or name


def values(part: BaseModel, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every part and value below `part` that is on record, in the file's order, each with its path."""
    for name in type(part).model_fields:
        key = file_name(type(part), name)
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
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, PartialDate | dt.date):
            yield f"{path}.{file_name(type(part), name)}", _date(value)


def _date(value: PartialDate | dt.date) -> PartialDate:
    return value if isinstance(value, PartialDate) else PartialDate.parse(day_of(value))


def proven(facts: CaseFacts) -> Iterator[tuple[str, Proven]]:
    """Every fact that may name an exhibit."""
    for path, value in values(facts):
        if isinstance(value, Proven):
            yield path, value
