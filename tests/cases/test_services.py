"""What staff do with cases: request, submissions, determinations, exhibits and what they prove."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from priorauth.cases.models import (
    Authorization,
    Call,
    Case,
    CaseSection,
    DenialReason,
    Determination,
    Exhibit,
    Phase,
    Proof,
    Request,
    Submission,
)
from priorauth.cases.services import attach, change_case, log_determination, prove, save_request
from priorauth.patients.models import Document, Therapy
from priorauth.patients.sections import add_entry, remove_entry, section_of
from priorauth.patients.services import add_document
from priorauth.patients.writing import ChangedMeanwhile
from tests.factories import a_case, a_clinic

pytestmark = pytest.mark.django_db


def a_document(case: Case) -> Document:
    return add_document(patient=case.patient, content=b"%PDF-1.7", media_type="application/pdf", title="Notes")


def test_a_new_case_has_every_section_and_records_that_nothing_was_sent() -> None:
    case = a_case(a_clinic())
    sections = CaseSection.objects.of(case.clinic).filter(case=case)

    assert {section.name for section in sections} == set(CaseSection.Name.values)
    assert [section.name for section in sections if section.none_stated] == ["submissions"]


def test_a_request_is_saved_with_its_phases_in_their_order() -> None:
    case = a_case(a_clinic())
    save_request(case=case, revision=1, phases=[{"name": "course"}, {"name": "loading"}], product="privigen")

    assert [phase.name for phase in Phase.objects.of(case.clinic)] == ["course", "loading"]
    assert section_of(Request, case).revision == 2


def test_a_wrong_phase_leaves_the_request_as_it_was() -> None:
    case = a_case(a_clinic())
    with pytest.raises(ValidationError):
        save_request(case=case, revision=1, phases=[{"name": "course", "g_per_kg_per_day": -1}], product="privigen")

    assert [phase.name for phase in Phase.objects.of(case.clinic)] == ["loading", "maintenance"]
    assert section_of(Request, case).revision == 1


def test_a_denial_is_logged_with_its_reasons_and_corrected() -> None:
    case = a_case(a_clinic(), denied=True)
    submission = Submission.objects.of(case.clinic).get()
    log_determination(submission=submission, revision=2, outcome="partially_approved", reasons=["site_of_care"])

    assert Determination.objects.of(case.clinic).get().outcome == "partially_approved"
    assert [row.reason for row in DenialReason.objects.of(case.clinic)] == ["site_of_care"]


def test_an_approval_keeps_its_authorization_row_through_corrections() -> None:
    case = a_case(a_clinic(), awaiting_reply=True)
    submission = Submission.objects.of(case.clinic).get()
    log_determination(submission=submission, revision=1, outcome="approved", authorization={"number": "A-1"})
    first = Authorization.objects.of(case.clinic).get()
    log_determination(submission=submission, revision=2, outcome="approved", authorization={"number": "A-2"})
    second = Authorization.objects.of(case.clinic).get()

    assert (second.id, second.number) == (first.id, "A-2")


def test_an_answer_that_became_a_denial_loses_its_authorization() -> None:
    case = a_case(a_clinic(), awaiting_reply=True)
    submission = Submission.objects.of(case.clinic).get()
    log_determination(submission=submission, revision=1, outcome="approved", authorization={"number": "A-1"})
    log_determination(submission=submission, revision=2, outcome="denied")

    assert not Authorization.objects.of(case.clinic).exists()


def test_a_reason_that_the_library_does_not_know_is_refused() -> None:
    case = a_case(a_clinic(), awaiting_reply=True)
    with pytest.raises(ValidationError, match="no reason for a denial of the library"):
        log_determination(
            submission=Submission.objects.of(case.clinic).get(), revision=1, outcome="denied", reasons=["because"]
        )
    assert not Determination.objects.of(case.clinic).exists()


def test_a_call_is_logged_with_its_reference_number() -> None:
    case = a_case(a_clinic(), awaiting_reply=True)
    day = dt.date(2026, 10, 1)
    add_entry(Call, case, 0, date=day, party="intake desk", reference="C-9", summary="pending")
    assert Call.objects.of(case.clinic).get().reference == "C-9"


def test_exhibits_get_the_next_free_letter() -> None:
    case = a_case(a_clinic())
    first, second = (attach(case=case, document=a_document(case), revision=revision) for revision in (0, 1))
    remove_entry(first, 2)
    third = attach(case=case, document=a_document(case), revision=3)

    assert (first.letter, second.letter, third.letter) == ("A", "B", "A")
    assert [exhibit.letter for exhibit in Exhibit.objects.of(case.clinic)] == ["B", "A"]


def test_a_fact_is_proved_by_an_exhibit_and_page_and_by_another_later() -> None:
    case = a_case(a_clinic())
    exhibit = attach(case=case, document=a_document(case), revision=0)
    therapy = Therapy.objects.of(case.clinic).first()
    prove(case=case, revision=1, fact=therapy, exhibit=exhibit, page=2)
    prove(case=case, revision=2, fact=Proof.Fact.DIAGNOSIS, exhibit=exhibit)
    prove(case=case, revision=3, fact=therapy, exhibit=exhibit, page=3)

    assert {(proof.therapy, proof.fact, proof.page) for proof in Proof.objects.of(case.clinic)} == {
        (therapy, "", 3),
        (None, "diagnosis", None),
    }
    prove(case=case, revision=4, fact=therapy, exhibit=None)
    assert Proof.objects.of(case.clinic).count() == 1


def test_a_fact_or_exhibit_that_is_removed_takes_its_proofs_along() -> None:
    case = a_case(a_clinic())
    exhibit = attach(case=case, document=a_document(case), revision=0)
    therapy = Therapy.objects.of(case.clinic).first()
    prove(case=case, revision=1, fact=therapy, exhibit=exhibit)
    prove(case=case, revision=2, fact=Proof.Fact.DIAGNOSIS, exhibit=exhibit)
    remove_entry(therapy, 2)
    assert [proof.fact for proof in Proof.objects.of(case.clinic)] == ["diagnosis"]

    remove_entry(exhibit, 3)
    assert not Proof.objects.of(case.clinic).exists()


def test_a_letter_that_was_named_before_its_exhibit_was_there_finds_it() -> None:
    case = a_case(a_clinic())
    Proof.objects.create(clinic=case.clinic, case=case, fact="diagnosis", letter="A", page=4)
    exhibit = attach(case=case, document=a_document(case), revision=0)

    proof = Proof.objects.of(case.clinic).get()
    assert (proof.exhibit, proof.letter, proof.page) == (exhibit, "", 4)


def test_two_people_who_change_a_case_do_not_erase_each_other() -> None:
    case = a_case(a_clinic())
    change_case(case=case, revision=0, filed_by="member")
    with pytest.raises(ChangedMeanwhile):
        change_case(case=case, revision=0, filed_by="representative")
