"""Contradictions of therapies, relapses and pregnancy, each beside the case that only looks like one."""

import pytest

from priorauth.core.library import Library
from priorauth.core.vocabulary import CheckLevel
from tests.core.contradicting import WOMAN, found, silent, text_of
from tests.core.examples import facts_with


class TestTherapies:
    def test_ongoing_and_ended(self, library: Library) -> None:
        therapy = {"therapy": "teriflunomide", "started": "2020-01", "ended": "2024-03", "outcome": "ongoing"}
        said = text_of(library, "ongoing_ended.therapies[0]", therapies=[therapy])
        assert said == "Teriflunomide is recorded as ongoing and as ended in March 2024."

    def test_failed_for_a_reason_that_is_no_failure(self, library: Library) -> None:
        therapy = {"therapy": "ofatumumab", "outcome": "failed", "reason": "pregnancy_or_planning"}
        assert text_of(library, "outcome_reason.therapies[0]", therapies=[therapy]) == (
            "Ofatumumab is recorded with the outcome failed and the reason “Pregnant or trying to conceive”, which do "
            "not go together."
        )

    def test_not_tolerated_for_lack_of_efficacy(self, library: Library) -> None:
        therapy = {"therapy": "glatiramer", "outcome": "intolerant", "reason": "lack_of_efficacy"}
        assert "outcome_reason.therapies[0]" in found(library, facts_with(therapies=[therapy]))

    def test_a_drug_before_its_approval_is_advice(self, library: Library) -> None:
        therapy = {"therapy": "ocrelizumab", "started": "2012", "ended": "2013", "outcome": "failed"}
        item = found(library, facts_with(therapies=[therapy]))["before_approval.therapies[0]"]
        assert item.level is CheckLevel.ADVICE
        assert item.text == "Ocrelizumab is recorded from 2012; it was approved in the US in 2017."

    def test_the_same_drug_twice_at_once(self, library: Library) -> None:
        therapies = [
            {"therapy": "glatiramer", "started": "2018-01", "ended": "2021-06"},
            {"therapy": "glatiramer", "started": "2020-01", "ended": "2022-06"},
        ]
        assert text_of(library, "taken_together.therapies[1]", therapies=therapies) == (
            "Glatiramer acetate is recorded from January 2018 to June 2021 and again from January 2020 to June 2022."
        )

    def test_two_drugs_whose_labels_exclude_each_other(self, library: Library) -> None:
        therapies = [
            {"therapy": "dimethyl_fumarate", "started": "2018-01", "ended": "2021-06"},
            {"therapy": "monomethyl_fumarate", "started": "2021-01", "ended": "2022-06"},
        ]
        assert "the label of one rules the other out" in text_of(
            library, "taken_together.therapies[1]", therapies=therapies
        )

    def test_two_drugs_that_no_label_excludes(self, library: Library) -> None:
        therapies = [
            {"therapy": "glatiramer", "started": "2018-01", "ended": "2021-06"},
            {"therapy": "natalizumab", "started": "2021-01", "ended": "2022-06"},
        ]
        assert silent(library, therapies=therapies)

    def test_a_change_within_one_month_is_none(self, library: Library) -> None:
        therapies = [
            {"therapy": "dimethyl_fumarate", "started": "2018-01", "ended": "2021-06"},
            {"therapy": "diroximel_fumarate", "started": "2021-06", "ended": "2022-06"},
        ]
        assert silent(library, therapies=therapies)


class TestRelapses:
    ENDED = ({"therapy": "glatiramer", "started": "2018-01", "ended": "2021-06", "outcome": "failed"},)

    def test_on_a_therapy_that_had_ended(self, library: Library) -> None:
        relapse = {"date": "2022-03", "on_therapy": "glatiramer"}
        item = found(library, facts_with(therapies=self.ENDED, relapses=[relapse]))["on_therapy.relapses[0]"]
        assert item.text == (
            "The relapse of March 2022 is recorded on glatiramer acetate, which was taken from January 2018 to "
            "June 2021."
        )
        assert item.lift == (
            "Correct relapses[0].on_therapy, relapses[0].date, therapies[0].started or therapies[0].ended."
        )

    def test_on_a_therapy_that_the_history_lacks(self, library: Library) -> None:
        relapse = {"date": "2020-03", "on_therapy": "natalizumab"}
        assert "which the history of therapies does not hold" in text_of(
            library, "on_therapy.relapses[0]", therapies=self.ENDED, relapses=[relapse]
        )

    def test_on_a_therapy_that_was_never_begun(self, library: Library) -> None:
        therapy = {"therapy": "natalizumab", "outcome": "contraindicated"}
        relapse = {"date": "2020-03", "on_therapy": "natalizumab"}
        assert "which was never begun" in text_of(
            library, "on_therapy.relapses[0]", therapies=[therapy], relapses=[relapse]
        )

    @pytest.mark.parametrize("date", ["2021-06-30", "2021", "2018"])
    def test_a_date_that_may_fall_within_is_no_contradiction(self, library: Library, date: str) -> None:
        assert silent(library, therapies=self.ENDED, relapses=[{"date": date, "on_therapy": "glatiramer"}])

    def test_nothing_is_said_where_therapies_are_not_documented(self, library: Library) -> None:
        assert silent(library, relapses=[{"date": "2022-03", "on_therapy": "glatiramer"}])

    def test_steroids_not_tried_beside_a_relapse_treated_with_them(self, library: Library) -> None:
        relapse = {"date": "2022-03", "treatment": ["ivmp"]}
        assert text_of(library, "steroids_not_tried", steroids={"status": "not_tried"}, relapses=[relapse]) == (
            "Steroids are recorded as not tried, and the relapse of March 2022 as treated with methylprednisolone "
            "sodium succinate."
        )

    def test_steroids_given_after_they_were_contraindicated(self, library: Library) -> None:
        steroids = {"status": "contraindicated", "reasons": ["steroid_psychosis"], "date": "2019-05"}
        relapses = [{"date": "2018-03", "treatment": ["ivmp"]}, {"date": "2022-03", "treatment": ["ivmp"]}]
        assert found(library, facts_with(steroids=steroids, relapses=relapses))["steroids_after"].lift == (
            "Correct steroids.date or relapses[1].treatment."
        )

    def test_no_response_beside_complete_recoveries(self, library: Library) -> None:
        relapse = {"date": "2022-03", "treatment": ["ivmp"], "recovery": "complete"}
        assert "steroid_response" in found(library, facts_with(steroids={"status": "no_response"}, relapses=[relapse]))

    def test_a_failure_is_no_contraindication(self, library: Library) -> None:
        steroids = {"status": "contraindicated", "reasons": ["steroid_refractory"]}
        assert "the reason is a failure, not a contraindication" in text_of(
            library, "steroid_reasons", steroids=steroids
        )

    def test_plasma_exchange_not_tried_and_given(self, library: Library) -> None:
        parts = {
            "plasma_exchange": {"status": "not_tried"},
            "relapses": [{"date": "2022-03", "treatment": ["plasma_exchange"]}],
        }
        assert "plasma_exchange_not_tried" in found(library, facts_with(**parts))


