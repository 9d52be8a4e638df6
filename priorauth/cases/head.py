"""What stands on top of every page of a case: whose it is, where it stands, what is next, and the tabs."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from priorauth.cases.models import Case, CaseState, Exhibit, Submission
from priorauth.cases.projection import project
from priorauth.cases.saying import Due, Status, due, status_said
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right


@dataclass(frozen=True)
class Head:
    """The case's header, for the template `cases/_top.html`."""

    case: Case
    today: dt.date
    may_log: bool

    @cached_property
    def state(self) -> CaseState:
        """Where the case stands today: derived anew where the day has turned it."""
        states = CaseState.objects.of(self.case.clinic)
        state = states.get(case=self.case)
        if state.changes_on is None or self.today < state.changes_on:
            return state
        project(self.case, self.today)
        return states.get(case=self.case)

    @property
    def status(self) -> Status:
        return status_said(self.state.status)

    @property
    def due(self) -> Due | None:
        return due(self.state.next_due, self.today)

    @property
    def age(self) -> int | None:
        return age(self.case.patient.birth_date, self.today)

    @cached_property
    def exhibits(self) -> int:
        return Exhibit.objects.of(self.case.clinic).filter(case=self.case).count()

    @cached_property
    def submissions(self) -> int:
        return Submission.objects.of(self.case.clinic).filter(case=self.case).count()


def head(member: Member, case: Case) -> dict[str, Any]:
    """What the template of a case's page is given, whichever it is."""
    today = timezone.localdate()
    return {
        "case": case,
        "head": Head(case, today, member.may(Right.READ_ACTIVITY)),
        "today": today,
        "may_write": member.may(Right.WRITE_RECORDS),
    }


def age(born: dt.date | None, today: dt.date) -> int | None:
    """Whole years."""
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
