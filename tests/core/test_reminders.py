"""When reminders come: each once, on a business day, in time."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorauth.core.dates import is_business_day
from priorauth.core.reminders import DAYS_BEFORE, LONGEST, OVERDUE, last_day_of, reached
from priorauth.core.tracking import StepKind

DAY = dt.timedelta(1)
days = st.dates(dt.date(2024, 1, 1), dt.date(2032, 12, 31))
kinds = st.sampled_from(StepKind)


def mornings(due_on: dt.date) -> list[dt.date]:
    """The business days from well before a day to well after it."""
    first = due_on - dt.timedelta(LONGEST + 10)
    span = [first + dt.timedelta(number) for number in range(LONGEST + 30)]
    return [day for day in span if is_business_day(day)]


@pytest.mark.parametrize(
    ("kind", "due_on", "today", "wanted"),
    [
        # Friday, December 11.
        ("appeal", "2026-12-11", "2026-11-25", None),
        ("appeal", "2026-12-11", "2026-11-27", 14),
        ("appeal", "2026-12-11", "2026-12-03", 14),
        ("appeal", "2026-12-11", "2026-12-04", 7),
        ("appeal", "2026-12-11", "2026-12-09", 2),
        ("appeal", "2026-12-11", "2026-12-10", 2),
        ("appeal", "2026-12-11", "2026-12-11", 0),
        ("appeal", "2026-12-11", "2026-12-14", OVERDUE),
        ("appeal", "2026-12-11", "2027-03-01", OVERDUE),
        # A Sunday: the day itself is told of on Friday, that it is over only on Monday.
        ("appeal", "2026-12-13", "2026-12-10", 7),
        ("appeal", "2026-12-13", "2026-12-11", 0),
        ("appeal", "2026-12-13", "2026-12-14", OVERDUE),
        # Two weeks before it is Thanksgiving.
        ("appeal", "2026-12-10", "2026-11-24", None),
        ("appeal", "2026-12-10", "2026-11-25", 14),
        # The plan's clock bites the plan; staff are told when it has run out.
        ("decision", "2026-12-11", "2026-12-10", None),
        ("decision", "2026-12-11", "2026-12-11", 0),
        ("plan_overdue", "2026-12-11", "2026-12-11", None),
        ("plan_overdue", "2026-12-11", "2026-12-14", OVERDUE),
        ("facts", "2026-12-11", "2026-12-11", 7),
    ],
)
def test_the_last_reminder_that_has_come(kind: str, due_on: str, today: str, wanted: int | None) -> None:
    assert reached(StepKind(kind), dt.date.fromisoformat(due_on), dt.date.fromisoformat(today)) == wanted


def test_every_kind_of_step_has_its_days_the_first_longest_before() -> None:
    assert set(DAYS_BEFORE) == set(StepKind)
    assert all(list(each) == sorted(set(each), reverse=True) for each in DAYS_BEFORE.values())


@given(kinds, days)
def test_who_looks_every_morning_hears_of_each_once_in_order(kind: StepKind, due_on: dt.date) -> None:
    heard = [found for day in mornings(due_on) if (found := reached(kind, due_on, day)) is not None]
    assert list(dict.fromkeys(heard)) == sorted(set(heard), reverse=True)
    assert set(heard) <= set(DAYS_BEFORE[kind])
    assert heard[-1] == DAYS_BEFORE[kind][-1]


@given(kinds, days)
def test_none_comes_late_and_overdue_is_never_said_too_early(kind: StepKind, due_on: dt.date) -> None:
    for days_before in DAYS_BEFORE[kind]:
        heard = [(day, reached(kind, due_on, day)) for day in mornings(due_on)]
        first = next(day for day, found in heard if found is not None and found <= days_before)
        if days_before == OVERDUE:
            assert first > due_on
        else:
            assert first <= due_on - dt.timedelta(days_before)


@given(days)
def test_a_morning_reaches_to_the_next_business_day(today: dt.date) -> None:
    last = last_day_of(today)
    assert today <= last
    assert is_business_day(last + DAY)
    assert not any(is_business_day(today + DAY * number) for number in range(1, (last - today).days + 1))
