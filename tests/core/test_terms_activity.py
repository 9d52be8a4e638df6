"""Disease activity in words: nothing here says more than the dates on record allow."""

from typing import Any

import pytest

from priorauth.core.library import Library
from priorauth.core.terms import REGISTRY
from priorauth.core.write import brief_of
from tests.core.examples import facts_with
from tests.core.writing import KIND, said

# The letter of these cases bears November 20, 2026: its windows begin on November 20 of 2025 and of 2024.


def relapse(date: str, **more: Any) -> dict[str, Any]:
    return {"date": date, **more}


def of_relapses(library: Library, term: str, *dates: str) -> str | None:
    return said(library, facts_with(relapses=[relapse(date) for date in dates]), f"relapses.{term}")


def positions(library: Library, source: str, **parts: Any) -> list[int]:
    return REGISTRY.sources[source](brief_of(facts_with(**parts), KIND, library))


# ---- windows -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "text"),
    [
        (["2025-11-20"], "one relapse"),
        (["2025-11-19"], None),
        (["2025-12", "2026-03-04"], "two relapses"),
        (["2026"], "one relapse"),
        (["2025-11", "2026-03-04"], "at least one relapse"),
        (["2025", "2026-03-04"], "at least one relapse"),
        (["2025-11"], None),
        (["2025"], None),
    ],
    ids=["first day", "day before", "whole month", "whole year", "month", "year", "month alone", "year alone"],
)
def test_a_partial_date_counts_where_every_day_that_it_may_mean_does(
    library: Library, dates: list[str], text: str | None
) -> None:
    assert of_relapses(library, "in_12_months", *dates) == text


def test_two_years_are_counted_alike(library: Library) -> None:
    assert of_relapses(library, "in_24_months", "2024-11-20", "2025-05") == "two relapses"
    assert of_relapses(library, "in_24_months", "2024-11", "2025-05") == "at least one relapse"


@pytest.mark.parametrize("parts", [{}, {"relapses": []}], ids=["not documented", "none on record"])
def test_no_count_is_said_where_the_record_dates_no_relapse(library: Library, parts: dict[str, Any]) -> None:
    assert said(library, facts_with(**parts), "relapses.in_12_months") is None


def test_that_there_was_none_is_said_only_where_the_record_says_so(library: Library) -> None:
    assert said(library, facts_with(relapses=[]), "relapses.none") == "No relapse, on record"
    assert said(library, facts_with(), "relapses.none") is None


def test_older_relapses_are_those_surely_before_the_last_two_years(library: Library) -> None:
    relapses = [relapse("2024-11"), relapse("2023-05"), relapse("2026-01-02"), relapse("2020")]
    assert positions(library, "older_relapses", relapses=relapses) == [3, 1]
    assert positions(library, "recent_relapses", relapses=relapses) == [2]


# ---- one relapse ---------------------------------------------------------------------------------------------------


def test_the_month_of_the_latest_relapse_is_named_where_the_record_has_it(library: Library) -> None:
    assert of_relapses(library, "latest_month", "2026-08") == "August"
    assert of_relapses(library, "latest_month", "2026") is None


def test_recovery_is_said_of_all_only_where_all_have_the_same_on_record(library: Library) -> None:
    alike = [relapse("2026-01-02", recovery="partial"), relapse("2026-05-06", recovery="partial")]
    assert (
        said(library, facts_with(relapses=alike), "relapses.recovery_12_months") == "recovered only in part from each"
    )
    for other in ({"recovery": "complete"}, {}):
        mixed = [alike[0], relapse("2026-05-06", **other)]
        assert said(library, facts_with(relapses=mixed), "relapses.recovery_12_months") is None


def test_recovery_is_not_said_of_all_where_one_more_may_fall_in_the_year(library: Library) -> None:
    dates = [relapse("2026-01-02", recovery="partial"), relapse("2025-11", recovery="partial")]
    assert said(library, facts_with(relapses=dates), "relapses.recovery_12_months") is None


