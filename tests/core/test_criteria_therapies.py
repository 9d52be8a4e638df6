"""Criteria on disease-modifying therapies: which count, how long, how many."""

from typing import Any

from priorauth.core.context import context_of
from priorauth.core.library import Library
from tests.core.examples import facts_with
from tests.core.judging import criterion, judged

FAILED: dict[str, Any] = {"therapy": "glatiramer", "outcome": "failed", "started": "2019-01", "ended": "2021-04"}
NOT_TOLERATED: dict[str, Any] = {"therapy": "fingolimod", "outcome": "intolerant"}
RULED_OUT: dict[str, Any] = {"therapy": "natalizumab", "outcome": "contraindicated"}
ANY_WAY = ["failed", "intolerant", "contraindicated"]
TWO_TRIED = criterion("tried_and_failed", among=["ms_dmt_any"], at_least=2, outcomes=ANY_WAY)


def three_months(*among: str) -> Any:
    return criterion(
        "tried_and_failed", among=among or ["ms_dmt_any"], at_least=1, outcomes=ANY_WAY, min_trial_months=3
    )


def test_the_sentence_says_how_many_of_those_needed_and_which(library: Library) -> None:
    verdict = judged(TWO_TRIED, facts_with(therapies=[FAILED, NOT_TOLERATED]), library)
    assert verdict.is_met
    assert verdict.text == "Two of the two needed: glatiramer acetate failed and fingolimod was not tolerated."
    assert verdict.facts == ("therapies[0].outcome", "therapies[1].outcome")


def test_more_than_needed_is_said_as_such(library: Library) -> None:
    verdict = judged(TWO_TRIED, facts_with(therapies=[FAILED, NOT_TOLERATED, RULED_OUT]), library)
    assert verdict.text.startswith("Three, where two are needed: ")


def test_an_ongoing_therapy_does_not_count(library: Library) -> None:
    ongoing = {"therapy": "teriflunomide", "outcome": "ongoing"}
    verdict = judged(TWO_TRIED, facts_with(therapies=[FAILED, ongoing]), library)
    assert verdict.is_not_met
    assert verdict.text == "One of the two needed: glatiramer acetate failed."


def test_a_therapy_whose_end_is_not_on_record_leaves_it_open(library: Library) -> None:
    verdict = judged(TWO_TRIED, facts_with(therapies=[FAILED, {"therapy": "fingolimod"}]), library)
    assert verdict.is_open
    assert verdict.missing == ("therapies[1].outcome",)
    assert "fingolimod" in verdict.text


def test_no_history_is_open_and_an_empty_one_is_none_on_record(library: Library) -> None:
    assert judged(TWO_TRIED, facts_with(), library).missing == ("therapies",)
    assert judged(TWO_TRIED, facts_with(therapies=[]), library).is_not_met


def test_the_same_drug_taken_twice_is_one_therapy(library: Library) -> None:
    assert judged(TWO_TRIED, facts_with(therapies=[FAILED, {**FAILED, "outcome": "intolerant"}]), library).is_not_met


def test_a_drug_that_is_not_labelled_for_ms_does_not_count_as_one(library: Library) -> None:
    rituximab = {"therapy": "rituximab", "outcome": "failed"}
    assert judged(TWO_TRIED, facts_with(therapies=[FAILED, rituximab]), library).is_not_met
    named = criterion("tried_and_failed", among=["rituximab"], at_least=1, outcomes=["failed"])
    assert judged(named, facts_with(therapies=[rituximab]), library).is_met


def test_a_class_stands_for_its_members(library: Library) -> None:
    facts = facts_with(therapies=[{"therapy": "peginterferon_beta_1a", "outcome": "failed"}])
    interferon = criterion("tried_and_failed", among=["interferon_beta"], at_least=1, outcomes=["failed"])
    assert judged(interferon, facts, library).is_met


def test_months_of_trial_count_for_failures_only(library: Library) -> None:
    assert judged(three_months(), facts_with(therapies=[NOT_TOLERATED]), library).is_met
    assert judged(three_months(), facts_with(therapies=[RULED_OUT]), library).is_met
    brief = {**FAILED, "started": "2021-03-01", "ended": "2021-04-01"}
    assert judged(three_months(), facts_with(therapies=[brief]), library).is_not_met


def test_months_known_only_partly_are_not_documented_rather_than_not_met(library: Library) -> None:
    verdict = judged(three_months(), facts_with(therapies=[{**FAILED, "started": "2024", "ended": None}]), library)
    assert verdict.is_open
    assert verdict.missing == ("therapies[0].ended",)
    assert judged(three_months(), facts_with(therapies=[{**FAILED, "started": None}]), library).is_open


def test_partial_dates_count_where_every_day_of_them_makes_the_trial_long_enough(library: Library) -> None:
    long_enough = {**FAILED, "started": "2019-01", "ended": "2019-05"}
    assert judged(three_months(), facts_with(therapies=[long_enough]), library).is_met
    perhaps = {**FAILED, "started": "2019-01", "ended": "2019-04"}
    assert judged(three_months(), facts_with(therapies=[perhaps]), library).is_open


def test_at_an_earlier_day_a_therapy_that_ended_later_does_not_count_yet(library: Library) -> None:
    facts = facts_with(therapies=[FAILED])
    one = criterion("tried_and_failed", among=["ms_dmt_any"], at_least=1, outcomes=["failed"])
    context = context_of(facts, library)
    assert judged(one, facts, library, context.at(context.on.replace(year=2022))).is_met
    assert judged(one, facts, library, context.at(context.on.replace(year=2020))).is_not_met
    undated = facts_with(therapies=[{**FAILED, "ended": None}])
    assert judged(one, undated, library, context.at(context.on.replace(year=2022))).is_open


def test_reasons_narrow_what_counts(library: Library) -> None:
    infected = criterion("therapy_status", among=["ms_dmt_any"], outcomes=["intolerant"], reasons=["infection"])
    assert judged(infected, facts_with(therapies=[{**NOT_TOLERATED, "reason": "infection"}]), library).is_met
    assert judged(infected, facts_with(therapies=[{**NOT_TOLERATED, "reason": "cardiac"}]), library).is_not_met
    assert judged(infected, facts_with(therapies=[NOT_TOLERATED]), library).missing == ("therapies[0].reason",)


def test_at_most_is_open_while_another_may_count(library: Library) -> None:
    none_failed = criterion("therapy_status", among=["ms_dmt_any"], outcomes=["failed"], at_least=1, at_most=1)
    assert judged(none_failed, facts_with(therapies=[FAILED]), library).is_met
    assert judged(none_failed, facts_with(therapies=[FAILED, {"therapy": "fingolimod"}]), library).is_open
    assert judged(
        none_failed, facts_with(therapies=[FAILED, {**NOT_TOLERATED, "outcome": "failed"}]), library
    ).is_not_met


def test_a_history_that_names_no_drug_of_a_class(library: Library) -> None:
    no_anti_cd20 = criterion("not_recorded_therapy", among=["anti_cd20"])
    assert judged(no_anti_cd20, facts_with(therapies=[FAILED]), library).is_met
    assert judged(no_anti_cd20, facts_with(therapies=[{"therapy": "ocrelizumab"}]), library).is_not_met
    assert judged(no_anti_cd20, facts_with(), library).is_open
