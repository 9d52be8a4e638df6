"""Who sees a case through: claimed, released, handed over with a note. Each change is kept, and none is made unseen."""

from uuid import UUID

from django.db import transaction

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.models import Case, Handover
from priorauth.clinics.models import Clinic, Member
from priorauth.clinics.roles import Right, roles_with
from priorauth.patients.writing import add


class PassedOnMeanwhile(Exception):
    """The case is not with whom it was when it was looked at. `owner` has it now; None: nobody."""

    def __init__(self, owner: Member | None) -> None:
        self.owner = owner
        super().__init__(f"A colleague was faster: the case is now with {owner or 'nobody'}.")


@transaction.atomic
def pass_on(member: Member, case: Case, *, seen: UUID | None, to: Member | None, note: str = "") -> None:
    """The case goes to that member, or to nobody. `seen` is whose it was when the member looked.

    Raises PassedOnMeanwhile, with nothing written, where it is somebody else's by now.
    """
    # Of two who ask at one moment, the second waits for the first, and then finds another owner.
    rows = Case.objects.of(case.clinic)
    if not rows.filter(id=case.id, owner=seen).update(owner=to):
        raise PassedOnMeanwhile(rows.select_related("owner__user").get(id=case.id).owner)
    handover = add(Handover, clinic=case.clinic, case=case, by=member, to=to, note=note)
    rows.filter(id=case.id).update(handover=handover)
    record(Action.CASE_HANDED_OVER, member=member, subject=case, changed=["owner"])


def colleagues(clinic: Clinic) -> list[Member]:
    """Who can see a case through, by name."""
    able = Member.objects.of(clinic).filter(role__in=roles_with(Right.WRITE_RECORDS), is_active=True)
    return list(able.select_related("user"))


def history(case: Case) -> list[Handover]:
    """Every change of owner, the oldest first."""
    return list(Handover.objects.of(case.clinic).filter(case=case).select_related("by__user", "to__user"))
