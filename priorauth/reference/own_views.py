"""The pages on which a clinic keeps its own policies and findings: write, have read by a second person, use, retire."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.formfields import revision_in
from priorauth.reference import lifecycle
from priorauth.reference.liveform import LiveForm
from priorauth.reference.models import OwnRecord
from priorauth.reference.own import SLICES, OwnEntry, own_entries, rows_of
from priorauth.reference.own_forms import ReasonForm, head_form, item_form, item_names, new_item, put
from priorauth.reference.policy_forms import KindForm
from priorauth.reference.services import library_of, shipped_library
from priorauth.reference.views import page_of

Kind = OwnRecord.Kind
KINDS = {"policy": Kind.POLICY, "publication": Kind.PUBLICATION}
ELSEWHERE = "Somebody changed this record since you opened it. What you typed is below; look at the record, then save."

NOT_ASKED, TAKE_OUT = "The policy doesn’t ask this", "Take it out"


@never_cache
@require_GET
@for_members
def own(request: HttpRequest, member: Member) -> HttpResponse:
    """The clinic's own records, those first that wait for somebody."""
    today = timezone.localdate()
    found = own_entries(rows_of(member.clinic), library_of(member.clinic))
    asked = request.GET.get("show", "")
    here = [entry for entry in found if entry.is_in(asked, today)]
    slices = [(name.value, label, sum(entry.is_in(name, today) for entry in found)) for name, label in SLICES.items()]
    answer = {"slices": slices, "show": asked, "page": page_of(here, request), "today": today, **may(member)}
    return render(request, "reference/own/list.html", answer)


