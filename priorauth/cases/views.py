"""The pages of cases: the list, a new one, the steps in which it is typed, the review."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.door import case_of
from priorauth.cases.forms import FurtherCaseForm, NewPatientForm
from priorauth.cases.head import age, head
from priorauth.cases.models import Case
from priorauth.cases.saying import due, status_said
from priorauth.cases.starting import start
from priorauth.cases.wizard import saving
from priorauth.cases.wizard.groups import GroupPart
from priorauth.cases.wizard.judging import judged_facts
from priorauth.cases.wizard.lists import ListPart
from priorauth.cases.wizard.parts import Bound
from priorauth.cases.wizard.progress import Progress, progress
from priorauth.cases.wizard.questions import AnswersPart
from priorauth.cases.wizard.readiness import Readiness, readiness
from priorauth.cases.wizard.steps import BY_SLUG, REVIEW, Step, after, before
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.formfields import complain
from priorauth.paging import counted, page_of
from priorauth.patients.models import Patient
from priorauth.reference.services import library_of

ON_A_PAGE = 25
# So many earlier cases are named where a further one begins.
MOST_BEFORE = 5


@never_cache
@require_GET
@for_members
def cases(request: HttpRequest, member: Member) -> HttpResponse:
    """The clinic's cases, newest first."""
    require(member, Right.READ_RECORDS)
    rows = Case.objects.of(member.clinic)
    full = rows.select_related("patient", "coverage", "state")
    page = page_of(full, ("created_at", "id"), request.GET.get("at"), ON_A_PAGE, newest_first=True)
    record(Action.CASES_LISTED, member=member, subject=member)
    today = timezone.localdate()
    lines = [(case, status_said(case.state.status), due(case.state.next_due, today)) for case in page.rows]
    return render(request, "cases/list.html", {"page": page, "lines": lines, "count": counted(rows)})


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def new(request: HttpRequest, member: Member) -> HttpResponse:
    """The first case of a new patient; those of the clinic are found by the search."""
    require(member, Right.WRITE_RECORDS)
    form = NewPatientForm(request.POST or None, clinic=member.clinic)
    if request.method == "POST" and form.is_valid():
        try:
            case = start(member, None, **form.patient)
        except ValidationError as error:
            complain(form, error)
        else:
            return redirect("cases:step", case.id, "patient")
    if form.alike:
        record(Action.CASES_SEARCHED, member=member, subject=member)
    return render(request, "cases/new.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def further(request: HttpRequest, member: Member, patient_id: UUID) -> HttpResponse:
    """The next case of a patient of the clinic."""
    patient = get_object_or_404(Patient.objects.of(member.clinic), id=patient_id)
    require(member, Right.WRITE_RECORDS, of=patient)
    form = FurtherCaseForm(request.POST or None)
    if request.method == "POST":
        case = start(member, patient, as_before="as_before" in request.POST)
        return redirect("cases:step", case.id, "patient")
    rows = Case.objects.of(member.clinic).filter(patient=patient).select_related("coverage", "state")
    before = [(case, status_said(case.state.status)) for case in rows.order_by("-created_at")[:MOST_BEFORE]]
    record(Action.PATIENT_VIEWED, member=member, subject=patient)
    answer = {"patient": patient, "age": age(patient.birth_date, timezone.localdate()), "before": before, "form": form}
    return render(request, "cases/further.html", answer)


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def step(request: HttpRequest, member: Member, case_id: UUID, slug: str) -> HttpResponse:
    """One step. What can be saved is saved; the rest is kept as it was typed and shown with what is wrong."""
    case, page = case_of(member, case_id), step_of(slug)
    require(member, Right.WRITE_RECORDS if request.method == "POST" else Right.READ_RECORDS, of=case)
    if request.method == "POST":
        for part in page.parts:
            if saving.asks_for(part, request.POST):
                require(member, part.right, of=case)
        return saved(request, member, case, page)
    record(Action.CASE_VIEWED, member=member, subject=case)
    bounds = saving.on_record(case, member, page)
    for bound in bounds:
        if bound.part.name == request.GET.get("add") and isinstance(bound.part, ListPart | GroupPart):
            bound.entries.append(bound.part.blank())
    return shown(request, member, case, page, bounds)


def saved(request: HttpRequest, member: Member, case: Case, page: Step) -> HttpResponse:
    """After a save: the next step, or this one again with a further entry, or with what is wrong."""
    bounds = saving.save(case, member, page, request.POST)
    is_sound = all(bound.is_sound for bound in bounds)
    now = case_of(member, case.id)
    if request.headers.get("HX-Request"):
        return refreshed(request, member, now, page, bounds)
    here = reverse("cases:step", args=(case.id, page.slug))
    if "remove" in request.POST:
        saving.remove(case, member, page, request.POST["remove"])
        return redirect(f"{here}#{request.POST['remove'].partition(':')[0]}")
    if "add" in request.POST:
        part = next((part.name for part in page.parts if part.name == request.POST["add"]), "")
        return redirect(f"{here}?add={part}#{part}")
    if not is_sound:
        return shown(request, member, now, page, bounds, status=422)
    go = request.POST.get("go") or after(page.slug)
    return redirect("cases:review", case.id) if go == REVIEW else redirect("cases:step", case.id, step_of(go).slug)


def shown(
    request: HttpRequest, member: Member, case: Case, page: Step, bounds: list[Bound], status: int = 200
) -> HttpResponse:
    answer = beside(member, case).answer | {
        "step": page,
        "bounds": bounds,
        "faults": sum(bound.faults for bound in bounds),
        "before": BY_SLUG.get(before(page.slug) or ""),
        "after": BY_SLUG.get(after(page.slug)),
        "may_write": member.may(Right.WRITE_RECORDS),
    }
    return render(request, "cases/step.html", answer, status=status)


def refreshed(request: HttpRequest, member: Member, case: Case, page: Step, bounds: list[Bound]) -> HttpResponse:
    """To htmx, what changed beside the fields: the panel, the row of steps, the revisions, what is wrong; and questions
    that were not asked before."""
    has_chosen = any("-keep-" in name for name in request.POST)
    if has_chosen and all(bound.is_sound for bound in bounds):
        return HttpResponse(headers={"HX-Refresh": "true"})
    for bound in bounds:
        if isinstance(bound.part, AnswersPart):
            bound.part.ask_anew(bound, case)
    shows = [(bound.part.name, bound.revision, bound.was(sent=True)) for bound in bounds]
    answer = beside(member, case).answer | {
        "step": page,
        "bounds": bounds,
        "shows": shows,
        "faults": sum(bound.faults for bound in bounds),
        "taken": [label for bound in bounds for label in bound.taken],
    }
    return render(request, "cases/_after_save.html", answer)


@never_cache
@require_GET
@for_members
def blank(request: HttpRequest, member: Member, case_id: UUID, slug: str, part: str) -> HttpResponse:
    """A further entry of a list, to htmx."""
    case, page = case_of(member, case_id), step_of(slug)
    require(member, Right.WRITE_RECORDS, of=case)
    found = next((one for one in page.parts if one.name == part and isinstance(one, ListPart | GroupPart)), None)
    if found is None:
        raise Http404
    require(member, found.right, of=case)
    template = "cases/_entry.html" if isinstance(found, ListPart) else "cases/_row.html"
    return render(request, template, {"part": found, "name": part, "entry": found.blank(), "case": case, "step": page})


@never_cache
@require_GET
@for_members
def review(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """What the case comes to, and what is still to be done before a letter."""
    case = case_of(member, case_id)
    require(member, Right.READ_RECORDS, of=case)
    record(Action.CASE_VIEWED, member=member, subject=case)
    return render(request, "cases/review.html", head(member, case) | beside(member, case).answer)


@dataclass(frozen=True)
class Beside:
    """What stands on every page of a case."""

    case: Case
    ready: Readiness
    progress: Progress

    @property
    def answer(self) -> dict[str, object]:
        now = timezone.localtime()
        return {
            "case": self.case,
            "age": age(self.case.patient.birth_date, now.date()),
            "ready": self.ready,
            "progress": self.progress,
            "now": now,
        }


def beside(member: Member, case: Case) -> Beside:
    so_far = judged_facts(case)
    ready = readiness(case, so_far, library_of(case.clinic))
    return Beside(case, ready, progress(case, member, so_far.facts))


def step_of(slug: str) -> Step:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]
