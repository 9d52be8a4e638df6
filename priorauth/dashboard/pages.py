"""What the dashboard shows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from priorauth.cases.models import Prescriber
from priorauth.cases.saying import status_said
from priorauth.clinics.models import Clinic, Member
from priorauth.core.figures import (
    Days,
    Kept,
    Rate,
    ReasonCell,
    ReasonRow,
    Row,
    Worth,
    approved_at_first,
    by_group,
    by_month,
    by_reason,
    days_of,
    kept_in_all,
    overturned,
)
from priorauth.core.typography import capital
from priorauth.dashboard import reading
from priorauth.dashboard.chart import Chart, chart_of
from priorauth.dashboard.counting import Figures, Question
from priorauth.dashboard.money import Line
from priorauth.dashboard.narrowing import CROSSED
from priorauth.dashboard.saying import LINES, assumed
from priorauth.reference.services import shipped_library

SPLITS = {"plan": "Plan", "indication": "Indication", "route": "Route", "level": "Level", "prescriber": "Prescriber"}
NOWHERE = "Not on record"
NOBODY = "Nobody"
# As many rows of a table as a page shows; the file has all.
MOST_ROWS = 25


@dataclass(frozen=True)
class Crossed:
    """The decisions of one plan, route and indication, and what its denials were given for."""

    names: tuple[str, ...]
    row: Row
    reasons: list[tuple[str, ReasonRow]]


class Namer:
    """How groups are called."""

    def __init__(self, clinic: Clinic) -> None:
        labels = shipped_library().words.labels
        self._reasons = labels["denial_reason"]
        self._titles = {one.id: one.title for one in shipped_library().indications.values()}
        known = Prescriber.objects.of(clinic).values_list("id", "name")
        self._prescribers = {str(row): name for row, name in known}
        members = Member.objects.of(clinic).select_related("user")
        self._members = {str(member.id): str(member) for member in members}

    def group(self, split: str, key: str) -> str:
        """A group of that split."""
        ways: dict[str, Callable[[str], str]] = {
            "indication": lambda word: self._titles.get(word, ""),
            "prescriber": lambda word: self._prescribers.get(word, ""),
            "level": lambda word: capital(word.replace("_", " ")),
            "route": capital,
        }
        return ways.get(split, str)(key) or NOWHERE

    def reason(self, key: str) -> str:
        return capital(self._reasons.get(key, key))

    def owner(self, key: str) -> str:
        return self._members.get(key, NOBODY)


@dataclass(frozen=True)
class Dashboard:
    """All figures of one page, as they were asked for."""

    asked: Question
    figures: Figures
    namer: Namer

    @property
    def first(self) -> Rate:
        return approved_at_first(self.figures.cells)

    @property
    def appeals(self) -> Rate:
        return overturned(self.figures.cells)

    @property
    def days(self) -> Days:
        return days_of(self.figures.durations)

    @property
    def decisions(self) -> int:
        return sum(one.count for one in self.figures.cells)

    @cached_property
    def rows(self) -> list[tuple[str, Row]]:
        return [
            (self.namer.group(self.asked.split, row.key[0]), row)
            for row in by_group(self.figures.cells, self.asked.split)
        ]

    @cached_property
    def reasons(self) -> list[tuple[str, ReasonRow]]:
        return self._named(by_reason(self.figures.reason_cells))

    @cached_property
    def months(self) -> list[tuple[dt.date, Days, Days]]:
        return by_month(self.figures.durations)

    @cached_property
    def kept(self) -> list[tuple[str, Kept]]:
        return [(self.namer.group(self.asked.split, row.key), row) for row in self.figures.kept_rows]

    @cached_property
    def kept_in_all(self) -> Kept:
        return kept_in_all(self.figures.kept_rows)

    @cached_property
    def open_cases(self) -> list[tuple[str, reading.OpenCases]]:
        return [(status_said(one.status).words, one) for one in self.figures.open_rows]

    @cached_property
    def load(self) -> list[tuple[str, reading.Load]]:
        return [(self.namer.owner(one.owner), one) for one in self.figures.loads]

    @cached_property
    def crossed(self) -> list[Crossed]:
        """Every plan × route × indication that was decided, with its reasons."""
        return [self._crossed(row) for row in by_group(self.figures.crossed_cells, *CROSSED)]

    def _crossed(self, row: Row) -> Crossed:
        names = tuple(self.namer.group(name, key) for name, key in zip(CROSSED, row.key, strict=True))
        return Crossed(names, row, self._named(by_reason(self._reasons_of[row.key])))

    @cached_property
    def _reasons_of(self) -> Mapping[tuple[str, ...], list[ReasonCell]]:
        """What denials were given for, by plan, route and indication."""
        found: dict[tuple[str, ...], list[ReasonCell]] = defaultdict(list)
        for one in self.figures.reason_cells:
            found[tuple(one.groups[name] for name in CROSSED)].append(one)
        return found

    def _named(self, rows: list[ReasonRow]) -> list[tuple[str, ReasonRow]]:
        return [(self.namer.reason(row.reason), row) for row in rows]

    @property
    def shown(self) -> str:
        """Which rows of a long table the page shows, for the filter `slice`."""
        return f":{MOST_ROWS}"

    @property
    def chart(self) -> Chart:
        return chart_of(self.months)

    @property
    def worths(self) -> list[tuple[str, Worth]]:
        return [(LINES[Line(one.key)], one) for one in self.figures.money.lines]

    @property
    def assumed(self) -> list[str]:
        return list(assumed(self.figures.money))

    @property
    def most_decided(self) -> int:
        return max((row.decided for _, row in self.rows), default=1)

    @property
    def most_denied(self) -> int:
        return max((row.denials for _, row in self.reasons), default=1)

    @property
    def most_open(self) -> int:
        return max((one.count for _, one in self.open_cases), default=1)

    @property
    def most_to_do(self) -> int:
        return max((one.count for _, one in self.load), default=1)

    @property
    def open_count(self) -> int:
        return sum(one.count for one in self.figures.open_rows)
