"""Figures of a clinic, each against a count by hand, and what no figure may do."""

import datetime as dt
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorauth.core.figures import (
    Decision,
    Rate,
    approved_at_first,
    by_group,
    by_month,
    by_reason,
    days_to_decide,
    overturned,
)
from priorauth.core.vocabulary import DeterminationOutcome

APPROVED, PARTIAL, DENIED, PENDED = (
    DeterminationOutcome.APPROVED,
    DeterminationOutcome.PARTIALLY_APPROVED,
    DeterminationOutcome.DENIED,
    DeterminationOutcome.PENDED,
)
REQUEST, APPEAL = "prior_authorization", "internal_appeal_1"


def decision(case: str, outcome: DeterminationOutcome, level: str = REQUEST, **values: object) -> Decision:
    place = 0 if level == REQUEST else 1
    return Decision(case=case, outcome=outcome, level=level, **{"place": place, **values})  # type: ignore[arg-type]


# a: approved. b: denied, overturned. c: denied, upheld. d: partly, not appealed. e: waiting.
DECISIONS = [
    decision("a", APPROVED, sent=dt.date(2026, 1, 2), on=dt.date(2026, 1, 12)),
    decision("b", DENIED, reasons=("experimental", "step"), sent=dt.date(2026, 1, 5), on=dt.date(2026, 1, 20)),
    decision("b", APPROVED, APPEAL, sent=dt.date(2026, 2, 1), on=dt.date(2026, 3, 1)),
    decision("c", DENIED, reasons=("experimental",), sent=dt.date(2026, 3, 1), on=dt.date(2026, 3, 4)),
    decision("c", DENIED, APPEAL, reasons=("experimental",)),
    decision("d", PARTIAL, reasons=("dose",)),
    decision("e", PENDED),
]


def test_the_counts_of_a_small_clinic() -> None:
    assert approved_at_first(DECISIONS) == Rate(1, 4)
    assert overturned(DECISIONS) == Rate(1, 2)
    assert [(row.key, row.approved, row.partial, row.denied) for row in by_group(DECISIONS, lambda one: one.level)] == [
        (REQUEST, 1, 1, 2),
        (APPEAL, 1, 0, 1),
    ]


def test_what_denials_were_given_for_and_what_became_of_them() -> None:
    rows = {row.reason: (row.denials, row.appealed, row.overturned) for row in by_reason(DECISIONS, DECISIONS)}
    assert rows == {
        "experimental": (3, 2, Rate(1, 2)),  # b and c appealed, b won; c's second denial is the last
        "step": (1, 1, Rate(1, 1)),
        "dose": (1, 0, Rate(0, 0)),
    }


def test_how_long_plans_take() -> None:
    found = days_to_decide(DECISIONS)  # 10, 15, 28 and 3 days
    assert (found.count, found.median, found.middle_half) == (4, 12.5, None)
    months = by_month(DECISIONS)
    assert [(month.isoformat(), days.count, days.median) for month, days in months] == [
        ("2026-01-01", 2, 12.5),
        ("2026-02-01", 0, None),
        ("2026-03-01", 2, 15.5),
    ]


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
def test_the_median_lies_in_the_middle_half(days: list[int]) -> None:
    first = dt.date(2026, 1, 1)
    found = days_to_decide(
        [decision(str(place), APPROVED, sent=first, on=first + dt.timedelta(days=n)) for place, n in enumerate(days)]
    )
    assert found.median == median(days)
    assert (found.middle_half is None) == (len(days) < 5)
    if found.middle_half:
        assert found.middle_half[0] <= found.median <= found.middle_half[1]


@given(st.lists(st.sampled_from(DECISIONS), max_size=30))
def test_every_decision_stands_in_exactly_one_group(decisions: list[Decision]) -> None:
    rows = by_group(decisions, lambda one: one.case)
    assert sum(row.decided for row in rows) == sum(one.outcome is not PENDED for one in decisions)
