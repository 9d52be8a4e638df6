"""Criteria on documents and on what stands on record at all."""

import pytest
from pydantic import ValidationError

from priorauth.core.library import Library
from tests.core.examples import example, facts_with
from tests.core.judging import criterion, judged


def test_a_document_is_attached_under_its_kind(library: Library) -> None:
    form = criterion("documentation_required", exhibits=["payer_form"])
    assert judged(form, facts_with(exhibits=[{"id": "A", "kind": "payer_form"}]), library).is_met
    verdict = judged(form, facts_with(), library)
    assert verdict.missing == ("exhibits",)
    assert verdict.text == "Not among the exhibits: payer's PA or appeal form."


def test_notes_that_prove_every_therapy_are_its_record(library: Library) -> None:
    record = criterion("documentation_required", exhibits=["prior_therapy_record", "edss_record"])
    assert judged(record, example("08"), library).is_met
    unproved = facts_with(therapies=[{"therapy": "glatiramer"}], disability=[{"date": "2026", "exhibit": "A"}])
    assert judged(record, unproved, library).is_open


def test_a_path_is_on_record_where_any_item_of_its_list_holds_it(library: Library) -> None:
    severity = criterion("on_record", paths=["relapses.severity"])
    facts = facts_with(relapses=[{"date": "2026-01-02"}, {"date": "2026-02-03", "severity": "mild"}])
    assert judged(severity, facts, library).facts == ("relapses[1].severity",)
    assert judged(severity, facts_with(relapses=[{"date": "2026-01-02"}]), library).missing == ("relapses[0].severity",)


def test_none_on_record_is_a_no_and_an_absent_list_is_open(library: Library) -> None:
    relapses = criterion("on_record", paths=["relapses"])
    assert judged(relapses, facts_with(relapses=[]), library).is_not_met
    assert judged(relapses, facts_with(), library).missing == ("relapses",)
    phases = criterion("on_record", paths=["request.phases"])
    assert judged(phases, facts_with(), library).missing == ("request.phases",)


def test_every_path_must_be_on_record(library: Library) -> None:
    both = criterion("on_record", paths=["patient.height_cm", "patient.weight.date"])
    assert judged(both, example("01"), library).is_met
    assert judged(both, example("06"), library).missing == ("patient.height_cm",)


def test_denial_and_denied_are_the_determination_answered_and_its_submission(library: Library) -> None:
    verdict = judged(criterion("on_record", paths=["denial.quote", "denied.reference"]), example("09"), library)
    assert verdict.facts == ("submissions[1].determination.quote", "submissions[1].reference")
    assert judged(criterion("on_record", paths=["denial.quote"]), example("05"), library).is_not_met


@pytest.mark.parametrize("path", ["relapse.date", "patient.weight.pounds", "relapses[0].date", "denial.colour"])
def test_a_path_that_the_case_format_does_not_have_is_refused_at_load(path: str) -> None:
    with pytest.raises(ValidationError, match="no path of the case format"):
        criterion("on_record", paths=[path])


def test_file_spellings_of_dates_are_paths_too(library: Library) -> None:
    paths = ["prior_ivig.authorization.from", "prior_ivig.authorization.to"]
    assert judged(criterion("on_record", paths=paths), example("08"), library).is_met


def test_unrecorded_only_says_that_nothing_stands_there(library: Library) -> None:
    assert judged(criterion("unrecorded", paths=["request.stop_rule"]), facts_with(), library).is_met
    assert judged(criterion("unrecorded", paths=["request.stop_rule"]), example("09"), library).is_not_met


def test_a_screening_answer_that_is_open_or_absent_is_not_documented(library: Library) -> None:
    diabetic = criterion("safety_answer", questions=["diabetes"], answers=["yes"])
    assert judged(diabetic, example("02"), library).is_met
    assert judged(diabetic, example("01"), library).is_not_met
    assert judged(diabetic, facts_with(), library).missing == ("safety.diabetes",)
    asked = facts_with(safety={"diabetes": {"answer": "unknown"}})
    assert judged(diabetic, asked, library).is_open
    pending = criterion("safety_answer", questions=["diabetes"], answers=["unknown"])
    assert judged(pending, asked, library).is_met


def test_answers_definitions_and_overrides_in_writing(library: Library) -> None:
    assert judged(criterion("answered", question="stop_rule"), example("09"), library).is_met
    assert judged(criterion("answered", question="stop_rule"), facts_with(), library).missing == ("answers.stop_rule",)
    assert judged(criterion("definition_on_record", which="medically_necessary"), example("09"), library).is_met
    assert judged(criterion("definition_on_record", which="experimental"), example("09"), library).is_open
    override = {"rule": "evidence_against.spms", "reason": "No other is left.", "by": "E. Marsh", "date": "2026-11-20"}
    written = criterion("overridden", rule="evidence_against.spms")
    assert judged(written, facts_with(overrides=[override]), library).facts == ("overrides[0]",)
    assert judged(written, facts_with(), library).is_open
