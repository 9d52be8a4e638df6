"""Reading a draft to sign it, and the letter once it is signed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.clinics.door import for_members, require
from priorauth.clinics.fresh import how_proved, require_fresh
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.core.edits.differences import Difference
from priorauth.letters import drafts
from priorauth.letters.ahead import render_ahead
from priorauth.letters.door import draft_of, signed_of
from priorauth.letters.forms import SignForm
from priorauth.letters.models import Letter
from priorauth.letters.signing import (
    CannotSign,
    ChangedSinceRead,
    ask_to_sign,
    refuse_open,
    refuse_unread,
    statement_for,
    why_not_signer,
)
from priorauth.letters.signing import sign as sign_draft
from priorauth.letters.studio.changes import news
from priorauth.letters.studio.page import DraftPage
from priorauth.letters.studio.signed_page import SignedPage
from priorauth.letters.studio.views import READING


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def sign(request: HttpRequest, member: Member, draft_id: UUID) -> HttpResponse:
    """The draft as it would be signed: what changed, what is open, what is attested. Its prescriber signs it here."""
    draft = draft_of(member, draft_id)
    require(member, Right.SIGN_LETTERS if request.method == "POST" else Right.READ_RECORDS, of=draft)
    now = drafts.composed(draft, timezone.localdate())
    if request.method != "POST":
        return shown(request, member, now)
    form, seen = SignForm(request.POST, now=now), request.POST.get("seen", "")
    try:
        refuse_unread(member, now, seen)
        if not form.is_valid():
            return shown(request, member, now, form=form)
        refuse_open(now)
        require_fresh(request)
        letter = sign_draft(member, draft, seen=seen, statement=statement_for(now), how=how_proved(request))
    except ChangedSinceRead as changed:
        drafts.note_review(member, draft, seen)
        return shown(request, member, changed.now, changes=changed.changes, refused=str(changed))
    except CannotSign as refused:
        form.add_error(None, str(refused))
        return shown(request, member, now, form=form)
    messages.success(request, f"Letter signed. Version {letter.version} can’t be changed any more.")
    return redirect("letters:signed", letter.id)


@never_cache
@require_POST
@for_members
def ask(request: HttpRequest, member: Member, draft_id: UUID) -> HttpResponse:
    """Hands the letter to its prescriber to be signed, or takes it back."""
    draft = draft_of(member, draft_id)
    require(member, Right.WRITE_RECORDS, of=draft)
    is_back = "take_back" in request.POST
    try:
        ask_to_sign(member, draft, asked=not is_back)
    except CannotSign as refused:
        messages.error(request, str(refused))
    else:
        signer = draft.case.prescriber.name if draft.case.prescriber else ""
        words = "The letter is taken back." if is_back else f"The letter is with {signer or 'the prescriber'} now."
        messages.success(request, words)
    return redirect("letters:sign", draft.id)


def shown(
    request: HttpRequest,
    member: Member,
    now: drafts.Composed,
    *,
    form: SignForm | None = None,
    changes: tuple[Difference, ...] | None = None,
    refused: str = "",
) -> HttpResponse:
    """The page, with what it shows written down as read. `changes` are those since the letter that was answered for."""
    if changes is None:
        changes = drafts.changed_since_read(member, now)
    drafts.note_reading(member, now, to_sign=True)
    if member.may(Right.WRITE_RECORDS):
        render_ahead(now)
    page = DraftPage(request, member, now, at=request.GET.get("at", ""))
    as_printed = request.GET.get("show") == "print"
    answer = {
        "page": page,
        "form": form or SignForm(now=now),
        "sheet": page.clean_sheet if as_printed else page.marked_sheet,
        "as_printed": as_printed,
        "news": news(changes),
        "refused": refused,
        "why_not": why_not_signer(member, now.draft),
    }
    status = 422 if refused or (form is not None and form.is_bound) else 200
    return render(request, "letters/studio/sign.html", answer, status=status)


@never_cache
@require_GET
@for_members
def signed(request: HttpRequest, member: Member, letter_id: UUID) -> HttpResponse:
    """A signed letter with its hashes, its PDF and its versions; to htmx, the state of its PDF."""
    letter = signed_of(member, letter_id)
    require(member, Right.READ_RECORDS, of=letter)
    page = SignedPage(member, letter, at=request.GET.get("at", ""))
    if request.headers.get("HX-Request"):
        return render(request, "letters/studio/_pdf.html", {"page": page})
    note_reading(request, member, letter)
    return render(request, "letters/studio/signed.html", {"page": page})


@never_cache
@require_GET
@for_members
def signed_why(request: HttpRequest, member: Member, letter_id: UUID) -> HttpResponse:
    """Why one sentence stands in a signed letter, to htmx; logged as a reading where the letter was not opened."""
    letter = signed_of(member, letter_id)
    require(member, Right.READ_RECORDS, of=letter)
    if request.session.get(READING) != str(letter.id):
        note_reading(request, member, letter)
    answer = {"page": SignedPage(member, letter, at=request.GET.get("at", "")), "is_reading": True}
    return render(request, "letters/studio/_why_panel.html", answer)


def note_reading(request: HttpRequest, member: Member, letter: Letter) -> None:
    record(Action.LETTER_READ, member=member, subject=letter)
    request.session[READING] = str(letter.id)
