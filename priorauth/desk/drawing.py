"""The clocks of a case on one axis of eight weeks, as figures of an SVG; the templates only write them down."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from priorauth.cases.saying import SOON, Due, due
from priorauth.core.deadlines import Basis, DeadlineKind
from priorauth.core.tracking import Clock, Usage
from priorauth.core.tracking.model import ClockState

WEEKS, WEEKS_BEFORE = 8, 3
A_DAY = 10
WIDTH = WEEKS * 7 * A_DAY


@dataclass(frozen=True)
class Lane:
    """One clock. Its bar is clipped to the axis; `goes_on` where it ends beyond it."""

    clock: Clock
    today: dt.date
    first: dt.date
    usage: Usage | None = None

    def _x(self, day: dt.date) -> int:
        return max(0, min(WIDTH, (day - self.first).days * A_DAY))

    @property
    def has_bar(self) -> bool:
        begins, ends = self.clock.begins_on, self.clock.ends_on
        return begins is not None and ends is not None and ends > self.first and begins < self.last

    @property
    def last(self) -> dt.date:
        return self.first + dt.timedelta(weeks=WEEKS)

    @property
    def x(self) -> int:
        return self._x(self.clock.begins_on or self.first)

    @property
    def width(self) -> int:
        return max(A_DAY // 2, self._x(self.clock.ends_on or self.last) - self.x)

    @property
    def used(self) -> int:
        """How much of the bar lies behind us, or behind the day on which the thing was done."""
        until = self.clock.settled_on or self.today
        return max(0, min(self.width, self._x(until) - self.x))

    @property
    def goes_on(self) -> bool:
        return self.clock.ends_on is not None and self.clock.ends_on > self.last

    @property
    def now(self) -> int:
        return self._x(self.today) + A_DAY // 2

    @property
    def look(self) -> str:
        if self.clock.state is ClockState.KEPT:
            return "is-done"
        if self.due is None:
            return ""
        return "is-late" if self.due.is_late else "is-soon" if self.due.days <= SOON else ""

    @property
    def due(self) -> Due | None:
        return due(self.clock.ends_on, self.today)

    @property
    def said(self) -> str:
        """What the bar shows, in words."""
        begins, ends = self.clock.begins_on, self.clock.ends_on
        if begins is None or ends is None:
            return f"{self.clock.title}: no days to draw"
        passed = max(0, min((self.today - begins).days, (ends - begins).days))
        return f"{self.clock.title}: {passed} of {(ends - begins).days} days used"

    @property
    def sum(self) -> str:
        """`October 8, 2026 + 180 days = April 6, 2027`."""
        return self.clock.deadline.arithmetic

    @property
    def is_printed(self) -> bool:
        decisive = self.clock.deadline.decisive
        return decisive is not None and decisive.basis is Basis.PRINTED

    @property
    def is_authorization(self) -> bool:
        """Whether the bar ends with an authorization, from whose end its renewal is counted back."""
        return self.clock.deadline.kind is DeadlineKind.RENEWAL

    @property
    def source(self) -> str:
        """The rule's legal source; empty where none applies."""
        return self.clock.deadline.legal_source or ""


@dataclass(frozen=True)
class Mark:
    """One week of the axis. `is_now` where today lies in it."""

    day: dt.date
    is_now: bool


@dataclass(frozen=True)
class Axis:
    """The axis, with today in its fourth week, and the lanes on it; that of an authorization with its units."""

    clocks: tuple[Clock, ...]
    today: dt.date
    usages: tuple[Usage, ...] = ()

    @cached_property
    def first(self) -> dt.date:
        return self.today - dt.timedelta(days=self.today.weekday(), weeks=WEEKS_BEFORE)

    @property
    def marks(self) -> list[Mark]:
        days = [self.first + dt.timedelta(weeks=week) for week in range(WEEKS)]
        return [Mark(day, day <= self.today < day + dt.timedelta(weeks=1)) for day in days]

    @property
    def lanes(self) -> list[Lane]:
        used = {one.clock: one for one in self.usages}
        return [Lane(clock, self.today, self.first, used.get(clock.id)) for clock in self.clocks]
