"""What the letter's page shows, in the order in which it shows it."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from priorauth.core.letter import CheckItem, CriterionView, Letter
from priorauth.core.vocabulary import CheckLevel, LetterKind, Standing
from priorauth.letters import kinds
from priorauth.letters.models import Rendering

# A healthy server starts on a letter within a second or two.
LONG_WAIT_SECONDS = 20

LEVELS = {
    CheckLevel.STOP: "Stops the letter",
    CheckLevel.BEFORE_SIGNING: "Before it is signed",
    CheckLevel.ADVICE: "Advice",
}


@dataclass(frozen=True)
class Level:
    """One level of the check list: what is open comes with what settles it."""

    level: CheckLevel
    name: str
    items: tuple[CheckItem, ...]


@dataclass(frozen=True)
class LetterPage:
    """A rendering with its letter, as staff read them."""

    job: Rendering
    now: dt.datetime

    @cached_property
    def letter(self) -> Letter:
        return self.job.letter.value()

    @property
    def kind(self) -> str:
        return kinds.NAMES[LetterKind(self.job.letter.kind)]

    @property
    def waits_long(self) -> bool:
        return not self.job.is_finished and self.job.seconds_waited(self.now) > LONG_WAIT_SECONDS

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The open items by level, the gravest first; a level without any is left out."""
        open_items = [(level, self.letter.open_items(level)) for level in LEVELS]
        return tuple(Level(level, LEVELS[level], items) for level, items in open_items if items)

    @cached_property
    def settled(self) -> tuple[CheckItem, ...]:
        return tuple(item for item in self.letter.checklist if item.ok)

    @cached_property
    def criteria(self) -> tuple[CriterionView, ...]:
        """Not met first, then not documented, then met, then the questions that have no verdict."""
        order = [Standing.NOT_MET, Standing.NOT_DOCUMENTED, Standing.MET, None]
        return tuple(sorted(self.letter.assessment.criteria, key=lambda criterion: order.index(criterion.verdict)))

    @property
    def met(self) -> int:
        return sum(criterion.verdict is Standing.MET for criterion in self.criteria)
