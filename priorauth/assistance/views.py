"""Help with paying for one case: programs that fit, applications, the state of funds, what the patient would pay."""

from collections.abc import Callable, Mapping
from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from priorauth.assistance.forms import ApplicationForm, CostForm
from priorauth.assistance.models import Application
from priorauth.assistance.pages import AssistancePage, Screened, page_of
from priorauth.assistance.services import apply_to, check_fund, costs_of, save_application, save_costs
from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.door import case_of
from priorauth.cases.head import head
from priorauth.cases.models import Case
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.formfields import revision_in
from priorauth.gridform import GridForm
from priorauth.patients.models import Revised
from priorauth.patients.writing import ChangedMeanwhile
from priorauth.reference.services import shipped_library

CHANGED = "A colleague saved this since you opened it. Compare, then save again to put yours in its place."


@never_cache
@require_GET
@for_members
def assistance(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """The applications, every program with its fit and the reason, the estimate."""
    case = case_of(member, case_id)
    require(member, Right.READ_RECORDS, of=case)
    record(Action.CASE_VIEWED, member=member, subject=case)
    answer = head(member, case) | {"page": page_of(case, timezone.localdate())}
    return render(request, "assistance/assistance.html", answer)


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def program(request: HttpRequest, member: Member, case_id: UUID, program_id: str) -> HttpResponse:
    """One program for one case: each reason, what it asks for, and from here the application."""
    case = case_of(member, case_id)
    require(member, Right.WRITE_RECORDS if request.method == "POST" else Right.READ_RECORDS, of=case)
    page = page_of(case, timezone.localdate())
    found = of_program(page, program_id)
    if request.method == "POST":
        if not (found.can_apply or found.application):
            raise Http404
        application = apply_to(member, case, program_id)
        return redirect("assistance:application", case.id, application.id)
    record(Action.CASE_VIEWED, member=member, subject=case)
    return render(request, "assistance/program.html", head(member, case) | {"one": found})


@never_cache
@require_POST
@for_members
def fund(request: HttpRequest, member: Member, case_id: UUID, program_id: str) -> HttpResponse:
    """Somebody looked today whether the fund is open."""
    case = case_of(member, case_id)
    require(member, Right.WRITE_RECORDS, of=case)
    found = of_program(page_of(case, timezone.localdate()), program_id)
    if not found.has_fund or request.POST.get("open") not in ("yes", "no"):
        raise Http404
    check_fund(member, program_id, is_open=request.POST["open"] == "yes", on=timezone.localdate())
    return redirect("assistance:program", case.id, program_id)


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def application(request: HttpRequest, member: Member, case_id: UUID, application_id: UUID) -> HttpResponse:
    """How one application stands, to be said again."""
    case = case_of(member, case_id)
    row = get_object_or_404(Application.objects.of(member.clinic).select_related("case"), id=application_id, case=case)
    require(member, Right.WRITE_RECORDS, of=case)
    wanted = shipped_library().programs[row.program]
    initial = {name: getattr(row, name) for name in ApplicationForm.base_fields}
    form = ApplicationForm(request.POST or None, initial=initial, program=wanted)
    page = {"title": wanted.name, "sub": "How the application stands", "save": "Save application"}
    return form_page(request, member, case, form, row, partial(save_application, member, row), page)


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def costs(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """The amounts from which the cost is reckoned."""
    case = case_of(member, case_id)
    require(member, Right.WRITE_RECORDS, of=case)
    sheet = costs_of(case)
    initial = {name: getattr(sheet, name) for name in CostForm.base_fields} if sheet else {}
    form = CostForm(request.POST or None, initial=initial)
    sub = "An estimate shows every one of these with its source and date. What is not known stays empty."
    page = {"title": "Amounts", "sub": sub, "save": "Save amounts"}
    return form_page(request, member, case, form, sheet, partial(save_costs, member, case), page)


def form_page(
    request: HttpRequest,
    member: Member,
    case: Case,
    form: GridForm,
    row: Revised | None,
    save: Callable[..., object],
    page: Mapping[str, object],
) -> HttpResponse:
    """A form of the case, saved if it can be; where a colleague was faster, both stand side by side."""
    revision, theirs = revision_in(request.POST.get("revision"), row.revision if row else 0), []
    if request.method == "POST" and form.is_valid():
        try:
            save(revision, **form.typed)
        except ChangedMeanwhile as meanwhile:
            form.add_error(None, CHANGED)
            revision, theirs = meanwhile.row.revision, form.differences
        else:
            return redirect("assistance:case", case.id)
    record(Action.CASE_VIEWED, member=member, subject=case)
    answer = head(member, case) | {**page, "form": form, "revision": revision, "theirs": theirs}
    return render(request, "assistance/form.html", answer, status=422 if form.is_bound else 200)


def of_program(page: AssistancePage, program_id: str) -> Screened:
    found = next((one for one in page.programs if one.program.id == program_id), None)
    if found is None:
        raise Http404
    return found
