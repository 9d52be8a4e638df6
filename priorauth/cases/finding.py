"""Finds cases: by the patient's names, or exactly by a number that is kept encrypted.

Exact are record number, member ID, the reference of a submission or a call, and the number of an authorization.
"""

from django.db.models import Q, QuerySet

from priorauth import encryption
from priorauth.cases.models import Authorization, Call, Case, Submission
from priorauth.clinics.models import Clinic


def found(clinic: Clinic, words: str) -> QuerySet[Case]:
    """The clinic's cases, newest first; with words, those that fit every one of them."""
    rows = Case.objects.of(clinic).select_related("patient", "coverage", "state").order_by("-created_at", "id")
    if not words:
        return rows
    named = Q()
    for word in words.split():
        named &= Q(patient__given__icontains=word) | Q(patient__family__icontains=word)
    return rows.filter(named | _numbered(clinic, words))


def _numbered(clinic: Clinic, words: str) -> Q:
    reference = encryption.lookup("reference", words)
    granted = Authorization.objects.of(clinic).filter(number_lookup=encryption.lookup("number", words))
    return (
        Q(patient__mrn_lookup=encryption.lookup("mrn", words))
        | Q(coverage__member_id_lookup=encryption.lookup("member_id", words))
        | Q(id__in=Submission.objects.of(clinic).filter(reference_lookup=reference).values("case"))
        | Q(id__in=Call.objects.of(clinic).filter(reference_lookup=reference).values("case"))
        | Q(id__in=granted.values("determination__submission__case"))
    )
