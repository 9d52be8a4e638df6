"""Writes what `core.tracking` derives of a case into the rows that lists read. Nothing else writes them.

Every service that changes what a case rests on calls `project` in its own transaction, and `record` after it: two who
lock the log and a case's state in different orders can wait for each other. What turns with the day alone is caught up
by `catch_up`, which the worklist asks for and `manage.py track_cases` does for everything.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from priorauth.cases.dealings import dealings_of, sent_of
from priorauth.cases.facts import FactsSoFar, facts_so_far
from priorauth.cases.models import Case, CaseState, Submission, SubmissionState, WorkItem
from priorauth.clinics.models import Clinic
from priorauth.core.dosing import DosePlan, dose_plan
from priorauth.core.tracking import Sent, Step, Tracking, track
from priorauth.patients.models import Patient
from priorauth.reference.services import library_of

_COLUMNS = ("kind", "do", "why", "act", "place", "path", "level", "letter", "due_on", "because")
_SENT = ("is_appeal", "is_last", "sent_on", "decided_on", "days", "decide_by", "file_by", "filed_on")
_SENT_WORDS = ("level", "route", "outcome", "followed")
_GROUPS = ("payer", "indication", "prescriber_id")
AT_ONCE = 25


@dataclass(frozen=True)
class Tracked:
    """The derivation of one case, with the rows that it speaks of by number."""

    tracking: Tracking
    so_far: FactsSoFar
    sent: list[Submission]
    course: DosePlan | None

    def submission(self, index: int | None) -> Submission | None:
        return None if index is None else self.sent[index]


def derive(case: Case, on: dt.date) -> Tracked:
    """What a case comes to on a day."""
    so_far, sent = facts_so_far(case, on), sent_of(case)
    library = library_of(case.clinic)
    tracking = track(so_far.facts, library, dealings_of(case, sent))
    return Tracked(tracking, so_far, sent, dose_plan(so_far.facts, library))


@transaction.atomic
def project(case: Case, on: dt.date | None = None) -> None:
    """Derives a case and writes what differs, in the transaction of what has changed."""
    CaseState.objects.of(case.clinic).get_or_create(case=case, defaults={"clinic": case.clinic})
    # Whoever comes second waits here, and then reads what the first has written.
    state = CaseState.objects.of(case.clinic).select_for_update().get(case=case)
    now = Case.objects.of(case.clinic).select_related("coverage", "clinic", "request").get(id=case.id)
    tracked = derive(now, on or case.clinic.today())
    _write_state(state, now, tracked)
    _write_items(now, tracked)
    _write_sent(now, tracked)


def project_all_of(patient: Patient) -> None:
    """The same for every case of a patient: chart and coverage are shared. In one order, so that two never wait for
    each other."""
    for case in Case.objects.of(patient.clinic).filter(patient=patient).select_related("clinic").order_by("id"):
        project(case)


def catch_up(clinic: Clinic, on: dt.date, most: int = AT_ONCE) -> int:
    """Writes anew what has turned by that day with nothing logged, `most` at a time. Returns how many cases it was."""
    late = list(out_of_date(clinic, on).select_related("clinic")[:most])
    for case in late:
        project(case, on)
    return len(late)


def out_of_date(clinic: Clinic, on: dt.date) -> QuerySet[Case]:
    """The cases whose state was derived for an earlier day and does not hold any more."""
    return Case.objects.of(clinic).filter(state__changes_on__lte=on)


def _write_state(state: CaseState, case: Case, tracked: Tracked) -> None:
    tracking, course = tracked.tracking, tracked.course
    following = tracking.next_step
    values: dict[str, Any] = {
        "status": tracking.status.value,
        "level": tracking.level,
        "level_name": tracking.level_name,
        "outcome": tracking.outcome.value if tracking.outcome else "",
        "begun_on": case.clinic.day_of(case.created_at),
        "course_g": course.total_g if course else None,
        "infusions": course.infusions if course else None,
        "next_step": following.do if following else "",
        "next_due": following.due_on if following else None,
        "derived_on": tracking.as_of,
        "changes_on": tracking.changes_on,
        **_groups(case),
    }
    changed = [name for name, value in values.items() if getattr(state, name) != value]
    if changed:
        for name in changed:
            setattr(state, name, values[name])
        state.save(update_fields=changed)


def _groups(case: Case) -> dict[str, Any]:
    """What figures split a case by."""
    return {
        "payer": _payer(case),
        "indication": case.request.indication if hasattr(case, "request") else "",
        "prescriber_id": case.prescriber_id,
    }


def _write_items(case: Case, tracked: Tracked) -> None:
    rows = [_item(case, tracked, place, step) for place, step in enumerate(tracked.tracking.steps)]
    there = list(WorkItem.objects.of(case.clinic).filter(case=case).order_by("position"))
    if [_said(row) for row in there] != [_said(row) for row in rows]:
        WorkItem.objects.of(case.clinic).filter(case=case).delete()
        WorkItem.objects.of(case.clinic).bulk_create(rows)


def _item(case: Case, tracked: Tracked, position: int, step: Step) -> WorkItem:
    values = {name: getattr(step, name) or "" for name in _COLUMNS} | {"due_on": step.due_on}
    values |= {"target": step.target, "for_prescriber": step.for_prescriber}
    values["sorts_on"] = step.bites_on or dt.date.max
    values["payer"] = _payer(case)
    submission = tracked.submission(step.submission)
    return WorkItem(clinic=case.clinic, case=case, position=position, submission=submission, **values)


def _payer(case: Case) -> str:
    return case.coverage.payer if case.coverage else ""


def _write_sent(case: Case, tracked: Tracked) -> None:
    groups = _groups(case)
    rows = [_sent(case, tracked.sent[one.submission], one, groups) for one in tracked.tracking.sent]
    there = SubmissionState.objects.of(case.clinic).filter(case=case)
    if {row.submission_id: _told(row) for row in there} != {row.submission_id: _told(row) for row in rows}:
        there.delete()
        SubmissionState.objects.of(case.clinic).bulk_create(rows)


def _sent(case: Case, submission: Submission, sent: Sent, groups: dict[str, Any]) -> SubmissionState:
    values = {name: getattr(sent, name) for name in _SENT}
    words = {name: getattr(sent, name) or "" for name in _SENT_WORDS}
    return SubmissionState(clinic=case.clinic, case=case, submission=submission, **values, **words, **groups)


def _told(row: SubmissionState) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in (*_SENT, *_SENT_WORDS, *_GROUPS))


def _said(row: WorkItem) -> tuple[Any, ...]:
    own = (row.position, row.sorts_on, row.submission_id, row.payer, row.target, row.for_prescriber)
    return (*own, *(getattr(row, name) for name in _COLUMNS))
