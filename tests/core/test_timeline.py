"""Dates as exact as the chart: what is said must hold for every day that they may mean."""

import datetime as dt

import pytest

from priorauth.core.dates import PartialDate
from priorauth.core.timeline import Window, days_of, equal_periods, latest, numbered, relapses_in, window
from priorauth.core.vocabulary import Standing
from tests.core.examples import example, facts_with

AS_OF = dt.date(2026, 11, 20)


def year_before() -> Window:
    return window(facts_with(), AS_OF, 12)


@pytest.mark.parametrize(
    ("date", "standing"),
    [
        ("2025-11-20", Standing.MET),
        ("2025-11-19", Standing.NOT_MET),
        ("2026-03", Standing.MET),
        ("2025-11", Standing.NOT_DOCUMENTED),
        ("2025", Standing.NOT_DOCUMENTED),
        ("2024", Standing.NOT_MET),
        ("2026", Standing.MET),
    ],
)
def test_a_date_is_in_the_last_twelve_months_only_if_each_of_its_days_is(date: str, standing: Standing) -> None:
    assert year_before().holds(PartialDate.parse(date)) is standing


def test_a_date_means_no_day_after_the_letter() -> None:
    assert days_of(PartialDate.parse("2026-11"), AS_OF)[-1] == AS_OF
    assert len(days_of(PartialDate.parse("2026-11"), AS_OF)) == 20


def test_relapses_are_counted_as_those_that_surely_and_those_that_may_fall_within() -> None:
    facts = facts_with(relapses=[{"date": "2026-02-01"}, {"date": "2025"}, {"date": "2023"}])
    count = relapses_in(facts, year_before())
    assert count is not None
    assert [entry.path for entry in count.sure] == ["relapses[0]"]
    assert (count.least, count.most) == (1, 2)


def test_relapses_that_are_not_on_record_are_no_count_at_all() -> None:
    assert relapses_in(facts_with(), year_before()) is None


def test_an_earlier_day_shuts_out_what_came_later() -> None:
    facts = facts_with(relapses=[{"date": "2026-02-01"}, {"date": "2026-09-01"}])
    count = relapses_in(facts, window(facts, dt.date(2026, 5, 1)))
    assert count is not None
    assert [entry.path for entry in count.sure] == ["relapses[0]"]


def test_the_latest_of_overlapping_dates_is_not_known() -> None:
    facts = facts_with(disability=[{"date": "2026-03-01"}, {"date": "2026"}, {"date": "2025"}])
    entries = numbered("disability", facts.disability or ())
    assert [entry.path for entry in latest(entries, AS_OF)] == ["disability[0]", "disability[1]"]


def test_equal_periods_are_those_of_the_renewal_letter() -> None:
    """176 days each, both ends counted: November 23, 2025 to May 17, 2026, and May 18 to November 9, 2026."""
    facts = example("08")
    periods = equal_periods(facts, dt.date(2026, 5, 18), dt.date(2026, 11, 9))
    assert periods is not None
    assert (periods.before.first, periods.before.last) == (dt.date(2025, 11, 23), dt.date(2026, 5, 17))
    assert periods.days == 176
    before, after = relapses_in(facts, periods.before), relapses_in(facts, periods.after)
    assert before is not None
    assert after is not None
    assert (before.least, after.most) == (2, 0)


def test_there_are_no_equal_periods_before_treatment_began() -> None:
    assert equal_periods(facts_with(), AS_OF, dt.date(2026, 1, 1)) is None
