"""The pages of what was sent and answered: the list, one sending, the plan's answer, the next level, the end."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.door import case_of
from priorauth.cases.head import head
from priorauth.cases.models import Call, Case, Submission
from priorauth.cases.projection import derive
from priorauth.cases.submissions.cards import Reckoned, cards_of, clocks_if
from priorauth.cases.submissions.forms import CallForm
from priorauth.cases.submissions.pages import (
    INFORMATION,
    REASONS,
    ROWS,
    Page,
    answer_page,
    answer_typed,
    blank,
    save_answer,
    save_sending,
    sending_page,
)
from priorauth.cases.submissions.services import (
    AlreadyBegun,
    close_case,
    granted_last,
    remove_submission,
    start_level,
)
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.core.levels import RENEWAL
from priorauth.core.tracking import StepKind, Tracking
from priorauth.formfields import line_in, revision_in
from priorauth.patients.sections import section_of
from priorauth.patients.writing import ChangedMeanwhile

CHANGED = "A colleague changed this since you opened it. Look at what is here now, and do it again."


@never_cache
@require_GET
@for_members
def submissions(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """What was sent and what the plan answered, each with its deadlines; the calls; a form for the next call."""
    case = case_of(member, case_id)
    require(member, Right.READ_RECORDS, of=case)
    return shown(request, member, case)


def shown(
    request: HttpRequest, member: Member, case: Case, form: CallForm | None = None, status: int = 200
) -> HttpResponse:
    record(Action.CASE_VIEWED, member=member, subject=case)
    today = timezone.localdate()
    tracked = derive(case, today)
    answer = head(member, case) | {
        "cards": cards_of(case, tracked, today),
        "calls": list(reversed(Call.objects.of(case.clinic).filter(case=case))),
        "form": form or CallForm(prefix="call", initial={"date": today}),
        "revision": section_of(Submission, case).revision,
        "next": following(tracked.tracking),
    }
    return render(request, "cases/submissions.html", answer, status=status)


@dataclass(frozen=True)
class Next:
    """The level that can be started now."""

    level: str
    name: str
    letter: str


def following(tracking: Tracking) -> Next | None:
    """The next level after a denial, or the renewal of what runs out; None while something else is under way."""
    for kind in (StepKind.APPEAL, StepKind.RENEWAL):
        for step in tracking.steps:
            if step.kind is kind and step.level and step.letter:
                name = "renewal" if step.level == RENEWAL else tracking.level_name
                return Next(step.level, name, step.letter.value)
    return None


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def new(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """A level that was sent."""
    case = case_of(member, case_id)
    require(member, Right.WRITE_RECORDS, of=case)
    return logged(request, member, case, sending_page(case, None, request))


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def submission(request: HttpRequest, member: Member, case_id: UUID, submission_id: UUID) -> HttpResponse:
    """How one level was sent, what the plan asked for, the peer-to-peer call; or it is taken out of the case."""
    case, row = one(member, case_id, submission_id)
    require(member, Right.WRITE_RECORDS, of=case)
    page = sending_page(case, row, request)
    if "remove" in request.POST:
        try:
            with transaction.atomic():
                remove_submission(submission=row, revision=page.revision)
                record(Action.SUBMISSION_LOGGED, member=member, subject=case, changed=["submissions.removed"])
        except ChangedMeanwhile:
            messages.error(request, CHANGED)
        return redirect("cases:submissions", case.id)
    return logged(request, member, case, page)


def logged(request: HttpRequest, member: Member, case: Case, page: Page) -> HttpResponse:
    """The page of a sending, saved if it can be."""
    if "add" in request.POST:
        page.rows.append(blank(INFORMATION))
    elif request.method == "POST" and page.saved_by(partial(save_sending, page, member)):
        return redirect("cases:submissions", case.id)
    return drawn(request, member, page, "cases/submission.html")


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def answer(request: HttpRequest, member: Member, case_id: UUID, submission_id: UUID) -> HttpResponse:
    """What the plan answered. A denial can start the next level at once."""
    case, row = one(member, case_id, submission_id)
    require(member, Right.WRITE_RECORDS, of=case)
    page = answer_page(case, row, request)
    if "add" in request.POST:
        page.rows.append(blank(REASONS))
    elif request.method == "POST" and page.saved_by(partial(save_answer, page, member)):
        return after_answer(request, member, case)
    return drawn(request, member, page, "cases/answer.html")


def drawn(request: HttpRequest, member: Member, page: Page, template: str) -> HttpResponse:
    """The page as it stands: opened, given a further row, or refused."""
    status = 422 if request.method == "POST" and "add" not in request.POST else 200
    record(Action.CASE_VIEWED, member=member, subject=page.case)
    return render(request, template, head(member, page.case) | {"page": page}, status=status)


@never_cache
@require_POST
@for_members
def verdict(request: HttpRequest, member: Member, case_id: UUID, submission_id: UUID) -> HttpResponse:
    """To htmx, the deadlines that the answer on the page would set off. Nothing is logged."""
    case, row = one(member, case_id, submission_id)
    require(member, Right.WRITE_RECORDS, of=case)
    return render(request, "cases/_verdict.html", {"clocks": would_run(case, row, answer_page(case, row, request))})


def would_run(case: Case, row: Submission, page: Page) -> list[Reckoned]:
    typed, today = answer_typed(page), timezone.localdate()
    return clocks_if(derive(case, today), row, typed, today) if typed else []


def after_answer(request: HttpRequest, member: Member, case: Case) -> HttpResponse:
    found = following(derive(case, timezone.localdate()).tracking) if "start" in request.POST else None
    if found is None or found.level == RENEWAL:
        return redirect("cases:submissions", case.id)
    return begun(request, member, case, found, section_of(Submission, case).revision)


@never_cache
@require_POST
@for_members
def start(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """Begins the level that comes next, and goes on to its letter."""
    case = case_of(member, case_id)
    require(member, Right.WRITE_RECORDS, of=case)
    found = following(derive(case, timezone.localdate()).tracking)
    if found is None or found.level != request.POST.get("level"):
        messages.error(request, CHANGED)
        return redirect("cases:submissions", case.id)
    return begun(request, member, case, found, revision_in(request.POST.get("revision")))


def begun(request: HttpRequest, member: Member, case: Case, found: Next, revision: int) -> HttpResponse:
    try:
        with transaction.atomic():
            start_level(case=case, revision=revision, level=found.level)
            taken = found.level == RENEWAL and granted_last(case) is not None
            names = ["submissions.level", *(["prior_ivig.authorization"] if taken else [])]
            record(Action.LEVEL_STARTED, member=member, subject=case, changed=names)
    except (ChangedMeanwhile, AlreadyBegun):
        messages.error(request, CHANGED)
        return redirect("cases:submissions", case.id)
    messages.success(request, f"The {found.name} is started. Facts, exhibits and the plan’s answer are carried over.")
    return redirect(f"{reverse('letters:write', args=(case.id,))}?kind={found.letter}")


@never_cache
@require_GET
@for_members
def row(request: HttpRequest, member: Member, case_id: UUID, part: str) -> HttpResponse:
    """A further row of a page, to htmx."""
    case = case_of(member, case_id)
    require(member, Right.WRITE_RECORDS, of=case)
    if part not in ROWS:
        raise Http404
    return render(request, "cases/_row.html", {"name": part, "entry": blank(part)})


@never_cache
@require_POST
@for_members
def close(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """Closes a case, which then asks for nothing, or opens it again."""
    case = case_of(member, case_id)
    require(member, Right.WRITE_RECORDS, of=case)
    day = None if "open" in request.POST else timezone.localdate()
    because = line_in(request.POST.get("because"), most=400)
    try:
        with transaction.atomic():
            close_case(case=case, revision=revision_in(request.POST.get("revision")), on=day, because=because)
            record(Action.CASE_CLOSED, member=member, subject=case, changed=["closed_on", "closed_because"])
    except ChangedMeanwhile:
        messages.error(request, CHANGED)
    return redirect("cases:submissions", case.id)


def one(member: Member, case_id: UUID, submission_id: UUID) -> tuple[Case, Submission]:
    """A case of the clinic with one of its submissions."""
    case = case_of(member, case_id)
    rows = Submission.objects.of(member.clinic).select_related("case", "determination__authorization", "peer_to_peer")
    return case, get_object_or_404(rows, id=submission_id, case=case)
