"""The studio of one draft: the letter with its grounds and checks, and the edits that people make in it."""

from dataclasses import replace
from urllib.parse import quote
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.letters import drafts
from priorauth.letters.ahead import render_ahead, rendered_ahead
from priorauth.letters.door import draft_of
from priorauth.letters.models import Draft
from priorauth.letters.studio.page import DraftPage, Refused
from priorauth.letters.studio.wording import Typed, wording_again, wording_for
from priorauth.patients.writing import ChangedMeanwhile

READING = "letter_read"
MEANWHILE = "A colleague changed this letter since you opened it. It is shown as it stands now: look, then do it again."


@never_cache
@require_GET
@for_members
def studio(request: HttpRequest, member: Member, draft_id: UUID) -> HttpResponse:
    """The draft as one sheet, with why the chosen sentence stands there; `edit` or `add` opens a paragraph's form."""
    draft = draft_of(member, draft_id)
    require(member, Right.READ_RECORDS, of=draft)
    composed = drafts.composed(draft, timezone.localdate())
    wording = wording_for(draft, composed.edited, request.GET) if member.may(Right.WRITE_RECORDS) else None
    page = DraftPage(request, member, composed, at=request.GET.get("at", ""), wording=wording)
    return shown(request, page)


@never_cache
@require_GET
@for_members
def why(request: HttpRequest, member: Member, draft_id: UUID) -> HttpResponse:
    """Why one sentence stands in the draft, to htmx. That the letter is read is logged once, not for each sentence."""
    draft = draft_of(member, draft_id)
    require(member, Right.READ_RECORDS, of=draft)
    composed = drafts.composed(draft, timezone.localdate())
    if request.session.get(READING) != str(draft.id):
        # The sheet beside it may be older: what was read is written down where a whole letter is shown.
        record(Action.LETTER_READ, member=member, subject=draft)
        request.session[READING] = str(draft.id)
    page = DraftPage(request, member, composed, at=request.GET.get("at", ""))
    answer = {"page": page, "is_reading": "reading" in request.GET}
    return render(request, "letters/studio/_why_panel.html", answer)


@never_cache
@require_POST
@for_members
def edit(request: HttpRequest, member: Member, draft_id: UUID) -> HttpResponse:
    """One edit of a paragraph. What cannot be saved comes back as it was typed, with what stands in its way."""
    draft = draft_of(member, draft_id)
    require(member, Right.WRITE_RECORDS, of=draft)
    typed, error = Typed.of(request.POST), ""
    try:
        make(member, draft, typed)
    except drafts.CannotEdit as refused:
        error = str(refused)
    except ChangedMeanwhile:
        error = MEANWHILE
    else:
        return refreshed(request, member, draft, typed) if is_htmx(request) else gone_to(draft, typed)
    composed = drafts.composed(draft_of(member, draft_id), timezone.localdate())
    page = DraftPage(request, member, composed, at=f"{typed.place}.0", refused=Refused(typed, error))
    if typed.place:
        page = replace(page, wording=wording_again(composed.draft, composed.edited, typed, error=error))
    return shown(request, page, status=409 if error == MEANWHILE else 422)


@never_cache
@require_GET
@for_members
def pages(request: HttpRequest, member: Member, draft_id: UUID) -> HttpResponse:
    """To htmx, how far the rendering of the draft has come, and where its pages begin once it is there."""
    draft = draft_of(member, draft_id)
    require(member, Right.READ_RECORDS, of=draft)
    composed = drafts.composed(draft, timezone.localdate())
    page = DraftPage(request, member, composed, job=rendered_ahead(composed))
    return render(request, "letters/studio/_pages.html", {"page": page})


def make(member: Member, draft: Draft, typed: Typed) -> None:
    """The edit that was asked for. Raises CannotEdit, or ChangedMeanwhile where a colleague was faster."""
    match typed.do:
        case "reword":
            drafts.reword(member, draft, typed.revision, typed.paragraph, typed.words)
        case "choose":
            place = typed.paragraph, typed.number
            drafts.choose_finding(member, draft, typed.revision, place, typed.instead_of, typed.finding)
        case "leave_out":
            drafts.leave_out(member, draft, typed.revision, typed.paragraph)
        case "restore":
            drafts.restore(member, draft, typed.revision, typed.paragraph)
        case "add":
            drafts.add_paragraph(member, draft, typed.revision, typed.after, typed.words)
        case "keep" | "take":
            drafts.decide_stale(member, draft, typed.revision, typed.edit, keep=typed.do == "keep")
        case "confirm":
            drafts.confirm(member, draft, typed.revision, typed.item, typed.note)
        case "unconfirm":
            drafts.unconfirm(member, draft, typed.revision, typed.item)
        case _:
            raise BadRequest("There is no such edit.")


def refreshed(request: HttpRequest, member: Member, draft: Draft, typed: Typed) -> HttpResponse:
    """To htmx after an edit: the sheet and what stands beside it, at the paragraph that was changed."""
    composed = drafts.composed(draft_of(member, draft.id), timezone.localdate())
    return shown(request, DraftPage(request, member, composed, at=f"{typed.place}.0" if typed.place else ""))


def gone_to(draft: Draft, typed: Typed) -> HttpResponse:
    """The studio as it stands now, at the paragraph or the item that was changed."""
    here = reverse("letters:studio", args=(draft.id,))
    if not typed.place:
        return redirect(f"{here}#checks" if typed.item else here)
    return redirect(f"{here}?{urlencode({'at': f'{typed.place}.0'})}#{quote(typed.place)}.0")


def shown(request: HttpRequest, page: DraftPage, status: int = 200) -> HttpResponse:
    """The whole page; to htmx, which swaps only what is well, the sheet and what stands beside it.

    While it is read, its unmarked PDF is made: it tells where the pages break, and signing need not wait.
    """
    drafts.note_reading(page.member, page.composed)
    request.session[READING] = str(page.draft.id)
    page = replace(page, job=render_ahead(page.composed) if page.may_write else rendered_ahead(page.composed))
    if is_htmx(request):
        return render(request, "letters/studio/_changed_page.html", {"page": page})
    return render(request, "letters/studio/studio.html", {"page": page}, status=status)


def is_htmx(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers
