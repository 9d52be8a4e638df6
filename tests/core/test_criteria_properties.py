"""What holds of every kind of criterion, over generated cases."""

from collections.abc import Iterator
from typing import Any, get_args

import hypothesis.strategies as st
from hypothesis import assume, given

from priorauth.core.assess import assess, check_assessment
from priorauth.core.context import Context, context_of
from priorauth.core.criteria import Condition, Not
from priorauth.core.criteria.groups import Single
from priorauth.core.dates import PartialDate
from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.core.stage import check_stage, kinds_that_fit
from priorauth.core.vocabulary import CheckLevel, LetterKind, Standing, Trust
from priorauth.reference.services import shipped_library
from tests.core.examples import facts_with
from tests.core.judging import judged
from tests.core.samples import SAMPLES, WRITTEN
from tests.strategies import any_case, case_files, fact_pairs, facts_of

LIBRARY = shipped_library()
NOT_ABOUT_THE_PATIENT = {"unrecorded"}


def every_condition(library: Library) -> Iterator[Condition]:
    """Samples of all kinds and their opposites, and every criterion of the library's indications and policies."""
    samples = [one for one in SAMPLES if getattr(one, "kind", "") not in NOT_ABOUT_THE_PATIENT]
    yield from samples
    yield from (Not(part=one) for one in samples)
    for indication in library.indications.values():
        yield from indication.supported_when
    for policy in library.policies.values():
        yield from (one.criterion for one in policy.criteria)


CONDITIONS = tuple(dict.fromkeys(every_condition(LIBRARY)))


def assert_kept(thinner: CaseFacts, fuller: CaseFacts, context: Context) -> None:
    """What the thinner record decided, the fuller one decides alike."""
    for one in CONDITIONS:
        before, after = judged(one, thinner, LIBRARY, context), judged(one, fuller, LIBRARY, context)
        assert before.is_open or before.standing is after.standing, (one, before, after)


def test_there_is_a_sample_of_every_kind() -> None:
    kinds = {get_args(member.model_fields["kind"].annotation)[0] for member in get_args(get_args(Single)[0])}
    assert kinds == set(WRITTEN)


@given(fact_pairs())
def test_filling_in_an_unknown_never_turns_met_into_not_met_nor_not_met_into_met(
    pair: tuple[CaseFacts, CaseFacts],
) -> None:
    thinner, fuller = pair
    assume(thinner.submissions == fuller.submissions)
    assert_kept(thinner, fuller, context_of(fuller, LIBRARY))


@given(fact_pairs())
def test_nor_does_it_at_an_earlier_day(pair: tuple[CaseFacts, CaseFacts]) -> None:
    thinner, fuller = pair
    assume(thinner.submissions == fuller.submissions)
    context = context_of(fuller, LIBRARY)
    assert_kept(thinner, fuller, context.at(context.on.replace(year=context.on.year - 1, day=1)))


DATED = (
    ("relapses", "date"),
    ("disability", "date"),
    ("imaging", "date"),
    ("therapies", "started"),
    ("therapies", "ended"),
)


def coarser(file: dict[str, Any], name: str, field: str, parts: int) -> dict[str, Any]:
    """The same case, the dates of a list known only to the month (2 parts) or the year (1)."""
    items = [
        {**item, field: "-".join(str(item[field]).split("-")[:parts])} if item.get(field) else item
        for item in file.get(name) or []
    ]
    return {**file, name: items or file.get(name)}


@given(st.sampled_from(LetterKind).flatmap(case_files), st.sampled_from(DATED), st.sampled_from([1, 2]))
def test_a_date_made_exact_never_overturns_what_was_decided(
    file: dict[str, Any], dated: tuple[str, str], parts: int
) -> None:
    exact = facts_of(file)
    vague = facts_of(coarser(file, *dated, parts))
    assert_kept(vague, exact, context_of(exact, LIBRARY))


@given(case_files(LetterKind.RENEWAL), st.sampled_from([1, 2]))
def test_a_start_made_exact_never_overturns_a_verdict_on_response(file: dict[str, Any], parts: int) -> None:
    exact = facts_of(file)
    prior = {**file["prior_ivig"], "started": "-".join(file["prior_ivig"]["started"].split("-")[:parts])}
    assert_kept(facts_of({**file, "prior_ivig": prior}), exact, context_of(exact, LIBRARY))


def test_an_unknown_fact_never_decides_that_a_criterion_is_met() -> None:
    """On a record that holds nothing, nothing is met but what the context has settled."""
    facts = facts_with()
    context = context_of(facts, LIBRARY)
    settled = {"level_in", "route_in", "kind_in", "indication_in"}
    for one in SAMPLES:
        if one.kind not in settled | NOT_ABOUT_THE_PATIENT:  # type: ignore[union-attr]
            assert judged(one, facts, LIBRARY, context).standing is not Standing.MET


@given(any_case())
def test_a_verdict_that_is_met_names_the_facts_that_met_it_and_an_open_one_what_would(facts: CaseFacts) -> None:
    context = context_of(facts, LIBRARY)
    settled = {"level_in", "route_in", "kind_in", "indication_in"} | NOT_ABOUT_THE_PATIENT
    for one in SAMPLES:
        verdict = judged(one, facts, LIBRARY, context)
        assert verdict.text
        if verdict.is_met and one.kind not in settled:  # type: ignore[union-attr]
            assert verdict.facts
        if not verdict.is_open:
            assert not verdict.missing


@given(fact_pairs())
def test_one_more_fact_never_takes_support_away(pair: tuple[CaseFacts, CaseFacts]) -> None:
    thinner, fuller = pair
    assert set(assess(thinner, LIBRARY).supported) <= set(assess(fuller, LIBRARY).supported)


@given(any_case(), st.sampled_from(LetterKind))
def test_any_case_can_be_judged_and_no_recalled_criterion_gets_a_verdict(facts: CaseFacts, kind: LetterKind) -> None:
    assessment = assess(facts, LIBRARY, kind)
    for one in assessment.criteria:
        if one.criterion.basis in (Trust.RECALLED, Trust.INFERRED):
            assert one.verdict is None
    assert [one.effort for one in assessment.missing] == sorted(one.effort for one in assessment.missing)


@given(st.sampled_from(LetterKind).flatmap(lambda kind: st.tuples(st.just(kind), case_files(kind))))
def test_a_complete_case_of_a_letter_kind_fits_it_without_a_stop(generated: tuple[LetterKind, dict[str, Any]]) -> None:
    kind, facts = generated[0], facts_of(generated[1])
    assert kind in kinds_that_fit(facts, LIBRARY)
    items = (*check_stage(facts, LIBRARY, kind), *check_assessment(facts, assess(facts, LIBRARY, kind)))
    assert [item for item in items if item.level is CheckLevel.STOP and not item.ok] == []


@given(any_case())
def test_what_came_after_a_day_does_not_count_at_that_day(facts: CaseFacts) -> None:
    """Judged at a day before everything on record, no relapse, score, report or therapy is seen."""
    context = context_of(facts, LIBRARY).at(PartialDate.parse("1960").first)
    for one in SAMPLES:
        if one.kind in ("relapse_within", "mri_activity", "edss_between", "functional_baseline"):  # type: ignore[union-attr]
            assert not judged(one, facts, LIBRARY, context).is_met
