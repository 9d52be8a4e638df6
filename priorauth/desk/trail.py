"""What the log holds of one case: of the case itself, its patient, its letters, and the documents that belong to it."""

from collections.abc import Iterator

from django.db.models import Model, QuerySet

from priorauth.audit.models import Entry
from priorauth.cases.models import Case, Determination, Exhibit, Submission
from priorauth.letters.models import Draft, Letter
from priorauth.patients.models import Document, Patient


def entries_about(case: Case) -> QuerySet[Entry]:
    """Every entry whose subject is the case or belongs to it."""
    known = list(_subjects(case))
    types = {model._meta.label_lower for model, _ in known}
    return Entry.objects.filter(
        clinic_id=case.clinic_id, subject_type__in=types, subject_id__in=[str(row) for _, row in known]
    )


def _subjects(case: Case) -> Iterator[tuple[type[Model], object]]:
    yield Case, case.id
    yield Patient, case.patient_id
    for draft in Draft.objects.of(case.clinic).filter(case=case).values_list("id", flat=True):
        yield Draft, draft
    for letter in Letter.objects.of(case.clinic).filter(draft__case=case).values_list("id", flat=True):
        yield Letter, letter
    exhibits = Exhibit.objects.of(case.clinic).filter(case=case).values_list("document_id", flat=True)
    proofs = Submission.objects.of(case.clinic).filter(case=case).values_list("proof_id", flat=True)
    notices = Determination.objects.of(case.clinic).filter(submission__case=case).values_list("notice_id", flat=True)
    for document in {*exhibits, *proofs, *notices} - {None}:
        yield Document, document
