"""What needs somebody: one row a thing to do, by how soon it bites. The filters stand in the address."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.models import Case, WorkItem
from priorauth.cases.plans import plans_of
from priorauth.cases.projection import catch_up
from priorauth.cases.saying import Due, day_said, due
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right, Role
from priorauth.core.tracking import StepKind
from priorauth.desk.places import address_of
from priorauth.desk.reminders.marks import Marks
from priorauth.paging import Count, counted, page_of

ON_A_PAGE = 25
# The order of the list, in which no two things to do stand alike.
ORDER = ("sorts_on", "case_id", "position")
UNDATED = dt.date.max
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


MINE = "mine"


def _week(today: dt.date) -> dt.date:
    return today + dt.timedelta(days=7)


SLICES = (
    Slice("overdue", "Overdue", lambda today: Q(sorts_on__lt=today)),
    Slice("today", "Today", lambda today: Q(sorts_on=today)),
    Slice("week", "Next 7 days", lambda today: Q(sorts_on__gt=today, sorts_on__lte=_week(today))),
    Slice("later", "Later", lambda today: Q(sorts_on__gt=_week(today), sorts_on__lt=UNDATED)),
    Slice("none", "No date", lambda today: Q(sorts_on=UNDATED)),
)


def slice_of(on: dt.date | None, today: dt.date) -> Slice:
    """Where a day belongs; the same spans as the queries ask for."""
    place = 4 if on is None else 0 if on < today else 1 if on == today else 2 if on <= _week(today) else 3
    return SLICES[place]


class WorklistFilter(forms.Form):
    """What the address asks for; what it cannot read narrows nothing. A prescriber begins with their own."""

    whose = forms.ChoiceField(required=False, choices=[("all", "Everyone’s"), ("mine", "Mine")])
    kind = forms.ChoiceField(label="Kind", required=False)
    plan = forms.ChoiceField(label="Plan", required=False)
    due = forms.ChoiceField(required=False, choices=[("", "Everything"), *((one.name, one.label) for one in SLICES)])

    def __init__(self, member: Member, data: Any) -> None:
        super().__init__(data)
        self.member = member
        kind, plan = self.fields["kind"], self.fields["plan"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(plan, forms.ChoiceField)
        kind.choices = [("", "All kinds"), *((name.value, label) for name, (label, _) in KINDS.items())]
        plan.choices = [("", "All plans"), *((payer, payer) for payer in plans_of(member.clinic))]
        self.is_valid()

    def value(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    def chosen(self, items: QuerySet[WorkItem]) -> QuerySet[WorkItem]:
        """Those of the person, kind and plan, whenever they are due."""
        if self.whose_chosen == MINE:
            cases = Case.objects.of(self.member.clinic)
            owned = items.filter(case__in=cases.filter(owner=self.member).values("id"))
            signed = cases.filter(prescriber__member=self.member)
            to_sign = items.filter(for_prescriber=True, case__in=signed.values("id"))
            # One's own are few. Asked for at once with the rest, the planner looks for them among everybody's.
            own = [one for rows in (owned, to_sign) for one in rows.order_by().values_list("id", flat=True)]
            items = items.filter(id__in=own)
        if self.value("kind"):
            items = items.filter(kind=self.value("kind"))
        if self.value("plan"):
            items = items.filter(payer=self.value("plan"))
        return items

    def of_slice(self, items: QuerySet[WorkItem], today: dt.date) -> QuerySet[WorkItem]:
        asked = next((one for one in SLICES if one.name == self.value("due")), None)
        return items.filter(asked.holds(today)) if asked else items

    def counts(self, items: QuerySet[WorkItem], today: dt.date) -> dict[str, Count]:
        """How many there are in each span. One's own are few: they are all read, and once."""
        if self.whose_chosen == MINE:
            spans = {one.name: models.Count("case_id", filter=one.holds(today)) for one in SLICES}
            each = items.order_by().aggregate(**spans)
            return {name: Count(number) for name, number in each.items()}
        return {one.name: counted(items.filter(one.holds(today))) for one in SLICES}

    @property
    def whose_chosen(self) -> str:
        return self.value("whose") or (MINE if self.member.role == Role.PRESCRIBER else "all")

    @property
    def hides(self) -> bool:
        """Whether something to do may stand outside of what is chosen, whenever it is due."""
        return self.whose_chosen == MINE or any(self.value(name) for name in ("kind", "plan"))

    @property
    def is_narrow(self) -> bool:
        return self.hides or bool(self.value("due"))


@dataclass(frozen=True)
class Line:
    """One row of the list. `send_by` where it has to be on its way before the day that it is due."""

    item: WorkItem
    due: Due | None
    send_by: Due | None
    span: Slice
    icon: str
    address: str
    is_mine: bool
    acts: str
    reminded: str


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
    counts = filters.counts(items, today)
    rows = filters.of_slice(items, today).select_related(
        "case__patient",
        "case__coverage",
        "case__state",
        "case__owner__user",
        "case__prescriber",
        "case__handover__by__user",
        "submission",
    )
    page = page_of(rows, ORDER, request.GET.get("at"), ON_A_PAGE)
    marks = Marks(member.clinic, page.rows)
    answer = {
        "filters": filters,
        "page": page,
        "lines": [line(item, member, today, marks) for item in page.rows],
        "slices": slices(counts),
        "count": counts.get(filters.value("due")) or everything(counts),
        "today": today,
        "pressing": counts["overdue"] + counts["today"],
        "has_cases": bool(page.rows) or Case.objects.of(member.clinic).exists(),
        "may_write": member.may(Right.WRITE_RECORDS),
    }
    record(Action.WORKLIST_VIEWED, member=member, subject=member)
    return render(request, "desk/worklist.html", answer)


def slices(counts: dict[str, Count]) -> list[tuple[str, str, Count]]:
    """How many things there are in each span, and in all."""
    each = [(one.name, one.label, counts[one.name]) for one in SLICES]
    return [("", "Everything", everything(counts)), *each]


def everything(counts: dict[str, Count]) -> Count:
    return sum(counts.values(), Count(0))


def line(item: WorkItem, member: Member, today: dt.date, marks: Marks) -> Line:
    address = address_of(item.case_id, item, item.submission_id)
    _, icon = KINDS[StepKind(item.kind)]
    is_mine = item.case.owner_id == member.id
    send_by = due(item.sorts_on, today) if item.due_on and item.sorts_on < item.due_on else None
    span = slice_of(item.sorts_on if item.due_on else None, today)
    on = marks.of(item)
    reminded = "" if on is None else "today" if on == today else day_said(on, today)
    return Line(item, due(item.due_on, today), send_by, span, icon, address, is_mine, _signer(item, member), reminded)


def _signer(item: WorkItem, member: Member) -> str:
    """Who does what only the prescriber can; empty where it is the owner's."""
    signer = item.case.prescriber
    if not item.for_prescriber or signer is None:
        return ""
    return "You" if signer.member_id == member.id else signer.name
