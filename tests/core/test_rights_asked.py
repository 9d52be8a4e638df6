"""The rights that letters ask for: each where the plan type has it, a page was read and the record calls for it."""

from typing import Any

import pytest

from tests.core.examples import example_file
from tests.core.sayings import letter_of, sayings
from tests.strategies.situations import of, plain


def asked(number: str, kind: str, section: str, *, plan_type: str | None = None, **changes: Any) -> str:
    """What a section of an example's letter says, under another plan type where one is named."""
    case = {**plain(example_file(number)), **changes}
    case["coverage"] = {**case["coverage"], "plan_type": plan_type or case["coverage"]["plan_type"]}
    letter = letter_of(of(case, kind))
    return "\n".join(saying.text for saying in sayings(letter) if saying.place.startswith(f"{section}/"))


def denied_for(reason: str) -> list[dict[str, Any]]:
    (denial,) = plain(example_file("01"))["submissions"]
    return [{**denial, "determination": {**denial["determination"], "reasons": [reason]}}]


@pytest.mark.parametrize("reason", ["experimental_investigational", "not_medically_necessary"])
def test_the_clinical_judgment_behind_such_a_denial_is_asked_for(reason: str) -> None:
    rights = asked("01", "appeal_1", "rights_invoked", submissions=denied_for(reason))
    assert "The clinical judgment behind the denial, as applied to this patient (29 CFR 2560.503-1(g)(1)(v))." in rights


def test_a_denial_that_rests_on_no_clinical_judgment_is_not_asked_for_one() -> None:
    assert "judgment" not in asked("01", "appeal_1", "rights_invoked", submissions=denied_for("site_of_care"))
    assert "judgment" not in asked("01", "appeal_1", "rights_invoked", plan_type="medicare_advantage")


def test_a_second_appeal_asks_for_new_evidence_first_unless_the_plan_is_grandfathered() -> None:
    right = "Any new evidence or new reason before a decision rests on it, in time to answer"
    assert f"{right} (45 CFR 147.136(b)(2)(ii)(C))." in asked("09", "appeal_2", "rights_invoked")
    coverage = {**plain(example_file("09"))["coverage"], "grandfathered": True}
    assert right not in asked("09", "appeal_2", "rights_invoked", coverage=coverage)


def test_a_medicaid_plan_is_asked_for_the_file_and_the_criteria_free_of_charge() -> None:
    wanted = "The case file and the criteria relied on, free of charge (42 CFR 438.404(b)(2))."
    assert wanted in asked("01", "appeal_1", "rights_invoked", plan_type="medicaid_managed_care")
    assert "The case file and the criteria relied on." in asked("01", "appeal_1", "rights_invoked", plan_type="chip")


def test_a_medicare_advantage_plan_is_asked_for_an_approval_of_the_whole_course() -> None:
    wanted = "hold for the whole course of six months (42 CFR 422.112(b)(8))."
    assert wanted in asked("08", "renewal", "closing_ask", plan_type="medicare_advantage")
    assert wanted in asked("01", "medical_necessity", "closing_ask", plan_type="medicare_advantage", submissions=[])
    assert "422.112" in asked("01", "appeal_1", "rights_invoked", plan_type="medicare_advantage")
    assert "422.112" not in asked("08", "renewal", "closing_ask")


def test_a_single_course_needs_no_such_approval() -> None:
    assert "422.112" not in asked("02", "medical_necessity", "closing_ask", submissions=[])
