"""Counting time as the rules do: calendar or business days, months, hours. The day of the trigger is day zero."""

import datetime as dt

from priorauth.core.dates import add_business_days, long_date, months_after, next_business_day
from priorauth.core.letter import Value
from priorauth.core.records.appeal_rules import Clock, DayType, Window
from priorauth.core.records.base import TimeUnit

CALENDAR = "appeal_rules:calc-calendar"
DAY_ZERO = "appeal_rules:calc-day-zero"
FOUR_MONTHS = "appeal_rules:calc-four-months"
SEND_BY = "appeal_rules:calc-conservative"
SEND_BY_BUSINESS_DAYS = 5


class Counted(Value):
    """The day that a count ends on, its hour if hours are counted from a known one, and the sum."""

    on: dt.date
    at: dt.datetime | None = None
    arithmetic: str
    note: str = ""
    rules: tuple[str, ...]


def count_from(start: dt.date | dt.datetime, rule: Window | Clock, *, rolls: bool = False) -> Counted:
    """The end of a window or clock that began on that day or at that hour. The rule must have a value.

    `rolls` applies the federal four-month rule of external review to months (appeal_rules:calc-four-months).
    """
    assert rule.value is not None
    day = start.date() if isinstance(start, dt.datetime) else start
    if rule.unit is TimeUnit.HOURS:
        return _hours(start, rule.value)
    if rule.unit is TimeUnit.MONTHS:
        return _rolled_months(day, rule.value) if rolls else _months(day, rule.value)
    if rule.day_type is DayType.BUSINESS:
        return _counted(day, add_business_days(day, rule.value), _units(rule.value, "business day"))
    days = rule.value * 7 if rule.unit is TimeUnit.WEEKS else rule.value
    return _counted(day, day + dt.timedelta(days=days), _units(days, "day"))


def plus_days(day: dt.date, days: int) -> Counted:
    """Calendar days after a day; negative counts go back."""
    sign = "+" if days >= 0 else "−"
    end = day + dt.timedelta(days=days)
    text = f"{long_date(day)} {sign} {_units(abs(days), 'day')} = {long_date(end)}"
    return Counted(on=end, arithmetic=text, rules=(DAY_ZERO,))


def send_by(due_on: dt.date, counted_from_on: dt.date) -> dt.date:
    """Five business days before the last day (appeal_rules:calc-conservative), but never before the count begins."""
    return max(add_business_days(due_on, -SEND_BY_BUSINESS_DAYS), counted_from_on)


def _counted(day: dt.date, end: dt.date, length: str) -> Counted:
    return Counted(on=end, arithmetic=f"{long_date(day)} + {length} = {long_date(end)}", rules=(CALENDAR, DAY_ZERO))


def _months(day: dt.date, months: int) -> Counted:
    # Where the last month has no such day-number the month's last day is the safe one.
    return _counted(day, months_after(day, months), _units(months, "month"))


def _rolled_months(day: dt.date, months: int) -> Counted:
    """Same day-number, or the first day of the month after; then on to the next working day."""
    end = months_after(day, months)
    if end.day != day.day:
        end += dt.timedelta(days=1)
    working = next_business_day(end)
    text = f"{long_date(day)} + {_units(months, 'month')} = {long_date(end)}"
    if working != end:
        text += f", a {'holiday' if end.weekday() < 5 else f'{end:%A}'}; next working day {long_date(working)}"
    return Counted(on=working, arithmetic=text, rules=(FOUR_MONTHS,))


def _hours(start: dt.date | dt.datetime, hours: int) -> Counted:
    length = _units(hours, "hour")
    if isinstance(start, dt.datetime):
        end = start + dt.timedelta(hours=hours)
        text = f"{_at(start)} + {length} = {_at(end)}"
        return Counted(on=end.date(), at=end, arithmetic=text, rules=(CALENDAR,))
    day = start + dt.timedelta(hours=hours)
    return Counted(
        on=day,
        arithmetic=f"{long_date(start)} + {length} = {long_date(day)}",
        note="The hour is not on record; the clock ends at that hour of the day.",
        rules=(CALENDAR,),
    )


def _at(moment: dt.datetime) -> str:
    return f"{long_date(moment.date())}, {moment:%H:%M}"


def _units(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
