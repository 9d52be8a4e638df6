"""The pages on which a case comes in as a case file and goes out as one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from priorauth.cases.door import case_of
from priorauth.cases.prescribers import prescribers
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.core.errors import CaseFileError
from priorauth.interop.bringing import bring_in, hand_out
from priorauth.interop.forms import ImportForm


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def import_file(request: HttpRequest, member: Member) -> HttpResponse:
    """The form; from a good file a case is made, and its review comes next."""
    require(member, Right.WRITE_RECORDS)
    form = ImportForm(request.POST or None, request.FILES or None, people=prescribers(member.clinic))
    answer: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            is_ours_now = form.cleaned_data["from_other_practice"]
            case = bring_in(member, form.case_text(), prescriber=form.signer, from_other_practice=is_ours_now)
        except CaseFileError as error:
            answer["problems"] = error.problems
        else:
            return redirect("cases:review", case.id)
    if form.is_bound:
        form.keep_upload()
    return render(request, "interop/import.html", answer, status=422 if form.is_bound else 200)


@never_cache
@require_GET
@for_members
def export_file(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """The case as a case file; its name tells the day, not the patient. Or what a case file would lack."""
    case = case_of(member, case_id)
    require(member, Right.READ_RECORDS, of=case)
    try:
        text = hand_out(member, case)
    except CaseFileError as error:
        return render(request, "interop/not_exported.html", {"case": case, "problems": error.problems}, status=422)
    name = f"case-{timezone.localdate()}.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)
