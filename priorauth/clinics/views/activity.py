"""The clinic's log, for its auditors and admins."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from priorauth.audit.actions import Action, Did, sort_of
from priorauth.audit.models import Chain, Entry
from priorauth.audit.services import record
from priorauth.clinics.door import for_members, require
from priorauth.clinics.filters import ActivityFilter
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right

A_PAGE = 50


@never_cache
@require_GET
@for_members
def activity(request: HttpRequest, member: Member) -> HttpResponse:
    """Newest first, by person, sort, days and number; the filters stand in the address."""
    require(member, Right.READ_ACTIVITY)
    people = {str(person.id): person for person in Member.objects.of(member.clinic).select_related("user")}
    filters = ActivityFilter(people.values(), request.GET)
    entries = filters.chosen(Entry.objects.filter(clinic_id=member.clinic_id))
    page = Paginator(filters.of_sort(entries).order_by("-number"), A_PAGE).get_page(request.GET.get("page"))
    answer = {
        "filters": filters,
        "page": page,
        "lines": [(entry, people.get(entry.by_id)) for entry in page],
        "slices": slices(entries),
        "chain": Chain.objects.filter(clinic_id=member.clinic_id).first(),
        "other_filters": query_without(request, "page", "did"),
    }
    record(Action.ACTIVITY_VIEWED, member=member, subject=member.clinic)
    return render(request, "clinics/activity.html", answer)


def slices(entries: Any) -> list[tuple[str, str, int]]:
    """How many entries there are of each sort, and of all."""
    counts = dict.fromkeys(Did, 0)
    for action, count in entries.order_by().values_list("action").annotate(Count("number")):
        if did := sort_of(action):
            counts[did] += count
    return [("", "Everything", sum(counts.values())), *((did.value, did.label, n) for did, n in counts.items())]


def query_without(request: HttpRequest, *names: str) -> str:
    """The address's query but for these, to which a link adds its own."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()
