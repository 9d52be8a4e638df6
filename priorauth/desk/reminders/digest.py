"""Sends a digest: counts and links, so that a mail server learns nothing of a patient.

At least once: a worker that dies between the mail server's "yes" and our note sends it again after its lease. A
deadline that nobody was told of costs an appeal, a second copy costs a glance; both bear one Message-ID.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from priorauth import jobs
from priorauth.clinics import mail
from priorauth.clinics.models import Member
from priorauth.core.tracking import StepKind
from priorauth.desk.models import Channels, Digest, Reminder, about
from priorauth.desk.reminders.concern import dated_of, people_of, stand_in_of
from priorauth.desk.worklist import KINDS, SLICES, slice_of

# A mail server that is down is asked again all day.
ASK_AGAIN_AFTER = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Line:
    """The things of one span of days: `2 overdue`, of which kinds, and where the worklist shows them."""

    label: str
    count: int
    kinds: str
    address: str


def send(digest: Digest) -> None:
    """Sends what still holds of a digest that this worker has claimed, and notes that it is done."""
    member = digest.member
    if member.clinic.today() != digest.on:
        jobs.fail(digest, f"Its day was over before it could be sent. {digest.what_staff_do}")
        return
    kinds = _still_due(digest) if _wants_mail(member) else []
    if not kinds:
        jobs.finish(digest)
        return
    lines = lines_of(kinds, digest.on)
    late = next((line.count for line in lines if line.label == SLICES[0].label), 0)
    context = {
        "clinic": member.clinic.name,
        "count": len(kinds),
        "late": late,
        "lines": lines,
        "worklist": _address("desk:worklist"),
        "switch": _address("desk:reminders"),
    }
    try:
        mail.send("reminders", member.user.email, context, message_id=f"<{digest.id}@{_host()}>")
    except mail.MailNotSent as problem:
        again = timezone.now() + ASK_AGAIN_AFTER
        waits = {"status": Digest.Status.QUEUED, "attempts_done": digest.attempts, "look_again_at": again}
        jobs.change(digest, error=str(problem), **waits)
    else:
        jobs.finish(digest, sent_at=timezone.now())


def lines_of(due: Iterable[tuple[str, dt.date]], today: dt.date) -> list[Line]:
    """Kinds with their days, counted by the worklist's spans of days."""
    found = [(slice_of(due_on, today), kind) for kind, due_on in due]
    lines = []
    for span in SLICES:
        kinds = Counter(kind for where, kind in found if where == span)
        if kinds:
            said = ", ".join(f"{KINDS[StepKind(kind)][0]} ({count})" for kind, count in sorted(kinds.items()))
            address = f"{_address('desk:worklist')}?due={span.name}"
            lines.append(Line(span.label, sum(kinds.values()), said, address))
    return lines


def _still_due(digest: Digest) -> list[tuple[str, dt.date]]:
    """What the digest tells that is still to be done by that day, and still this member's."""
    clinic = digest.clinic
    rows = Reminder.objects.of(clinic).filter(digest=digest)
    told = {(row.case_id, row.kind, row.about, row.due_on) for row in rows}
    theirs = dated_of(digest.member, stand_in_of(people_of(clinic))).filter(case__in=rows.values("case"))
    there = {(item.case_id, item.kind, about(item), item.due_on) for item in theirs}
    return [(kind, due_on) for _, kind, _, due_on in told & there if due_on is not None]


def _address(page: str) -> str:
    return settings.SITE_ADDRESS + reverse(page)


def _host() -> str:
    return urlsplit(settings.SITE_ADDRESS).hostname or "localhost"


def _wants_mail(member: Member) -> bool:
    if not (member.is_active and member.user.is_active):
        return False
    return not Channels.objects.of(member.clinic).filter(member=member, by_mail=False).exists()
