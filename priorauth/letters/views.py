"""The letters of a case: choosing the kind of a new one, the list of drafts and versions, and their PDFs."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.door import case_of
from priorauth.cases.facts import facts_so_far
from priorauth.cases.head import head
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.letters.ahead import marked_pdf
from priorauth.letters.door import draft_of
from priorauth.letters.drafts import composed, open_draft
from priorauth.letters.forms import KindForm
from priorauth.letters.models import Draft, Letter, Rendering
from priorauth.letters.services import try_again
from priorauth.letters.signing import versions
from priorauth.reference.services import library_of, shipped_library


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def write(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """The kinds that fit the case; one of them opens its draft in the studio, a new one or the one that is there."""
    case = case_of(member, case_id)
    require(member, Right.WRITE_RECORDS, of=case)
    so_far = facts_so_far(case, timezone.localdate())
    asked = {"kind": request.GET.get("kind", "")}
    form = KindForm(request.POST or None, facts=so_far.facts, library=library_of(member.clinic), initial=asked)
    if request.method == "POST" and form.is_valid():
        kind, program = form.chosen
        return redirect("letters:studio", open_draft(member, case, kind, program).id)
    record(Action.CASE_VIEWED, member=member, subject=case)
    answer = head(member, case) | {"form": form, "problems": so_far.problems}
    return render(request, "letters/write.html", answer, status=422 if form.is_bound else 200)


@never_cache
@require_GET
@for_members
def of_case(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """The drafts of a case, each with the versions that were signed of it."""
    case = case_of(member, case_id)
    require(member, Right.READ_RECORDS, of=case)
    record(Action.CASE_VIEWED, member=member, subject=case)
    letters = [OfKind(one.draft, one.signed) for one in versions(case)]
    return render(request, "letters/of_case.html", head(member, case) | {"letters": letters})


@never_cache
@require_POST
@for_members
def draft_pdf(request: HttpRequest, member: Member, draft_id: UUID) -> HttpResponse:
    """The draft of today as a PDF that is marked on every page; its own page shows when it is there."""
    draft = draft_of(member, draft_id)
    require(member, Right.WRITE_RECORDS, of=draft)
    return redirect("interop:letter", marked_pdf(member, composed(draft, timezone.localdate())).id)


@never_cache
@require_POST
@for_members
def again(request: HttpRequest, member: Member, rendering_id: UUID) -> HttpResponse:
    """Queues a PDF that could not be made again."""
    job = get_object_or_404(Rendering.objects.of(member.clinic).select_related("letter"), id=rendering_id)
    require(member, Right.WRITE_RECORDS, of=job.letter)
    try_again(member, job)
    if job.letter.is_signed:
        return redirect("letters:signed", job.letter_id)
    is_ahead = job.letter.state == Letter.State.AHEAD
    return redirect("letters:studio", job.letter.draft_id) if is_ahead else redirect("interop:letter", job.id)


@dataclass(frozen=True)
class OfKind:
    """One kind of letter in the list: its draft, and its versions with their PDFs."""

    draft: Draft
    signed: tuple[tuple[Letter, Rendering | None], ...]

    @property
    def program(self) -> str:
        """The assistance program that a letter of support is for."""
        found = shipped_library().programs.get(self.draft.program)
        return found.name if found else ""

    @cached_property
    def edits(self) -> int:
        return len(self.draft.value().items)

    @property
    def last_by(self) -> str:
        """Who edited it last."""
        made = [one for one in self.draft.value().items if one.at]
        return max(made, key=lambda one: one.at or dt.datetime.min).by if made else ""
