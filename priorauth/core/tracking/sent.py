"""What each submission comes to, for figures over many cases: its answer, its two deadlines, what followed a denial."""

import datetime as dt
from collections.abc import Iterator

from priorauth.core.deadlines import Deadline, DeadlineKind, DeadlineStatus
from priorauth.core.facts import Determination, day_of
from priorauth.core.levels import REQUESTS
from priorauth.core.routes import route_answering
from priorauth.core.stage import ADVERSE, GRANTING
from priorauth.core.tracking.model import Followed, Sent
from priorauth.core.tracking.position import Position
from priorauth.core.vocabulary import DeterminationOutcome

_UNDECIDED = (None, DeterminationOutcome.PENDED, DeterminationOutcome.WITHDRAWN)


def sent_of(position: Position) -> tuple[Sent, ...]:
    """Every submission of the case, in order. `is_last` is the last one that was not withdrawn."""
    return tuple(_sent(position, index) for index in range(len(position.facts.submissions)))


def is_appeal(level: str) -> bool:
    return level not in REQUESTS


def _sent(position: Position, index: int) -> Sent:
    row = position.facts.submissions[index]
    answer = row.determination
    outcome = answer.outcome if answer else None
    sent_on = day_of(row.submitted) if row.submitted else None
    decided_on = _decided_on(answer) if answer else None
    window = _window(position, index)
    return Sent(
        submission=index,
        level=row.level,
        is_appeal=is_appeal(row.level),
        is_last=index == position.last,
        route=route_answering(position.facts, position.library, _answered(position, index)),
        sent_on=sent_on,
        outcome=outcome,
        decided_on=decided_on,
        days=(decided_on - sent_on).days if decided_on and sent_on and sent_on <= decided_on else None,
        decide_by=_decide_by(position, index),
        file_by=window.due_on if window else None,
        filed_on=window.settled_on if window else None,
        followed=_followed(position, index),
    )


def _decided_on(answer: Determination) -> dt.date | None:
    return None if answer.outcome in _UNDECIDED else answer.notice_date or answer.received_date


def _answered(position: Position, index: int) -> Determination | None:
    """The denial that the submission answers: an appeal answers the last one before it."""
    if not is_appeal(position.facts.submissions[index].level):
        return None
    before = [one.determination for one in position.facts.submissions[:index] if one.determination]
    return next((one for one in reversed(before) if one.outcome in ADVERSE), None)


def _decide_by(position: Position, index: int) -> dt.date | None:
    """The end of the plan's clock; None while it has asked for more, which may stop the clock, where nothing is wanted
    of it any more, and where the day of its answer is not on record."""
    answer = position.facts.submissions[index].determination
    if answer and _decided_on(answer) is None:
        return None
    clocks = (one for one in position.deadlines if one.kind is DeadlineKind.DECISION)
    return next((one.due_on for one in clocks if one.submission == index), None)


def _window(position: Position, index: int) -> Deadline | None:
    """The window that a denial opened: the one that was used, else the one that closes first.

    None where nothing was to be filed: the plan forwards the case itself, or it was closed before the window was.
    """
    clocks = (one for one in position.deadlines if one.kind is DeadlineKind.FILING and one.submission == index)
    windows = [one for one in clocks if one.status is not DeadlineStatus.AUTOMATIC and one.due_on]
    used = [one for one in windows if one.settled_on]
    chosen = min(used or windows, key=lambda one: one.due_on or dt.date.max, default=None)
    closed_on = position.dealings.closed_on
    if chosen is None or chosen.settled_on or closed_on is None:
        return chosen
    return None if chosen.due_on is None or closed_on <= chosen.due_on else chosen


def _followed(position: Position, index: int) -> Followed | None:
    """What the appeals against a denial came to; None while none was decided, and where nothing was denied."""
    answer = position.facts.submissions[index].determination
    if answer is None or answer.outcome not in ADVERSE:
        return None
    outcomes = [one for one in _appeals_after(position, index) if one not in _UNDECIDED]
    if not outcomes:
        return None
    return Followed.OVERTURNED if any(one in GRANTING for one in outcomes) else Followed.UPHELD


def _appeals_after(position: Position, index: int) -> Iterator[DeterminationOutcome | None]:
    """The answers to the appeals of the same request: a later request begins anew."""
    for row in position.facts.submissions[index + 1 :]:
        if not is_appeal(row.level):
            return
        yield row.determination.outcome if row.determination else None
