"""The record in time: what lay before a day, what falls in a window, which measure is the latest.

Dates may be partial. What is said of one holds for every day that it may mean, up to the letter's date, since nothing
on record is later; where it holds for some of those days only, it is not documented.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from priorauth.core.dates import PartialDate, months_before
from priorauth.core.facts import CaseFacts, Disability, Imaging, Relapse
from priorauth.core.vocabulary import Standing


class Dated(Protocol):
    @property
    def date(self) -> PartialDate: ...


T = TypeVar("T")
D = TypeVar("D", bound=Dated)


@dataclass(frozen=True)
class At(Generic[T]):
    """An item of a list of the case, with its path (`relapses[1]`)."""

    path: str
    item: T


def numbered(name: str, items: Iterable[T]) -> tuple[At[T], ...]:
    """The items with their paths, in the order of the case file."""
    return tuple(At(f"{name}[{index}]", item) for index, item in enumerate(items))


@dataclass(frozen=True)
class Window:
    """A span of days, both ends counted; `first` None is any time before. `as_of` bounds what a date may mean."""

    first: dt.date | None
    last: dt.date
    as_of: dt.date

    def holds(self, date: PartialDate) -> Standing:
        """Met where every day that the date may mean lies within, not met where none does."""
        begins, ends = span(date, self.as_of)
        if ends < (self.first or dt.date.min) or begins > self.last:
            return Standing.NOT_MET
        if begins >= (self.first or dt.date.min) and ends <= self.last:
            return Standing.MET
        return Standing.NOT_DOCUMENTED


def window(facts: CaseFacts, on: dt.date, months: int | None = None) -> Window:
    """The `months` up to a day (the same day-number counts); all time up to it where None."""
    first = None if months is None else months_before(on, months)
    return Window(first, on, facts.as_of)


def span(date: PartialDate, as_of: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day that a date of the record may mean; none is later than the letter."""
    return date.first, max(date.first, min(date.last, as_of))


@dataclass(frozen=True)
class Count(Generic[T]):
    """Items that surely fall in a window, and those that may."""

    sure: tuple[At[T], ...]
    possible: tuple[At[T], ...]

    @property
    def least(self) -> int:
        return len(self.sure)

    @property
    def most(self) -> int:
        return len(self.sure) + len(self.possible)


def in_window(items: Iterable[At[D]], within: Window) -> Count[D]:
    """The items whose dates fall, or may fall, in the window."""
    items = tuple(items)
    standings = [within.holds(entry.item.date) for entry in items]
    sure = tuple(entry for entry, standing in zip(items, standings, strict=True) if standing is Standing.MET)
    possible = tuple(
        entry for entry, standing in zip(items, standings, strict=True) if standing is Standing.NOT_DOCUMENTED
    )
    return Count(sure, possible)


def relapses_in(facts: CaseFacts, within: Window) -> Count[Relapse] | None:
    """Relapses of a window; None where relapses are not on record at all."""
    return None if facts.relapses is None else in_window(numbered("relapses", facts.relapses), within)


def scores_in(facts: CaseFacts, within: Window) -> Count[Disability] | None:
    """Visits with scores in a window; None where none are on record at all."""
    return None if facts.disability is None else in_window(numbered("disability", facts.disability), within)


def reports_in(facts: CaseFacts, within: Window) -> Count[Imaging] | None:
    """MRI reports of a window; None where none are on record at all."""
    return None if facts.imaging is None else in_window(numbered("imaging", facts.imaging), within)


def latest(items: Sequence[At[D]], as_of: dt.date) -> tuple[At[D], ...]:
    """The items that may be the latest: one, unless partial dates overlap; none of an empty list."""
    spans = [span(entry.item.date, as_of) for entry in items]
    newest = max((begins for begins, _ in spans), default=dt.date.min)
    return tuple(entry for entry, (_, ends) in zip(items, spans, strict=True) if ends >= newest)


def earliest(items: Sequence[At[D]], as_of: dt.date) -> tuple[At[D], ...]:
    """The items that may be the earliest: one, unless partial dates overlap; none of an empty list."""
    spans = [span(entry.item.date, as_of) for entry in items]
    oldest = min((ends for _, ends in spans), default=dt.date.max)
    return tuple(entry for entry, (begins, _) in zip(items, spans, strict=True) if begins <= oldest)


def is_before(one: PartialDate, other: PartialDate, as_of: dt.date) -> bool:
    """Whether the one is surely earlier than the other."""
    return span(one, as_of)[1] < span(other, as_of)[0]


def days_of(date: PartialDate, as_of: dt.date) -> tuple[dt.date, ...]:
    """Every day that a date of the record may mean."""
    first, last = span(date, as_of)
    return tuple(first + dt.timedelta(days=count) for count in range((last - first).days + 1))


@dataclass(frozen=True)
class EqualPeriods:
    """Two periods of equal length: `before` ends on the eve of `start`, `after` begins on it; both ends counted."""

    before: Window
    after: Window

    @property
    def days(self) -> int:
        return (self.after.last - (self.after.first or self.after.last)).days + 1


def equal_periods(facts: CaseFacts, start: dt.date, end: dt.date) -> EqualPeriods | None:
    """From `start` to `end`, and as many days before it; None where the end lies before the start."""
    if end < start:
        return None
    before_first = start - (end - start) - dt.timedelta(days=1)
    eve = start - dt.timedelta(days=1)
    return EqualPeriods(Window(before_first, eve, facts.as_of), Window(start, end, facts.as_of))
