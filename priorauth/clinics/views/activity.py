"""The clinic's log, for its auditors and admins."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from priorauth.audit.actions import SORTS, Action, Did
from priorauth.audit.models import Chain, Entry
from priorauth.audit.services import record
from priorauth.clinics.door import for_members, require
from priorauth.clinics.filters import ActivityFilter
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.paging import Count, counted, page_of

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
    fitting = filters.of_sort(entries)
    page = page_of(fitting, ("number",), request.GET.get("at"), A_PAGE, newest_first=True)
    answer = {
        "filters": filters,
        "page": page,
        "count": counted(fitting),
        "lines": [(entry, people.get(entry.by_id)) for entry in page.rows],
        "slices": slices(entries),
        "chain": Chain.objects.filter(clinic_id=member.clinic_id).first(),
        "other_filters": query_without(request, "at", "did"),
    }
    record(Action.ACTIVITY_VIEWED, member=member, subject=member.clinic)
    return render(request, "clinics/activity.html", answer)


def slices(entries: QuerySet[Entry]) -> list[tuple[str, str, Count]]:
    """How many entries there are of each sort, and of all."""
    each = [(did.value, did.label, counted(entries.filter(action__in=SORTS[did]))) for did in Did]
    return [("", "Everything", counted(entries)), *each]


def query_without(request: HttpRequest, *names: str) -> str:
    """The address's query but for these, to which a link adds its own."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()
