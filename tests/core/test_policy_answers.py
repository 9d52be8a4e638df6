"""How the record answers a plan's policy: phases, uses, groups, and how far the policy was read."""

from typing import Any

from priorauth.core.assess import assess
from priorauth.core.dates import PartialDate
from priorauth.core.library import Library
from priorauth.core.policy_answers import CriterionVerdict, policy_verdicts
from priorauth.core.vocabulary import LetterKind, Standing, Trust
from tests.core.examples import ALL, example, example_file

READ_ON = {"date": "2026-11-01", "note": "Read by the clinic in the plan's current policy."}


def own_policy(library: Library, *criteria: dict[str, Any], basis: str = "seen") -> Library:
    """The library with a policy of the clinic's own, read in full."""
    policy = {
        "id": "own.our-plan",
        "payer": "Example Health",
        "title": "Immune globulin",
        "policy_number": None,
        "effective_date": "2026-01-01",
        "lines_of_business": ["commercial"],
        "url": None,
        "ms_position": "covered_with_criteria",
        "ms_position_basis": basis,
        "criteria": [
            {"text": "As read.", "phase": "both", "group": "all:ms", "basis": "seen", **one} for one in criteria
        ],
        "verified": READ_ON,
    }
    return library.with_overlay({"policies": [policy]})


def answers(number: str, library: Library, **changes: Any) -> dict[str, CriterionVerdict]:
    coverage = {**example_file(number)["coverage"], "policy": "own.our-plan"}
    assessment = assess(example(number, coverage=coverage, **changes), library)
    return {one.criterion.id: one for one in assessment.criteria}


def months(name: str, most: int, course: str | None = None, **more: Any) -> dict[str, Any]:
    params = {"months": most, "course": course}
    return {"id": name, "criterion": {"kind": "authorization_period", "params": params}, **more}


def test_a_renewal_answers_initial_criteria_as_at_the_start_of_treatment(library: Library) -> None:
    """EDSS 4.5 of May 4, 2026, not 4.0 of November 9."""
    by_id = {one.criterion.id: one for one in assess(example("08"), library, LetterKind.RENEWAL).criteria}
    baseline = by_id["passport-1"]
    assert baseline.as_at == PartialDate.parse("2026-05-18")
    assert baseline.text == "EDSS 4.5 (May 4, 2026)."
    assert by_id["passport-2"].verdict is not None
    assert by_id["passport-2"].verdict.is_met


def test_a_renewal_without_a_dated_start_leaves_initial_criteria_open(library: Library) -> None:
    prior = {**example_file("08")["prior_ivig"], "started": None}
    by_id = {one.criterion.id: one for one in assess(example("08", prior_ivig=prior), library).criteria}
    assert by_id["passport-1"].verdict is not None
    assert by_id["passport-1"].verdict.missing == ("prior_ivig.started",)


def test_renewal_criteria_are_asked_of_renewals_only(library: Library) -> None:
    ours = own_policy(library, months("first", 6, phase="initial"), months("again", 12, phase="renewal"))
    assert set(answers("09", ours)) == {"first"}
    assert set(answers("08", ours)) == {"first", "again"}
    assert answers("08", ours)["again"].as_at is None


def test_a_criterion_of_another_use_is_left_out(library: Library) -> None:
    ours = own_policy(
        library,
        months("any", 6),
        months("relapse", 1, "acute_relapse"),
        months("mother", 6, "postpartum"),
        months("long", 6, "maintenance"),
    )
    assert set(answers("02", ours)) == {"any", "relapse"}
    assert set(answers("03", ours)) == {"any", "mother", "long"}
    assert set(answers("09", ours)) == {"any", "long"}


def test_groups_all_and_any(library: Library) -> None:
    ours = own_policy(
        library, months("short", 1, group="any:length"), months("long", 12, group="any:length"), months("six", 6)
    )
    coverage = {**example_file("09")["coverage"], "policy": "own.our-plan"}
    assessment = assess(example("09", coverage=coverage), ours)
    assert {group.label: group.verdict.standing for group in assessment.groups} == {
        "any:length": Standing.MET,
        "all:ms": Standing.MET,
    }
    assert assessment.policy_verdict is not None
    assert assessment.policy_verdict.is_met


def test_one_group_that_is_not_met_fails_the_policy(library: Library) -> None:
    ours = own_policy(library, months("six", 6), months("three", 3, group="all:period"))
    coverage = {**example_file("09")["coverage"], "policy": "own.our-plan"}
    verdict = assess(example("09", coverage=coverage), ours).policy_verdict
    assert verdict is not None
    assert verdict.is_not_met


def test_a_recalled_criterion_is_a_question_and_leaves_its_group_open(library: Library) -> None:
    ours = own_policy(library, months("six", 6), months("three", 3, basis="recalled"))
    by_id = answers("09", ours)
    assert by_id["three"].verdict is None
    assert by_id["three"].text.startswith("Does the plan's current policy ask this? As read.")
    assert not by_id["three"].is_quotable
    assert by_id["six"].is_quotable


def test_a_summary_gets_a_marked_verdict_and_is_not_quotable(library: Library) -> None:
    summarized = answers("09", own_policy(library, months("six", 6), basis="summary"))["six"]
    assert summarized.verdict is not None
    assert summarized.text.endswith("From a summary of the policy; check the current one.")
    assert not summarized.is_quotable


def test_no_recalled_criterion_of_the_library_ever_gets_a_verdict(library: Library) -> None:
    for number in ALL:
        for policy in library.policies:
            coverage = {**example_file(number)["coverage"], "policy": policy}
            assessment = assess(example(number, coverage=coverage), library)
            for one in assessment.criteria:
                if one.criterion.basis in (Trust.RECALLED, Trust.INFERRED):
                    assert one.verdict is None
                    assert not one.is_quotable


def test_an_exclusion_has_no_verdicts(library: Library) -> None:
    assessment = assess(example("01"), library)
    assert assessment.criteria
    assert all(one.verdict is None for one in assessment.criteria)
    assert assessment.policy_verdict is None


def test_a_case_without_a_policy_has_no_criteria(library: Library) -> None:
    assessment = assess(example("05"), library)
    assert policy_verdicts(example("05"), assessment.context) == ()
