"""How pages say where a case stands and when a thing is due."""

import datetime as dt
from dataclasses import dataclass

from priorauth.core.tracking import CaseStatus

SOON = 3


@dataclass(frozen=True)
class Status:
    """`look` is the pill's kind, `icon` its icon."""

    words: str
    look: str
    icon: str


STATUSES = {
    CaseStatus.PREPARING: Status("Being prepared", "act", "pencil"),
    CaseStatus.SUBMITTED: Status("With the plan", "calm", "send"),
    CaseStatus.INFORMATION_REQUESTED: Status("Plan wants more", "warn", "question-circle"),
    CaseStatus.PLAN_OVERDUE: Status("Plan is late", "warn", "hourglass-split"),
    CaseStatus.DENIED: Status("Denied", "stop", "x-octagon-fill"),
    CaseStatus.PARTIALLY_APPROVED: Status("Partly approved", "stop", "x-octagon-fill"),
    CaseStatus.EXHAUSTED: Status("No level left", "stop", "slash-circle"),
    CaseStatus.APPROVED: Status("Approved", "ok", "check-circle-fill"),
    CaseStatus.RENEWAL_DUE: Status("Renewal due", "warn", "calendar2-week"),
    CaseStatus.EXPIRED: Status("Authorization ended", "stop", "slash-circle"),
    CaseStatus.CLOSED: Status("Closed", "line", "lock-fill"),
}


def status_said(status: str) -> Status:
    """The pill of a status as a row holds it."""
    return STATUSES[CaseStatus(status)]


@dataclass(frozen=True)
class Due:
    """A day by which something is to be done, seen from another."""

    on: dt.date
    today: dt.date

    @property
    def days(self) -> int:
        return (self.on - self.today).days

    @property
    def is_late(self) -> bool:
        return self.days < 0

    @property
    def is_soon(self) -> bool:
        return 0 <= self.days <= SOON

    @property
    def icon(self) -> str:
        return "alarm-fill" if self.is_late else "clock" if self.is_soon else "calendar-event"

    @property
    def when(self) -> str:
        return day_said(self.on, self.today)

    @property
    def distance(self) -> str:
        """`in 3 days`, `today`, `3 days overdue`."""
        if self.days == 0:
            return "today"
        count = abs(self.days)
        words = f"{count} day{'' if count == 1 else 's'}"
        return f"{words} overdue" if self.is_late else f"in {words}"


def day_said(day: dt.date, today: dt.date) -> str:
    """`Fri, Nov 20`; with the year where it is another one."""
    year = "" if day.year == today.year else f", {day.year}"
    return f"{day:%a, %b} {day.day}{year}"


def due(on: dt.date | None, today: dt.date) -> Due | None:
    return Due(on, today) if on else None
