"""Invitations by email: written, sent, sent again, withdrawn, accepted once."""

import datetime as dt

from django.core import signing
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from priorauth.audit.actions import Action
from priorauth.audit.services import Doer, record
from priorauth.clinics import mail
from priorauth.clinics.models import Clinic, Invitation, Member, User
from priorauth.clinics.roles import Role
from priorauth.clinics.services import hold

GOOD_FOR = dt.timedelta(days=7)
SALT = "clinics.invitation"


class InvitationClosed(Exception):
    """The invitation was accepted, withdrawn or sent again meanwhile, or it has ended."""


def invite(clinic: Clinic, email: str, role: Role, *, by: Member | None, doer: Doer) -> Invitation:
    """Writes an invitation, in place of any open one to the same address. `deliver` sends it."""
    now = timezone.now()
    with transaction.atomic():
        open_ones = Invitation.objects.of(clinic).filter(email=email, accepted_at=None, withdrawn_at=None)
        open_ones.update(withdrawn_at=now)
        invitation = Invitation.objects.create(
            clinic=clinic, email=email, role=role, invited_by=by, sent_at=now, ends_at=now + GOOD_FOR
        )
        record(Action.MEMBER_INVITED, member=doer, subject=invitation, changed=["email", "role"])
    return invitation


def renew(invitation: Invitation, *, by: Member) -> None:
    """Seven more days and a new link; the old one stops working."""
    now = timezone.now()
    with transaction.atomic():
        require_changed(_unanswered(invitation).update(sent_at=now, ends_at=now + GOOD_FOR))
        record(Action.MEMBER_INVITED_AGAIN, member=by, subject=invitation, changed=["sent_at", "ends_at"])
    invitation.refresh_from_db(from_queryset=Invitation.objects.of(invitation.clinic))


def withdraw(invitation: Invitation, *, by: Member) -> None:
    with transaction.atomic():
        require_changed(_unanswered(invitation).update(withdrawn_at=timezone.now()))
        record(Action.MEMBER_INVITATION_WITHDRAWN, member=by, subject=invitation, changed=["withdrawn_at"])


def deliver(invitation: Invitation, root: str) -> None:
    """Sends the message. `root` is the server's address, https://letters.example. Raises mail.MailNotSent."""
    address = root.rstrip("/") + reverse("clinics:join", args=[token(invitation)])
    mail.send("invitation", invitation.email, {"invitation": invitation, "address": address})


def token(invitation: Invitation) -> str:
    """What the link carries: the invitation and when it was sent, signed. Nothing of a person can be read from it."""
    return signing.dumps([invitation.id.hex, invitation.sent_at.isoformat()], salt=SALT)


def opened(link: str) -> Invitation:
    """The invitation of a link. Raises InvitationClosed."""
    try:
        identifier, sent_at = signing.loads(link, salt=SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError):
        raise InvitationClosed from None
    found = Invitation.objects.of_every_clinic().select_related("clinic").filter(id=identifier).first()
    if found is None or found.sent_at.isoformat() != sent_at or not found.is_open(timezone.now()):
        raise InvitationClosed
    return found


def accept(invitation: Invitation, user: User) -> Member:
    """Makes the user a member, once. Somebody who left and is invited again gets the old membership back.

    Raises InvitationClosed for a member who has access already: an old link changes nobody's role.
    """
    with transaction.atomic():
        hold(invitation.clinic)
        now = timezone.now()
        require_changed(_unanswered(invitation).filter(ends_at__gt=now).update(accepted_at=now))
        member = Member.objects.of(invitation.clinic).filter(user=user).first()
        if member and member.is_active:
            raise InvitationClosed
        if member is None:
            member = Member.objects.create(clinic=invitation.clinic, user=user, role=invitation.role)
        else:
            member.role, member.is_active = invitation.role, True
            Member.objects.of(invitation.clinic).filter(id=member.id).update(role=member.role, is_active=True)
        record(Action.MEMBER_JOINED, member=member, subject=member, changed=["role", "is_active"])
    return member


def accept_as_new(invitation: Invitation, *, full_name: str, password: str) -> Member:
    """Makes the user and the membership in one go."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, full_name=full_name)
            return accept(invitation, user)
    except IntegrityError:
        raise InvitationClosed from None  # the same link was answered twice at the same moment


def require_changed(count: int) -> None:
    if count != 1:
        raise InvitationClosed


def _unanswered(invitation: Invitation) -> models.QuerySet[Invitation]:
    rows = Invitation.objects.of(invitation.clinic).filter(id=invitation.id, sent_at=invitation.sent_at)
    return rows.filter(accepted_at=None, withdrawn_at=None)
