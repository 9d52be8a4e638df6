"""The door to a case."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from priorauth.cases.models import Case
from priorauth.clinics.models import Member


def case_of(member: Member, case_id: UUID) -> Case:
    """The case, if it is the clinic's; otherwise it is not here."""
    around = ("patient", "coverage", "prescriber", "owner__user", "handover__by__user")
    return get_object_or_404(Case.objects.of(member.clinic).select_related(*around), id=case_id)
