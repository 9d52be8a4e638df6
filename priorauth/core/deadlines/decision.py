"""Until when the plan or the reviewer must decide what was submitted."""

import datetime as dt
from collections.abc import Iterator

from priorauth.core.deadlines.counting import Counted, count_from
from priorauth.core.deadlines.model import Basis, Deadline, DeadlineKind, DeadlineStatus, Reckoning, status_by_day
from priorauth.core.deadlines.windows import in_force_said, is_in_force
from priorauth.core.facts import CaseFacts, Determination, Submission, day_of
from priorauth.core.levels import level_of, plan_type_of, short_name
from priorauth.core.library import Library
from priorauth.core.records.appeal_rules import Clock, Level, Trigger
from priorauth.core.vocabulary import DeterminationOutcome, Urgency

SENT_ONLY = "The plan's receipt is not on record; counted from the day of sending, the earliest that it can end."


def decision_deadlines(facts: CaseFacts, library: Library) -> Iterator[Deadline]:
    """The decision clock of every submission, whether it runs, ran out or was kept."""
    plan_type = plan_type_of(facts, library)
    for index, submission in enumerate(facts.submissions):
        level = level_of(submission.level, plan_type) if plan_type else None
        if plan_type is None or level is None:
            because = (
                f"the library has no such level for {plan_type.label}"
                if plan_type
                else "the plan type is not on record"
            )
            yield _undetermined(index, submission.level, because)
        else:
            yield _decision(facts, index, level, f"appeal_rules:{plan_type.id}.{level.id}")


def clock_of(level: Level, urgency: Urgency | None) -> Clock | None:
    """The clock that runs at a level: the expedited one where the request is expedited and the level has one."""
    if urgency is Urgency.EXPEDITED and level.decision_expedited:
        return level.decision_expedited
    return level.decision_standard


def decision_if_received(level: Level, urgency: Urgency | None, received: dt.date | dt.datetime) -> Counted | None:
    """When the plan would have to decide what it receives on that day; None without a clock, or under an older rule."""
    clock = clock_of(level, urgency)
    return count_from(received, clock) if clock and is_in_force(level, day_of(received)) else None


def _decision(facts: CaseFacts, index: int, level: Level, rule: str) -> Deadline:
    submission = facts.submissions[index]
    decided = _decided(submission.determination)
    # Whether an answered request was filed as expedited is not on record: it is measured by the standard clock.
    clock = clock_of(level, Urgency.STANDARD if decided else facts.request.urgency)
    reckoning = _reckoning(index, submission, level, clock)
    due = reckoning.due_on if reckoning else None
    return Deadline(
        id=f"submissions[{index}].decision",
        kind=DeadlineKind.DECISION,
        what=f"Decision: {short_name(level)}",
        submission=index,
        level=level.id,
        level_name=level.name,
        status=_status(due, submission.determination, facts.as_of),
        because="" if due else _because(submission, level, clock),
        due_on=due,
        due_at=reckoning.due_at if reckoning else None,
        reckonings=(reckoning,) if reckoning else (),
        settled_on=decided,
        in_time=decided <= due if decided and due else None,
        rule=rule,
        legal_source=level.legal_source,
        verified=level.verified is not None,
        recalled=level.recalled,
        notes=tuple(_notes(facts, submission, level, clock)),
        facts=tuple(filter(None, ["coverage.plan_type", "request.urgency", reckoning and reckoning.counted_from])),
        rules=(rule, *(reckoning.rules if reckoning else ())),
    )


def _reckoning(index: int, submission: Submission, level: Level, clock: Clock | None) -> Reckoning | None:
    received = submission.plan_received
    start = received or submission.submitted
    counts_elsewhere = clock is not None and clock.counted_from is Trigger.PRESCRIBER_STATEMENT_RECEIVED
    if clock is None or start is None or counts_elsewhere or not is_in_force(level, day_of(start)):
        return None
    counted = count_from(start, clock)
    notes = (SENT_ONLY if received is None else "", counted.note)
    return Reckoning(
        basis=Basis.RECEIPT if received else Basis.SENDING,
        counted_from=f"submissions[{index}].{'plan_received' if received else 'submitted'}",
        counted_from_on=day_of(start),
        due_on=counted.on,
        due_at=counted.at,
        arithmetic=counted.arithmetic,
        note=" ".join(filter(None, notes)),
        rules=counted.rules,
    )


def _decided(determination: Determination | None) -> dt.date | None:
    """The day of the plan's answer; a request for more information is none."""
    if determination is None or determination.outcome is DeterminationOutcome.PENDED:
        return None
    return determination.notice_date or determination.received_date


def _status(due: dt.date | None, determination: Determination | None, as_of: dt.date) -> DeadlineStatus:
    if determination is not None and determination.outcome is not DeterminationOutcome.PENDED:
        return DeadlineStatus.SETTLED
    return status_by_day(due, as_of)


def _because(submission: Submission, level: Level, clock: Clock | None) -> str:
    start = submission.plan_received or submission.submitted
    if clock is None:
        return "the library has no decision clock for this level"
    if start is None:
        return "neither the day of sending nor the plan's receipt is on record"
    if not is_in_force(level, day_of(start)):
        return in_force_said(level)
    return "the clock counts from the prescriber's statement, whose receipt is not on record"


def _notes(facts: CaseFacts, submission: Submission, level: Level, clock: Clock | None) -> Iterator[str]:
    is_expedited = facts.request.urgency is Urgency.EXPEDITED
    if _decided(submission.determination) and is_expedited and level.decision_expedited:
        yield "Measured by the standard clock: the record does not say that this level was filed as expedited."
    elif is_expedited and level.decision_expedited is None and clock:
        yield "This level has no expedited clock; the standard one is shown."
    if clock and clock.extension:
        yield f"Extension: {clock.extension}."
    if submission.determination and submission.determination.outcome is DeterminationOutcome.PENDED:
        yield "The plan has asked for more; its clock may stand still or be extended."


def _undetermined(index: int, level: str, because: str) -> Deadline:
    return Deadline(
        id=f"submissions[{index}].decision",
        kind=DeadlineKind.DECISION,
        what="Decision",
        submission=index,
        level=level,
        status=DeadlineStatus.UNDETERMINED,
        because=because,
        facts=("coverage.plan_type",),
    )
