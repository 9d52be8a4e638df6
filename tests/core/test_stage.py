"""Where a case stands, and which letters fit there: the two tables of the case format."""

from typing import Any

import pytest

from priorauth.core.library import Library
from priorauth.core.stage import check_stage, kinds_that_fit, stage_of
from priorauth.core.vocabulary import LetterKind
from tests.core.examples import ALL, example, facts_with

FITTING = {
    "01": {"appeal_1", "peer_to_peer", "patient_appeal", "assistance_support"},
    "02": {"expedited_appeal", "peer_to_peer", "patient_appeal"},
    "03": {"medical_necessity", "assistance_support"},
    "04": {"external_review", "peer_to_peer", "patient_appeal"},
    "05": {"medical_necessity"},
    "06": {"medical_necessity"},
    "07": {"medical_necessity", "assistance_support"},
    "08": {"renewal"},
    "09": {"appeal_2", "peer_to_peer", "patient_appeal"},
}


@pytest.mark.parametrize("number", ALL)
def test_the_kinds_that_fit_each_example(number: str, library: Library) -> None:
    """06 and 07 are stopped all the same: by the evidence, and by what is missing."""
    assert set(kinds_that_fit(example(number), library)) == FITTING[number]


@pytest.mark.parametrize("number", ALL)
def test_any_other_kind_is_a_stop_that_says_the_level(number: str, library: Library) -> None:
    for kind in LetterKind:
        (item,) = check_stage(example(number), library, kind)
        assert item.id == f"level.{kind}"
        assert item.ok is (kind in FITTING[number])
        assert item.ok or item.lift


def sent(level: str, outcome: str | None = "denied") -> dict[str, Any]:
    determination = {"outcome": outcome, "notice_date": "2026-10-01"} if outcome else None
    return {"level": level, "submitted": "2026-09-01", "determination": determination}


def at(plan_type: str | None, *submissions: dict[str, Any], **coverage: Any) -> Any:
    return facts_with(coverage={"plan_type": plan_type, **coverage}, submissions=list(submissions))


def level_of(facts: Any, library: Library) -> str:
    return stage_of(facts, library).level


def test_a_second_level_that_a_plan_may_have_needs_the_plan_s_word(library: Library) -> None:
    denied_twice = (sent("prior_authorization"), sent("internal_appeal_1"))
    assert level_of(at("erisa_self_funded", *denied_twice), library) == "external_review"
    assert level_of(at("erisa_self_funded", *denied_twice, internal_levels=2), library) == "internal_appeal_2"
    assert level_of(at("original_medicare_partB", *denied_twice), library) == "internal_appeal_2"
    assert level_of(at("marketplace", *denied_twice, internal_levels=2), library) == "external_review"


def test_the_days_of_a_second_level_are_the_plan_s_word_for_it(library: Library) -> None:
    denied_twice = (sent("prior_authorization"), sent("internal_appeal_1"))
    facts = at("erisa_self_funded", *denied_twice, windows={"internal_appeal_2": 60})
    assert level_of(facts, library) == "internal_appeal_2"


def test_a_level_of_the_law_is_there_whatever_the_plan_says_of_its_own(library: Library) -> None:
    denied_twice = (sent("prior_authorization"), sent("internal_appeal_1"))
    facts = at("original_medicare_partB", *denied_twice, internal_levels=1)
    assert level_of(facts, library) == "internal_appeal_2"


def test_levels_after_the_plan_s_own_are_all_external_reviews(library: Library) -> None:
    facts = at(
        "medicare_advantage",
        *(sent(level) for level in ("prior_authorization", "internal_appeal_1", "external_review")),
    )
    assert level_of(facts, library) == "alj_hearing"
    assert LetterKind.EXTERNAL_REVIEW in kinds_that_fit(facts, library)


