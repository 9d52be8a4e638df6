"""The calls to the plan: a further one, typed below the list of what was sent, and the page of each."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.door import case_of
from priorauth.cases.head import head
from priorauth.cases.models import Call, Case
from priorauth.cases.submissions.forms import CallForm
from priorauth.cases.submissions.services import change_call, log_call, remove_call
from priorauth.cases.submissions.views import shown
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.formfields import complain, revision_in
from priorauth.patients.sections import revision_now, section_of
from priorauth.patients.writing import ChangedMeanwhile


@never_cache
@require_POST
@for_members
def calls(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """A further call."""
    case = case_of(member, case_id)
    require(member, Right.WRITE_RECORDS, of=case)
    form = CallForm(request.POST, prefix="call")
    if not form.is_valid():
        return shown(request, member, case, form, status=422)
    try:
        with transaction.atomic():
            is_new = log_call(case=case, revision=revision_now(Call, case), **form.typed)
            if is_new:
                record(Action.CALL_LOGGED, member=member, subject=case, changed=changed_of(form))
    except ValidationError as error:
        complain(form, error)
        return shown(request, member, case, form, status=422)
    return redirect("cases:submissions", case.id)


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def call(request: HttpRequest, member: Member, case_id: UUID, call_id: UUID) -> HttpResponse:
    """One call: corrected, or taken out."""
    case = case_of(member, case_id)
    there = get_object_or_404(Call.objects.of(member.clinic).select_related("case"), id=call_id, case=case)
    require(member, Right.WRITE_RECORDS, of=case)
    form = CallForm(
        request.POST if request.method == "POST" and "remove" not in request.POST else None,
        prefix="call",
        initial={name: getattr(there, name) for name in CallForm.base_fields},
    )
    revision = (
        revision_in(request.POST.get("revision")) if request.method == "POST" else section_of(Call, case).revision
    )
    conflict: ChangedMeanwhile | None = None
    if request.method == "POST" and ("remove" in request.POST or form.is_valid()):
        try:
            save_call(case, member, there, form, revision)
            return redirect("cases:submissions", case.id)
        except ValidationError as error:
            complain(form, error)
        except ChangedMeanwhile as meanwhile:
            conflict, revision = meanwhile, meanwhile.row.revision
    record(Action.CASE_VIEWED, member=member, subject=case)
    told = head(member, case) | {"form": form, "call": there, "revision": revision, "conflict": conflict}
    return render(request, "cases/call.html", told, status=422 if request.method == "POST" else 200)


@transaction.atomic
def save_call(case: Case, member: Member, there: Call, form: CallForm, revision: int) -> None:
    if form.is_bound:
        change_call(call=there, revision=revision, **form.typed)
    else:
        remove_call(call=there, revision=revision)
    names = changed_of(form) if form.is_bound else ["calls.removed"]
    record(Action.CALL_LOGGED, member=member, subject=case, changed=names)


def changed_of(form: CallForm) -> list[str]:
    return [f"calls.{name}" for name in form.changed_data]
