"""The library's pages: the evidence and the payers' policies, with how far each record may be trusted."""

import datetime as dt
from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from priorauth.clinics.door import for_members
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.core.references import reference
from priorauth.reference.evidence import TOPICS, Entry, entries, uses
from priorauth.reference.forms import DUE, NOT_CITABLE, SLICES, EvidenceFilter, PolicyFilter
from priorauth.reference.own import in_use
from priorauth.reference.policies import policy_entries
from priorauth.reference.services import library_of

ON_A_PAGE = 40
T = TypeVar("T")


@require_GET
@for_members
def evidence(request: HttpRequest, member: Member) -> HttpResponse:
    """The publications, by topic and year."""
    library, today = library_of(member.clinic), timezone.localdate()
    wanted = EvidenceFilter(request.GET)
    found, ours = wanted.narrow(entries(library)), in_use(member.clinic)
    slices = [
        (name, label, [entry for entry in found if in_slice(entry, name, today)]) for name, label in SLICES.items()
    ]
    here = next(rows for name, _, rows in slices if name == wanted.asked("show"))
    answer = {
        "library": library,
        "filter": wanted,
        "slices": [(name, label, len(rows)) for name, label, rows in slices],
        "page": page_of([(entry, ours.get(entry.publication.id)) for entry in here], request),
        "all": len(library.publications),
        "may_keep": member.may(Right.KEEP_LIBRARY),
    }
    return render(request, "reference/evidence.html", answer)


@require_GET
@for_members
def publication(request: HttpRequest, member: Member, record_id: str) -> HttpResponse:
    """One publication: its findings, its limits, who read it, and the indications that use it."""
    library = library_of(member.clinic)
    entry = next((one for one in entries(library) if one.publication.id == record_id), None)
    if entry is None:
        raise Http404
    record = entry.publication
    answer = {
        "entry": entry,
        "record": record,
        "topic": TOPICS[entry.topic],
        "findings": [(finding, entry.must_say(finding)) for finding in record.findings],
        "reference": reference(1, record),
        "uses": uses(record, library),
        "today": timezone.localdate(),
        "ours": in_use(member.clinic).get(record_id),
        "may_keep": member.may(Right.KEEP_LIBRARY),
    }
    return render(request, "reference/publication.html", answer)


@require_GET
@for_members
def policies(request: HttpRequest, member: Member) -> HttpResponse:
    """The payers' policies, by payer."""
    wanted = PolicyFilter(request.GET)
    everything, ours = policy_entries(library_of(member.clinic)), in_use(member.clinic)
    answer = {
        "filter": wanted,
        "page": page_of([(entry, ours.get(entry.policy.id)) for entry in wanted.narrow(everything)], request),
        "all": len(everything),
        "may_keep": member.may(Right.KEEP_LIBRARY),
    }
    return render(request, "reference/policies.html", answer)


@require_GET
@for_members
def policy(request: HttpRequest, member: Member, policy_id: str) -> HttpResponse:
    """One policy: its criteria, what each does in a case, and the pages that were read."""
    library = library_of(member.clinic)
    entry = next((one for one in policy_entries(library) if one.policy.id == policy_id), None)
    if entry is None:
        raise Http404
    standing = library.policy(policy_id)
    answer = {
        "entry": entry,
        "policy": entry.policy,
        "ours": in_use(member.clinic).get(policy_id),
        "our_reading": standing if standing is not entry.policy else None,
        "may_keep": member.may(Right.KEEP_LIBRARY),
    }
    return render(request, "reference/policy.html", answer)


def in_slice(entry: Entry, name: str, today: dt.date) -> bool:
    """Whether an entry is in one of the slices above the list."""
    if name == NOT_CITABLE:
        return not entry.is_citable
    if name == DUE:
        return entry.is_due(today)
    return not name or name in entry.directions


def page_of(rows: list[T], request: HttpRequest) -> Page[T]:
    """The page that was asked for; the nearest one where there is none."""
    return Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
