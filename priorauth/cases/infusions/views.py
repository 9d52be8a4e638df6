"""The infusions of a case: what was given, and how many of the units granted that used."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.door import case_of
from priorauth.cases.head import head
from priorauth.cases.infusions.forms import InfusionForm
from priorauth.cases.infusions.services import (
    LoggedBefore,
    change_infusion,
    infusions_of,
    log_infusion,
    remove_infusion,
)
from priorauth.cases.models import Case
from priorauth.cases.projection import derive
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.formfields import complain, revision_in
from priorauth.patients.models import Infusion, PriorIvig
from priorauth.patients.sections import section_of
from priorauth.patients.writing import ChangedMeanwhile
from priorauth.reference.services import shipped_library

TWICE = "An infusion of that day with as many grams is logged already. Look at the list."


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def infusions(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """Every infusion of the patient, the units used of each authorization, a form for the next infusion."""
    case = case_of(member, case_id)
    require(member, Right.WRITE_RECORDS if request.method == "POST" else Right.READ_RECORDS, of=case)
    today = timezone.localdate()
    form = InfusionForm(request.POST if request.method == "POST" else None, prefix="given", initial={"date": today})
    if form.is_bound and form.is_valid():
        try:
            save_new(case, member, form)
            return redirect("cases:infusions", case.id)
        except LoggedBefore:
            form.add_error("date", TWICE)
        except ValidationError as error:
            complain(form, error)
    record(Action.CASE_VIEWED, member=member, subject=case)
    products = shipped_library().products
    rows = infusions_of(case.patient)
    answer = head(member, case) | {
        "rows": [(row, products[row.product].brand if row.product in products else "") for row in rows],
        "usages": derive(case, today).tracking.usages,
        "form": form,
    }
    return render(request, "cases/infusions.html", answer, status=422 if form.is_bound else 200)


@transaction.atomic
def save_new(case: Case, member: Member, form: InfusionForm) -> None:
    log_infusion(patient=case.patient, **form.typed)
    record(Action.INFUSION_LOGGED, member=member, subject=case, changed=changed_of(form))


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def infusion(request: HttpRequest, member: Member, case_id: UUID, infusion_id: UUID) -> HttpResponse:
    """One infusion: corrected, or taken out."""
    case = case_of(member, case_id)
    rows = Infusion.objects.of(member.clinic).filter(prior_ivig__patient=case.patient)
    there = get_object_or_404(rows, id=infusion_id)
    require(member, Right.WRITE_RECORDS, of=case)
    is_post, conflict = request.method == "POST", False
    form = InfusionForm(
        request.POST if is_post and "remove" not in request.POST else None,
        prefix="given",
        initial={name: getattr(there, name) for name in InfusionForm.base_fields},
    )
    now = section_of(PriorIvig, case.patient).revision
    revision = revision_in(request.POST.get("revision")) if is_post else now
    if is_post and ("remove" in request.POST or form.is_valid()):
        try:
            save_changed(case, member, there, form, revision)
            return redirect("cases:infusions", case.id)
        except ValidationError as error:
            complain(form, error)
        except ChangedMeanwhile as meanwhile:
            conflict, revision = True, meanwhile.row.revision
    record(Action.CASE_VIEWED, member=member, subject=case)
    told = head(member, case) | {"form": form, "infusion": there, "revision": revision, "conflict": conflict}
    return render(request, "cases/infusion.html", told, status=422 if is_post else 200)


@transaction.atomic
def save_changed(case: Case, member: Member, there: Infusion, form: InfusionForm, revision: int) -> None:
    if form.is_bound:
        change_infusion(patient=case.patient, infusion=there, revision=revision, **form.typed)
    else:
        remove_infusion(patient=case.patient, infusion=there, revision=revision)
    names = changed_of(form) if form.is_bound else ["infusions.removed"]
    record(Action.INFUSION_LOGGED, member=member, subject=case, changed=names)


def changed_of(form: InfusionForm) -> list[str]:
    return [f"infusions.{name}" for name in form.changed_data]
