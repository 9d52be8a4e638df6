"""Under which day calendars know each thing to do: one that has moved keeps its name and counts the move."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from priorauth.cases.models import WorkItem
from priorauth.clinics.models import Clinic
from priorauth.desk.models import CalendarDay, about

Key = tuple[UUID, str]


@dataclass(frozen=True)
class Dated:
    """A thing to do with its day, and the name that it keeps when the day moves."""

    item: WorkItem
    due_on: dt.date
    name: str

    @property
    def key(self) -> Key:
        return self.item.case_id, self.name


def days_of(clinic: Clinic, items: Sequence[WorkItem], now: dt.datetime) -> list[tuple[Dated, CalendarDay]]:
    """Each thing to do with its day, as calendars are told of it from now on."""
    named = _named(items)
    known = _known(clinic, named)
    fresh = [
        CalendarDay(clinic=clinic, case_id=one.item.case_id, name=one.name, due_on=one.due_on, changed_at=now)
        for one in named
        if one.key not in known
    ]
    # Two calendars that ask at one moment write one row, and count one move.
    CalendarDay.objects.of(clinic).bulk_create(fresh, ignore_conflicts=True)
    moved = [one for one in named if one.key in known and known[one.key].due_on != one.due_on]
    for one in moved:
        before = known[one.key]
        rows = CalendarDay.objects.of(clinic).filter(pk=before.pk, due_on=before.due_on)
        rows.update(due_on=one.due_on, moves=F("moves") + 1, changed_at=now)
    if fresh or moved:
        known = _known(clinic, named)
    return [(one, known[one.key]) for one in named]


def _known(clinic: Clinic, named: Sequence[Dated]) -> dict[Key, CalendarDay]:
    rows = CalendarDay.objects.of(clinic).filter(case__in={one.item.case_id for one in named})
    return {(row.case_id, row.name): row for row in rows}


def _named(items: Sequence[WorkItem]) -> list[Dated]:
    """A plan that asks for two things beside one submission makes two of one kind: they are numbered."""
    counts: dict[tuple[UUID, str], int] = defaultdict(int)
    named = []
    for item in items:
        if item.due_on is None:
            continue
        name = f"{item.kind}:{about(item)}"
        counts[item.case_id, name] += 1
        named.append(Dated(item, item.due_on, f"{name}:{counts[item.case_id, name]}"))
    return named
