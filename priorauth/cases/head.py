"""What stands on top of every page of a case: whose it is, where it stands, what is next, and the tabs."""

import datetime as dt
from typing import Any

from django.utils import timezone

from priorauth.cases.models import Case, CaseState, Exhibit, Submission
from priorauth.cases.projection import project
from priorauth.cases.saying import due, status_said
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right


def head(member: Member, case: Case) -> dict[str, Any]:
    """The case's header, for the template `cases/_top.html`."""
    today = timezone.localdate()
    state = _state(case, today)
    return {
        "case": case,
        "state": state,
        "status": status_said(state.status),
        "due": due(state.next_due, today),
        "today": today,
        "age": age(case.patient.birth_date, today),
        "counts": {
            "exhibits": Exhibit.objects.of(case.clinic).filter(case=case).count(),
            "submissions": Submission.objects.of(case.clinic).filter(case=case).count(),
        },
        "may_write": member.may(Right.WRITE_RECORDS),
        "may_log": member.may(Right.READ_ACTIVITY),
    }


def _state(case: Case, today: dt.date) -> CaseState:
    """Where the case stands today: derived anew where the day has turned it."""
    state = CaseState.objects.of(case.clinic).get(case=case)
    if state.changes_on is None or today < state.changes_on:
        return state
    project(case, today)
    return CaseState.objects.of(case.clinic).get(case=case)


def age(born: dt.date | None, today: dt.date) -> int | None:
    """Whole years."""
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
