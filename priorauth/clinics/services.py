"""Changes to a clinic and its members, each with its entry in the log."""

from typing import Any

from django.db import transaction

from priorauth.audit.actions import Action
from priorauth.audit.services import Doer, record
from priorauth.clinics.models import Clinic, Member
from priorauth.clinics.roles import Right


class CannotChange(Exception):
    """A change of members that is not allowed; the message says why and who could do it."""


# So a clinic never loses its last admin.
ONESELF = "You can’t change your own role or deactivate yourself. Ask another admin."
NO_ADMIN = "You are no admin of this clinic any more. Ask another admin."


def save_letterhead(clinic: Clinic, changed: list[str], *, by: Doer) -> None:
    """Writes the changed fields only, so that two people do not undo each other."""
    if changed:
        with transaction.atomic():
            clinic.save(update_fields=changed)
            record(Action.CLINIC_CHANGED, member=by, subject=clinic, changed=changed)


def change_member(member: Member, values: dict[str, Any], *, by: Member) -> None:
    """Writes the fields that differ: role, credentials, npi. Raises CannotChange for one's own role."""
    changed = [name for name, value in values.items() if getattr(member, name) != value]
    if member.id == by.id and "role" in changed:
        raise CannotChange(ONESELF)
    if changed:
        with transaction.atomic():
            hold_admins(by)
            Member.objects.of(by.clinic).filter(id=member.id).update(**{name: values[name] for name in changed})
            record(Action.MEMBER_CHANGED, member=by, subject=member, changed=changed)


def set_active(member: Member, is_active: bool, *, by: Member) -> None:
    """Takes away a member's access at once, or gives it back. Raises CannotChange for oneself."""
    if member.id == by.id:
        raise CannotChange(ONESELF)
    action = Action.MEMBER_ACTIVATED if is_active else Action.MEMBER_DEACTIVATED
    with transaction.atomic():
        hold_admins(by)
        if Member.objects.of(by.clinic).filter(id=member.id, is_active=not is_active).update(is_active=is_active):
            record(action, member=by, subject=member, changed=["is_active"])


def hold_admins(by: Member) -> None:
    """Queues whoever changes members of a clinic, so that two admins cannot dismiss each other at once."""
    hold(by.clinic)
    if not Member.objects.of(by.clinic).get(id=by.id).may(Right.MANAGE_CLINIC):
        raise CannotChange(NO_ADMIN)


def hold(clinic: Clinic) -> None:
    """Until the end of the transaction nobody else changes the clinic's members."""
    Clinic.objects.select_for_update().get(pk=clinic.pk)