def test_after_the_last_level_no_appeal_fits(library: Library) -> None:
    levels = ("prior_authorization", "internal_appeal_1", "external_review")
    facts = at("erisa_self_funded", *(sent(level) for level in levels))
    assert kinds_that_fit(facts, library) == (LetterKind.PEER_TO_PEER,)
    (item,) = check_stage(facts, library, LetterKind.EXTERNAL_REVIEW)
    assert "Nothing follows it." in item.text


@pytest.mark.parametrize("outcome", [None, "pended"])
def test_while_the_plan_has_not_decided_nothing_fits(outcome: str | None, library: Library) -> None:
    facts = at("erisa_self_funded", sent("prior_authorization", outcome))
    assert kinds_that_fit(facts, library) == ()
    (item,) = check_stage(facts, library, LetterKind.APPEAL_1)
    assert "The plan has not decided yet." in item.text


def test_a_withdrawn_request_counts_as_never_sent(library: Library) -> None:
    facts = at("erisa_self_funded", sent("prior_authorization", "withdrawn"))
    assert kinds_that_fit(facts, library) == (LetterKind.MEDICAL_NECESSITY,)


def test_a_partial_approval_can_be_appealed(library: Library) -> None:
    facts = at("erisa_self_funded", sent("prior_authorization", "partially_approved"))
    assert LetterKind.APPEAL_1 in kinds_that_fit(facts, library)


def test_an_approval_ends_it_until_treatment_is_to_be_renewed(library: Library) -> None:
    approved = sent("prior_authorization", "approved")
    assert kinds_that_fit(at("erisa_self_funded", approved), library) == ()
    treated = facts_with(submissions=[approved], prior_ivig={"started": "2026-05-18", "authorization": {"number": "1"}})
    assert kinds_that_fit(treated, library) == (LetterKind.RENEWAL,)


def test_the_denial_of_a_renewal_is_appealed_like_any_other_and_stays_a_renewal(library: Library) -> None:
    stage = stage_of(at("marketplace", sent("renewal")), library)
    assert (stage.level, stage.denial, stage.is_renewal) == ("internal_appeal_1", 0, True)


def test_an_urgent_request_goes_the_expedited_way_only_where_there_is_such_a_clock(library: Library) -> None:
    denied = sent("prior_authorization")
    for plan_type, kind in (("erisa_self_funded", "expedited_appeal"), ("original_medicare_partB", "appeal_1")):
        facts = facts_with(coverage={"plan_type": plan_type}, submissions=[denied], request={"urgency": "expedited"})
        assert kind in kinds_that_fit(facts, library)


def test_without_a_plan_type_the_first_appeal_still_follows_a_denial(library: Library) -> None:
    stage = stage_of(at(None, sent("prior_authorization")), library)
    assert (stage.level, stage.plan_level, stage.denial) == ("internal_appeal_1", None, 0)


def test_a_stage_keeps_the_denial_answered_and_what_went_before(library: Library) -> None:
    stage = stage_of(example("09"), library, LetterKind.APPEAL_2)
    assert (stage.denial, stage.earlier) == (1, (0,))
    assert stage.plan_level is not None
    assert stage.plan_level.id == "internal_appeal_2"


@pytest.mark.parametrize(
    ("plan_type", "product", "fits"),
    [
        ("erisa_self_funded", "gamunex_c", True),
        ("commercial_fully_insured", "gammagard_liquid", False),
        ("marketplace", "gammaplex_10", False),
        ("medicaid_managed_care", "gamunex_c", False),
        ("medicare_advantage", "privigen", False),
        (None, "gamunex_c", False),
        ("erisa_self_funded", None, False),
    ],
)
def test_a_support_letter_fits_where_a_free_drug_program_surely_lists_the_product_and_the_plan_is_not_public(
    plan_type: str | None, product: str | None, fits: bool, library: Library
) -> None:
    """Whether the program for Gammagard Liquid lists any immune globulin was not confirmed."""
    facts = facts_with(coverage={"plan_type": plan_type}, request={"product": product})
    assert (LetterKind.ASSISTANCE_SUPPORT in kinds_that_fit(facts, library)) is fits
