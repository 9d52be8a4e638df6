"""Criteria on relapses, disability scores and MRI."""

from typing import Any

import pytest

from priorauth.core.library import Library
from priorauth.core.vocabulary import Standing
from tests.core.examples import facts_with
from tests.core.judging import criterion, judged

ONE_IN_A_YEAR = criterion("relapse_within", months=12, min_count=1, or_worsening=False)
ACTIVE = criterion("relapse_within", months=12, min_count=1, or_worsening=True)
QUIET: dict[str, Any] = {"relapses": []}


@pytest.mark.parametrize(
    ("relapses", "standing"),
    [
        ([{"date": "2026-08-22"}], Standing.MET),
        ([{"date": "2025-11-19"}], Standing.NOT_MET),
        ([{"date": "2025"}], Standing.NOT_DOCUMENTED),
        ([], Standing.NOT_MET),
        (None, Standing.NOT_DOCUMENTED),
    ],
)
def test_a_relapse_within_a_year(relapses: object, standing: Standing, library: Library) -> None:
    assert judged(ONE_IN_A_YEAR, facts_with(relapses=relapses), library).standing is standing


def test_the_dates_that_decided_are_named(library: Library) -> None:
    facts = facts_with(relapses=[{"date": "2020"}, {"date": "2026-03"}, {"date": "2026-08-22"}])
    verdict = judged(ONE_IN_A_YEAR, facts, library)
    assert verdict.facts == ("relapses[1].date", "relapses[2].date")
    assert verdict.text == "Two relapses in the last 12 months: Mar 2026; Aug 22, 2026."


def test_new_mri_activity_counts_as_worsening(library: Library) -> None:
    facts = facts_with(**QUIET, imaging=[{"date": "2026-09-03", "new_t2": 0, "enhancing": 1}])
    assert judged(ACTIVE, facts, library).facts == ("imaging[0].enhancing",)
    assert judged(ONE_IN_A_YEAR, facts, library).is_not_met


def test_a_rise_of_edss_within_the_time_counts_as_worsening(library: Library) -> None:
    risen = [{"date": "2026-01-10", "edss": 2.5}, {"date": "2026-10-28", "edss": 4.0}]
    assert judged(ACTIVE, facts_with(**QUIET, disability=risen), library).is_met
    before_the_time = [{"date": "2024-01-10", "edss": 2.5}, {"date": "2026-10-28", "edss": 4.0}]
    assert judged(ACTIVE, facts_with(**QUIET, disability=before_the_time), library).is_open


def test_no_worsening_is_said_only_where_mri_and_scores_are_whole(library: Library) -> None:
    still: dict[str, Any] = {
        "disability": [{"date": "2026-01-10", "edss": 4.0}, {"date": "2026-10-28", "edss": 4.0}],
        "imaging": [{"date": "2026-09-03", "new_t2": 0, "enhancing": 0}],
    }
    assert judged(ACTIVE, facts_with(**QUIET, **still), library).is_not_met
    assert judged(ACTIVE, facts_with(**QUIET, disability=still["disability"]), library).missing == ("imaging",)
    uncounted = {**still, "imaging": [{"date": "2026-09-03", "new_t2": 0}]}
    assert judged(ACTIVE, facts_with(**QUIET, **uncounted), library).missing == ("imaging[0].enhancing",)


def test_scores_of_unknown_order_show_no_rise(library: Library) -> None:
    scores = [{"date": "2026-01-10", "edss": 2.5}, {"date": "2026", "edss": 4.0}]
    assert judged(ACTIVE, facts_with(**QUIET, disability=scores, imaging=[]), library).is_open


OLD_OPTIC = {"date": "2023-04", "site": "optic_nerve", "severity": "severe", "recovery": "partial"}
NEW_CORD = {"date": "2026-08-22", "site": "spinal_cord", "severity": "severe", "treatment": [], "recovery": "none"}


def test_without_a_time_the_latest_relapse_is_meant(library: Library) -> None:
    facts = facts_with(relapses=[OLD_OPTIC, NEW_CORD])
    assert judged(criterion("relapse_site", sites=["optic_nerve"]), facts, library).is_not_met
    assert judged(criterion("relapse_site", sites=["spinal_cord"]), facts, library).is_met


def test_with_a_time_any_relapse_of_it_will_do_or_each_must(library: Library) -> None:
    facts = facts_with(relapses=[OLD_OPTIC, NEW_CORD])
    assert judged(criterion("relapse_site", sites=["optic_nerve"], months=60), facts, library).is_met
    severe = criterion("relapse_severity", severities=["severe"], months=60, each=True)
    assert judged(severe, facts, library).is_met
    in_part = criterion("relapse_recovery", recoveries=["partial"], months=60, each=True)
    assert judged(in_part, facts, library).is_not_met


def test_which_relapse_is_the_latest_may_not_be_known(library: Library) -> None:
    facts = facts_with(relapses=[{**OLD_OPTIC, "date": "2026"}, NEW_CORD])
    assert judged(criterion("relapse_site", sites=["spinal_cord"]), facts, library).is_open
    assert judged(criterion("relapse_severity", severities=["severe"]), facts, library).is_met


def test_untreated_is_an_empty_list_and_never_an_absent_one(library: Library) -> None:
    untreated = criterion("relapse_untreated")
    assert judged(untreated, facts_with(relapses=[NEW_CORD]), library).is_met
    assert judged(untreated, facts_with(relapses=[{"date": "2026-08-22"}]), library).is_open
    assert judged(untreated, facts_with(relapses=[{"date": "2026-08-22", "treatment": ["ivmp"]}]), library).is_not_met


@pytest.mark.parametrize(
    ("scores", "direction"),
    [
        ([("2025-10-14", 2.5), ("2026-10-28", 4.0)], "worse"),
        ([("2026-05-04", 4.5), ("2026-11-09", 4.0)], "better"),
        ([("2026-05-04", 4.0), ("2026-11-09", 4.0)], "same"),
        ([("2026-11-09", 4.0)], "none"),
    ],
)
def test_edss_changes_from_the_earliest_to_the_latest(
    scores: list[tuple[str, float]], direction: str, library: Library
) -> None:
    facts = facts_with(disability=[{"date": date, "edss": edss} for date, edss in scores])
    for asked in ("worse", "better", "same", "none"):
        verdict = judged(criterion("edss_change", direction=asked), facts, library)
        assert verdict.is_met is (asked == direction)
        assert not verdict.is_open


def test_the_latest_edss_lies_between_bounds_that_count(library: Library) -> None:
    entry = criterion("edss_between", min="1.0", max="6.0")
    assert judged(entry, facts_with(disability=[{"date": "2026-11-09", "edss": 6.0}]), library).is_met
    assert judged(entry, facts_with(disability=[{"date": "2026-11-09", "edss": 6.5}]), library).is_not_met
    assert judged(entry, facts_with(disability=[{"date": "2026-11-09"}]), library).is_open


def test_mri_activity_is_that_of_the_latest_report_or_of_a_time(library: Library) -> None:
    facts = facts_with(
        imaging=[
            {"date": "2026-04-20", "new_t2": 3, "enhancing": 2},
            {"date": "2026-10-26", "new_t2": 0, "enhancing": 0},
        ]
    )
    assert judged(criterion("mri_activity"), facts, library).is_not_met
    assert judged(criterion("mri_activity", months=12), facts, library).is_met
    assert judged(criterion("mri_activity"), facts_with(imaging=[]), library).is_open
