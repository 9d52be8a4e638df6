"""A case as a whole: its clocks, its timeline, what is next, how ready it is; and who saw or changed it."""

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
from priorauth.cases.models import Case
from priorauth.cases.projection import Tracked, derive
from priorauth.cases.saying import Due, due
from priorauth.cases.wizard.readiness import readiness
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.core.dosing import dose_plan
from priorauth.core.tracking import Step
from priorauth.desk.drawing import Axis
from priorauth.desk.places import address_of
from priorauth.desk.timeline import timeline
from priorauth.desk.trail import entries_about
from priorauth.paging import counted, page_of
from priorauth.reference.services import library_of

A_PAGE = 50


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
