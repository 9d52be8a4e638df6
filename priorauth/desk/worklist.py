"""What needs somebody: one row a thing to do, by how soon it bites. The filters stand in the address."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.finding import found
from priorauth.cases.models import Case, CaseState, WorkItem
from priorauth.cases.projection import catch_up
from priorauth.cases.saying import Due, due
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.core.tracking import StepKind
from priorauth.desk.places import address_of

ON_A_PAGE = 25
MOST_PLANS = 200
KINDS = {
    StepKind.FACTS: ("Missing facts", "list-check"),
    StepKind.SEND: ("To be sent", "send"),
    StepKind.DECISION: ("Plan decides", "inbox"),
    StepKind.PLAN_OVERDUE: ("Plan overdue", "hourglass-split"),
    StepKind.INFORMATION: ("Information asked for", "paperclip"),
    StepKind.PEER_TO_PEER: ("Peer-to-peer", "telephone"),
    StepKind.APPEAL: ("Appeal window", "shield-check"),
    StepKind.RENEWAL: ("Renewal", "calendar2-week"),
    StepKind.SIGNATURE: ("Signature", "pen"),
    StepKind.EXHIBIT: ("Exhibits", "file-earmark-medical"),
    StepKind.UNITS: ("Units", "bar-chart-line"),
    StepKind.ASSISTANCE: ("Assistance", "heart"),
}


@dataclass(frozen=True)
class Slice:
    """A span of days by which the list is grouped and filtered."""

    name: str
    label: str
    holds: Callable[[dt.date], Q]


def _week(today: dt.date) -> dt.date:
    return today + dt.timedelta(days=7)


SLICES = (
    Slice("overdue", "Overdue", lambda today: Q(due_on__lt=today)),
    Slice("today", "Today", lambda today: Q(due_on=today)),
    Slice("week", "Next 7 days", lambda today: Q(due_on__gt=today, due_on__lte=_week(today))),
    Slice("later", "Later", lambda today: Q(due_on__gt=_week(today))),
    Slice("none", "No date", lambda today: Q(due_on=None)),
)


def slice_of(on: dt.date | None, today: dt.date) -> Slice:
    """Where a day belongs; the same spans as the queries ask for."""
    place = 4 if on is None else 0 if on < today else 1 if on == today else 2 if on <= _week(today) else 3
    return SLICES[place]


class WorklistFilter(forms.Form):
    """What the address asks for; what it cannot read narrows nothing."""

    whose = forms.ChoiceField(required=False, choices=[("", "Everyone’s"), ("mine", "Mine")])
    kind = forms.ChoiceField(label="Kind", required=False)
    plan = forms.ChoiceField(label="Plan", required=False)
    due = forms.ChoiceField(required=False, choices=[("", "Everything"), *((one.name, one.label) for one in SLICES)])
    q = forms.CharField(label="Search this list", required=False, max_length=200)

    def __init__(self, member: Member, data: Any) -> None:
        super().__init__(data)
        self.member = member
        kind, plan = self.fields["kind"], self.fields["plan"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(plan, forms.ChoiceField)
        kind.choices = [("", "All kinds"), *((name.value, label) for name, (label, _) in KINDS.items())]
        states = CaseState.objects.of(member.clinic).exclude(payer="").order_by("payer")
        payers = states.values_list("payer", flat=True).distinct()[:MOST_PLANS]
        plan.choices = [("", "All plans"), *((payer, payer) for payer in payers)]
        self.is_valid()

    def value(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    def chosen(self, items: QuerySet[WorkItem]) -> QuerySet[WorkItem]:
        """Those of the person, kind, plan and words, whenever they are due."""
        if self.value("whose"):
            to_sign = Q(for_prescriber=True, case__prescriber__member=self.member)
            items = items.filter(Q(case__owner=self.member) | to_sign)
        if self.value("kind"):
            items = items.filter(kind=self.value("kind"))
        if self.value("plan"):
            items = items.filter(case__state__payer=self.value("plan"))
        if self.value("q"):
            items = items.filter(case__in=found(self.member.clinic, self.value("q")).order_by().values("id"))
        return items

    def of_slice(self, items: QuerySet[WorkItem], today: dt.date) -> QuerySet[WorkItem]:
        asked = next((one for one in SLICES if one.name == self.value("due")), None)
        return items.filter(asked.holds(today)) if asked else items

    @property
    def is_narrow(self) -> bool:
        return any(self.value(name) for name in self.fields)


@dataclass(frozen=True)
class Line:
    """One row of the list."""

    item: WorkItem
    due: Due | None
    group: str
    icon: str
    address: str
    is_mine: bool
    acts: str


@never_cache
@require_GET
@for_members
def worklist(request: HttpRequest, member: Member) -> HttpResponse:
    """The home page."""
    require(member, Right.READ_RECORDS)
    today = timezone.localdate()
    catch_up(member.clinic, today)
    filters = WorklistFilter(member, request.GET)
    items = filters.chosen(WorkItem.objects.of(member.clinic))
    counts = items.order_by().aggregate(**{one.name: Count("pk", filter=one.holds(today)) for one in SLICES})
    rows = filters.of_slice(items, today).select_related(
        "case__patient",
        "case__coverage",
        "case__state",
        "case__owner__user",
        "case__prescriber",
        "case__handover__by__user",
        "submission",
    )
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    answer = {
        "filters": filters,
        "page": page,
        "lines": [line(item, member, today) for item in page],
        "slices": slices(counts),
        "today": today,
        "pressing": counts["overdue"] + counts["today"],
        "has_cases": bool(page.paginator.count) or Case.objects.of(member.clinic).exists(),
        "may_write": member.may(Right.WRITE_RECORDS),
    }
    record(Action.WORKLIST_VIEWED, member=member, subject=member)
    return render(request, "desk/worklist.html", answer)


def slices(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """How many things there are in each span, and in all."""
    each = [(one.name, one.label, counts[one.name]) for one in SLICES]
    return [("", "Everything", sum(counts.values())), *each]


def line(item: WorkItem, member: Member, today: dt.date) -> Line:
    address = address_of(item.case_id, item, item.submission_id)
    _, icon = KINDS[StepKind(item.kind)]
    is_mine = item.case.owner_id == member.id
    group = slice_of(item.due_on, today).label
    return Line(item, due(item.due_on, today), group, icon, address, is_mine, _signer(item, member))


def _signer(item: WorkItem, member: Member) -> str:
    """Who does what only the prescriber can; empty where it is the owner's."""
    signer = item.case.prescriber
    if not item.for_prescriber or signer is None:
        return ""
    return "You" if signer.member_id == member.id else signer.name
