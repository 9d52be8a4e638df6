"""Whom a thing to do concerns: the case's owner, or the prescriber whose alone it is; without one who is still there,
whoever stands in."""

from django.db.models import Q, QuerySet

from priorauth.cases.models import WorkItem
from priorauth.clinics.models import Clinic, Member
from priorauth.clinics.roles import Role

# Coordinators chase deadlines; a clinic without one must not lose them.
STAND_IN = (Role.COORDINATOR, Role.PRESCRIBER, Role.ADMIN)


def dated_of(member: Member, stand_in: str) -> QuerySet[WorkItem]:
    """What a member has to see to, where it has a day; soonest first."""
    owned = Q(case__owner=member)
    if member.role == stand_in:
        owned |= Q(case__owner=None) | Q(case__owner__is_active=False)
    has_signer = Q(for_prescriber=True, case__prescriber__member__is_active=True)
    theirs = (has_signer & Q(case__prescriber__member=member)) | (~has_signer & owned)
    return WorkItem.objects.of(member.clinic).filter(theirs).exclude(due_on=None)


def people_of(clinic: Clinic) -> list[Member]:
    """The members that are there, with the addresses that they sign in with."""
    members = Member.objects.of(clinic).filter(is_active=True, user__is_active=True)
    return list(members.select_related("user", "clinic").order_by("id"))


def stand_in_of(people: list[Member]) -> str:
    """The role that sees to what has no owner; empty in a clinic without anybody."""
    roles = {member.role for member in people}
    return next((role.value for role in STAND_IN if role in roles), "")
