"""Criteria on where the case stands: letter, level, route, plan, denial."""

import pytest

from priorauth.core.context import context_of
from priorauth.core.library import Library
from priorauth.core.vocabulary import LetterKind
from tests.core.examples import example, facts_with
from tests.core.judging import criterion, judged


def test_the_specialty_of_the_prescriber(library: Library) -> None:
    neurologist = criterion("prescriber_specialty", specialties=["neurology"], mode="prescriber")
    assert judged(neurologist, example("01"), library).is_met
    assert judged(neurologist, facts_with(), library).missing == ("prescriber.specialty",)
    other = facts_with(prescriber={"name": "Ann Lee", "specialty": "obstetrics"})
    assert judged(neurologist, other, library).is_not_met
    or_consult = criterion("prescriber_specialty", specialties=["neurology"], mode="prescriber_or_consult")
    assert judged(or_consult, other, library).is_open


def test_reasons_are_those_of_the_denial_that_is_answered(library: Library) -> None:
    facts = example("09")
    assert judged(criterion("denial_reason", ids=["dose_or_frequency_exceeds"]), facts, library).is_met
    assert judged(criterion("denial_reason", ids=["step_therapy_not_met"]), facts, library).is_not_met
    both = criterion("denial_reason", ids=["not_medically_necessary", "step_therapy_not_met"], any=False)
    assert judged(both, example("02"), library).is_met
    assert judged(both, facts, library).is_not_met
    assert judged(both, example("05"), library).is_not_met


def test_the_plan_s_own_words(library: Library) -> None:
    assert judged(criterion("denial_quoted"), example("09"), library).facts == ("submissions[1].determination.quote",)
    assert judged(criterion("denial_quoted"), example("05"), library).is_not_met


def test_a_position_counts_only_where_it_was_read(library: Library) -> None:
    experimental = criterion("policy_position", positions=["experimental"])
    covered = criterion("policy_position", positions=["covered_with_criteria"])
    assert judged(experimental, example("01"), library).is_met
    assert judged(covered, example("08"), library).is_met
    assert judged(covered, example("03"), library).is_open
    assert judged(covered, facts_with(), library).missing == ("coverage.policy",)


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("level_in", {"levels": ["internal_appeal_2"]}),
        ("kind_in", {"kinds": ["appeal_2", "renewal"]}),
        ("route_in", {"routes": ["silent"]}),
        ("indication_in", {"ids": ["rrms_second_line"]}),
        ("plan_type_in", {"plan_types": ["commercial_fully_insured"]}),
        ("filed_by", {"who": ["prescriber"]}),
    ],
)
def test_where_the_second_appeal_stands(kind: str, params: dict[str, object], library: Library) -> None:
    facts = example("09")
    assert judged(criterion(kind, **params), facts, library, context_of(facts, library, LetterKind.APPEAL_2)).is_met


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("kind_in", {"kinds": ["appeal_2"]}),
        ("indication_in", {"ids": ["rrms_second_line"]}),
        ("plan_type_in", {"plan_types": ["commercial_fully_insured"]}),
        ("filed_by", {"who": ["prescriber"]}),
    ],
)
def test_what_is_not_settled_is_not_documented(kind: str, params: dict[str, object], library: Library) -> None:
    assert judged(criterion(kind, **params), facts_with(), library).is_open


def test_new_is_what_is_dated_after_the_notice(library: Library) -> None:
    facts = example("09")
    assert judged(criterion("new_since", what="imaging"), facts, library).facts == ("imaging[1].date",)
    assert judged(criterion("new_since", what="relapses"), facts, library).is_not_met
    assert judged(criterion("new_since", what="any"), facts, library).is_met
    assert judged(criterion("new_since", what="any"), example("05"), library).is_not_met
    unsure = example("09", relapses=[{"date": "2026-10"}])
    assert judged(criterion("new_since", what="relapses"), unsure, library).missing == ("relapses[0].date",)
