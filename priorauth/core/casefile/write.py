"""Facts as a case file holds them: plain values only, so that they can be stored as JSON and read back the same."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from priorauth.core.dates import PartialDate
from priorauth.core.facts import CaseFacts
from priorauth.core.walk import file_name


def as_json(number: Decimal) -> int | float:
    """A number as JSON has it: whole, or with a point. Zeros at its end are lost."""
    return float(number) if "." in f"{number:f}" else int(number)


def case_dict(facts: CaseFacts, number: Callable[[Decimal], Any] = as_json) -> dict[str, Any]:
    """The case file of these facts: what was never set is left out, dates are text, numbers as `number` has them.

    `read_case(case_dict(facts), library) == facts`.
    """
    return part_dict(facts, number)


def part_dict(part: BaseModel, number: Callable[[Decimal], Any] = as_json) -> dict[str, Any]:
    """A part of the facts as a case file holds it."""
    kind = type(part)
    written = ((name, getattr(part, name)) for name in kind.model_fields if name in part.model_fields_set)
    return {file_name(kind, name): _plain(value, number) for name, value in written if value is not None}


def _plain(value: Any, number: Callable[[Decimal], Any]) -> Any:
    if isinstance(value, BaseModel):
        return part_dict(value, number)
    if isinstance(value, tuple):
        return [_plain(item, number) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item, number) for key, item in value.items()}
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    return str(value) if isinstance(value, dt.date | PartialDate) else value
