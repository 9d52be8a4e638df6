"""Importing a case file: who of the clinic is meant is asked, never made up; all is written, or nothing."""

import pytest
from django.db import IntegrityError

from priorauth.cases import importing
from priorauth.cases.facts import facts_of
from priorauth.cases.importing import Ask, import_case
from priorauth.cases.models import Case, Prescriber
from priorauth.clinics.models import Clinic
from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.patients.models import ClinicRow, Document, Patient
from priorauth.patients.services import create_patient
from priorauth.reference.services import library_of
from tests.core.examples import example, facts_with
from tests.factories import a_clinic, a_prescriber
from tests.patients.test_columns import subclasses

pytestmark = pytest.mark.django_db


def asked(answer: Case | Ask) -> list[str]:
    assert isinstance(answer, Ask)
    return [problem.path for problem in answer.problems]


def test_clinic_and_prescriber_are_found_by_their_npis() -> None:
    clinic = a_clinic()
    prescriber = a_prescriber(clinic)
    case = import_case(example("01"), clinic=clinic)

    assert isinstance(case, Case)
    assert case.prescriber == prescriber
    assert Prescriber.objects.of(clinic).count() == 1


def test_another_practices_case_is_asked_about_and_nothing_is_written() -> None:
    clinic = a_clinic(npi="1234567893")
    assert asked(import_case(example("01"), clinic=clinic)) == ["clinic.npi", "prescriber.npi"]
    assert not any(model.objects.of(clinic).exists() for model in subclasses(ClinicRow))


def test_a_file_without_npis_is_asked_about_too() -> None:
    clinic = a_clinic()
    a_prescriber(clinic)
    assert asked(import_case(facts_with(), clinic=clinic)) == ["prescriber.npi"]


def test_the_answers_are_taken() -> None:
    clinic = a_clinic()
    chosen = {"prescriber": a_prescriber(clinic)}
    case = import_case(facts_with(), clinic=clinic, **chosen)

    assert isinstance(case, Case)
    assert facts_of(case, facts_with().as_of).clinic.name == "Riverbend"


def test_the_prescriber_of_another_clinic_is_not_found() -> None:
    ours, theirs = a_clinic("Ours"), a_clinic("Theirs")
    a_prescriber(theirs)
    assert asked(import_case(example("01"), clinic=ours)) == ["prescriber.npi"]


def test_the_same_file_twice_asks_about_the_patient() -> None:
    clinic = a_clinic()
    a_prescriber(clinic)
    import_case(example("01"), clinic=clinic)

    assert asked(import_case(example("01"), clinic=clinic)) == ["patient.mrn"]
    assert Patient.objects.of(clinic).count() == 1


def test_a_patient_whom_a_colleague_enters_meanwhile_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = a_clinic()
    a_prescriber(clinic)

    def library_after_a_colleague(clinic: Clinic) -> Library:
        create_patient(clinic=clinic, family="Vang", mrn=example("01").patient.mrn)
        return library_of(clinic)

    monkeypatch.setattr(importing, "library_of", library_after_a_colleague)
    assert asked(import_case(example("01"), clinic=clinic)) == ["patient.mrn"]
    assert Patient.objects.of(clinic).get().family == "Vang"


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ({"patient": {"family": "x" * 201}}, "patient.family"),
        ({"therapies": [{"therapy": "copaxon"}]}, "therapies[0].therapy"),
    ],
)
def test_what_no_row_can_hold_is_named(part: dict[str, object], path: str) -> None:
    clinic = a_clinic()
    chosen = {"prescriber": a_prescriber(clinic)}
    assert asked(import_case(facts_with(**part), clinic=clinic, **chosen)) == [path]


def test_every_row_of_an_import_is_the_clinics() -> None:
    clinic, other = a_clinic("Ours"), a_clinic("Theirs")
    a_prescriber(clinic)
    import_case(example("01"), clinic=clinic)

    for model in subclasses(ClinicRow):
        assert model.objects.of_every_clinic().count() == model.objects.of(clinic).count()
        assert not model.objects.of(other).exists()


def test_an_exhibit_of_a_file_is_a_document_that_nobody_has_uploaded_yet() -> None:
    clinic = a_clinic()
    a_prescriber(clinic)
    import_case(example("01"), clinic=clinic)

    assert Document.objects.of(clinic).filter(kind="denial_notice").count() == 1
    assert not any(document.content for document in Document.objects.of(clinic))


def test_an_import_that_breaks_in_the_middle_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = a_clinic()
    a_prescriber(clinic)
    facts = example("01")
    twice = CaseFacts.model_construct(**{**dict(facts), "exhibits": (*facts.exhibits, facts.exhibits[0])})

    with pytest.raises(IntegrityError):
        import_case(twice, clinic=clinic)