@never_cache
@require_GET
@for_members
def record(request: HttpRequest, member: Member, own_id: UUID) -> HttpResponse:
    """One version beside its source, with the steps that are open to this member."""
    return shown(request, member, row_of(member, own_id), ReasonForm())


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def new(request: HttpRequest, member: Member, what: str) -> HttpResponse:
    """A draft of a policy or publication that the library does not have."""
    require(member, Right.KEEP_LIBRARY)
    kind = KINDS.get(what)
    if kind is None:
        raise Http404
    form = head_form(kind, library_of(member.clinic), request.POST or None)
    if is_look(request):
        return looked(request, form)
    if request.method == "POST" and form.is_valid():
        row = lifecycle.start(member, kind, form.content())
        messages.success(request, "Draft saved.")
        return redirect("reference:own_record", row.id)
    answer = {"form": form, "kind": kind, "is_policy": kind is Kind.POLICY}
    return render(request, "reference/own/head.html", answer, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def head(request: HttpRequest, member: Member, own_id: UUID) -> HttpResponse:
    """What the record is, and what it says of MS; or the citation of a publication."""
    row = draft_of(request, member, own_id)
    library = library_of(member.clinic)
    form = head_form(Kind(row.kind), library, request.POST or None, row)
    if is_look(request):
        return looked(request, form)
    if request.method == "POST" and form.is_valid():
        content = form.content()
        if saved(request, row, content, member):
            return redirect("reference:own_record", row.id)
    answer = {"form": form, "row": row, "entry": OwnEntry(row, library), "is_policy": row.is_policy}
    return render(request, "reference/own/head.html", answer, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def add(request: HttpRequest, member: Member, own_id: UUID) -> HttpResponse:
    """A further criterion, its kind chosen first; or a further finding."""
    row = draft_of(request, member, own_id)
    kinds = KindForm(request.GET if "kind" in request.GET else None)
    if row.is_policy and not kinds.is_valid():
        answer = {"row": row, "entry": OwnEntry(row, library_of(member.clinic)), "form": kinds}
        return render(request, "reference/own/kind.html", answer)
    item = new_item(row, kinds.cleaned_data["kind"] if row.is_policy else "")
    return edited(request, member, row, item)


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def item(request: HttpRequest, member: Member, own_id: UUID, item_id: str) -> HttpResponse:
    """One criterion or finding: read, changed, taken out, or put back as the library has it."""
    row = draft_of(request, member, own_id)
    entry = OwnEntry(row, library_of(member.clinic))
    found = {one["id"]: one for one in row.content[item_names(row)]}
    left_out = {one.id: lifecycle.plain(one) for one in entry.left_out} if row.is_policy else {}
    if request.method == "POST" and "remove" in request.POST and item_id in found:
        rest = [one for one in row.content[item_names(row)] if one["id"] != item_id]
        saved(request, row, row.content | {item_names(row): rest}, member)
        return redirect("reference:own_record", row.id)
    if request.method == "POST" and "restore" in request.POST and item_id in left_out:
        saved(request, row, put(row, left_out[item_id]), member)
        return redirect("reference:own_record", row.id)
    one = found[item_id] if item_id in found else typed_anew(request, row, item_id)
    return edited(request, member, row, one)


@never_cache
@require_POST
@for_members
def move(request: HttpRequest, member: Member, own_id: UUID) -> HttpResponse:
    """A step of the record's life, by the name of the button."""
    row = row_of(member, own_id)
    require(member, Right.KEEP_LIBRARY, of=row)
    step, revision = request.POST.get("step", ""), revision_in(request.POST.get("revision"))
    reason = ReasonForm(request.POST if step == "send_back" else None)
    if step == "send_back" and not reason.is_valid():
        return shown(request, member, row, reason)
    if step == "change":
        return begun(
            request,
            lambda: lifecycle.start_version(row, by=member),
            or_else=reverse("reference:own_record", args=(row.id,)),
        )
    steps: dict[str, tuple[Callable[[], None], str]] = {
        "submit": (lambda: lifecycle.submit(row, revision=revision, by=member), "A second reader is asked for."),
        "withdraw": (lambda: lifecycle.withdraw(row, revision=revision, by=member), "It is a draft again."),
        "accept": (lambda: lifecycle.accept(row, revision=revision, by=member), "Accepted. It counts from now on."),
        "send_back": (
            lambda: lifecycle.send_back(row, reason.cleaned_data["reason"], revision=revision, by=member),
            "Sent back to its writer.",
        ),
        "retire": (lambda: lifecycle.retire(row, revision=revision, by=member), "Retired. Nothing uses it any more."),
        "discard": (lambda: lifecycle.discard(row, revision=revision, by=member), "Draft discarded."),
    }
    if step not in steps:
        raise Http404
    act, said = steps[step]
    try:
        act()
        messages.success(request, said)
    except lifecycle.CannotMove as problem:
        messages.error(request, str(problem))
        return redirect("reference:own_record", row.id)
    return redirect("reference:own") if step == "discard" else redirect("reference:own_record", row.id)


@never_cache
@require_POST
@for_members
def read(request: HttpRequest, member: Member, policy_id: str) -> HttpResponse:
    """Begins the clinic's own reading of a shipped policy, or goes on with it."""
    require(member, Right.KEEP_LIBRARY)
    policy = shipped_library().policies.get(policy_id)
    if policy is None:
        raise Http404
    here = reverse("reference:policy", args=(policy.id,))
    return begun(request, lambda: lifecycle.start_reading(member, policy), or_else=here)


def row_of(member: Member, own_id: UUID) -> OwnRecord:
    """A record of the member's own clinic."""
    return get_object_or_404(rows_of(member.clinic), id=own_id)


def draft_of(request: HttpRequest, member: Member, own_id: UUID) -> OwnRecord:
    """A draft that this member may change; 404 for what is no draft of theirs.

    What was a draft when its form was opened comes through, too: `saved` refuses it, and shows what was typed.
    """
    row = row_of(member, own_id)
    require(member, Right.KEEP_LIBRARY, of=row)
    is_readable = OwnEntry(row, shipped_library()).record is not None
    if row.written_by_id != member.id or not is_readable or not (row.is_draft or request.method == "POST"):
        raise Http404
    return row


def typed_anew(request: HttpRequest, row: OwnRecord, item_id: str) -> dict[str, Any]:
    """What was typed on an item that was taken out meanwhile, as a new one; 404 for anything else."""
    kinds = KindForm(request.POST)
    is_form = request.method == "POST" and not {"remove", "restore"} & request.POST.keys()
    if not is_form or (row.is_policy and not kinds.is_valid()):
        raise Http404
    return new_item(row, kinds.cleaned_data["kind"] if row.is_policy else "") | {"id": item_id}


def begun(request: HttpRequest, begin: Callable[[], OwnRecord], *, or_else: str) -> HttpResponse:
    """The draft that was begun; the page `or_else` with a message where it cannot be."""
    try:
        return redirect("reference:own_record", begin().id)
    except lifecycle.CannotMove as problem:
        messages.error(request, str(problem))
        return redirect(or_else)


def shown(request: HttpRequest, member: Member, row: OwnRecord, reason: ReasonForm) -> HttpResponse:
    library = library_of(member.clinic)
    is_writer = row.written_by_id == member.id
    answer = {
        "row": row,
        "entry": own_entries([row], library)[0],
        "reason": reason,
        "is_writer": is_writer,
        "may_edit": is_writer and row.is_draft and member.may(Right.KEEP_LIBRARY),
        "faults": lifecycle.faults(row) if row.is_draft or row.is_waiting else [],
        "versions": [one for one in rows_of(member.clinic).filter(key=row.key) if one.id != row.id],
        **may(member),
    }
    return render(request, "reference/own/record.html", answer, status=422 if reason.errors else 200)


def edited(request: HttpRequest, member: Member, row: OwnRecord, one: dict[str, Any]) -> HttpResponse:
    """The form of a criterion or finding; saved into the draft."""
    library = library_of(member.clinic)
    form = item_form(row, one, library, request.POST or None)
    if is_look(request):
        return looked(request, form)
    if request.method == "POST" and form.is_valid():
        content = put(row, form.raw(one["id"]))
        if saved(request, row, content, member):
            return redirect("reference:own_record", row.id)
    entry = OwnEntry(row, library)
    is_new = one["id"] not in {each["id"] for each in row.content[item_names(row)]}
    before = next((each for each in entry.criteria if each.criterion.id == one["id"]), None) if row.is_policy else None
    remove = "" if is_new else NOT_ASKED if row.is_policy else TAKE_OUT
    answer = {"form": form, "row": row, "entry": entry, "before": before, "remove": remove}
    return render(request, "reference/own/item.html", answer, status=422 if form.is_bound else 200)


def saved(request: HttpRequest, row: OwnRecord, content: dict[str, Any], member: Member) -> bool:
    """Writes the draft; False with a message where somebody was faster."""
    revision = revision_in(request.POST.get("revision"))
    try:
        lifecycle.save(row, content, revision=revision, by=member)
    except lifecycle.CannotMove:
        messages.error(request, ELSEWHERE)
        return False
    messages.success(request, "Draft saved.")
    return True


def is_look(request: HttpRequest) -> bool:
    """Whether htmx asks what is wrong so far."""
    return request.method == "POST" and bool(request.headers.get("HX-Request"))


def looked(request: HttpRequest, form: LiveForm) -> HttpResponse:
    form.look()
    return render(request, "_errors.html", {"form": form})


def may(member: Member) -> dict[str, bool]:
    return {"may_keep": member.may(Right.KEEP_LIBRARY)}
