"""The response to IVIG in words: equal periods, counted from what is dated on record."""

import datetime as dt
from typing import Any

import pytest

from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.core.response import Periods, periods
from priorauth.core.vocabulary import LetterKind
from tests.core.examples import example, example_file
from tests.core.writing import said

RENEWAL = LetterKind.RENEWAL
IVMP = {"treatment": ["ivmp"], "recovery": "partial"}
BETTER = "response.all_better"


def renewal(**changes: Any) -> CaseFacts:
    """Case 08: first infusion May 18, 2026, last visit November 9, 2026; whole parts of it replaced."""
    return example("08", **changes)


def on_ivig(**changes: Any) -> dict[str, Any]:
    return {**example_file("08")["prior_ivig"], **changes}


def spans(library: Library, facts: CaseFacts) -> Periods | None:
    return periods(facts)


def told(library: Library, term: str, **changes: Any) -> str | None:
    return said(library, renewal(**changes), term, kind=RENEWAL)


# ---- the two periods -----------------------------------------------------------------------------------------------


def test_both_periods_have_the_days_from_first_infusion_to_last_visit(library: Library) -> None:
    span = spans(library, renewal())
    assert span is not None
    assert span.days == 176
    assert (span.before_first, span.before_last) == (dt.date(2025, 11, 23), dt.date(2026, 5, 17))
    assert (span.on_first, span.on_last) == (dt.date(2026, 5, 18), dt.date(2026, 11, 9))
    assert (span.before_last - span.before_first).days == (span.on_last - span.on_first).days == 175


def test_the_length_is_told_in_whole_weeks(library: Library) -> None:
    assert told(library, "response.weeks") == "25 weeks"


def test_of_a_long_course_the_last_year_counts_against_the_year_before(library: Library) -> None:
    span = spans(library, renewal(prior_ivig=on_ivig(started="2024-03-01")))
    assert span is not None
    assert span.days == 365
    assert (span.on_first, span.on_last) == (dt.date(2025, 11, 10), dt.date(2026, 11, 9))
    assert (span.before_first, span.before_last) == (dt.date(2023, 3, 2), dt.date(2024, 2, 29))


@pytest.mark.parametrize("started", ["2026-05", "2026"])
def test_a_first_infusion_without_its_day_gives_no_periods(library: Library, started: str) -> None:
    assert spans(library, renewal(prior_ivig=on_ivig(started=started, authorization=None))) is None


def test_a_course_without_a_visit_since_gives_no_periods(library: Library) -> None:
    facts = example_file("08")
    patient = {**facts["patient"], "weight": {"kg": 88.2, "date": "2026-05-04"}}
    assert spans(library, renewal(patient=patient, disability=facts["disability"][:1])) is None


def test_a_weighing_counts_as_a_visit(library: Library) -> None:
    span = spans(library, renewal(disability=example_file("08")["disability"][:1]))
    assert span is not None
    assert span.on_last == dt.date(2026, 11, 9)


# ---- counts --------------------------------------------------------------------------------------------------------


def test_relapses_are_counted_on_each_side_with_their_dates(library: Library) -> None:
    assert told(library, "response.relapses_before") == "2 (November 29, 2025; March 21, 2026)"
    assert told(library, "response.relapses_on") == "0 (May 18 to November 9, 2026)"
    assert told(library, "response.steroids_before") == "2"
    assert told(library, "response.steroids_on") == "0"


def test_first_and_last_days_count(library: Library) -> None:
    days = ["2025-11-22", "2025-11-23", "2026-05-17", "2026-05-18", "2026-11-09", "2026-11-10"]
    relapses = [{"date": day, **IVMP} for day in days]
    assert told(library, "response.relapses_before", relapses=relapses) == "2 (November 23, 2025; May 17, 2026)"
    assert told(library, "response.relapses_on", relapses=relapses) == "2 (May 18, 2026; November 9, 2026)"


def test_a_month_that_lies_whole_in_a_period_counts(library: Library) -> None:
    assert told(library, "response.relapses_before", relapses=[{"date": "2026-02"}]) == "1 (February 2026)"


