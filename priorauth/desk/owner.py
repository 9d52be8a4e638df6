"""Whose a case is: claimed or released with one click, handed over with a note."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.door import case_of
from priorauth.cases.head import head
from priorauth.cases.models import Case
from priorauth.cases.owners import PassedOnMeanwhile, colleagues, pass_on
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.formfields import text
from priorauth.gridform import GridForm

MOST_CHARACTERS = 1000


class HandOverForm(GridForm):
    """To whom, and what they should know."""

    grid: ClassVar = {"to": 12, "note": 12}

    to = forms.ChoiceField(label="To", error_messages={"required": "Choose who sees the case through from now on."})
    note = text("Note", rows=3, most=MOST_CHARACTERS, help_text="Your colleague reads it in the worklist and here.")

    def __init__(self, *arguments: Any, case: Case, member: Member, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.people = {str(one.id): one for one in colleagues(case.clinic) if one.id != case.owner_id}
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        names = [(name, f"{one} (you)" if one.id == member.id else str(one)) for name, one in self.people.items()]
        to.choices = [("", "Choose"), *names]

    @property
    def chosen(self) -> Member:
        return self.people[self.cleaned_data["to"]]


@never_cache
@require_POST
@for_members
def claim(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """Takes a case that nobody has, or with `release` gives one's own back. Goes back to where it was pressed."""
    case = case_of(member, case_id)
    require(member, Right.WRITE_RECORDS, of=case)
    is_release = "release" in request.POST
    try:
        pass_on(member, case, seen=member.id if is_release else None, to=None if is_release else member)
    except PassedOnMeanwhile as meanwhile:
        if meanwhile.owner != member:
            messages.error(request, f"{meanwhile} Nothing was changed.")
    return redirect(_place(request, case))


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def hand_over(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """To a colleague, or from an absent one to oneself, with a note."""
    case = case_of(member, case_id)
    require(member, Right.WRITE_RECORDS, of=case)
    seen = _seen(request, case)
    form = HandOverForm(request.POST if request.method == "POST" else None, case=case, member=member)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            pass_on(member, case, seen=seen, to=form.chosen, note=form.cleaned_data["note"])
        except PassedOnMeanwhile as meanwhile:
            form.add_error(None, f"{meanwhile} Your note is kept below: look, then hand it over again.")
            case, status = case_of(member, case_id), 409
        else:
            messages.success(request, f"The case is now with {form.chosen}.")
            return redirect(_back(request, case))
    record(Action.CASE_VIEWED, member=member, subject=case)
    answer = head(member, case) | {"form": form, "from_list": _is_from_list(request), "back": _back(request, case)}
    return render(request, "desk/hand_over.html", answer, status=status)


def _seen(request: HttpRequest, case: Case) -> UUID | None:
    """Who had the case on the page that was sent; on a page that is only asked for, who has it."""
    if request.method != "POST":
        return case.owner_id
    try:
        return UUID(request.POST.get("seen", ""))
    except ValueError:
        return None


def _place(request: HttpRequest, case: Case) -> str:
    """The page on which it was pressed: the worklist with its filters, or the case."""
    place = request.POST.get("next", "")
    is_ours = place.startswith("/") and url_has_allowed_host_and_scheme(place, allowed_hosts=None)
    return place if is_ours else reverse("desk:case", args=(case.id,))


def _is_from_list(request: HttpRequest) -> bool:
    return "list" in (request.POST if request.method == "POST" else request.GET)


def _back(request: HttpRequest, case: Case) -> str:
    return reverse("desk:worklist") if _is_from_list(request) else reverse("desk:case", args=(case.id,))
