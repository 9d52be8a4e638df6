"""The denial and the clocks in words: a legal time is told only where a page that was read gives it."""

from typing import Any

import pytest

from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.core.vocabulary import LetterKind
from tests.core.examples import facts_with
from tests.core.writing import said

APPEAL, SECOND, REVIEW = LetterKind.APPEAL_1, LetterKind.APPEAL_2, LetterKind.EXTERNAL_REVIEW


def denied(plan_type: str, *earlier: str, coverage: dict[str, Any] | None = None, **notice: Any) -> CaseFacts:
    """A case denied at prior authorization and at each of these levels."""
    determination = {"outcome": "denied", "notice_date": "2026-10-05", "reasons": ["not_medically_necessary"], **notice}
    levels = ("prior_authorization", *earlier)
    return facts_with(
        coverage={"plan_type": plan_type, "payer": "Example Health", **(coverage or {})},
        submissions=[{"level": level, "submitted": "2026-09-01", "determination": determination} for level in levels],
    )


# ---- the clock to decide -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan_type", "text"),
    [
        ("erisa_self_funded", "30 days"),
        ("medicare_advantage", "7 days"),
        ("medicaid_managed_care", "30 days"),
        ("original_medicare_partB", "60 days"),
    ],
)
def test_the_time_to_decide_is_told_where_a_page_gives_it(library: Library, plan_type: str, text: str) -> None:
    assert said(library, denied(plan_type), "clock.decision", kind=APPEAL) == text


@pytest.mark.parametrize("plan_type", ["tricare", "va"])
def test_a_clock_that_is_recalled_or_unknown_is_not_told(library: Library, plan_type: str) -> None:
    assert said(library, denied(plan_type), "clock.decision", kind=APPEAL) is None
    assert said(library, denied(plan_type), "clock.law", kind=APPEAL) is None


def test_a_level_that_no_page_confirms_has_no_clock_to_tell(library: Library) -> None:
    facts = denied("medicaid_managed_care", "internal_appeal_1")
    assert said(library, facts, "clock.decision", kind=REVIEW) is None
    assert said(library, facts, "law.external_review", kind=REVIEW) is None


def test_with_two_internal_levels_the_time_for_one_is_not_told(library: Library) -> None:
    facts = denied("erisa_self_funded", coverage={"internal_levels": 2})
    assert said(library, facts, "clock.decision", kind=APPEAL) is None
    again = denied("erisa_self_funded", "internal_appeal_1", coverage={"internal_levels": 2})
    assert said(library, again, "clock.decision", kind=SECOND) is None


def test_an_expedited_letter_names_the_expedited_clock(library: Library) -> None:
    facts = denied("medicare_advantage")
    assert said(library, facts, "clock.decision", kind=LetterKind.EXPEDITED_APPEAL) == "72 hours"
    assert said(library, facts, "clock.expedited", kind=APPEAL) == "72 hours"


def test_an_expedited_clock_that_is_recalled_is_not_told_beside_a_standard_one_that_was_read(library: Library) -> None:
    facts = denied("fehb")
    assert said(library, facts, "clock.decision", kind=APPEAL) == "30 days"
    assert said(library, facts, "clock.expedited", kind=APPEAL) is None


def test_without_a_plan_type_there_is_no_clock(library: Library) -> None:
    assert said(library, facts_with(), "clock.decision", kind=APPEAL) is None


# ---- rights --------------------------------------------------------------------------------------------------------


def test_a_right_is_cited_for_the_plan_types_that_have_it(library: Library) -> None:
    assert said(library, denied("erisa_self_funded"), "law.claim_file") == "29 CFR 2560.503-1(h)(2)(iii), (m)(8)"
    assert said(library, denied("marketplace"), "law.claim_file") == "45 CFR 147.136(b)(2)(ii)(C)"
    assert said(library, denied("medicare_advantage"), "law.claim_file") is None


def test_both_rules_on_reviewers_are_cited_where_the_plan_type_has_both(library: Library) -> None:
    assert said(library, denied("erisa_self_funded"), "law.both_reviewers") == "29 CFR 2560.503-1(h)(3)(ii), (iii)"
    assert said(library, denied("medicaid_managed_care"), "law.both_reviewers") is None


def test_individual_consideration_is_asked_for_only_under_the_coverage_determination_that_has_it(
    library: Library,
) -> None:
    under = denied("medicare_advantage", coverage={"policy": "medicare-lcd-l34314"})
    assert said(library, under, "law.lcd_individual_consideration") == "LCD L34314"
    assert said(library, denied("medicare_advantage"), "law.lcd_individual_consideration") is None


# ---- the notice ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notice", "text"),
    [
        ({"received_date": "2026-10-08"}, "notice dated October 5, 2026, received October 8, 2026"),
        ({"received_date": "2026-10-05"}, "notice dated and received October 5, 2026"),
        ({}, "notice dated October 5, 2026"),
    ],
)
def test_the_notice_is_told_by_its_dates(library: Library, notice: dict[str, Any], text: str) -> None:
    assert said(library, denied("erisa_self_funded", **notice), "denial.dates") == text


def test_the_plans_words_stand_in_curly_quotes_and_unchanged(library: Library) -> None:
    facts = denied("erisa_self_funded", quote="Not covered; see policy 12.")
    assert said(library, facts, "denial.quote") == "“Not covered; see policy 12.”"


def test_a_reviewer_of_neurology_is_no_point_against_the_review(library: Library) -> None:
    for specialty, text in (("internal_medicine", "internal medicine"), ("neurology", None)):
        facts = denied("erisa_self_funded", reviewer={"specialty": specialty})
        assert said(library, facts, "denial.reviewer_specialty") == text


def test_a_level_is_called_as_the_plan_type_calls_it(library: Library) -> None:
    assert said(library, denied("original_medicare_partB"), "level.name") == "redetermination"
    after = denied("medicaid_managed_care", "internal_appeal_1")
    assert said(library, after, "level.with_article", kind=REVIEW) == "a state fair hearing"
