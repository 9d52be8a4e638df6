"""The fields for the days to file at each level of appeal, as the plan document says."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from priorauth.core.casefile.leaves import Unreadable, read_leaf
from priorauth.core.casefile.levels import levels_of
from priorauth.core.facts.base import WindowDays
from priorauth.core.levels import REQUESTS
from priorauth.core.naming import in_words
from priorauth.core.typography import capital
from priorauth.formfields import WholeField
from priorauth.reference.services import shipped_library

PREFIX = "window_"


def levels(plan_type: str | None, others: Collection[str]) -> list[str]:
    """The levels of appeal of a kind of plan, of every kind where none is chosen; and others that are named."""
    own = [level for level in levels_of(plan_type, shipped_library()) if level not in REQUESTS]
    return [*own, *sorted(set(others) - set(own))]


def field(level: str) -> WholeField:
    return WholeField(label=f"{capital(in_words(level))}: days to file", validators=[_refuse_beyond_a_window])


def _refuse_beyond_a_window(days: int) -> None:
    try:
        read_leaf(WindowDays, days)
    except Unreadable as error:
        raise ValidationError(str(error)) from None


def typed(data: Mapping[str, Any], prefix: str | None) -> set[str]:
    """The levels for which a page sent days."""
    return {level for level in levels(None, ()) if data.get(f"{prefix}-{PREFIX}{level}")}


def of(values: Mapping[str, Any]) -> dict[str, int]:
    """The days by level, out of the values of a form."""
    return {name.removeprefix(PREFIX): days for name, days in values.items() if name.startswith(PREFIX) and days}
