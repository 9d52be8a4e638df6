"""Counts a clinic's rows as the figures want them. The database counts; what comes back grows with the number of
groups, not of cases. All of it is read from what `cases.projection` has written.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from priorauth.cases.models import CaseState, DenialReason, SubmissionState, WorkItem
from priorauth.clinics.models import Clinic
from priorauth.core.figures import DECIDED, Cell, Duration, Kept, ReasonCell
from priorauth.core.tracking import CaseStatus, Followed
from priorauth.core.vocabulary import DeterminationOutcome
from priorauth.dashboard.narrowing import SPLITS, Narrowed

OPEN = (
    CaseStatus.PREPARING,
    CaseStatus.SUBMITTED,
    CaseStatus.INFORMATION_REQUESTED,
    CaseStatus.PLAN_OVERDUE,
    CaseStatus.DENIED,
    CaseStatus.PARTIALLY_APPROVED,
    CaseStatus.RENEWAL_DUE,
)
YOUNG, OLD = 30, 90
WEEK = dt.timedelta(days=7)


def decided(clinic: Clinic, narrowed: Narrowed) -> QuerySet[SubmissionState]:
    """The submissions that the plan decided in these days."""
    return _answered(clinic, narrowed).filter(narrowed.in_days("decided_on"))


def undated(clinic: Clinic, narrowed: Narrowed) -> int:
    """How many decisions have no day on record, and are in no figure."""
    return _answered(clinic, narrowed).filter(decided_on=None).count()


def _answered(clinic: Clinic, narrowed: Narrowed) -> QuerySet[SubmissionState]:
    return SubmissionState.objects.of(clinic).filter(narrowed.in_groups(), outcome__in=DECIDED)


def cells(clinic: Clinic, narrowed: Narrowed, *names: str) -> list[Cell]:
    """The decisions, those alike in the groups of these names counted together."""
    columns = [SPLITS[name] for name in names]
    rows = decided(clinic, narrowed).values(*columns, "is_appeal", "outcome").annotate(count=Count("id"))
    return [
        Cell(_groups(row, names), row["is_appeal"], DeterminationOutcome(row["outcome"]), row["count"])
        for row in rows.order_by()
    ]


def _groups(row: dict[str, Any], names: Iterable[str], prefix: str = "") -> dict[str, str]:
    return {name: str(row[prefix + SPLITS[name]] or "") for name in names}


def durations(clinic: Clinic, narrowed: Narrowed) -> list[Duration]:
    """The decisions by month, kind and the days that they took."""
    rows = decided(clinic, narrowed).annotate(month=TruncMonth("decided_on")).values("month", "is_appeal", "days")
    return [Duration(**row) for row in rows.annotate(count=Count("id")).order_by()]


def reasons(clinic: Clinic, narrowed: Narrowed, *names: str) -> list[ReasonCell]:
    """The reasons of the denials, those alike in the groups of these names counted together."""
    there = "determination__submission__state__"
    columns = [there + SPLITS[name] for name in names]
    rows = DenialReason.objects.of(clinic).filter(
        narrowed.in_groups(there),
        narrowed.in_days(f"{there}decided_on"),
        **{f"{there}outcome__in": (DeterminationOutcome.DENIED, DeterminationOutcome.PARTIALLY_APPROVED)},
    )
    counted = rows.values("reason", f"{there}followed", *columns).annotate(count=Count("id")).order_by()
    return [
        ReasonCell(row["reason"], _groups(row, names, there), _followed(row[f"{there}followed"]), row["count"])
        for row in counted
    ]


def _followed(word: str) -> Followed | None:
    return Followed(word) if word else None


def kept(clinic: Clinic, narrowed: Narrowed, split: str, today: dt.date) -> list[Kept]:
    """The deadlines of each group; see `core.figures.Kept` for what counts on which day."""
    column = SPLITS[split]
    filed, decided_ = narrowed.in_days("filed_on"), narrowed.in_days("decided_on")
    window_closed = Q(filed_on=None, file_by__lt=today) & narrowed.in_days("file_by")
    clock_ended = Q(decided_on=None, decide_by__lt=today) & narrowed.in_days("decide_by")
    counts = {
        "filed": filed & Q(filed_on__lte=F("file_by")),
        "filed_late": filed & Q(filed_on__gt=F("file_by")),
        "not_filed": window_closed,
        "decided": decided_ & Q(decided_on__lte=F("decide_by")),
        "decided_late": decided_ & Q(decided_on__gt=F("decide_by")),
        "overdue": clock_ended,
    }
    rows = SubmissionState.objects.of(clinic).filter(narrowed.in_groups()).values(column)
    counted = rows.annotate(**{name: Count("id", filter=which) for name, which in counts.items()}).order_by()
    found = [Kept(str(row[column] or ""), *(row[name] for name in counts)) for row in counted]
    return sorted((one for one in found if one.count), key=lambda one: (-one.count, one.key))


@dataclass(frozen=True)
class OpenCases:
    """The open cases of one status, by their age in days."""

    status: str
    young: int
    middle: int
    old: int

    @property
    def count(self) -> int:
        return self.young + self.middle + self.old


def open_cases(clinic: Clinic, narrowed: Narrowed, today: dt.date) -> list[OpenCases]:
    """The open cases by status, in the order in which a case goes through them."""
    young, old = today - dt.timedelta(days=YOUNG), today - dt.timedelta(days=OLD)
    rows = CaseState.objects.of(clinic).filter(narrowed.in_groups(), status__in=OPEN).values("status")
    counted = rows.annotate(
        young=Count("id", filter=Q(begun_on__gt=young)),
        middle=Count("id", filter=Q(begun_on__lte=young, begun_on__gt=old)),
        old=Count("id", filter=Q(begun_on__lte=old)),
    ).order_by()
    by_status = {row["status"]: row for row in counted}
    return [
        OpenCases(status.value, row["young"], row["middle"], row["old"])
        for status in OPEN
        if (row := by_status.get(status.value))
    ]


@dataclass(frozen=True)
class Load:
    """What one person has to do: things that are late, due within a week, due later, and without a day."""

    owner: str
    late: int
    week: int
    later: int
    undated: int
    cases: int

    @property
    def count(self) -> int:
        return self.late + self.week + self.later + self.undated


def loads(clinic: Clinic, narrowed: Narrowed, today: dt.date) -> list[Load]:
    """The things to do by the owner of their case, whoever has most first; without one `owner` is empty."""
    rows = WorkItem.objects.of(clinic).filter(narrowed.in_groups("case__state__")).values("case__owner")
    counted = rows.annotate(
        late=Count("id", filter=Q(due_on__lt=today)),
        week=Count("id", filter=Q(due_on__gte=today, due_on__lte=today + WEEK)),
        later=Count("id", filter=Q(due_on__gt=today + WEEK)),
        undated=Count("id", filter=Q(due_on=None)),
        cases=Count("case", distinct=True),
    ).order_by()
    columns = ("case__owner", "late", "week", "later", "undated", "cases")
    found = [Load(str(owner or ""), *counts) for owner, *counts in counted.values_list(*columns)]
    return sorted(found, key=lambda one: (-one.count, one.owner))


def cases_decided(clinic: Clinic, narrowed: Narrowed) -> int:
    return decided(clinic, narrowed).values("case").distinct().count()


def out_of_date(clinic: Clinic, today: dt.date) -> int:
    """How many cases stand in the figures as they were on an earlier day."""
    return CaseState.objects.of(clinic).filter(changes_on__lte=today).count()
