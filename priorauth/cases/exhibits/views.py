"""The exhibits of a case: uploading, describing, removing, saying what each proves, and reading one."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.door import case_of
from priorauth.cases.exhibits.forms import ExhibitForm, FillForm, UploadForm
from priorauth.cases.exhibits.proofs import Provable, exhibits_of, provable
from priorauth.cases.exhibits.proofs import save as save_proofs
from priorauth.cases.head import head
from priorauth.cases.models import Case, Exhibit
from priorauth.cases.projection import project, project_all_of
from priorauth.cases.services import attach
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.formfields import complain, revision_in
from priorauth.patients.models import Document
from priorauth.patients.sections import remove_entry, revision_now
from priorauth.patients.services import add_document, fill_document
from priorauth.patients.writing import ChangedMeanwhile, change, take_turn

DESCRIBED = ("kind", "date", "title")
CHANGED = (
    "A colleague changed this exhibit since you opened it. Look at the list of exhibits, or save yours in its place."
)


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def exhibits(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """The exhibits in their order, and a form for the next one."""
    case = case_of(member, case_id)
    require(member, Right.WRITE_RECORDS if request.method == "POST" else Right.READ_RECORDS, of=case)
    form = UploadForm(request.POST or None, request.FILES or None, prefix="new")
    if request.method == "POST" and form.is_valid():
        try:
            add_exhibit(case, member, form)
        except ValidationError as error:
            complain(form, error)
        else:
            return redirect("cases:exhibits", case.id)
    return shown(request, member, case, form=form, status=422 if form.is_bound else 200)


@transaction.atomic
def add_exhibit(case: Case, member: Member, form: UploadForm) -> Exhibit:
    """Keeps the upload and makes it the case's next exhibit."""
    typed = form.cleaned_data
    described = {name: typed[name] for name in DESCRIBED}
    document = add_document(patient=case.patient, **described, **form.document)
    exhibit = attach(case=case, document=document, revision=revision_now(Exhibit, case), proves=typed["proves"])
    record(Action.CASE_CHANGED, member=member, subject=case, changed=["exhibits.added"])
    return exhibit


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def exhibit(request: HttpRequest, member: Member, case_id: UUID, exhibit_id: UUID) -> HttpResponse:
    """One exhibit: what it is and what it proves can be said again, or it is taken out of the case."""
    case = case_of(member, case_id)
    row = get_object_or_404(Exhibit.objects.of(member.clinic).select_related("document"), id=exhibit_id, case=case)
    require(member, Right.WRITE_RECORDS, of=case)
    if request.POST.get("remove"):
        with transaction.atomic():
            remove_entry(row, revision_now(Exhibit, case))
            project(case)
            record(Action.CASE_CHANGED, member=member, subject=case, changed=["exhibits.removed"])
        return redirect("cases:exhibits", case.id)
    initial = {name: getattr(row.document, name) for name in DESCRIBED} | {"proves": row.proves}
    kind = ExhibitForm if row.document.content else FillForm
    form = kind(request.POST or None, request.FILES or None, initial=initial)
    revision = revision_in(request.POST.get("revision"), row.document.revision)
    if request.method == "POST" and form.is_valid():
        try:
            change_exhibit(case, member, row, form, revision)
        except ValidationError as error:
            complain(form, error)
        except ChangedMeanwhile as meanwhile:
            form.add_error(None, CHANGED)
            revision = meanwhile.row.revision
        else:
            return redirect("cases:exhibits", case.id)
    record(Action.CASE_VIEWED, member=member, subject=case)
    answer = head(member, case) | {"exhibit": row, "form": form, "revision": revision}
    return render(request, "cases/exhibit.html", answer, status=422 if form.is_bound else 200)


@transaction.atomic
def change_exhibit(case: Case, member: Member, row: Exhibit, form: ExhibitForm, revision: int) -> None:
    """Describes an exhibit anew, and keeps its file where it had none. Raises ChangedMeanwhile."""
    typed = form.cleaned_data
    take_turn(row.document, revision)
    if isinstance(form, UploadForm) and typed["file"]:
        fill_document(document=row.document, **form.document)
    change(row.document, **{name: typed[name] for name in DESCRIBED})
    change(row, proves=typed["proves"])
    project_all_of(case.patient)
    names = [f"exhibits.{name}" for name in form.changed_data]
    record(Action.CASE_CHANGED, member=member, subject=case, changed=names)


@never_cache
@require_POST
@for_members
def proofs(request: HttpRequest, member: Member, case_id: UUID) -> HttpResponse:
    """Which exhibit proves which fact, on which page."""
    case = case_of(member, case_id)
    require(member, Right.WRITE_RECORDS, of=case)
    found = provable(case, request.POST)
    if not all(one.form.is_valid() for one in found):
        return shown(request, member, case, found=found, status=422)
    save_proofs(case, member, found)
    return redirect("cases:exhibits", case.id)


@never_cache
@require_GET
@for_members
def document(request: HttpRequest, member: Member, document_id: UUID) -> HttpResponse:
    """The file, as it is kept. Its address and name tell nothing of the patient."""
    row = get_object_or_404(Document.objects.of(member.clinic), id=document_id)
    require(member, Right.READ_RECORDS, of=row)
    if not row.content:
        raise Http404
    record(Action.DOCUMENT_READ, member=member, subject=row)
    ending = row.media_type.rpartition("/")[2]
    headers = {"Content-Disposition": f'inline; filename="document.{ending}"', "X-Content-Type-Options": "nosniff"}
    with row.content.open("rb") as file:
        return HttpResponse(file.read(), content_type=row.media_type, headers=headers)


def shown(
    request: HttpRequest,
    member: Member,
    case: Case,
    *,
    form: UploadForm | None = None,
    found: list[Provable] | None = None,
    status: int = 200,
) -> HttpResponse:
    record(Action.CASE_VIEWED, member=member, subject=case)
    answer = head(member, case) | {
        "exhibits": exhibits_of(case),
        "form": form or UploadForm(prefix="new"),
        "provable": found or provable(case),
    }
    return render(request, "cases/exhibits.html", answer, status=status)
