"""Where the plan wants its appeals: read in its letter, and kept with the coverage when a person presses for it.

From there the next appeal takes its address, and the page of submissions says where it goes.
"""

import re

from django.db import transaction

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.models import Case
from priorauth.cases.projection import project_all_of
from priorauth.clinics.models import Member
from priorauth.core.notices import Candidate, Kind
from priorauth.patients.services import change_coverage

# The part of the appeals department's address that a candidate fills.
KEPT = {Kind.APPEAL_ADDRESS: "address", Kind.APPEAL_FAX: "fax"}
_STATE = re.compile(r"[A-Z]{2} \d{5}")


@transaction.atomic
def keep(case: Case, member: Member, candidate: Candidate) -> None:
    """Puts what was read into the coverage; a department's name and phone that are on file stay.

    Raises ChangedMeanwhile where a colleague has just changed the coverage.
    """
    if case.coverage is None or candidate.value is None or candidate.kind not in KEPT:
        return
    value = lines(candidate.value) if candidate.kind is Kind.APPEAL_ADDRESS else candidate.value
    appeals = {**(case.coverage.appeals or {}), KEPT[candidate.kind]: value}
    case.coverage = change_coverage(coverage=case.coverage, revision=case.coverage.revision, appeals=appeals)
    project_all_of(case.patient)
    record(Action.CASE_CHANGED, member=member, subject=case, changed=["coverage.appeals"])


def lines(address: str) -> list[str]:
    """The lines of an address that was read as one, `PO Box 9, Hartford, CT 06101`: the city stays with its state."""
    found = address.split(", ")
    if len(found) > 1 and _STATE.match(found[-1]):
        found[-2:] = [", ".join(found[-2:])]
    return found
