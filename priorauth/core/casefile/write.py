"""Facts as a case file holds them: plain values only, so that they can be stored as JSON and read back the same."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from priorauth.core.dates import PartialDate
from priorauth.core.facts import CaseFacts
from priorauth.core.walk import file_name


def case_dict(facts: CaseFacts) -> dict[str, Any]:
    """The case file of these facts: what was never set is left out, dates are text, numbers are int or float.

    `read_case(case_dict(facts), library) == facts`.
    """
    return _part(facts)


def _part(part: BaseModel) -> dict[str, Any]:
    kind = type(part)
    written = ((name, getattr(part, name)) for name in kind.model_fields if name in part.model_fields_set)
    return {file_name(kind, name): _plain(value) for name, value in written if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return _part(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, Decimal):
        return float(value) if "." in f"{value:f}" else int(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    return str(value) if isinstance(value, dt.date | PartialDate) else value
