"""Finding words by name, with the variant that fits the case: `narrow@indication`, `answer@reasons`."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from priorauth.core.brief import Brief
from priorauth.core.errors import WordsError
from priorauth.core.records.words import BlockGroup, LetterPlan, Passage, RowList, RowWords, TableWords, Words
from priorauth.core.vocabulary import LetterKind

Block = Passage | TableWords | BlockGroup
Item = tuple[str, int]


@dataclass(frozen=True)
class Wordbook:
    """The words by name."""

    words: Words
    _named: dict[str, Block] = field(default_factory=dict)
    _rows: dict[str, RowList] = field(default_factory=dict)

    def __post_init__(self) -> None:
        blocks: tuple[Block, ...] = (*self.words.passages, *self.words.tables, *self.words.groups)
        for record in blocks:
            self._named[record.id] = record
        for row_list in self.words.row_lists:
            self._rows[row_list.id] = row_list

    def plan(self, kind: LetterKind) -> LetterPlan:
        """The plan of a letter kind; WordsError where the words have none."""
        for plan in self.words.letters:
            if plan.kind is kind:
                return plan
        raise WordsError(f"the words have no plan for the letter kind {kind}")

    def blocks(self, name: str, brief: Brief) -> Iterator[tuple[Block, Item | None]]:
        """The blocks and groups that a name stands for in this case; each with its denial reason, if by reason."""
        for full_name, item in variants(name, brief):
            found = self._named.get(full_name) or self._named.get(name.partition("@")[0])
            if found is not None:
                yield found, item

    def rows(self, name: str, brief: Brief) -> Iterator[tuple[RowWords, Item | None]]:
        """The rows of a named list in this case."""
        for full_name, item in variants(name, brief):
            found = self._rows.get(full_name) or self._rows.get(name.partition("@")[0])
            for row in found.rows if found else ():
                yield row, item


def variants(name: str, brief: Brief) -> Iterator[tuple[str, Item | None]]:
    """The full names that a name with a variant stands for; a name without one stands for itself.

    `other_reasons` are those that do not decide the route, which has words of its own.
    """
    base, _, variant = name.partition("@")
    if variant == "indication":
        yield f"{base}@{brief.context.indication}", None
    elif variant == "route":
        yield f"{base}@{brief.context.route}", None
    elif variant == "plan":
        yield f"{base}@{brief.facts.coverage.plan_type}", None
    elif variant in ("reasons", "other_reasons"):
        for position, reason in enumerate(brief.denial.reasons if brief.denial else ()):
            if variant == "reasons" or reason not in brief.library.routes_by_reason:
                yield f"{base}@{reason}", ("reasons", position)
    else:
        yield name, None
