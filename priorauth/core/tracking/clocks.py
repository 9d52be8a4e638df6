"""The clocks that staff watch, as spans of days. Their ends are those of `core.deadlines`."""

import datetime as dt
from collections.abc import Iterator

from priorauth.core.deadlines import Deadline, DeadlineKind, DeadlineStatus
from priorauth.core.tracking.model import Clock, ClockState
from priorauth.core.tracking.position import Position
from priorauth.core.typography import capital

_STATES = {
    DeadlineStatus.OPEN: ClockState.RUNNING,
    DeadlineStatus.PAST: ClockState.PAST,
    DeadlineStatus.SETTLED: ClockState.KEPT,
    DeadlineStatus.UNDETERMINED: ClockState.UNDETERMINED,
}


def clocks_of(position: Position) -> tuple[Clock, ...]:
    """The clocks of the last submission and of every authorization that no renewal has followed; soonest first.

    The window of a call that is over for certain is left out, and what opens by itself has no clock.
    """
    found = [*_of_submission(position), *_of_authorizations(position)]
    return tuple(sorted(found, key=lambda clock: (clock.ends_on is None, clock.ends_on or dt.date.max)))


def _of_submission(position: Position) -> Iterator[Clock]:
    titles = {
        DeadlineKind.PEER_TO_PEER: "Peer-to-peer call",
        DeadlineKind.FILING: "Window of the next level",
        DeadlineKind.DECISION: "The plan’s decision",
    }
    for kind, title in titles.items():
        for deadline in position.clocks(kind):
            over = deadline.latest_on is not None and position.facts.as_of > deadline.latest_on
            if deadline.status is DeadlineStatus.AUTOMATIC or over:
                continue
            is_window = kind is DeadlineKind.FILING and deadline.level is not None
            name = f"{position.named(deadline.level or '')} window" if is_window else title
            yield _clock(deadline, name, deadline.counted_from_on, deadline.due_as_of(position.facts.as_of))


def _of_authorizations(position: Position) -> Iterator[Clock]:
    for deadline in position.renewals:
        yield _clock(deadline, "Authorization", _begins(position, deadline), deadline.latest_on)


def _begins(position: Position, deadline: Deadline) -> dt.date | None:
    """The day on which the authorization that the clock counts from begins."""
    if deadline.counted_from == "prior_ivig.authorization.to":
        prior = position.facts.prior_ivig
        return prior.authorization.begins if prior and prior.authorization else None
    granting = [sent.determination for sent in position.facts.submissions if sent.determination]
    granted = [one.authorization for one in granting if one.authorization]
    return next((one.begins for one in granted if one.ends == deadline.latest_on), None)


def _clock(deadline: Deadline, title: str, begins: dt.date | None, ends: dt.date | None) -> Clock:
    return Clock(
        id=deadline.id,
        title=capital(title),
        state=_STATES[deadline.status],
        begins_on=begins,
        ends_on=ends,
        settled_on=deadline.settled_on,
        because=deadline.because,
        deadline=deadline,
    )
