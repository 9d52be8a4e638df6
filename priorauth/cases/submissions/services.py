"""What staff log of a case's way through the plan: sendings, requests for more, calls, the next level, the end.

Each is one transaction that also writes the projection anew. The revision is that of the case's submissions or calls.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from priorauth.cases.models import (
    Authorization,
    Call,
    Case,
    Determination,
    InformationRequest,
    PeerToPeer,
    Submission,
)
from priorauth.cases.projection import project, project_all_of
from priorauth.core.levels import RENEWAL
from priorauth.patients.models import IvigAuthorization, PriorIvig
from priorauth.patients.sections import add_entry, change_entry, remove_entry, revision_now, save_once, section_of
from priorauth.patients.writing import change, put, replace, take_turn

_SENDING = ("submitted", "plan_received", "reference")


class AlreadyBegun(Exception):
    """The next level was begun before: there is one at a time."""


@transaction.atomic
def log_submission(*, case: Case, revision: int, **values: Any) -> Submission:
    """A level of the case; without a day and a number it is only being prepared."""
    is_prepared = not any(values.get(name) for name in _SENDING)
    row = add_entry(Submission, case, revision, is_prepared=is_prepared, **values)
    project(case)
    return row


@transaction.atomic
def change_submission(
    *,
    submission: Submission,
    revision: int,
    information: Iterable[Mapping[str, Any]] = (),
    call: Mapping[str, Any] | None = None,
    **values: Any,
) -> None:
    """How a level was sent, what the plan asked for meanwhile, the call between physicians (None: there is none).

    One whose day and number are taken back, and that nobody has answered, is being prepared again.
    """
    take_turn(section_of(Submission, submission.case), revision)
    was_sent = _is_sent(submission)
    change(submission, **values)
    is_answered = Determination.objects.of(submission.clinic).filter(submission=submission).exists()
    if _is_sent(submission):
        change(submission, is_prepared=False)
    elif was_sent and not is_answered:
        change(submission, is_prepared=True)
    replace(InformationRequest, information, submission=submission)
    put(PeerToPeer, call, submission=submission)
    project(submission.case)


def _is_sent(submission: Submission) -> bool:
    return any(getattr(submission, name) for name in _SENDING)


@transaction.atomic
def remove_submission(*, submission: Submission, revision: int) -> None:
    """Takes a level out of the case, with the plan's answer to it. The last one leaves *none sent* on record."""
    case = submission.case
    remove_entry(submission, revision)
    if not Submission.objects.of(case.clinic).filter(case=case).exists():
        change(section_of(Submission, case), none_stated=True)
    project(case)


@transaction.atomic
def start_level(*, case: Case, revision: int, level: str) -> Submission:
    """Begins the next level. A renewal takes the authorization that it renews into the chart. Raises AlreadyBegun."""
    if Submission.objects.of(case.clinic).filter(case=case, is_prepared=True).exists():
        raise AlreadyBegun
    row = add_entry(Submission, case, revision, is_prepared=True, level=level)
    granted = granted_last(case) if level == RENEWAL else None
    if granted is None:
        project(case)
    else:
        _take_over(granted, case)
        project_all_of(case.patient)
    return row


def granted_last(case: Case) -> Authorization | None:
    """The latest authorization that the plan gave for this case."""
    rows = Authorization.objects.of(case.clinic).filter(determination__submission__case=case)
    return rows.order_by("-determination__submission__position").first()


def _take_over(granted: Authorization, case: Case) -> None:
    """What the plan granted last is what the patient has been given: the letter of renewal rests on the chart."""
    values = {name: getattr(granted, name) for name in ("number", "begins", "ends", "units")}
    given = {"product": granted.product} if granted.product else {}
    prior = save_once(PriorIvig, case.patient, revision_now(PriorIvig, case.patient), **given)
    put(IvigAuthorization, values, prior_ivig=prior)


@transaction.atomic
def log_call(*, case: Case, revision: int, **values: Any) -> Call | None:
    """A call to the plan. None where just this one is logged already: a form that was sent twice."""
    if any(
        all(getattr(row, name) == value for name, value in values.items())
        for row in Call.objects.of(case.clinic).filter(case=case)
    ):
        return None
    row = add_entry(Call, case, revision, **values)
    project(case)
    return row


@transaction.atomic
def change_call(*, call: Call, revision: int, **values: Any) -> None:
    """What was said, corrected."""
    change_entry(call, revision, **values)
    project(call.case)


@transaction.atomic
def remove_call(*, call: Call, revision: int) -> None:
    """A call that never was."""
    remove_entry(call, revision)
    project(call.case)


@transaction.atomic
def close_case(*, case: Case, revision: int, on: dt.date | None, because: str = "") -> Case:
    """Closes a case, which then asks for nothing; with no day it is open again."""
    now = take_turn(case, revision)
    change(now, closed_on=on, closed_because=because if on else "")
    project(now)
    return now
