"""What the requests are worth, by what became of them: only where staff have entered a price with source and date."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Case, Count, DecimalField, F, Max, Min, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast

from priorauth.assistance.models import CostSheet
from priorauth.cases.models import CaseState, SubmissionState
from priorauth.clinics.models import Clinic
from priorauth.core.figures import DECIDED, Worth
from priorauth.core.tracking import CaseStatus
from priorauth.core.vocabulary import DeterminationOutcome
from priorauth.dashboard.narrowing import Narrowed

AT_STAKE = (
    CaseStatus.PREPARING,
    CaseStatus.SUBMITTED,
    CaseStatus.INFORMATION_REQUESTED,
    CaseStatus.PLAN_OVERDUE,
    CaseStatus.DENIED,
)
MOST_SOURCES = 8
_USD = DecimalField(max_digits=24, decimal_places=4)
# As `core.assistance.Price`: an amount without source and date is no ground for anything.
_PRICED = Q(gram_usd__isnull=False, gram_date__isnull=False, case__state__course_g__isnull=False) & ~Q(gram_source="")
_INFUSION_PRICED = Q(infusion_usd__isnull=False, infusion_date__isnull=False) & ~Q(infusion_source="")


class Line(StrEnum):
    """What became of a request. `at_stake` is as of today; the others by the last answer, in the days asked for."""

    AT_STAKE = "at_stake"
    WON_AT_FIRST = "won_at_first"
    WON_ON_APPEAL = "won_on_appeal"
    PARTLY = "partly"
    LOST = "lost"


@dataclass(frozen=True)
class Source:
    """Where prices of the drug come from, as staff wrote it, and of which days they are."""

    name: str
    first: dt.date
    last: dt.date
    cases: int


@dataclass(frozen=True)
class Money:
    """`drug_only` counts the priced requests without a price of giving the drug."""

    lines: tuple[Worth, ...]
    sources: tuple[Source, ...]
    more_sources: int
    drug_only: int

    def of(self, line: Line) -> Worth:
        return next(one for one in self.lines if one.key == line)

    @property
    def at_stake(self) -> Worth:
        return self.of(Line.AT_STAKE)

    @property
    def won_on_appeal(self) -> Worth:
        return self.of(Line.WON_ON_APPEAL)

    @property
    def most(self) -> Decimal:
        return max(one.usd for one in self.lines) or Decimal(1)


def money_of(clinic: Clinic, narrowed: Narrowed) -> Money:
    """Every request once: at stake while it can still be won, else by its last answer."""
    cases: dict[Line, int] = defaultdict(int)
    priced: dict[Line, int] = defaultdict(int)
    usd: dict[Line, Decimal] = defaultdict(Decimal)
    cases[Line.AT_STAKE] = _at_stake(clinic, narrowed)
    for row in _ended(clinic, narrowed):
        cases[_line(row)] += row["count"]
    for line, row in _sums(clinic, narrowed):
        priced[line] += row["count"]
        usd[line] += row["usd"]
    sources = list(_sources(clinic, narrowed))
    return Money(
        lines=tuple(Worth(line, cases[line], priced[line], usd[line]) for line in Line),
        sources=tuple(sources[:MOST_SOURCES]),
        more_sources=len(sources[MOST_SOURCES:]),
        drug_only=_priced(clinic, narrowed).exclude(_INFUSION_PRICED).count(),
    )


def _at_stake(clinic: Clinic, narrowed: Narrowed) -> int:
    return CaseState.objects.of(clinic).filter(narrowed.in_groups(), status__in=AT_STAKE).count()


def _ended(clinic: Clinic, narrowed: Narrowed) -> QuerySet[Any, Any]:
    """The requests whose last submission was decided in these days and that are not at stake again, alike together."""
    rows = SubmissionState.objects.of(clinic).filter(
        narrowed.in_groups(), narrowed.in_days("decided_on"), is_last=True, outcome__in=DECIDED
    )
    return (
        rows.exclude(case__state__status__in=AT_STAKE)
        .values("is_appeal", "outcome")
        .annotate(count=Count("id"))
        .order_by()
    )


def _line(row: Mapping[str, Any], prefix: str = "") -> Line:
    outcome = row[f"{prefix}outcome"]
    if outcome == DeterminationOutcome.APPROVED:
        return Line.WON_ON_APPEAL if row[f"{prefix}is_appeal"] else Line.WON_AT_FIRST
    return Line.PARTLY if outcome == DeterminationOutcome.PARTIALLY_APPROVED else Line.LOST


def _priced(clinic: Clinic, narrowed: Narrowed) -> QuerySet[CostSheet]:
    """The sheets of the requests that the lines count and that have a price, with what each comes to."""
    sheets = CostSheet.objects.of(clinic).filter(_PRICED, narrowed.in_groups("case__state__"))
    drug = Cast("gram_usd", _USD) * F("case__state__course_g")
    giving = Case(
        When(_INFUSION_PRICED, then=Cast("infusion_usd", _USD) * F("case__state__infusions")),
        default=Value(Decimal(0)),
        output_field=_USD,
    )
    return sheets.annotate(worth=Cast(drug, _USD) + giving)


def _sums(clinic: Clinic, narrowed: Narrowed) -> Iterator[tuple[Line, dict[str, Any]]]:
    sheets, total = _priced(clinic, narrowed), {"count": Count("id"), "usd": Sum("worth", output_field=_USD)}
    open_ones = sheets.filter(case__state__status__in=AT_STAKE).aggregate(**total)
    yield Line.AT_STAKE, {"count": open_ones["count"], "usd": open_ones["usd"] or Decimal(0)}
    ended = sheets.exclude(case__state__status__in=AT_STAKE).filter(
        narrowed.in_days("case__sent__decided_on"), case__sent__is_last=True, case__sent__outcome__in=DECIDED
    )
    columns = ("case__sent__is_appeal", "case__sent__outcome")
    for row in ended.values(*columns).annotate(**total).order_by():
        yield _line(row, "case__sent__"), row


def _sources(clinic: Clinic, narrowed: Narrowed) -> Iterator[Source]:
    rows = _priced(clinic, narrowed).values("gram_source")
    counted = rows.annotate(first=Min("gram_date"), last=Max("gram_date"), cases=Count("id"))
    for row in counted.order_by("-cases", "gram_source"):
        yield Source(row["gram_source"], row["first"], row["last"], row["cases"])
