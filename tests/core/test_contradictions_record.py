"""Contradictions of the safety screen, the response to IVIG, the order of events, the course and the exhibits."""

from typing import Any

import pytest

from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from tests.core.contradicting import IVIG, WOMAN, found, silent, text_of
from tests.core.examples import facts_with


class TestSafetyScreen:
    LIMITS = (
        ("renal_impairment", 59, "mL/min/1.73m2", "eGFR 59 mL/min/1.73m2: below 60 mL/min/1.73m2 says yes"),
        ("iga_deficiency_simple", 6, "mg/dL", "IgA 6 mg/dL: below 7 mg/dL says yes"),
        ("diabetes", 6.5, "%", "HbA1c 6.5 %: 6.5 % or more says yes"),
    )

    @pytest.mark.parametrize(("question", "value", "unit", "said"), LIMITS)
    def test_no_beside_a_value_that_says_yes(
        self, library: Library, question: str, value: float, unit: str, said: str
    ) -> None:
        answer = {"answer": "no", "value": value, "unit": unit}
        assert said in text_of(library, f"safety.{question}", safety={question: answer})

    @pytest.mark.parametrize(
        "answer",
        [
            {"answer": "no", "value": 64, "unit": "mL/min/1.73m2"},
            {"answer": "yes", "value": 40, "unit": "mL/min/1.73m2"},
            {"answer": "unknown", "value": 40, "unit": "mL/min/1.73m2"},
            {"answer": "no", "value": 1.1, "unit": "mg/dL"},
            {"answer": "no", "value": 40},
        ],
    )
    def test_what_does_not_say_yes_is_left_alone(self, library: Library, answer: dict[str, Any]) -> None:
        assert silent(library, safety={"renal_impairment": answer})

    def test_a_unit_in_other_spelling_is_the_same_unit(self, library: Library) -> None:
        answer = {"answer": "no", "value": 40, "unit": "ml/min/1.73 m²"}
        assert "safety.renal_impairment" in found(library, facts_with(safety={"renal_impairment": answer}))

    def test_no_risk_of_thrombosis_at_65_is_no_contradiction(self, library: Library) -> None:
        parts = {"patient": {"birth_date": "1960-12-01"}, "safety": {"thrombosis_risk": {"answer": "no"}}}
        assert silent(library, **parts)

    def test_not_postpartum_in_the_week_of_delivery(self, library: Library) -> None:
        parts = {
            "patient": WOMAN,
            "reproductive": {"status": "postpartum", "delivery_date": "2026-11-15"},
            "safety": {"postpartum_or_estrogen": {"answer": "no"}},
        }
        assert "safety.postpartum_or_estrogen" in found(library, facts_with(**parts))

    def test_a_disease_that_rules_out_steroids_and_is_denied_in_the_screen(self, library: Library) -> None:
        parts = {
            "steroids": {"status": "contraindicated", "reasons": ["uncontrolled_diabetes"]},
            "safety": {"diabetes": {"answer": "no"}},
        }
        assert "safety.diabetes.steroids" in found(library, facts_with(**parts))

    def test_no_reaction_beside_an_infusion_with_anaphylaxis(self, library: Library) -> None:
        infusion = {"date": "2025-05-18", "reaction": "anaphylaxis after 10 minutes"}
        parts = {"prior_ivig": {**IVIG, "infusions": [infusion]}, "safety": {"prior_ig_reaction": {"answer": "no"}}}
        assert "safety.prior_ig_reaction" in found(library, facts_with(**parts))


class TestResponse:
    RELAPSES = (
        {"date": "2024-09-10", "treatment": ["ivmp"]},
        {"date": "2025-02", "treatment": []},
        {"date": "2025-12-24", "treatment": None},
    )

    def of(self, library: Library, **response: Any) -> dict[str, CheckItem]:
        return found(library, facts_with(relapses=self.RELAPSES, prior_ivig={**IVIG, "response": response}))

    def test_counts_that_the_dates_give(self, library: Library) -> None:
        stated = {"relapses_12m_before": 2, "relapses_12m_after": 1, "steroid_courses_12m_before": 1}
        assert self.of(library, **stated) == {}

    @pytest.mark.parametrize("count", [0, 1, 3])
    def test_a_count_that_the_dates_do_not_give(self, library: Library, count: int) -> None:
        item = self.of(library, relapses_12m_before=count)["relapses_12m_before"]
        assert item.text.endswith(
            "in the 12 months before the first infusion is stated, and the dated relapses give 2."
        )
        assert item.lift == "Correct prior_ivig.response.relapses_12m_before or relapses."

    @pytest.mark.parametrize("count", [0, 1])
    def test_a_relapse_whose_treatment_is_unknown_may_count_as_a_course(self, library: Library, count: int) -> None:
        assert self.of(library, steroid_courses_12m_after=count) == {}

    def test_relapses_that_are_not_documented_contradict_nothing(self, library: Library) -> None:
        prior = {**IVIG, "response": {"relapses_12m_before": 4}}
        assert silent(library, prior_ivig=prior)

    def test_a_score_that_differs_from_the_dated_one(self, library: Library) -> None:
        visits = [{"date": "2025-05-04", "edss": 4.5}, {"date": "2026-11-09", "edss": 4.0}]
        prior = {**IVIG, "response": {"edss_before": 5.0, "edss_after": 4.0}}
        items = found(library, facts_with(disability=visits, prior_ivig=prior))
        assert [item.text for item in items.values()] == [
            "EDSS 5.0 before IVIG is stated, and the last one dated before the first infusion is 4.5 (May 4, 2025)."
        ]


