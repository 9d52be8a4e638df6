"""The page that makes a letter of a case file. What is made belongs to the clinic; every look at it is logged."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.core.errors import CaseFileError
from priorauth.interop.forms import LetterForm
from priorauth.interop.making import StoppedError, make
from priorauth.interop.pages import LetterPage
from priorauth.interop.preview import preview_html
from priorauth.letters.models import Letter, Rendering
from priorauth.middleware import may_be_framed_by_own_pages

MOST_SHOWN = 20


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def start(request: HttpRequest, member: Member) -> HttpResponse:
    """The form; from a good one the letter is queued and its page comes next."""
    require(member, Right.WRITE_RECORDS if request.method == "POST" else Right.READ_RECORDS)
    form = LetterForm(request.POST or None, request.FILES or None)
    answer = {"form": form, "recent": recent(member)}
    if request.method == "POST" and form.is_valid():
        try:
            job = make(member, form.wish(draft="draft" in request.POST))
        except CaseFileError as error:
            answer["problems"] = error.problems
        except StoppedError as stopped:
            answer["stops"] = stopped.stops
        else:
            return redirect("interop:letter", job.id)
    if form.is_bound:
        form.keep_upload()
    return render(request, "interop/start.html", answer, status=422 if form.is_bound else 200)


@never_cache
@require_GET
@for_members
def letter(request: HttpRequest, member: Member, rendering_id: UUID) -> HttpResponse:
    """The letter's page; to htmx, the part of it that changes while the PDF is being made and names no patient."""
    job = own(member, rendering_id)
    page = LetterPage(job, timezone.now())
    if request.headers.get("HX-Request"):
        return render(request, "interop/_job.html", {"page": page, "job": job})
    record(Action.LETTER_VIEWED, member=member, subject=job.letter)
    return render(request, "interop/letter.html", {"page": page, "job": job})


@never_cache
@require_GET
@xframe_options_sameorigin
@may_be_framed_by_own_pages
@for_members
def preview(_request: HttpRequest, member: Member, rendering_id: UUID) -> HttpResponse:
    """The letter's own HTML, for the frame in its page."""
    job = own(member, rendering_id)
    record(Action.LETTER_READ, member=member, subject=job.letter)
    return HttpResponse(preview_html(job))


@never_cache
@require_GET
@for_members
def pdf(_request: HttpRequest, member: Member, rendering_id: UUID) -> HttpResponse:
    """The PDF. Its name tells the kind and the date, not the patient."""
    job = own(member, rendering_id)
    if job.status != Rendering.Status.DONE:
        raise Http404
    draft = "-draft" if job.is_draft else ""
    name = f"{job.letter.kind}-{job.letter.letter_date}{draft}.pdf"
    with job.pdf.open("rb") as file:
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        answer = HttpResponse(file.read(), content_type="application/pdf", headers=disposition)
    record(Action.LETTER_DOWNLOADED, member=member, subject=job.letter)
    return answer


def own(member: Member, rendering_id: UUID) -> Rendering:
    """A rendering of the member's clinic, for whoever may read there; one made ahead of signing is nobody's yet."""
    seen = Rendering.objects.of(member.clinic).exclude(letter__state=Letter.State.AHEAD)
    job = get_object_or_404(seen.select_related("letter"), id=rendering_id)
    require(member, Right.READ_RECORDS, of=job.letter)
    return job


def recent(member: Member) -> list[Rendering]:
    """The clinic's latest letters, newest first; their patients are not read."""
    seen = Rendering.objects.of(member.clinic).exclude(letter__state=Letter.State.AHEAD)
    jobs = seen.select_related("letter__made_by__user")
    return list(jobs.defer("letter__facts", "letter__composed").order_by("-queued_at")[:MOST_SHOWN])
