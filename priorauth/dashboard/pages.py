"""What the dashboard shows, and the same as rows of a CSV file."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from priorauth.cases.models import Prescriber
from priorauth.cases.saying import status_said
from priorauth.clinics.models import Clinic
from priorauth.core.figures import (
    Days,
    Decision,
    Rate,
    ReasonRow,
    Row,
    approved_at_first,
    by_group,
    by_month,
    by_reason,
    days_to_decide,
    decided,
    overturned,
)
from priorauth.core.typography import capital
from priorauth.dashboard.reading import Narrowed, OpenCases, decisions_of, open_cases
from priorauth.reference.services import shipped_library

SPLITS = {"plan": "Plan", "indication": "Indication", "level": "Level", "prescriber": "Prescriber"}
_NOWHERE = "Not on record"


@dataclass(frozen=True)
class Dashboard:
    """All figures of one page; `rows` are the decisions as they were asked to be split."""

    first: Rate
    appeals: Rate
    days: Days
    split: str
    rows: list[tuple[str, Row]]
    reasons: list[tuple[str, ReasonRow]]
    months: list[tuple[dt.date, Days]]
    open_cases: list[tuple[str, OpenCases]]
    undated: int
    decisions: int
    cases: int

    @property
    def open_count(self) -> int:
        return sum(one.count for _, one in self.open_cases)

    @property
    def most_open(self) -> int:
        return max((one.count for _, one in self.open_cases), default=1)

    @property
    def most_days(self) -> float:
        return max((days.median or 0 for _, days in self.months), default=1) or 1

    @property
    def most_decided(self) -> int:
        return max((row.decided for _, row in self.rows), default=1)

    @property
    def denials(self) -> int:
        return sum(row.denials for _, row in self.reasons)


def dashboard_of(clinic: Clinic, narrowed: Narrowed, split: str, today: dt.date) -> Dashboard:
    """The figures of a clinic, narrowed down and split as asked for."""
    read = decisions_of(clinic, narrowed)
    chosen = list(decided(read.chosen))
    names = _names(clinic, split)
    labels = shipped_library().words.labels["denial_reason"]
    return Dashboard(
        first=approved_at_first(chosen),
        appeals=overturned(chosen),
        days=days_to_decide(chosen),
        split=split,
        rows=[(names(row.key), row) for row in by_group(chosen, lambda one: _key(one, split))],
        reasons=[(capital(labels.get(row.reason, row.reason)), row) for row in by_reason(read.chosen, read.later)],
        months=by_month(chosen),
        open_cases=[(status_said(one.status).words, one) for one in open_cases(clinic, narrowed, today)],
        undated=read.undated,
        decisions=len(chosen),
        cases=len({one.case for one in chosen}),
    )


def _key(decision: Decision, split: str) -> str:
    return decision.level if split == "level" else (decision.groups or {}).get(split, "")


def _names(clinic: Clinic, split: str) -> Any:
    """How a group of that split is called."""
    if split == "indication":
        titles = {one.id: one.title for one in shipped_library().indications.values()}
        return lambda key: titles.get(key, _NOWHERE)
    if split == "level":
        return lambda key: capital(key.replace("_", " ")) or _NOWHERE
    if split == "prescriber":
        known = {str(row): name for row, name in Prescriber.objects.of(clinic).values_list("id", "name")}
        return lambda key: known.get(key) or _NOWHERE
    return lambda key: key or _NOWHERE


def as_rows(dashboard: Dashboard) -> Iterator[list[str]]:
    """Every table of the page, one below the other, each line beginning with the table's name."""
    yield ["table", "group", "figure", "count", "of", "percent", "interval low", "interval high"]
    yield _rate("summary", "", "approved at first request", dashboard.first)
    yield _rate("summary", "", "overturned on appeal", dashboard.appeals)
    yield _days("summary", "", dashboard.days)
    for name, row in dashboard.rows:
        yield _rate("decisions", name, "approved", row.rate)
        yield ["decisions", name, "partially approved", str(row.partial), str(row.decided), "", "", ""]
        yield ["decisions", name, "denied", str(row.denied), str(row.decided), "", "", ""]
    for name, reason in dashboard.reasons:
        yield ["reasons", name, "appealed", str(reason.appealed), str(reason.denials), "", "", ""]
        yield _rate("reasons", name, "overturned", reason.overturned)
    for month, days in dashboard.months:
        yield _days("days", f"{month:%Y-%m}", days)
    for name, one in dashboard.open_cases:
        for figure, count in (("under 30 days", one.young), ("30 to 90 days", one.middle), ("over 90 days", one.old)):
            yield ["open cases", name, figure, str(count), str(one.count), "", "", ""]


def _rate(table: str, group: str, figure: str, rate: Rate) -> list[str]:
    low, high = rate.interval or ("", "")
    percent = "" if rate.percent is None else str(rate.percent)
    return [table, group, figure, str(rate.hits), str(rate.of), percent, str(low), str(high)]


def _days(table: str, group: str, days: Days) -> list[str]:
    said = "" if days.median is None else f"{days.median:g}"
    return [table, group, "median days to decide", said, str(days.count), "", "", ""]
