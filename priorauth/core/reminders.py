"""When somebody is reminded of a thing to do: so many days before it is due, and once when it is overdue.

The days are this program's choice and no law's. Whoever reads worklists every day needs few of them.
"""

import datetime as dt
from collections.abc import Mapping

from priorauth.core.dates import next_business_day
from priorauth.core.tracking import StepKind

OVERDUE = -1
"""Stands for the reminder of a day that has passed."""

DAYS_BEFORE: Mapping[StepKind, tuple[int, ...]] = {
    StepKind.FACTS: (14, 7),  # the letter that waits for them has reminders of its own
    StepKind.SEND: (14, 7, 2, 0, OVERDUE),
    StepKind.DECISION: (0,),
    StepKind.PLAN_OVERDUE: (OVERDUE,),
    StepKind.INFORMATION: (7, 2, 0, OVERDUE),
    StepKind.PEER_TO_PEER: (2, 0, OVERDUE),
    StepKind.APPEAL: (14, 7, 2, 0, OVERDUE),
    StepKind.RENEWAL: (7, 0, OVERDUE),
    StepKind.SIGNATURE: (7, 2, 0, OVERDUE),
    StepKind.EXHIBIT: (14, 7),  # as facts
    StepKind.UNITS: (14, 7, 0),
    StepKind.ASSISTANCE: (7, 2, 0, OVERDUE),
}
LONGEST = max(max(days) for days in DAYS_BEFORE.values())


def reached(kind: StepKind, due_on: dt.date, today: dt.date) -> int | None:
    """The last reminder whose turn has come by a business day, in days before `due_on`; None before the first.

    Nobody reads mail on a day off: what would come on one comes on the business day before it. Only OVERDUE waits,
    until it is true.

    >>> reached(StepKind.APPEAL, dt.date(2026, 11, 29), dt.date(2026, 11, 25))  # a Sunday; the 26th is Thanksgiving
    2
    """
    until = last_day_of(today)
    come = (days for days in DAYS_BEFORE[kind] if days != OVERDUE and due_on - dt.timedelta(days) <= until)
    overdue = (days for days in DAYS_BEFORE[kind] if days == OVERDUE and due_on < today)
    return min((*come, *overdue), default=None)


def last_day_of(today: dt.date) -> dt.date:
    """The last day that a morning's reminders are for: the day before the next business day."""
    return next_business_day(today + dt.timedelta(1)) - dt.timedelta(1)
