"""The secret address of a member's calendar: made, made anew, revoked. Only a keyed hash of it is kept."""

import re
import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.desk.models import Channels
from priorauth.encryption import lookup

TOKEN = re.compile(r"[0-9a-f]{64}")


class ChangedMeanwhile(Exception):
    """The address was made or revoked since the page was shown: in another window, or by loading the page again."""

    def __init__(self) -> None:
        super().__init__("The address was made or revoked meanwhile. See below how it stands now.")


def channels_of(member: Member) -> Channels:
    """How the member hears of what is due; not saved where nothing was chosen yet."""
    found = Channels.objects.of(member.clinic).filter(member=member).first()
    return found or Channels(clinic=member.clinic, member=member)


def mark(channels: Channels) -> str:
    """By which a page that shows the address knows it again: when it was made; empty where there is none."""
    return channels.calendar_made_at.isoformat() if channels.calendar_made_at else ""


def make(member: Member, *, seen: str) -> str:
    """A new address in place of any other, to be shown once. `seen` is the mark of the one that the page showed.

    Raises ChangedMeanwhile.
    """
    token = secrets.token_hex(32)
    with transaction.atomic():
        _change(member, seen, calendar_hash=_hash(token), calendar_made_at=timezone.now())
        record(Action.MEMBER_CALENDAR_MADE, member=member, subject=member)
    return settings.SITE_ADDRESS + reverse("desk:calendar", args=[token])


def revoke(member: Member, *, seen: str) -> None:
    """From now on nobody gets anything under the address. Raises ChangedMeanwhile."""
    with transaction.atomic():
        _change(member, seen, calendar_hash=None, calendar_made_at=None)
        record(Action.MEMBER_CALENDAR_REVOKED, member=member, subject=member)


def whose(token: str) -> Member | None:
    """The member whose calendar lies under an address, if they may still see what is in it."""
    if not TOKEN.fullmatch(token):
        return None
    found = Channels.objects.of_every_clinic().filter(calendar_hash=_hash(token))
    row = found.select_related("member__clinic", "member__user").first()
    if row is None or not row.member.user.is_active or not row.member.may(Right.READ_RECORDS):
        return None
    return row.member


def _change(member: Member, seen: str, **values: object) -> None:
    rows = Channels.objects.of(member.clinic)
    rows.get_or_create(member=member, defaults={"clinic": member.clinic})
    if mark(rows.select_for_update().get(member=member)) != seen:
        raise ChangedMeanwhile
    rows.filter(member=member).update(**values)


def _hash(token: str) -> str:
    return lookup("calendar", token)