class TestPregnancy:
    def test_an_ongoing_drug_in_the_present_pregnancy(self, library: Library) -> None:
        therapy = {"therapy": "teriflunomide", "started": "2024-01", "outcome": "ongoing"}
        parts = {"patient": WOMAN, "reproductive": {"status": "pregnant", "due_date": "2027-02-18"}}
        assert text_of(library, "therapy_in_pregnancy.therapies[0]", therapies=[therapy], **parts).startswith(
            "Teriflunomide is recorded since January 2024, and the pregnancy with the due date February 18, 2027 falls "
            "within that time. Of pregnancy its labeling says: Contraindicated; boxed embryofetal warning."
        )

    def test_a_drug_that_ended_before_conception(self, library: Library) -> None:
        therapy = {"therapy": "ofatumumab", "started": "2025-04", "ended": "2026-05-04", "outcome": "completed"}
        parts = {"patient": WOMAN, "reproductive": {"status": "pregnant", "due_date": "2027-02-18"}}
        assert silent(library, therapies=[therapy], **parts)

    def test_a_drug_through_the_months_before_a_delivery(self, library: Library) -> None:
        therapy = {"therapy": "fingolimod", "started": "2022-04", "ended": "2026-10", "outcome": "completed"}
        parts = {"patient": WOMAN, "reproductive": {"status": "postpartum", "delivery_date": "2026-10-23"}}
        assert "therapy_in_pregnancy.therapies[0]" in found(library, facts_with(therapies=[therapy], **parts))

    @pytest.mark.parametrize("therapy", ["glatiramer", "interferon_beta_1b", "natalizumab"])
    def test_a_drug_that_its_label_allows(self, library: Library, therapy: str) -> None:
        taken = {"therapy": therapy, "started": "2022-04", "outcome": "ongoing"}
        parts = {"patient": WOMAN, "reproductive": {"status": "pregnant", "due_date": "2027-02-18"}}
        assert silent(library, therapies=[taken], **parts)

    @pytest.mark.parametrize(
        "symptoms", ["left arm weakness", "worse since the delivery of her walker", "after 6 weeks"]
    )
    def test_a_relapse_that_does_not_plainly_tell_of_a_delivery(self, library: Library, symptoms: str) -> None:
        therapy = {"therapy": "fingolimod", "started": "2020-04", "ended": "2025-08", "outcome": "completed"}
        assert silent(library, therapies=[therapy], relapses=[{"date": "2023-04", "symptoms": symptoms}])

    def test_pregnant_and_delivered(self, library: Library) -> None:
        record = {"status": "pregnant", "delivery_date": "2026-10-23"}
        assert "pregnant_delivered" in found(library, facts_with(patient=WOMAN, reproductive=record))

    def test_pregnant_long_after_the_due_date(self, library: Library) -> None:
        record = {"status": "pregnant", "due_date": "2026-09-20"}
        assert text_of(library, "due_date_passed", patient=WOMAN, reproductive=record) == (
            "The status is pregnant, and the due date, September 20, 2026, passed 61 days ago."
        )

    def test_a_due_date_farther_than_any_pregnancy(self, library: Library) -> None:
        record = {"status": "pregnant", "due_date": "2028-02-18"}
        assert "due_date_far" in found(library, facts_with(patient=WOMAN, reproductive=record))

    @pytest.mark.parametrize(("status", "name"), [("postpartum", "postpartum_due"), ("none", "due_without_pregnancy")])
    def test_a_due_date_beside_another_status(self, library: Library, status: str, name: str) -> None:
        record = {"status": status, "due_date": "2027-02-18"}
        assert name in found(library, facts_with(patient=WOMAN, reproductive=record))
