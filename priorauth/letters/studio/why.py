"""Why a sentence or a table row stands in a letter: its facts, findings, rules and exhibits, and what it bears on."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from priorauth.core.grounds import Grounds
from priorauth.core.letter import CriterionView, Letter, Paragraph, Table
from priorauth.core.vocabulary import Standing
from priorauth.letters.studio.facts import FactLine, Proof, Record
from priorauth.letters.studio.findings import PublicationCard, cards
from priorauth.letters.studio.rules import RuleLine, rule_line


@dataclass(frozen=True)
class Place:
    """A sentence of a paragraph, or a row of a table, by its number."""

    block: Paragraph | Table
    number: int

    @property
    def address(self) -> str:
        return address_of(self.block, self.number)

    @property
    def text(self) -> str:
        if isinstance(self.block, Table):
            return " · ".join(self.block.rows[self.number].cells)
        return self.block.sentences[self.number].text

    @property
    def grounds(self) -> Grounds:
        parts = self.block.rows if isinstance(self.block, Table) else self.block.sentences
        return parts[self.number].grounds

    @property
    def is_row(self) -> bool:
        return isinstance(self.block, Table)


@dataclass(frozen=True)
class Why:
    """What holds one sentence or row up."""

    place: Place
    letter: Letter
    record: Record

    @cached_property
    def facts(self) -> tuple[FactLine, ...]:
        return self.record.lines(self.place.grounds.facts)

    @cached_property
    def cards(self) -> tuple[PublicationCard, ...]:
        return cards(self._known(self.place.grounds.findings), self.place.text, self.record.library)

    @cached_property
    def rules(self) -> tuple[RuleLine, ...]:
        return tuple(rule_line(rule, self.record.library) for rule in self._known(self.place.grounds.rules))

    @property
    def gone(self) -> int:
        """How many records a signed letter rests on that today's library does not have any more."""
        grounds = (*self.place.grounds.findings, *self.place.grounds.rules)
        return len(grounds) - len(self._known(grounds))

    def _known(self, grounds: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(ground for ground in grounds if self.record.library.resolves(ground))

    @cached_property
    def exhibits(self) -> tuple[Proof, ...]:
        """The exhibits that the words name, beyond those that stand beside their facts."""
        shown = {line.proof.letter for line in self.facts if line.proof}
        named = self.place.grounds.exhibits
        return tuple(self.record.proof(one.id, one.page) for one in named if one.id not in shown)

    @cached_property
    def criteria(self) -> tuple[CriterionView, ...]:
        """The criteria that these facts decide, not met first."""
        facts = self.place.grounds.facts
        order = (Standing.NOT_MET, Standing.NOT_DOCUMENTED, Standing.MET)
        found = [
            one
            for one in self.letter.assessment.criteria
            if one.verdict is not None and any(_touch(decided, fact) for decided in one.facts for fact in facts)
        ]
        return tuple(sorted(found, key=lambda one: order.index(one.verdict) if one.verdict else len(order)))

    @property
    def is_own(self) -> bool:
        """Whether somebody typed it."""
        block = self.place.block
        return isinstance(block, Paragraph) and block.sentences[self.place.number].is_own

    @property
    def typed_by(self) -> str:
        """Who typed it, as the edit names them; empty where the edit does not."""
        edit = self.place.block.edit if isinstance(self.place.block, Paragraph) else None
        return next((change.by for change in self.letter.changes if change.edit == edit), "")

    @property
    def states_nothing(self) -> bool:
        """A salutation, a heading, a transition."""
        grounds = self.place.grounds
        return not (grounds.facts or grounds.findings or grounds.rules or grounds.exhibits)


def address_of(block: Paragraph | Table, number: int) -> str:
    """How a page names a sentence or row: the id of its paragraph or table, and its number there from 0."""
    return f"{block.id}.{number}"


def place_at(letter: Letter, address: str) -> Place | None:
    """The sentence or row of that name; None where the letter has none, or none any more."""
    return next((place for place in places(letter) if place.address == address), None)


def places(letter: Letter) -> Iterator[Place]:
    """Every sentence and row, in reading order."""
    for section in letter.sections:
        for block in section.blocks:
            parts = block.rows if isinstance(block, Table) else block.sentences
            yield from (Place(block, number) for number in range(len(parts)))


def _touch(one: str, other: str) -> bool:
    """Whether one path is the other, or leads into it."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer == shorter or (longer.startswith(shorter) and longer[len(shorter)] in ".[")
