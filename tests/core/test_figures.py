"""Figures of a clinic, each against a count by hand, and what no figure may do."""

import datetime as dt
from statistics import median, quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorauth.core.figures import (
    Cell,
    Duration,
    Kept,
    Rate,
    ReasonCell,
    approved_at_first,
    by_group,
    by_month,
    by_reason,
    days_of,
    kept_in_all,
    overturned,
)
from priorauth.core.tracking import Followed
from priorauth.core.vocabulary import DeterminationOutcome

APPROVED, PARTIAL, DENIED = (
    DeterminationOutcome.APPROVED,
    DeterminationOutcome.PARTIALLY_APPROVED,
    DeterminationOutcome.DENIED,
)
JANUARY, MARCH = dt.date(2026, 1, 1), dt.date(2026, 3, 1)


def cell(outcome: DeterminationOutcome, count: int, plan: str = "Aetna", *, appeal: bool = False) -> Cell:
    level = "internal_appeal_1" if appeal else "prior_authorization"
    return Cell({"plan": plan, "level": level}, appeal, outcome, count)


CELLS = [
    cell(APPROVED, 3),
    cell(DENIED, 4),
    cell(PARTIAL, 1, "Cigna"),
    cell(APPROVED, 2, appeal=True),
    cell(PARTIAL, 1, "Cigna", appeal=True),
    cell(DENIED, 1, appeal=True),
]


def test_the_counts_of_a_small_clinic() -> None:
    assert approved_at_first(CELLS) == Rate(3, 8)  # 3 + 4 + 1 first requests
    assert overturned(CELLS) == Rate(3, 4)  # 2 in full and 1 in part, of 4 appeals
    assert [(row.key, row.approved, row.partial, row.denied) for row in by_group(CELLS, "plan")] == [
        (("Aetna",), 5, 0, 5),
        (("Cigna",), 0, 2, 0),
    ]
    assert [row.key for row in by_group(CELLS, "plan", "level")] == [
        ("Aetna", "prior_authorization"),
        ("Aetna", "internal_appeal_1"),
        ("Cigna", "internal_appeal_1"),
        ("Cigna", "prior_authorization"),
    ]


def test_the_reason_with_most_denials_standing_comes_first() -> None:
    rows = by_reason(
        [
            ReasonCell("experimental", {}, Followed.OVERTURNED, 5),
            ReasonCell("experimental", {}, Followed.UPHELD, 1),
            ReasonCell("experimental", {}, None, 1),
            ReasonCell("step", {}, None, 3),
        ]
    )
    assert [(row.reason, row.denials, row.appealed, row.overturned, row.standing) for row in rows] == [
        ("step", 3, 0, Rate(0, 0), 3),
        ("experimental", 7, 6, Rate(5, 6), 2),
    ]


def test_how_long_plans_take() -> None:
    found = [Duration(JANUARY, False, 10, 1), Duration(JANUARY, False, 15, 1), Duration(MARCH, False, 3, 1)]
    appeals = [Duration(MARCH, True, 28, 1), Duration(MARCH, True, None, 4)]
    whole = days_of(found + appeals)  # 3, 10, 15 and 28 days; four more without a day of sending
    assert (whole.count, whole.median, whole.middle_half) == (4, 12.5, None)
    months = by_month(found + appeals)
    assert [(month.month, one.median, other.median) for month, one, other in months] == [
        (1, 12.5, None),
        (2, None, None),
        (3, 3, 28),
    ]


def test_deadlines_of_all_groups_together() -> None:
    found = kept_in_all([Kept("Aetna", 4, 1, 1, 6, 2, 0), Kept("Cigna", 1, 0, 0, 0, 0, 1)])
    assert (found.filings, found.decisions) == (Rate(5, 7), Rate(6, 9))


@pytest.mark.parametrize(
    ("hits", "of", "percent", "interval"),
    [
        (2, 3, None, None),
        (61, 148, 41, (34, 49)),  # Wilson: 0.3361 to 0.4929
        (39, 62, 63, (50, 74)),  # 0.5046 to 0.7384
        (0, 5, 0, (0, 43)),  # 0 to 0.4345
        (5, 5, 100, (57, 100)),
    ],
)
def test_a_rate_comes_with_its_interval_or_not_at_all(
    hits: int, of: int, percent: int | None, interval: tuple[int, int] | None
) -> None:
    assert (Rate(hits, of).percent, Rate(hits, of).interval) == (percent, interval)


@given(of=st.integers(5, 5000), data=st.data())
def test_the_rate_lies_in_its_interval(of: int, data: st.DataObject) -> None:
    rate = Rate(data.draw(st.integers(0, of)), of)
    assert rate.interval is not None
    assert rate.percent is not None
    assert 0 <= rate.interval[0] <= rate.percent <= rate.interval[1] <= 100


@given(st.lists(st.integers(0, 400), min_size=1, max_size=30))
def test_counts_of_durations_say_what_the_durations_written_out_say(days: list[int]) -> None:
    found = days_of(Duration(JANUARY, False, one, 1) for one in days)
    assert found.median == median(days)
    if len(days) < 5:
        assert found.middle_half is None
    else:
        low, _, high = quantiles(days, n=4, method="inclusive")
        assert found.middle_half == pytest.approx((low, high))


@given(st.lists(st.sampled_from(CELLS), max_size=30))
def test_every_decision_stands_in_exactly_one_group(cells: list[Cell]) -> None:
    assert sum(row.decided for row in by_group(cells, "plan")) == sum(one.count for one in cells)
