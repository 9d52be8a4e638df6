"""A plan's denial letter: uploaded, read by a worker, and confirmed field by field in the form of the plan's answer."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.denials.forms import LetterForm
from priorauth.cases.denials.letter import Letter
from priorauth.cases.head import head
from priorauth.cases.models import Case, Determination, EarlierNotice, Submission
from priorauth.cases.submissions.pages import REASONS, answer_page, as_typed, blank, save_answer
from priorauth.cases.submissions.views import after_answer, one
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.formfields import complain
from priorauth.patients import readings
from priorauth.patients.models import Document, Reading
from priorauth.patients.services import add_document

LONG_SECONDS = 90
MOST_WAITING = 10
# Presses that change what stands in the form and log nothing; `look` is what the Enter key does.
BESIDES_SAVING = {"use", "add", "look"}


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def upload(request: HttpRequest, member: Member, case_id: UUID, submission_id: UUID) -> HttpResponse:
    """Takes the letter in and has it read. Letters that were taken in before wait here to be confirmed."""
    case, row = one(member, case_id, submission_id)
    require(member, Right.WRITE_RECORDS, of=case)
    form = LetterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            document = keep(case, member, form)
        except ValidationError as error:
            complain(form, error)
        else:
            return redirect("cases:denial_read", case.id, row.id, document.id)
    record(Action.CASE_VIEWED, member=member, subject=case)
    answer = head(member, case) | {"submission": row, "form": form, "waiting": waiting(case)}
    return render(request, "cases/denial.html", answer, status=422 if form.is_bound else 200)


@transaction.atomic
def keep(case: Case, member: Member, form: LetterForm) -> Document:
    """Keeps the letter among the patient's documents and asks for its text."""
    document = add_document(patient=case.patient, kind="denial_notice", title="Notice of the plan", **form.document)
    record(Action.CASE_CHANGED, member=member, subject=case, changed=["documents.added"])
    readings.ask(member, document)
    return document


def waiting(case: Case) -> list[Reading]:
    """Letters that were taken in and that no answer of the plan names or has named; the newest first."""
    logged = Determination.objects.of(case.clinic).filter(submission__case__patient=case.patient_id)
    rows = Reading.objects.of(case.clinic).filter(document__patient=case.patient_id)
    replaced = EarlierNotice.objects.of(case.clinic).filter(submission__case__patient=case.patient_id)
    rows = rows.exclude(document__in=logged.exclude(notice=None).values("notice"))
    rows = rows.exclude(document__in=replaced.exclude(notice=None).values("notice"))
    return list(rows.select_related("document").defer("pages").order_by("-queued_at")[:MOST_WAITING])


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def read(request: HttpRequest, member: Member, case_id: UUID, submission_id: UUID, document_id: UUID) -> HttpResponse:
    """The letter at the left, with what was read marked in it; the form of the plan's answer at the right."""
    case, row = one(member, case_id, submission_id)
    require(member, Right.WRITE_RECORDS, of=case)
    reading = reading_of(case, document_id)
    if request.headers.get("X-By-Itself"):
        return by_itself(request, case, row, reading)
    letter = Letter(reading)
    page = answer_page(case, row, request)
    if BESIDES_SAVING & set(request.POST):
        page = as_typed(page, letter.taken(request.POST))
        page.rows.extend([blank(REASONS)] if "add" in request.POST else [])
    elif request.method == "POST" and page.saved_by(partial(save_answer, page, member, notice=reading.document)):
        return after_answer(request, member, case)
    is_refused = request.method == "POST" and not BESIDES_SAVING & set(request.POST)
    with transaction.atomic():
        record(Action.CASE_VIEWED, member=member, subject=case)
        record(Action.DOCUMENT_READ, member=member, subject=reading.document)
    answer = head(member, case) | progress(case, row, reading) | letter.beside(page)
    return render(request, "cases/denial_read.html", answer, status=422 if is_refused else 200)


def by_itself(request: HttpRequest, case: Case, row: Submission, reading: Reading) -> HttpResponse:
    """To the page that asks every second: how far it is; once it is finished, that the page is to be loaded anew."""
    answer = render(request, "cases/_reading.html", progress(case, row, reading))
    if reading.is_finished:
        answer.headers["HX-Refresh"] = "true"
    return answer


@never_cache
@require_POST
@for_members
def again(request: HttpRequest, member: Member, case_id: UUID, submission_id: UUID, document_id: UUID) -> HttpResponse:
    """Has a letter read once more after it failed."""
    case, row = one(member, case_id, submission_id)
    require(member, Right.WRITE_RECORDS, of=case)
    reading = reading_of(case, document_id)
    readings.try_again(member, reading)
    return redirect("cases:denial_read", case.id, row.id, document_id)


def reading_of(case: Case, document_id: UUID) -> Reading:
    rows = Reading.objects.of(case.clinic).select_related("document")
    return get_object_or_404(rows, document_id=document_id, document__patient=case.patient_id)


def progress(case: Case, submission: Submission, reading: Reading) -> dict[str, Any]:
    """How far the reading is."""
    waits_long = reading.seconds_waited(timezone.now()) > LONG_SECONDS
    return {"case": case, "submission": submission, "reading": reading, "waits_long": waits_long}
