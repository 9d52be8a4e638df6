"""What a clinic's decisions come to: counts first, a rate only where there are enough, always with its interval.

A decision is one answer of a plan to one submission. Everything here is counted from decisions, which the shell reads.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median, quantiles

from priorauth.core.stage import FIRST, RENEWAL
from priorauth.core.vocabulary import DeterminationOutcome

# Fewer than this many are told as a count: a share of three says nothing.
LEAST_FOR_A_RATE = 5
# The 97.5th percentile of the normal distribution, for an interval of 95%.
_Z = 1.959964
_REQUESTS = (FIRST, RENEWAL)
_WON = (DeterminationOutcome.APPROVED, DeterminationOutcome.PARTIALLY_APPROVED)
_LOST = (DeterminationOutcome.DENIED, DeterminationOutcome.PARTIALLY_APPROVED)
_DECIDED = (DeterminationOutcome.APPROVED, DeterminationOutcome.PARTIALLY_APPROVED, DeterminationOutcome.DENIED)


@dataclass(frozen=True)
class Decision:
    """One answer of a plan. `place` orders the submissions of a case; `on` is the day of its notice."""

    case: str
    place: int
    level: str
    outcome: DeterminationOutcome
    on: dt.date | None = None
    sent: dt.date | None = None
    reasons: tuple[str, ...] = ()
    groups: Mapping[str, str] | None = None

    @property
    def days(self) -> int | None:
        """From sending to the notice; None where a day is missing or they stand the wrong way round."""
        if self.on is None or self.sent is None or self.on < self.sent:
            return None
        return (self.on - self.sent).days

    @property
    def is_appeal(self) -> bool:
        return self.level not in _REQUESTS


@dataclass(frozen=True)
class Rate:
    """So many of so many. The interval is Wilson's score interval of 95%, in percent."""

    hits: int
    of: int

    @property
    def percent(self) -> int | None:
        """None for fewer than `LEAST_FOR_A_RATE`."""
        return round(100 * self.hits / self.of) if self.of >= LEAST_FOR_A_RATE else None

    @property
    def interval(self) -> tuple[int, int] | None:
        """The lowest and highest share that these counts are compatible with; None where there is no percentage."""
        if self.percent is None:
            return None
        share, square = self.hits / self.of, _Z * _Z
        middle = share + square / (2 * self.of)
        spread = _Z * sqrt(share * (1 - share) / self.of + square / (4 * self.of * self.of))
        scale = 1 + square / self.of
        return round(100 * max(0.0, (middle - spread) / scale)), round(100 * min(1.0, (middle + spread) / scale))


@dataclass(frozen=True)
class Days:
    """How long it took. The middle half is given from `LEAST_FOR_A_RATE` on."""

    count: int
    median: float | None
    middle_half: tuple[float, float] | None


@dataclass(frozen=True)
class Row:
    """One line of a table: the decisions of one group."""

    key: str
    approved: int
    partial: int
    denied: int

    @property
    def decided(self) -> int:
        return self.approved + self.partial + self.denied

    @property
    def rate(self) -> Rate:
        return Rate(self.approved, self.decided)


@dataclass(frozen=True)
class ReasonRow:
    """One denial reason: how often it was given, how many of those denials were appealed, how many overturned."""

    reason: str
    denials: int
    appealed: int
    overturned: Rate


def approved_at_first(decisions: Iterable[Decision]) -> Rate:
    """Approved in full at the first request, of all first requests that were decided."""
    first = [one for one in decided(decisions) if not one.is_appeal]
    return Rate(sum(one.outcome is DeterminationOutcome.APPROVED for one in first), len(first))


def overturned(decisions: Iterable[Decision]) -> Rate:
    """Appeals that won something, of all appeals that were decided."""
    appeals = [one for one in decided(decisions) if one.is_appeal]
    return Rate(sum(one.outcome in _WON for one in appeals), len(appeals))


def days_to_decide(decisions: Iterable[Decision]) -> Days:
    """From sending to the plan's notice, in days."""
    days = sorted(one.days for one in decided(decisions) if one.days is not None)
    if not days:
        return Days(0, None, None)
    enough = len(days) >= LEAST_FOR_A_RATE
    low, _, high = quantiles(days, n=4, method="inclusive") if enough else (0, 0, 0)
    return Days(len(days), float(median(days)), (float(low), float(high)) if enough else None)


def by_group(decisions: Iterable[Decision], key: Callable[[Decision], str]) -> list[Row]:
    """The decisions of each group, the largest first."""
    found: dict[str, list[DeterminationOutcome]] = defaultdict(list)
    for one in decided(decisions):
        found[key(one)].append(one.outcome)
    rows = [
        Row(
            name,
            outcomes.count(DeterminationOutcome.APPROVED),
            outcomes.count(DeterminationOutcome.PARTIALLY_APPROVED),
            outcomes.count(DeterminationOutcome.DENIED),
        )
        for name, outcomes in found.items()
    ]
    return sorted(rows, key=lambda row: (-row.decided, row.key))


def by_reason(decisions: Sequence[Decision], every: Iterable[Decision]) -> list[ReasonRow]:
    """What the denials among `decisions` were given for, and what became of them in `every` decision of their cases.

    A denial counts as appealed once a later appeal of its case was decided, and as overturned once one of them won. It
    counts under each of its reasons.
    """
    later = _appeals_by_case(every)
    denials: dict[str, list[Decision]] = defaultdict(list)
    for one in decisions:
        if one.outcome in _LOST:
            for reason in one.reasons:
                denials[reason].append(one)
    rows = [_reason_row(reason, found, later) for reason, found in denials.items()]
    return sorted(rows, key=lambda row: (-row.denials, row.reason))


def _reason_row(reason: str, denials: list[Decision], later: Mapping[str, list[Decision]]) -> ReasonRow:
    followed = [[one for one in later.get(denial.case, ()) if one.place > denial.place] for denial in denials]
    appealed = [each for each in followed if each]
    won = sum(any(one.outcome in _WON for one in each) for each in appealed)
    return ReasonRow(reason, len(denials), len(appealed), Rate(won, len(appealed)))


def _appeals_by_case(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = defaultdict(list)
    for one in decided(decisions):
        if one.is_appeal:
            found[one.case].append(one)
    return found


def by_month(decisions: Iterable[Decision]) -> list[tuple[dt.date, Days]]:
    """The days to decide, by the month of the notice, oldest first; months without a decision between them too."""
    found: dict[dt.date, list[Decision]] = defaultdict(list)
    for one in decided(decisions):
        if one.on is not None:
            found[one.on.replace(day=1)].append(one)
    return [(month, days_to_decide(found[month])) for month in _months(found)]


def _months(found: Mapping[dt.date, object]) -> Iterator[dt.date]:
    if not found:
        return
    month, last = min(found), max(found)
    while month <= last:
        yield month
        month = (month + dt.timedelta(days=32)).replace(day=1)


def decided(decisions: Iterable[Decision]) -> Iterator[Decision]:
    """Those in which the plan said yes or no; a pended or withdrawn request is neither."""
    return (one for one in decisions if one.outcome in _DECIDED)