@pytest.mark.parametrize("date", ["2026-05", "2025-11", "2026"])
def test_a_relapse_that_may_lie_on_either_side_leaves_the_counts_unsaid(library: Library, date: str) -> None:
    for side in ("before", "on"):
        assert told(library, f"response.relapses_{side}", relapses=[{"date": date}]) is None


def test_a_partial_date_outside_both_periods_does_not_disturb_them(library: Library) -> None:
    assert told(library, "response.relapses_on", relapses=[{"date": "2024"}]) == "0 (May 18 to November 9, 2026)"


def test_relapses_that_are_not_documented_are_not_counted_as_none(library: Library) -> None:
    facts = example_file("08")
    del facts["relapses"]
    assert said(library, CaseFacts.model_validate(facts), "response.relapses_on", kind=RENEWAL) is None


def test_steroid_courses_are_counted_only_where_every_treatment_is_on_record(library: Library) -> None:
    relapses = [{"date": "2026-02-03", **IVMP}, {"date": "2026-03-03"}]
    assert told(library, "response.steroids_before", relapses=relapses) is None
    untreated = [{"date": "2026-02-03", **IVMP}, {"date": "2026-03-03", "treatment": []}]
    assert told(library, "response.steroids_before", relapses=untreated) == "1"


# ---- words ---------------------------------------------------------------------------------------------------------


def test_the_year_before_is_told_with_its_treatment(library: Library) -> None:
    assert told(library, "response.relapses_year_before") == "three relapses"
    assert told(library, "response.each_treated") == "each treated with IV methylprednisolone"


@pytest.mark.parametrize(
    ("started", "text"),
    [("2026-05-18", "under seven months"), ("2026-05-21", "under six months"), ("2026-05-20", "under seven months")],
)
def test_how_long_ivig_was_given_is_told_from_the_calendar(library: Library, started: str, text: str) -> None:
    assert told(library, "response.months_on", prior_ivig=on_ivig(started=started)) == text


def test_the_old_authorizations_retired_code_is_told_where_it_no_longer_bills(library: Library) -> None:
    assert told(library, "authorization.retired_code") == "G35 alone has not been billable since October 1, 2025"
    request = {**example_file("08")["request"], "start": "2025-09-01", "review_date": "2026-03-01"}
    assert said(library, example("08", request=request, as_of="2025-08-20"), "authorization.retired_code") is None


# ---- all measures together -----------------------------------------------------------------------------------------


def imaging(before: int, after: int) -> list[dict[str, Any]]:
    return [
        {"date": "2026-04-20", "new_t2": before, "enhancing": 0},
        {"date": "2026-10-26", "new_t2": after, "enhancing": 0},
    ]


def scores(before: float, after: float) -> list[dict[str, Any]]:
    return [{"date": "2026-05-04", "edss": before}, {"date": "2026-11-09", "edss": after}]


def test_that_all_moved_alike_is_said_where_every_measure_held_or_fell(library: Library) -> None:
    assert told(library, BETTER)
    assert told(library, BETTER, disability=scores(4.5, 4.5))


@pytest.mark.parametrize(
    "worse",
    [
        {"disability": scores(4.0, 4.5)},
        {"imaging": imaging(0, 1)},
        {"relapses": [{"date": "2026-06-03", **IVMP}]},
        {"relapses": [{"date": "2026-02-03", "treatment": []}, {"date": "2026-06-03", **IVMP}]},
    ],
    ids=["score", "lesions", "relapses", "steroid courses"],
)
def test_that_all_moved_alike_is_not_said_where_one_measure_is_worse(library: Library, worse: dict[str, Any]) -> None:
    assert told(library, BETTER, **worse) is None


def test_that_all_moved_alike_is_not_said_where_nothing_moved(library: Library) -> None:
    same = {"relapses": [], "disability": scores(4.5, 4.5), "imaging": imaging(0, 0)}
    assert told(library, BETTER, **same) is None


def test_that_all_moved_alike_is_not_said_where_reports_count_different_lesions(library: Library) -> None:
    reports = [{"date": "2026-04-20", "enhancing": 2}, {"date": "2026-10-26", "new_t2": 1}]
    assert told(library, BETTER, imaging=reports) is None
