"""manage.py rotate_keys: everything comes under the first key, whenever it is stopped and started."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import TextField
from django.db.models.functions import Cast

from priorauth import encryption
from priorauth.encryption import new_key
from priorauth.patients import rotation
from priorauth.patients.models import Coverage, Document, Patient
from priorauth.patients.rotation import Rotated, rotate
from priorauth.patients.services import add_document, create_patient
from tests.factories import a_clinic, a_coverage, a_patient

pytestmark = pytest.mark.django_db(transaction=True)
OLD, NEW = new_key(), new_key()


@pytest.fixture
def before(settings: Any) -> Patient:
    """A patient whose numbers and document were written under the old key."""
    settings.ENCRYPTION_KEYS = [OLD]
    patient = a_patient(a_clinic())
    a_coverage(patient)
    add_document(patient=patient, content=b"%PDF-1.7 Whitlock", media_type="application/pdf")
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    return patient


def done(model: str) -> Rotated:
    return next(each for each in rotate() if each.model == model)


def token(patient: Patient) -> str:
    return Patient.objects.of(patient.clinic).annotate(raw=Cast("mrn", TextField())).get(id=patient.id).raw


def test_after_a_rotation_the_old_key_is_not_needed(before: Patient, settings: Any) -> None:
    call_command("rotate_keys", stdout=StringIO())
    settings.ENCRYPTION_KEYS = [NEW]

    assert Patient.objects.of(before.clinic).get().mrn == "RN-204417"
    assert Coverage.objects.of(before.clinic).get().member_id == "W2214 88017"
    assert Document.objects.of(before.clinic).get().content.read() == b"%PDF-1.7 Whitlock"


def test_a_second_rotation_changes_nothing(before: Patient) -> None:
    assert sum(each.renewed for each in rotate()) == 3
    kept = token(before)
    assert sum(each.renewed for each in rotate()) == 0
    assert token(before) == kept


def test_a_rotation_leaves_one_file_of_each_document(before: Patient, files: Any) -> None:
    list(rotate())
    assert len([path for path in files.rglob("*") if path.is_file()]) == 1


def test_a_rotation_that_was_stopped_goes_on(before: Patient, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    settings.ENCRYPTION_KEYS = [OLD]
    for number in range(5):
        create_patient(clinic=before.clinic, mrn=f"RN-{number}")
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    Patient.objects.of(before.clinic).filter(id=before.id).update(mrn="RN-204417")

    assert done("patients.Patient") == Rotated("patients.Patient", seen=6, renewed=5)


def test_another_lookup_key_makes_the_hashes_anew(before: Patient, settings: Any) -> None:
    settings.LOOKUP_KEY = "another key, and a long one"
    assert not Patient.objects.of(before.clinic).filter(mrn_lookup=encryption.lookup("mrn", "RN-204417")).exists()
    list(rotate())
    assert Patient.objects.of(before.clinic).get(mrn_lookup=encryption.lookup("mrn", "RN-204417")) == before


def test_a_missing_key_stops_it_with_what_to_do(before: Patient, settings: Any) -> None:
    settings.ENCRYPTION_KEYS = [NEW]
    with pytest.raises(CommandError, match="Put the missing key back"):
        call_command("rotate_keys", stdout=StringIO())


def test_it_prints_counts_and_nothing_of_a_patient(before: Patient) -> None:
    said = StringIO()
    call_command("rotate_keys", stdout=said)

    assert "patients.Patient: 1 of 1 rows written anew" in said.getvalue()
    assert not any(word in said.getvalue() for word in ("Whitlock", "204417", str(before.id)))