class TestOrder:
    def test_diagnosis_relapse_and_therapy_before_onset(self, library: Library) -> None:
        parts = {
            "diagnosis": {"onset": "2018-05", "diagnosed": "2017"},
            "relapses": [{"date": "2018-04-30"}, {"date": "2018-05-02"}],
            "therapies": [{"therapy": "glatiramer", "started": "2016"}],
        }
        assert list(found(library, facts_with(**parts))) == [
            "before_onset.diagnosis.diagnosed",
            "before_onset.relapses[0].date",
            "before_onset.therapies[0].started",
        ]

    def test_an_infusion_before_the_first(self, library: Library) -> None:
        prior = {**IVIG, "infusions": [{"date": "2025-05-11"}, {"date": "2025-05-18"}]}
        assert "infusion_before_first.prior_ivig.infusions[0].date" in found(library, facts_with(prior_ivig=prior))

    def test_a_last_day_to_appeal_before_the_notice(self, library: Library) -> None:
        notice = {"outcome": "denied", "notice_date": "2026-10-05", "appeal_by": "2026-04-06"}
        sent = [{"level": "prior_authorization", "determination": notice}]
        assert text_of(library, "appeal_by.submissions[0].determination", submissions=sent) == (
            "The last day to appeal, April 6, 2026, is before the notice that prints it, October 5, 2026."
        )

    def test_an_appeal_before_the_notice_that_it_answers(self, library: Library) -> None:
        sent = [
            {"level": "prior_authorization", "determination": {"outcome": "denied", "notice_date": "2026-10-05"}},
            {"level": "internal_appeal_1", "submitted": "2026-10-01 08:15"},
        ]
        assert "answered_early.submissions[1]" in found(library, facts_with(submissions=sent))

    def test_an_appeal_after_an_approval(self, library: Library) -> None:
        sent = [
            {"level": "prior_authorization", "determination": {"outcome": "approved"}},
            {"level": "internal_appeal_1", "submitted": "2026-10-01"},
        ]
        assert "approved_appealed.submissions[1]" in found(library, facts_with(submissions=sent))

    def test_a_second_level_in_a_plan_with_one(self, library: Library) -> None:
        parts = {"coverage": {"internal_levels": 1}, "submissions": [{"level": "internal_appeal_2"}]}
        assert "internal_levels" in found(library, facts_with(**parts))

    def test_a_review_that_is_not_after_the_start(self, library: Library) -> None:
        request = {"start": "2026-12-07", "review_date": "2026-12-07"}
        assert text_of(library, "review_before_start", request=request) == (
            "The review is set for December 7, 2026, not after the planned start, December 7, 2026."
        )


class TestCourse:
    def test_a_first_event_and_a_second(self, library: Library) -> None:
        parts = {"diagnosis": {"course": "cis"}, "relapses": [{"date": "2026-09-14"}, {"date": "2026-01"}]}
        assert "cis_relapses" in found(library, facts_with(**parts))

    def test_a_course_without_activity_and_a_relapse_this_year(self, library: Library) -> None:
        parts = {"diagnosis": {"course": "spms_nonactive"}, "relapses": [{"date": "2026-03"}]}
        assert text_of(library, "nonactive_relapse", **parts) == (
            "The course is recorded as non-active secondary progressive, and a relapse in March 2026."
        )

    def test_a_course_without_activity_and_an_enhancing_lesion(self, library: Library) -> None:
        parts = {"diagnosis": {"course": "ppms_nonactive"}, "imaging": [{"date": "2026-03", "enhancing": 1}]}
        assert "nonactive_mri" in found(library, facts_with(**parts))

    def test_a_course_beside_the_indication_of_another(self, library: Library) -> None:
        parts = {"diagnosis": {"course": "spms_nonactive"}, "request": {"indication": "rrms_second_line"}}
        assert "course_indication" in found(library, facts_with(**parts))

    def test_a_further_code_of_another_course(self, library: Library) -> None:
        parts = {"diagnosis": {"course": "rrms", "icd10": "G35.A", "icd10_also": ["O99.352", "G35.C2"]}}
        assert list(found(library, facts_with(**parts))) == ["course_code.diagnosis.icd10_also[1]"]

    def test_an_old_authorization_under_the_code_without_a_course(self, library: Library) -> None:
        parts = {"diagnosis": {"course": "rrms"}, "prior_ivig": {"authorization": {"icd10": "G35"}}}
        assert silent(library, **parts)


class TestExhibits:
    A = ({"id": "A", "date": "2026-10-28", "pages": 3},)

    def test_an_exhibit_older_than_its_fact(self, library: Library) -> None:
        parts = {"exhibits": self.A, "disability": [{"date": "2026-11-11", "edss": 2, "exhibit": "A"}]}
        assert text_of(library, "exhibit_older.disability[0]", **parts) == (
            "Exhibit A is dated October 28, 2026, and the fact that it should prove, disability[0].date, "
            "November 11, 2026."
        )

    def test_a_month_that_may_lie_before_the_exhibit(self, library: Library) -> None:
        assert silent(library, exhibits=self.A, disability=[{"date": "2026-10", "edss": 2, "exhibit": "A"}])

    def test_a_due_date_is_proved_before_it_comes(self, library: Library) -> None:
        record = {"status": "pregnant", "due_date": "2027-02-18", "exhibit": "A"}
        assert silent(library, patient=WOMAN, exhibits=self.A, reproductive=record)

    def test_a_page_that_the_exhibit_does_not_have(self, library: Library) -> None:
        parts = {"exhibits": self.A, "diagnosis": {"course": "rrms", "exhibit": "A", "page": 4}}
        assert text_of(library, "exhibit_page.diagnosis", **parts) == (
            "Diagnosis names page 4 of exhibit A, which has three pages."
        )
