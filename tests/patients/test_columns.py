"""Columns hold what the facts hold: nothing forgotten, nothing rounded, sorted as charts are read."""

import datetime as dt
from decimal import Decimal
from typing import get_args

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import connection
from django.forms import modelform_factory

from priorauth import encryption
from priorauth.columns import EncryptedTextField
from priorauth.core.dates import PartialDate
from priorauth.core.facts import CaseFacts, Part
from priorauth.encryption import new_key
from priorauth.patients.models import ClinicRow, Disability, Patient, Relapse
from priorauth.patients.parts import columns
from priorauth.settings import BASE_DIR
from tests.factories import a_clinic, a_patient

pytestmark = pytest.mark.django_db


def subclasses(model: type[ClinicRow]) -> list[type[ClinicRow]]:
    found = [each for direct in model.__subclasses__() for each in [direct, *subclasses(direct)]]
    return [each for each in found if not each._meta.abstract]


# Facts that are rows, or columns of another row, and not columns of the row of their part.
ELSEWHERE = {
    "Coverage": {"secondary", "definitions"},
    "Determination": {"reasons", "authorization"},
    "Document": {"id"},
    "Exhibit": {"id", "kind", "title", "date", "pages", "file"},
    "Patient": {"weight"},
    "PriorIvig": {"response", "infusions", "authorization"},
    "Request": {"phases"},
    "Submission": {"determination"},
}


@pytest.mark.parametrize("model", subclasses(ClinicRow), ids=lambda model: model.__name__)
def test_every_fact_of_a_part_has_its_column(model: type[ClinicRow]) -> None:
    held = set(columns(model, model.part).values())
    keys = {field.alias or name for name, field in model.part.model_fields.items()} - {"exhibit", "page"}

    assert keys - held == ELSEWHERE.get(model.__name__, set())
    for prefix, part in model.below.items():
        assert len(columns(model, part, prefix)) == len(set(part.model_fields) - {"exhibit", "page"})


def test_every_part_of_the_facts_has_its_row() -> None:
    held = {part for model in subclasses(ClinicRow) for part in (model.part, *model.below.values())}
    # Reviewer and appeals address are JSON, a definition is a column of text, the filer a word; Proof proves. The
    # letterhead is the clinic's.
    without = {"AppealsAddress", "Clinic", "Definition", "Definitions", "FiledBy", "Proven", "Reviewer", "CaseFacts"}
    assert {part.__name__ for part in parts_of(CaseFacts)} - {part.__name__ for part in held} == without


def parts_of(model: type[Part]) -> set[type[Part]]:
    found = {model}
    waiting = [field.annotation for field in model.model_fields.values()]
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, Part):
            found |= parts_of(kind)
        waiting.extend(get_args(kind))
    return found


def test_a_date_keeps_what_the_chart_has_and_sorts_by_its_first_day() -> None:
    clinic = a_clinic()
    patient = a_patient(clinic)
    for date in ("2026-03-14", "2025", "2026-03", "2025-11", "2026"):
        Relapse.objects.create(clinic=clinic, patient=patient, date=date)

    dates = [row.date for row in Relapse.objects.of(clinic).order_by("date")]
    assert [str(date) for date in dates] == ["2025", "2025-11", "2026", "2026-03", "2026-03-14"]
    assert [date.first for date in dates] == sorted(date.first for date in dates)
    assert Relapse.objects.of(clinic).filter(date__gte=PartialDate(2026)).count() == 3


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError, match="write a date as 2026-03-14"):
        Relapse(date="spring").clean_fields()


def test_a_number_keeps_the_digits_that_were_typed() -> None:
    clinic = a_clinic()
    Disability.objects.create(clinic=clinic, patient=a_patient(clinic), edss=Decimal("4.0"), t25fw_s="7.90")

    row = Disability.objects.of(clinic).get()
    assert (str(row.edss), str(row.t25fw_s), row.nine_hpt_s) == ("4.0", "7.90", None)


def test_an_encrypted_column_is_read_as_it_was_typed_and_cannot_be_filtered_by() -> None:
    clinic = a_clinic()
    a_patient(clinic, mrn="RN-204417")

    assert Patient.objects.of(clinic).get().mrn == "RN-204417"
    with pytest.raises(FieldError, match="mrn is encrypted"):
        Patient.objects.of(clinic).filter(mrn="RN-204417")


def test_a_number_is_found_by_its_hash_within_the_clinic() -> None:
    ours, theirs = a_clinic("Ours"), a_clinic("Theirs")
    patient = a_patient(ours)
    found = encryption.lookup("mrn", "rn 204417")

    assert Patient.objects.of(ours).get(mrn_lookup=found) == patient
    assert not Patient.objects.of(theirs).filter(mrn_lookup=found).exists()


def test_saving_the_number_alone_saves_its_hash_too() -> None:
    clinic = a_clinic()
    patient = a_patient(clinic)
    patient.mrn = "RN-9"
    patient.save(update_fields=["mrn"])

    assert Patient.objects.of(clinic).get().mrn_lookup == encryption.lookup("mrn", "RN-9")


def test_a_wrong_key_is_loud(settings: object) -> None:
    clinic = a_clinic()
    a_patient(clinic)
    settings.ENCRYPTION_KEYS = [new_key()]  # type: ignore[attr-defined]

    with pytest.raises(encryption.CannotDecrypt, match=r"A value of Patient\.mrn cannot be decrypted"):
        Patient.objects.of(clinic).get()


def test_what_the_database_holds_is_no_number() -> None:
    clinic = a_clinic()
    a_patient(clinic, birth_date=dt.date(1988, 2, 11))
    with connection.cursor() as cursor:
        cursor.execute("SELECT mrn, mrn_lookup, family FROM patients_patient")
        (mrn, hashed, family), *_ = cursor.fetchall()

    assert "204417" not in mrn + hashed
    assert family == "Whitlock"


@pytest.mark.parametrize("model", subclasses(ClinicRow), ids=lambda model: model.__name__)
def test_django_makes_a_form_of_any_row_and_checks_it(model: type[ClinicRow]) -> None:
    names = [field.name for field in model._meta.concrete_fields if field.editable and not field.is_relation]
    form = modelform_factory(model, fields=names)(data={})

    assert set(form.errors) <= {"name", "letter", "status", "checked_on", "variant", "page_starts"}


def test_the_documentation_names_every_row() -> None:
    told = (BASE_DIR / "docs" / "data.md").read_text(encoding="utf-8")
    assert [model.__name__ for model in subclasses(ClinicRow) if f"`{model.__name__}`" not in told] == []


def test_these_are_the_columns_that_are_encrypted() -> None:
    names = {
        field.name
        for model in subclasses(ClinicRow)
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedTextField)
    }
    assert names == {"mrn", "member_id", "group_number", "reference", "number", "typed", "note"}
