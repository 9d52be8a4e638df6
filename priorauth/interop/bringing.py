"""Cases that come in as case files and go out as such."""

from django.db import transaction
from django.utils import timezone

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.facts import facts_of
from priorauth.cases.importing import Ask, import_case
from priorauth.cases.models import Case, Prescriber
from priorauth.clinics.models import Member
from priorauth.core.errors import CaseFileError
from priorauth.interop import casefile
from priorauth.reference.services import library_of


@transaction.atomic
def bring_in(
    member: Member, text: str, *, prescriber: Prescriber | None = None, from_other_practice: bool = False
) -> Case:
    """A new case of the member's clinic. Raises CaseFileError with everything that is wrong or has to be said first."""
    facts = casefile.read(text, library_of(member.clinic))
    case = import_case(facts, clinic=member.clinic, prescriber=prescriber, from_other_practice=from_other_practice)
    if isinstance(case, Ask):
        raise CaseFileError(list(case.problems))
    record(Action.CASE_IMPORTED, member=member, subject=case)
    return case


@transaction.atomic
def hand_out(member: Member, case: Case) -> str:
    """The case file of a case, as of today. Raises CaseFileError with what a case file must have and the case lacks."""
    text = casefile.written(facts_of(case, timezone.localdate()))
    record(Action.CASE_EXPORTED, member=member, subject=case)
    return text
