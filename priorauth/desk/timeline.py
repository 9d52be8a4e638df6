"""What happened in a case, day by day: what is logged of it, its signed letters, and through whose hands it went."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from priorauth.cases.models import Case, Handover
from priorauth.cases.owners import history
from priorauth.cases.projection import Tracked
from priorauth.cases.saying import day_said
from priorauth.core.tracking import Event, EventKind
from priorauth.core.vocabulary import LetterKind
from priorauth.letters.kinds import NAMES
from priorauth.letters.models import Letter

_ICONS = {
    EventKind.SENT: ("ok", "send"),
    EventKind.RECEIVED: ("", "inbox"),
    EventKind.CALL: ("", "telephone"),
    EventKind.INFORMATION_REQUESTED: ("", "question-circle"),
    EventKind.INFORMATION_SENT: ("ok", "paperclip"),
    EventKind.APPROVED: ("ok", "check-lg"),
    EventKind.PARTIALLY_APPROVED: ("stop", "x-lg"),
    EventKind.DENIED: ("stop", "x-lg"),
    EventKind.PENDED: ("", "question-circle"),
    EventKind.WITHDRAWN: ("", "slash-circle"),
    EventKind.NOTICE_REPLACED: ("", "arrow-repeat"),
    EventKind.PEER_TO_PEER: ("", "telephone"),
}


@dataclass(frozen=True)
class Told:
    """A line of the timeline: the day and its words, what happened, its look, the address where it stands."""

    on: dt.date | None
    when: str
    title: str
    detail: str
    icon: str
    look: str = ""
    reference: str = ""
    address: str = ""


def timeline(case: Case, tracked: Tracked) -> list[Told]:
    """The newest first, what has no day last. A letter that was signed on a day stands before what was sent on it."""
    today = tracked.tracking.as_of
    events = [_told(event, case, tracked) for event in tracked.tracking.events]
    handed = [_handed(one, today) for one in history(case)]
    lines = [*reversed(events), *_signed(case, today), *reversed(handed)]
    return sorted(lines, key=lambda one: one.on or dt.date.min, reverse=True)


def _told(event: Event, case: Case, tracked: Tracked) -> Told:
    submission = tracked.submission(event.submission)
    look, icon = _ICONS[event.kind]
    when = day_said(event.on, tracked.tracking.as_of) if event.on else "No day"
    address = f"{reverse('cases:submissions', args=(case.id,))}#submission-{submission.id}" if submission else ""
    return Told(event.on, when, event.title, event.detail, icon, look, event.reference, address)


def _signed(case: Case, today: dt.date) -> list[Told]:
    letters = Letter.objects.of(case.clinic).filter(draft__case=case, state=Letter.State.SIGNED)
    letters = letters.select_related("signed_by__user", "draft").defer("facts", "composed", "statement")
    return [_of_letter(one, today) for one in letters.order_by("-signed_at")]


def _of_letter(letter: Letter, today: dt.date) -> Told:
    assert letter.signed_at is not None, "a signed letter has its moment"
    day = timezone.localdate(letter.signed_at)
    did = "Frozen with the appeal" if letter.is_frozen_beside else f"Signed by {letter.signed_by}"
    title = f"{did}: {NAMES[LetterKind(letter.kind)]}"
    address = reverse("letters:signed", args=(letter.id,))
    return Told(day, day_said(day, today), title, f"version {letter.version}", "pen", "ok", address=address)


def _handed(one: Handover, today: dt.date) -> Told:
    if one.to is None:
        title = f"Released by {one.by}"
    elif one.to == one.by:
        title = f"Claimed by {one.by}"
    else:
        title = f"Handed over to {one.to} by {one.by}"
    day = timezone.localdate(one.at)
    return Told(day, day_said(day, today), title, one.note, "person-check")
