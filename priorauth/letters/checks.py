"""The check list and the criteria of a letter, in the order in which pages show them."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

from priorauth.core.letter import CheckItem, CriterionView, Letter
from priorauth.core.vocabulary import CheckLevel, Standing

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


class Checked(ABC):
    """What a page shows of its letter's checks."""

    @property
    @abstractmethod
    def letter(self) -> Letter:
        """The letter that the page is about."""

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

    @property
    def judged(self) -> int:
        """How many criteria get a verdict."""
        return sum(criterion.verdict is not None for criterion in self.criteria)
