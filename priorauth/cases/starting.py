"""Starts a case: with a patient of the clinic, or with a new one."""

from typing import Any

from django.db import transaction

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.models import Case, Phase, Request
from priorauth.cases.projection import project
from priorauth.cases.services import create_case, save_request
from priorauth.clinics.models import Member
from priorauth.patients.models import Patient
from priorauth.patients.services import add_coverage, create_patient

# What a further request has in common with the one before it. Its days, and what was urgent about it, are its own.
_KEPT = (
    "indication", "product", "weight_basis", "rounding", "site_of_care", "response_measures", "stop_rule", "taper",
    "rate", "premedication",
)  # fmt: skip
_PHASE = ("name", "g_per_kg_per_day", "days", "every_weeks", "doses")


@transaction.atomic
def start(member: Member, patient: Patient | None, *, as_before: bool = False, **values: Any) -> Case:
    """A new case with the patient's latest plan, or with one to be entered. Raises ValidationError.

    `as_before` begins with the prescriber and the request of the patient's latest case.
    """
    patient = patient or create_patient(clinic=member.clinic, **values)
    cases = Case.objects.of(member.clinic).filter(patient=patient).order_by("-created_at")
    covered = cases.filter(coverage__isnull=False).first()
    coverage = covered.coverage if covered else add_coverage(patient=patient)
    before = cases.first() if as_before else None
    case = create_case(
        patient=patient, coverage=coverage, prescriber=before.prescriber if before else None, owner=member
    )
    if before:
        _ask_as_before(case, before)
        project(case)
    record(Action.CASE_STARTED, member=member, subject=case)
    return case


def _ask_as_before(case: Case, before: Case) -> None:
    asked = Request.objects.of(case.clinic).filter(case=before).first()
    if asked is not None:
        phases = Phase.objects.of(case.clinic).filter(request=asked)
        each = [{name: getattr(phase, name) for name in _PHASE} for phase in phases]
        save_request(case=case, revision=0, phases=each, **{name: getattr(asked, name) for name in _KEPT})
