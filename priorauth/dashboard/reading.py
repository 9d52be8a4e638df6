"""Reads a clinic's decisions and open cases as the figures want them; the number of queries is fixed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from priorauth.cases.models import CaseState, DenialReason, Determination
from priorauth.clinics.models import Clinic
from priorauth.core.figures import Decision
from priorauth.core.tracking import CaseStatus
from priorauth.core.vocabulary import DeterminationOutcome

OPEN = (
    CaseStatus.PREPARING,
    CaseStatus.SUBMITTED,
    CaseStatus.INFORMATION_REQUESTED,
    CaseStatus.PLAN_OVERDUE,
    CaseStatus.DENIED,
    CaseStatus.PARTIALLY_APPROVED,
    CaseStatus.RENEWAL_DUE,
)
# What a decision is grouped and narrowed down by, and where its case has it.
GROUPS = {"plan": "coverage__payer", "indication": "request__indication", "prescriber": "prescriber_id"}
YOUNG, OLD = 30, 90


@dataclass(frozen=True)
class Narrowed:
    """Which decisions are looked at: those of these days, and of these groups; an empty group is every one."""

    since: dt.date | None
    until: dt.date
    groups: Mapping[str, str]

    def of_cases(self, prefix: str) -> Q:
        """The groups as a filter on what stands `prefix` away from the case."""
        return Q(**{f"{prefix}{GROUPS[name]}": value for name, value in self.groups.items() if value})


@dataclass(frozen=True)
class Read:
    """`chosen` are the decisions of the days asked for; `later` also holds what came after; `undated` have no day."""

    chosen: list[Decision]
    later: list[Decision]
    undated: int


def decisions_of(clinic: Clinic, narrowed: Narrowed) -> Read:
    """The decisions of a clinic, narrowed down."""
    rows = Determination.objects.of(clinic).filter(narrowed.of_cases("submission__case__"))
    dated = rows.annotate(on=Coalesce("notice_date", "received_date"))
    if narrowed.since:
        dated = dated.filter(Q(on=None) | Q(on__gte=narrowed.since))
    columns = {name: f"submission__case__{path}" for name, path in GROUPS.items()}
    reasons = _reasons(clinic, narrowed)
    found = [
        _decision(row, columns, reasons)
        for row in dated.values(
            "id", "outcome", "on", "submission__case_id", "submission__position", "submission__level",
            "submission__submitted", *columns.values(),
        )
    ]  # fmt: skip
    later = [one for one in found if one.on is not None]
    chosen = [one for one in later if one.on is not None and one.on <= narrowed.until]
    return Read(chosen, later, len(found) - len(later))


def _decision(row: Mapping[str, Any], columns: Mapping[str, str], reasons: Mapping[Any, list[str]]) -> Decision:
    sent = row["submission__submitted"]
    return Decision(
        case=str(row["submission__case_id"]),
        place=row["submission__position"],
        level=row["submission__level"],
        outcome=DeterminationOutcome(row["outcome"]) if row["outcome"] else DeterminationOutcome.PENDED,
        on=row["on"],
        sent=sent.date() if isinstance(sent, dt.datetime) else sent,
        reasons=tuple(reasons.get(row["id"], ())),
        groups={name: str(row[path] or "") for name, path in columns.items()},
    )


def _reasons(clinic: Clinic, narrowed: Narrowed) -> dict[Any, list[str]]:
    found: dict[Any, list[str]] = defaultdict(list)
    rows = DenialReason.objects.of(clinic).filter(narrowed.of_cases("determination__submission__case__"))
    for determination, reason in rows.values_list("determination_id", "reason"):
        found[determination].append(reason)
    return found


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
    rows = CaseState.objects.of(clinic).filter(narrowed.of_cases("case__"), status__in=OPEN).values("status")
    counted = rows.annotate(
        young=Count("id", filter=Q(case__created_at__date__gt=young)),
        middle=Count("id", filter=Q(case__created_at__date__lte=young, case__created_at__date__gt=old)),
        old=Count("id", filter=Q(case__created_at__date__lte=old)),
    ).order_by()
    by_status = {row["status"]: row for row in counted}
    return [
        OpenCases(status.value, row["young"], row["middle"], row["old"])
        for status in OPEN
        if (row := by_status.get(status.value))
    ]
