"""The state of a case, out of its facts and of what passed between clinic and plan. No date is reckoned here."""

import datetime as dt

from priorauth.core.deadlines import DeadlineStatus
from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.core.tracking.clocks import clocks_of
from priorauth.core.tracking.dealings import Dealings
from priorauth.core.tracking.events import events_of
from priorauth.core.tracking.model import CaseStatus, Tracking
from priorauth.core.tracking.position import Position
from priorauth.core.tracking.sent import sent_of
from priorauth.core.tracking.steps import is_asked, steps_of
from priorauth.core.tracking.usage import usages_of
from priorauth.core.vocabulary import DeterminationOutcome


def track(facts: CaseFacts, library: Library, dealings: Dealings | None = None) -> Tracking:
    """The case as of the facts' date."""
    position = Position(facts, library, dealings or Dealings())
    return Tracking(
        as_of=facts.as_of,
        status=_status(position),
        level=position.level,
        level_name=position.named(position.level),
        outcome=position.outcome,
        events=events_of(position),
        clocks=clocks_of(position),
        steps=steps_of(position),
        sent=sent_of(position),
        usages=usages_of(position),
        changes_on=_changes_on(position),
    )


def _status(position: Position) -> CaseStatus:
    if position.dealings.closed_on:
        return CaseStatus.CLOSED
    if position.is_to_be_sent:
        return CaseStatus.PREPARING
    if position.outcome is DeterminationOutcome.APPROVED:
        return _granted(position)
    if position.is_denied:
        return CaseStatus.EXHAUSTED if position.is_exhausted else CaseStatus(str(position.outcome))
    if is_asked(position):
        return CaseStatus.INFORMATION_REQUESTED
    return CaseStatus.PLAN_OVERDUE if position.is_overdue else CaseStatus.SUBMITTED


def _granted(position: Position) -> CaseStatus:
    nearest = next(iter(position.renewals), None)
    today = position.facts.as_of
    if nearest is None or nearest.due_on is None or nearest.latest_on is None or today < nearest.due_on:
        return CaseStatus.APPROVED
    return CaseStatus.RENEWAL_DUE if today <= nearest.latest_on else CaseStatus.EXPIRED


def _changes_on(position: Position) -> dt.date | None:
    """A clock can turn on its day and on the day after it."""
    days: set[dt.date] = set()
    for clock in position.deadlines:
        if clock.status is not DeadlineStatus.SETTLED:
            for day in filter(None, (clock.due_on, clock.latest_on)):
                days |= {day, day + dt.timedelta(days=1)}
    return min((day for day in days if day > position.facts.as_of), default=None)