def test_weeks_to_the_start_need_a_relapse_dated_to_the_day(library: Library) -> None:
    request = {"start": "2026-12-07"}
    exact = facts_with(relapses=[relapse("2026-09-15")], request=request)
    assert said(library, exact, "relapses.weeks_to_start") == "11 weeks"
    assert said(library, facts_with(relapses=[relapse("2026-09")], request=request), "relapses.weeks_to_start") is None


@pytest.mark.parametrize(
    ("date", "text"),
    [("2025-06", "one relapse"), ("2026-02-01", None), ("2024-01", None), ("2025", None)],
    ids=["in the year before", "in pregnancy or just before", "earlier", "perhaps"],
)
def test_the_year_before_a_pregnancy_is_counted_where_it_surely_lies(
    library: Library, date: str, text: str | None
) -> None:
    delivered = {"status": "postpartum", "delivery_date": "2026-10-23"}
    facts = facts_with(relapses=[relapse(date)], reproductive=delivered)
    assert said(library, facts, "relapses.year_before_pregnancy") == text


# ---- scores and reports --------------------------------------------------------------------------------------------


def visits(*scores: float) -> list[dict[str, Any]]:
    return [{"date": f"2026-0{month}-10", "edss": score} for month, score in enumerate(scores, start=1)]


def test_a_rise_is_said_only_where_the_latest_score_is_above_the_one_before(library: Library) -> None:
    risen = facts_with(disability=visits(2.5, 4.0))
    assert said(library, risen, "edss.rise") == "2.5 (January 10, 2026) to 4.0 (February 10, 2026)"
    for scores in ((4.0, 4.0), (4.0, 3.5), (4.0,)):
        assert said(library, facts_with(disability=visits(*scores)), "edss.rise") is None


def test_scores_are_taken_by_date_and_not_by_their_place_in_the_file(library: Library) -> None:
    facts = facts_with(disability=list(reversed(visits(2.5, 4.0))))
    assert (said(library, facts, "edss.now"), said(library, facts, "edss.before")) == ("4.0", "2.5")


@pytest.mark.parametrize(
    ("report", "text"),
    [
        ({"new_t2": 4, "enhancing": 2}, "4 new T2 and 2 enhancing lesions"),
        ({"new_t2": 0, "enhancing": 0}, "no new T2 and no enhancing lesions"),
        ({"new_t2": 0, "enhancing": 1}, "no new T2 and 1 enhancing lesion"),
        ({"new_t2": 1}, "1 new T2 lesion"),
        ({"enhancing": 0}, "no enhancing lesions"),
        ({"region": "brain"}, None),
    ],
)
def test_lesions_are_told_as_far_as_the_report_counts_them(
    library: Library, report: dict[str, Any], text: str | None
) -> None:
    assert said(library, facts_with(imaging=[{"date": "2026-09-03", **report}]), "mri.latest") == text


def test_reports_of_two_years_are_told_latest_first(library: Library) -> None:
    imaging = [{"date": date, "new_t2": 0} for date in ("2025-09-30", "2026-09-03", "2024-11-19", "2024-11")]
    assert positions(library, "reports", imaging=imaging) == [1, 0]


# ---- since the last decision ---------------------------------------------------------------------------------------


def test_what_is_new_is_dated_after_the_notice(library: Library) -> None:
    parts = {
        "coverage": {"plan_type": "erisa_self_funded"},
        "submissions": [
            {
                "level": "prior_authorization",
                "submitted": "2026-09-01",
                "determination": {
                    "outcome": "denied",
                    "notice_date": "2026-10-05",
                    "reasons": ["not_medically_necessary"],
                },
            }
        ],
        "relapses": [relapse("2026-10-05"), relapse("2026-10-06"), relapse("2026-10")],
    }
    assert positions(library, "new_relapses", **parts) == [1]


def test_nothing_is_new_without_a_decision(library: Library) -> None:
    assert positions(library, "new_relapses", relapses=[relapse("2026-10-06")]) == []
