"""Dates as charts hold them: a day, or only a month, or only a year; and the counting that letters and clocks need.

A partial date stands for the span of days that it may mean. What is said of it holds for every day of the span, or is
not said: `PartialDate.first` and `.last` bound it.
"""

import calendar
import datetime as dt
import re
from functools import lru_cache, total_ordering
from typing import Any

import holidays
from dateutil.relativedelta import relativedelta
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
SHORT_MONTHS = [name[:3] for name in MONTHS]
_TEXT = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")


@total_ordering
class PartialDate:
    """A date as exact as its source: `2026-03-14`, `2026-03` or `2026`. Ordered by its first day."""

    __slots__ = ("day", "first", "month", "year")

    def __init__(self, year: int, month: int | None = None, day: int | None = None) -> None:
        self.year, self.month, self.day = year, month, day
        self.first = dt.date(year, month or 1, day or 1)
        """The earliest day it may mean."""

    @classmethod
    def parse(cls, value: object) -> "PartialDate":
        """From a date, an integer year or text; ValueError says what is wanted."""
        if isinstance(value, PartialDate):
            return value
        if isinstance(value, dt.datetime | bool):
            raise ValueError(WANTED)
        if isinstance(value, dt.date):
            return cls(value.year, value.month, value.day)
        found = _TEXT.match(str(value)) if isinstance(value, int | str) else None
        if not found:
            raise ValueError(WANTED)
        try:
            return cls(*(int(part) for part in found.groups() if part))
        except ValueError:
            raise ValueError(f"{value} is not a day of the calendar; {WANTED}") from None

    @property
    def last(self) -> dt.date:
        """The latest day it may mean."""
        if self.day:
            return self.first
        month = self.month or 12
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def is_exact(self) -> bool:
        return self.day is not None

    def long(self) -> str:
        """As running text says it: `November 20, 2026`, `November 2026`, `2026`."""
        return self._said(MONTHS)

    def short(self) -> str:
        """As tables say it: `Nov 20, 2026`, `Nov 2026`, `2026`."""
        return self._said(SHORT_MONTHS)

    def _said(self, names: list[str]) -> str:
        if self.month is None:
            return str(self.year)
        name = names[self.month - 1]
        return f"{name} {self.year}" if self.day is None else f"{name} {self.day}, {self.year}"

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def __repr__(self) -> str:
        return f"PartialDate({self})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDate) and self._parts == other._parts

    @property
    def _parts(self) -> tuple[int, int | None, int | None]:
        return self.year, self.month, self.day

    def __lt__(self, other: "PartialDate") -> bool:
        return (self.first, self.last) < (other.first, other.last)

    def __hash__(self) -> int:
        return hash(self._parts)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.parse, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": _TEXT.pattern, "description": "A date, a month or a year."}


WANTED = "write a date as 2026-03-14, or 2026-03 or 2026 where the chart has no more"


def long_date(day: dt.date) -> str:
    """`November 20, 2026`."""
    return PartialDate.parse(day).long()


def short_date(day: dt.date) -> str:
    """`Nov 20, 2026`."""
    return PartialDate.parse(day).short()


@lru_cache(maxsize=4096)
def months_before(day: dt.date, months: int) -> dt.date:
    """The same day-number that many months earlier; the month's last day where it has no such day."""
    return day - relativedelta(months=months)


@lru_cache(maxsize=4096)
def months_after(day: dt.date, months: int) -> dt.date:
    """The same day-number that many months later; the month's last day where it has no such day."""
    return day + relativedelta(months=months)


def age_on(birth: dt.date, day: dt.date) -> int:
    """Completed years on that day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@lru_cache
def _federal_holidays(year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("US", years=year, observed=True))


def is_business_day(day: dt.date) -> bool:
    """Monday to Friday, and no federal holiday."""
    return day.weekday() < 5 and day not in _federal_holidays(day.year)


def add_business_days(day: dt.date, count: int) -> dt.date:
    """The day reached after `count` business days; negative counts go back. The start is day zero."""
    step = dt.timedelta(days=1 if count >= 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_business_day(day):
            day += step
    return day


def next_business_day(day: dt.date) -> dt.date:
    """That day, or the first business day after it."""
    while not is_business_day(day):
        day += dt.timedelta(days=1)
    return day
