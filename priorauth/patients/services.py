"""What staff do with patients: each in one transaction, through the writers of `writing.py` and `sections.py`."""

import hashlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from priorauth import encryption
from priorauth.clinics.models import Clinic
from priorauth.logs import where
from priorauth.patients.models import (
    ChartSection,
    Coverage,
    Document,
    Infusion,
    IvigAuthorization,
    IvigResponse,
    Patient,
    PriorIvig,
)
from priorauth.patients.sections import open_sections, save_once
from priorauth.patients.writing import add, change, replace, take_turn

log = logging.getLogger(__name__)

NOT_KEPT = "The server could not keep this file just now, and kept nothing of it. Choose it again in a minute."
SAME_RECORD_NUMBER = "Another patient of this clinic has this record number. Look there, or correct the number."


@transaction.atomic
def create_patient(*, clinic: Clinic, **values: Any) -> Patient:
    """A new patient with an empty chart. Raises ValidationError, also where the record number is somebody else's."""
    _refuse_known_number(clinic, values)
    with _number_of_one_patient():
        patient = add(Patient, clinic=clinic, **values)
    open_sections(ChartSection, patient=patient)
    return patient


@transaction.atomic
def change_patient(*, patient: Patient, revision: int, **values: Any) -> Patient:
    """Corrects a patient. Raises ChangedMeanwhile, or ValidationError as `create_patient` does."""
    now = take_turn(patient, revision)
    _refuse_known_number(now.clinic, values, but=now)
    with _number_of_one_patient():
        change(now, **values)
    return now


@transaction.atomic
def add_coverage(*, patient: Patient, **values: Any) -> Coverage:
    """A further plan of the patient’s. Raises ValidationError."""
    return add(Coverage, clinic=patient.clinic, patient=patient, **values)


@transaction.atomic
def change_coverage(*, coverage: Coverage, revision: int, **values: Any) -> Coverage:
    """Corrects a plan. Raises ChangedMeanwhile or ValidationError."""
    now = take_turn(coverage, revision)
    change(now, **values)
    return now


@transaction.atomic
def save_prior_ivig(
    *,
    patient: Patient,
    revision: int,
    response: Mapping[str, Any] | None = None,
    authorization: Mapping[str, Any] | None = None,
    infusions: Sequence[Mapping[str, Any]] | None = None,
    **values: Any,
) -> PriorIvig:
    """Writes the whole section: a response, authorization or list of infusions that is None is not documented."""
    values["no_infusion_stated"] = infusions is not None and not infusions
    row = save_once(PriorIvig, patient, revision, **values)
    replace(IvigResponse, [] if response is None else [response], prior_ivig=row)
    replace(IvigAuthorization, [] if authorization is None else [authorization], prior_ivig=row)
    replace(Infusion, infusions or (), prior_ivig=row)
    return row


@transaction.atomic
def fill_document(*, document: Document, content: bytes, media_type: str, **values: Any) -> None:
    """Keeps an upload for a document that a case file named and nobody had uploaded yet."""
    change(document, media_type=media_type, sha256=hashlib.sha256(content).hexdigest(), **values)
    _keep(document, content)


@transaction.atomic
def add_document(*, patient: Patient, content: bytes, media_type: str, **values: Any) -> Document:
    """Keeps an upload, encrypted under a random name; `sha256` is of the file as it came."""
    digest = hashlib.sha256(content).hexdigest()
    document = add(Document, clinic=patient.clinic, patient=patient, media_type=media_type, sha256=digest, **values)
    _keep(document, content)
    return document


def _keep(document: Document, content: bytes) -> None:
    try:
        document.content.save("upload", ContentFile(content), save=False)
    except OSError as fault:
        log.warning("An upload could not be kept:\n%s", where(fault))
        raise ValidationError({"file": [NOT_KEPT]}) from fault
    document.save(update_fields=["content"])


def _refuse_known_number(clinic: Clinic, values: Mapping[str, Any], *, but: Patient | None = None) -> None:
    found = encryption.lookup("mrn", values.get("mrn") or "")
    others = Patient.objects.of(clinic).filter(mrn_lookup=found)
    if found and any(patient != but for patient in others):
        raise ValidationError({"mrn": [SAME_RECORD_NUMBER]})


@contextmanager
def _number_of_one_patient() -> Iterator[None]:
    """For the writing of a patient: whom somebody else entered since the look for the number is told likewise."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise ValidationError({"mrn": [SAME_RECORD_NUMBER]}) from None
