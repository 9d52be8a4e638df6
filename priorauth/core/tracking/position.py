"""What every part of tracking asks: the last submission, its answer, the level of the case, its clocks."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self

from priorauth.core.deadlines import Deadline, DeadlineKind, DeadlineStatus, deadlines
from priorauth.core.facts import CaseFacts, Determination
from priorauth.core.levels import RENEWAL, REQUESTS, short_name
from priorauth.core.library import Library
from priorauth.core.stage import ADVERSE, Stage, kinds_that_fit, live, next_level, rules_of, stage_of
from priorauth.core.tracking.dealings import Dealings
from priorauth.core.typography import lowered
from priorauth.core.vocabulary import DeterminationOutcome, LetterKind


class LastDay(NamedTuple):
    """The day by which what is being made ready must be there, and the one to send it by; else why there is none."""

    due_on: dt.date | None = None
    send_by: dt.date | None = None
    because: str = ""

    @classmethod
    def of_window(cls, window: Deadline) -> Self:
        """That of a window to file in. What is late is not sent in time any more."""
        if window.due_on is None:
            return cls(because=window.because)
        return cls(window.due_on, None if window.status is DeadlineStatus.PAST else window.send_by)


NOTHING_RUNS = "no clock runs before the first request is sent"
_BRIEFS = (LetterKind.PEER_TO_PEER, LetterKind.PATIENT_APPEAL, LetterKind.ASSISTANCE_SUPPORT)


@dataclass(frozen=True)
class Position:
    """A case as of the facts' date."""

    facts: CaseFacts
    library: Library
    dealings: Dealings

    @cached_property
    def stage(self) -> Stage:
        return stage_of(self.facts, self.library)

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        return deadlines(self.facts, self.library)

    @cached_property
    def last(self) -> int | None:
        """The last submission that was not withdrawn; None where nothing is out."""
        return next(reversed(live(self.facts)), None)

    @property
    def answer(self) -> Determination | None:
        """The plan's answer to the last submission."""
        return None if self.last is None else self.facts.submissions[self.last].determination

    @property
    def outcome(self) -> DeterminationOutcome | None:
        return self.answer.outcome if self.answer else None

    @property
    def is_awaiting(self) -> bool:
        """Whether a request is out that the plan has not decided."""
        return not self.is_to_be_sent and self.outcome in (None, DeterminationOutcome.PENDED)

    @property
    def is_denied(self) -> bool:
        return self.outcome in ADVERSE

    @property
    def is_exhausted(self) -> bool:
        """Whether nothing is left after a denial: no level that the library knows, no date that the notice prints."""
        return self.is_denied and self.stage.is_closed and not (self.filing and self.filing.due_on)

    @property
    def is_to_be_sent(self) -> bool:
        """Whether what comes next is being made ready: begun after an answer, or nothing is out yet."""
        return self.dealings.prepared is not None or self.last is None

    @property
    def level(self) -> str:
        return self.dealings.prepared or self.stage.level

    def clocks(self, kind: DeadlineKind) -> Iterator[Deadline]:
        """The clocks of one kind of the last submission; every clock of an authorization."""
        for clock in self.deadlines:
            if clock.kind is kind and (kind is DeadlineKind.RENEWAL or clock.submission == self.last):
                yield clock

    @property
    def decision(self) -> Deadline | None:
        """The clock of the plan's answer to the last submission."""
        return next(self.clocks(DeadlineKind.DECISION), None)

    @property
    def is_overdue(self) -> bool:
        """Whether the plan has let its clock run out and has not answered."""
        return self.decision is not None and self.decision.status is DeadlineStatus.PAST

    @property
    def renewals(self) -> list[Deadline]:
        """The ends of authorizations that no renewal has followed, the nearest first."""
        running = [one for one in self.clocks(DeadlineKind.RENEWAL) if one.status is not DeadlineStatus.SETTLED]
        return sorted(running, key=lambda one: one.latest_on or dt.date.max)

    @property
    def filing(self) -> Deadline | None:
        """The window of the level that the case is at; the notice's own day where the library has no such level."""
        windows = list(self.clocks(DeadlineKind.FILING)) if self.is_denied else []
        of_level = [one for one in windows if one.level == self.level]
        return min(of_level or windows, key=lambda one: (one.due_on is None, one.due_on or dt.date.max), default=None)

    @property
    def has_letter_to_write(self) -> bool:
        """Whether the prescriber's letter for the level is what comes next."""
        return self.is_to_be_sent or (self.is_denied and not self.stage.is_closed)

    @cached_property
    def letter(self) -> LetterKind | None:
        """The prescriber's letter for the level that the case is at."""
        return next((kind for kind in kinds_that_fit(self.facts, self.library) if kind not in _BRIEFS), None)

    @property
    def last_day(self) -> LastDay:
        """The day by which what is being made ready must be out."""
        if self.level == RENEWAL:
            ends = [one.latest_on for one in self.renewals]
            return LastDay(ends[0]) if ends else LastDay(because="no authorization with an end is on record")
        return LastDay(because=NOTHING_RUNS) if self.filing is None else LastDay.of_window(self.filing)

    def next_level(self, level: str) -> str | None:
        """The level after a denial at this one; None at the end."""
        return next_level(self.facts, self.library, level)

    def named(self, level: str) -> str:
        """A level in the plan type's own words, as running text has it."""
        rules = rules_of(self.facts, self.library, level)
        if level in REQUESTS or rules is None:
            return level.replace("_", " ")
        return lowered(short_name(rules))
