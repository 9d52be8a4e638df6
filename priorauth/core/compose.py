"""From a brief and the words to the sections of a letter: what can be said is said, each sentence with its grounds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from priorauth.core.bindings import Bound, bind
from priorauth.core.brief import Brief
from priorauth.core.criteria import Condition
from priorauth.core.errors import WordsError
from priorauth.core.fill import Recorder, UnsayableError, fill
from priorauth.core.letter import Paragraph, Row, Section, Sentence, Table
from priorauth.core.records.words import (
    BlockGroup,
    CellWords,
    LetterPlan,
    Passage,
    RowWords,
    SectionPlan,
    SentenceWords,
    TableWords,
)
from priorauth.core.terms import REGISTRY
from priorauth.core.typography import begun
from priorauth.core.wordbook import Item, Wordbook

BLANK = "–"


class Held(NamedTuple):
    """Whether the record meets a condition, and the facts that decided it where it does."""

    holds: bool
    decided: tuple[str, ...]


_UNCONDITIONAL = Held(True, ())


@dataclass(frozen=True)
class Writer:
    """Writes one letter. `disclosed` are the findings that this letter must not leave out."""

    brief: Brief
    book: Wordbook
    disclosed: frozenset[str]
    _verdicts: dict[int, Held] = field(default_factory=dict, repr=False)

    def sections(self, plan: LetterPlan) -> tuple[Section, ...]:
        """The sections that have anything to say, in the plan's order."""
        written = (self._section(section) for section in plan.sections)
        return tuple(section for section in written if section is not None)

    def line(self, variants: tuple[SentenceWords, ...]) -> Sentence | None:
        """The first sayable of several sentences."""
        for words in variants:
            for sentence in self._sentences(words, self.brief):
                return sentence
        return None

    def _section(self, plan: SectionPlan) -> Section | None:
        if not self._holds(plan.when).holds:
            return None
        blocks = [block for name in plan.blocks for block in self._blocks(name)]
        if not blocks:
            return None
        title = self.line(plan.title)
        return Section(id=plan.id, title=title.text if title else "", blocks=tuple(blocks))

    def _blocks(self, name: str) -> Iterator[Paragraph | Table]:
        for block, item in self.book.blocks(name, self.brief):
            if isinstance(block, BlockGroup):
                if self._holds(block.when).holds:
                    yield from (written for inner in block.blocks for written in self._blocks(inner))
                continue
            written = self._table(block) if isinstance(block, TableWords) else self._passage(block, item)
            if written is not None:
                yield written

    def _passage(self, passage: Passage, item: Item | None) -> Paragraph | None:
        if not self._holds(passage.when).holds:
            return None
        sentences = [said for words in passage.sentences for said in self._sentences(words, self.brief, item)]
        sentences = list(_labels_with_text(sentences))
        if not sentences:
            return None
        return Paragraph(id=passage.id, sentences=tuple(sentences), is_list=passage.list)

    def _sentences(self, words: SentenceWords, brief: Brief, item: Item | None = None) -> Iterator[Sentence]:
        if words.first_of:
            if self._holds(words.when).holds:
                variants = (list(self._sentences(variant, brief, item)) for variant in words.first_of)
                yield from next((said for said in variants if said), [])
            return
        for each in _items(words.each, brief, item):
            sentence = self._sentence(words, brief, each)
            if sentence is not None:
                yield sentence

    def _sentence(self, words: SentenceWords, brief: Brief, item: Item | None) -> Sentence | None:
        holds, decided = self._holds(words.when)
        if not holds:
            return None
        bound = self._bound(words.bind)
        if bound is None or words.text is None or not self._on_record(words.facts):
            return None
        recorder = Recorder(decided + words.facts, words.findings, words.rules)
        try:
            text = begun(fill(words.text, brief, recorder, bound, item))
        except UnsayableError:
            return None
        return Sentence(text=text, grounds=recorder.grounds(formal=words.formal or words.label), is_label=words.label)

    def _bound(self, names: Mapping[str, str]) -> dict[str, Bound] | None:
        """The bound parts by name; None where one of their publications may not be cited here."""
        found: dict[str, Bound] = {}
        for name, ground in names.items():
            part = bind(ground, self.brief.library, self.disclosed)
            if part is None:
                return None
            found[name] = part
        return found

    def _holds(self, condition: Condition | None) -> Held:
        """Whether the record meets the condition; the words ask for the same ones again and again."""
        if condition is None:
            return _UNCONDITIONAL
        known = self._verdicts.get(id(condition))
        if known is None:
            verdict = condition.evaluate(self.brief.facts, self.brief.context)
            decided = tuple(path for path in verdict.facts if self.brief.is_on_record(path)) if verdict.is_met else ()
            known = self._verdicts[id(condition)] = Held(verdict.is_met, decided)
        return known

    def _on_record(self, paths: tuple[str, ...]) -> bool:
        """Whether the facts that words name as their ground are there: without them the words are not said."""
        return not paths or all(self.brief.is_on_record(path) for path in paths)

    def _table(self, table: TableWords) -> Table | None:
        if not self._holds(table.when).holds:
            return None
        brief = self.brief if table.long_dates else self.brief.tabular
        rows = [row for words in table.rows for row in self._rows(words, brief)]
        if len(rows) < table.least:
            return None
        caption = self.line((table.caption,)) if table.caption else None
        header = tuple(self._heading(cell, brief) for cell in table.header)
        return Table(
            id=table.id, style=table.style, caption=caption.text if caption else "", header=header, rows=tuple(rows)
        )

    def _heading(self, text: str, brief: Brief) -> str:
        try:
            return fill(text, brief, Recorder(), {})
        except UnsayableError:
            return BLANK

    def _rows(self, words: RowWords, brief: Brief, item: Item | None = None) -> Iterator[Row]:
        if not self._holds(words.when).holds:
            return
        if words.include:
            for included, of_reason in self.book.rows(words.include, brief):
                yield from self._rows(included, brief, of_reason)
            return
        if words.first_of:
            variants = (list(self._rows(variant, brief, item)) for variant in words.first_of)
            yield from next((rows for rows in variants if rows), [])
            return
        for each in _items(words.each, brief, item):
            row = self._row(words, brief, each)
            if row is not None:
                yield row

    def _row(self, words: RowWords, brief: Brief, item: Item | None) -> Row | None:
        bound = self._bound(words.bind)
        if bound is None or not self._on_record(words.facts):
            return None
        _, decided = self._holds(words.when)
        recorder = Recorder(decided + words.facts, words.findings, words.rules)
        cells = []
        for position, cell in enumerate(words.cells):
            text = self._cell(cell, brief, recorder, bound, item)
            if text is None and position in words.needs:
                return None
            cells.append(BLANK if text is None else text)
        return Row(cells=tuple(cells), grounds=recorder.grounds(), is_total=words.total)

    def _cell(
        self,
        cell: str | tuple[str, ...] | CellWords,
        brief: Brief,
        recorder: Recorder,
        bound: dict[str, Bound],
        item: Item | None,
    ) -> str | None:
        """The first sayable of the cell's texts; what an unsayable one looked up is no ground."""
        if isinstance(cell, CellWords):
            sentences = [said for words in cell.sentences for said in self._sentences(words, brief, item)]
            for said in sentences:
                recorder.note(said.grounds)
            return " ".join(said.text for said in sentences) or None
        for text in (cell,) if isinstance(cell, str) else cell:
            before = recorder.so_far
            try:
                return begun(fill(text, brief, recorder, bound, item))
            except UnsayableError:
                recorder.back_to(before)
        return None


def _items(source: str | None, brief: Brief, item: Item | None) -> list[Item | None]:
    """The items that a sentence or row is repeated over; the one given where it is not repeated."""
    return [(source, position) for position in REGISTRY.sources[source](brief)] if source else [item]


def _labels_with_text(sentences: list[Sentence]) -> Iterator[Sentence]:
    """Drop a label that no sentence follows before the next label."""
    for position, sentence in enumerate(sentences):
        follows = sentences[position + 1] if position + 1 < len(sentences) else None
        if sentence.is_label and (follows is None or follows.is_label):
            continue
        yield sentence


def must_be_there(sentence: Sentence | None, what: str) -> Sentence:
    """The sentence; WordsError where the words fail to give one that every letter has."""
    if sentence is None:
        raise WordsError(f"{what}: no variant of its words can be said; add one without conditions")
    return sentence
