"""The doors to drafts and to signed letters."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from priorauth.clinics.models import Member
from priorauth.letters.models import Draft, Letter

_CASE = ("case__patient", "case__coverage", "case__prescriber__member__user")


def draft_of(member: Member, draft_id: UUID) -> Draft:
    """The draft, if it is the clinic's; otherwise it is not here."""
    return get_object_or_404(Draft.objects.of(member.clinic).select_related(*_CASE), id=draft_id)


def signed_of(member: Member, letter_id: UUID) -> Letter:
    """The signed letter, if it is the clinic's; otherwise it is not here."""
    signed = Letter.objects.of(member.clinic).filter(state=Letter.State.SIGNED)
    draft = (f"draft__{name}" for name in _CASE)
    return get_object_or_404(signed.select_related("signed_by__user", *draft), id=letter_id)
