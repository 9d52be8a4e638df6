"""A case as a whole: its clocks, its timeline, what is next, how ready it is; and who saw or changed it."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.door import case_of
from priorauth.cases.head import head
from priorauth.cases.models import Case, Handover
from priorauth.cases.owners import history
from priorauth.cases.projection import Tracked, derive
from priorauth.cases.saying import Due, day_said, due
from priorauth.cases.wizard.readiness import readiness
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.core.dosing import dose_plan
from priorauth.core.tracking import Event, EventKind, Step
from priorauth.desk.drawing import Axis
from priorauth.desk.places import address_of
from priorauth.desk.trail import entries_about
from priorauth.paging import counted, page_of
from priorauth.reference.services import library_of

A_PAGE = 50
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
    """A line of the timeline: the day and its words, what happened, its look, the submission that it is about."""

    on: dt.date | None
    when: str
    title: str
    detail: str
    icon: str
    look: str = ""
    reference: str = ""
    submission: UUID | None = None


@dataclass(frozen=True)
class ToDo:
    """A step with its day and the address where it is done."""

    step: Step
    due: Due | None
    address: str


@never_cache
@require_GET
@for_members
def overview(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """Running clocks, next steps, timeline; readiness, the request and the people beside them."""
    case = case_of(member, case_id)
    require(member, Right.READ_RECORDS, of=case)
    record(Action.CASE_VIEWED, member=member, subject=case)
    today, library = timezone.localdate(), library_of(case.clinic)
    tracked = derive(case, today)
    facts = tracked.so_far.facts
    answer = head(member, case) | {
        "axis": Axis(tracked.tracking.clocks, today, tracked.tracking.usages),
        "steps": steps_of(case, tracked),
        "events": timeline(case, tracked),
        "is_mine": case.owner_id == member.id,
        "ready": readiness(case, tracked.so_far, library),
        "facts": facts,
        "product": library.products.get(facts.request.product or ""),
        "plan": dose_plan(facts, library),
    }
    return render(request, "desk/case.html", answer)


def steps_of(case: Case, tracked: Tracked) -> list[ToDo]:
    found = []
    for step in tracked.tracking.steps:
        submission = tracked.submission(step.submission)
        address = address_of(case.id, step, submission.id if submission else None)
        found.append(ToDo(step, due(step.due_on, tracked.tracking.as_of), address))
    return found


def timeline(case: Case, tracked: Tracked) -> list[Told]:
    """What happened, and through whose hands the case went; the newest first, what has no day last."""
    today = tracked.tracking.as_of
    events = [_told(event, tracked) for event in tracked.tracking.events]
    handed = [_handed(one, today) for one in history(case)]
    return sorted([*reversed(events), *reversed(handed)], key=lambda one: one.on or dt.date.min, reverse=True)


def _told(event: Event, tracked: Tracked) -> Told:
    submission = tracked.submission(event.submission)
    look, icon = _ICONS[event.kind]
    return Told(
        event.on,
        day_said(event.on, tracked.tracking.as_of) if event.on else "No day",
        event.title,
        event.detail,
        icon,
        look,
        event.reference,
        submission.id if submission else None,
    )


def _handed(one: Handover, today: dt.date) -> Told:
    if one.to is None:
        title = f"Released by {one.by}"
    elif one.to == one.by:
        title = f"Claimed by {one.by}"
    else:
        title = f"Handed over to {one.to} by {one.by}"
    day = timezone.localdate(one.at)
    return Told(day, day_said(day, today), title, one.note, "person-check")


@never_cache
@require_GET
@for_members
def log(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """Who saw or changed this case, the newest first."""
    case = case_of(member, case_id)
    require(member, Right.READ_ACTIVITY, of=case)
    people = {str(person.id): person for person in Member.objects.of(member.clinic).select_related("user")}
    entries = entries_about(case)
    page = page_of(entries, ("number",), request.GET.get("at"), A_PAGE, newest_first=True)
    count = counted(entries)
    record(Action.CASE_VIEWED, member=member, subject=case)
    lines = [(entry, people.get(entry.by_id)) for entry in page.rows]
    answer = head(member, case) | {"page": page, "count": count, "lines": lines}
    return render(request, "desk/log.html", answer)
