"""The page that makes a letter of a case file. There is no sign-in yet: a browser session sees what it made itself."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods

from priorauth.clinics.services import trial_clinic
from priorauth.core.errors import CaseFileError
from priorauth.interop.forms import LetterForm
from priorauth.interop.making import StoppedError, make
from priorauth.interop.pages import LetterPage
from priorauth.interop.preview import preview_html
from priorauth.letters.models import Rendering
from priorauth.middleware import may_be_framed_by_own_pages

MOST_REMEMBERED = 50


@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The form; from a good one the letter is queued and its page comes next."""
    form = LetterForm(request.POST or None, request.FILES or None)
    answer = {"form": form, "recent": recent(request)}
    if request.method == "POST" and form.is_valid():
        try:
            job = make(trial_clinic(), form.wish(draft="draft" in request.POST))
        except CaseFileError as error:
            answer["problems"] = error.problems
        except StoppedError as stopped:
            answer["stops"] = stopped.stops
        else:
            remember(request, job)
            return redirect("interop:letter", job.id)
    if form.is_bound:
        form.keep_upload()
    return render(request, "interop/start.html", answer, status=422 if form.is_bound else 200)


@never_cache
@require_GET
def letter(request: HttpRequest, rendering_id: UUID) -> HttpResponse:
    """The letter's page; to htmx, the part of it that changes while the PDF is being made."""
    job = own(request, rendering_id)
    page = LetterPage(job, timezone.now())
    name = "interop/_job.html" if request.headers.get("HX-Request") else "interop/letter.html"
    return render(request, name, {"page": page, "job": job, "recent": recent(request)})


@never_cache
@require_GET
@xframe_options_sameorigin
@may_be_framed_by_own_pages
def preview(request: HttpRequest, rendering_id: UUID) -> HttpResponse:
    """The letter's own HTML, for the frame in its page."""
    job = own(request, rendering_id)
    return HttpResponse(preview_html(job.letter.value(), draft=job.is_draft))


@never_cache
@require_GET
def pdf(request: HttpRequest, rendering_id: UUID) -> HttpResponse:
    """The PDF. Its name tells the kind and the date, not the patient."""
    job = own(request, rendering_id)
    if job.status != Rendering.Status.DONE:
        raise Http404
    draft = "-draft" if job.is_draft else ""
    name = f"{job.letter.kind}-{job.letter.letter_date}{draft}.pdf"
    with job.pdf.open("rb") as file:
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(file.read(), content_type="application/pdf", headers=disposition)


def own(request: HttpRequest, rendering_id: UUID) -> Rendering:
    """The rendering, if this browser session made it; otherwise it is not here."""
    if str(rendering_id) not in remembered(request):
        raise Http404
    jobs = Rendering.objects.of(trial_clinic()).select_related("letter")
    if (job := jobs.filter(id=rendering_id).first()) is None:
        raise Http404
    return job


def recent(request: HttpRequest) -> list[Rendering]:
    """What this session made, newest first."""
    jobs = Rendering.objects.of(trial_clinic()).select_related("letter").defer("letter__facts", "letter__composed")
    return list(jobs.filter(id__in=remembered(request)).order_by("-queued_at"))


def remember(request: HttpRequest, job: Rendering) -> None:
    request.session["renderings"] = [*remembered(request), str(job.id)][-MOST_REMEMBERED:]


def remembered(request: HttpRequest) -> list[str]:
    return list(request.session.get("renderings", []))
