"""Walking over the words: every sentence, row and text that a letter may print, each with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from priorauth.core.records.words import CellWords, LetterPlan, RowWords, SentenceWords, TableWords, Words


@dataclass(frozen=True)
class SentencePlace:
    """A sentence that is no choice of others. `source` is the list whose items its blanks may name, if any."""

    place: str
    words: SentenceWords
    source: str | None


@dataclass(frozen=True)
class RowPlace:
    """A row with cells; `source` as above."""

    place: str
    words: RowWords
    source: str | None

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        """The texts of its cells with their places; a cell of sentences has places of its own."""
        for index, cell in enumerate(self.words.cells):
            place = f"{self.place}.cells[{index}]"
            if isinstance(cell, str):
                yield place, cell
            elif not isinstance(cell, CellWords):
                yield from ((f"{place}[{variant}]", text) for variant, text in enumerate(cell))


@dataclass(frozen=True)
class TextPlace:
    """A text to fill, the grounds bound for it by name, and the list whose items its blanks may name."""

    place: str
    text: str
    bound: Mapping[str, str]
    source: str | None


def sentences(file: str, words: Words, by_reason: frozenset[str]) -> Iterator[SentencePlace]:
    """Every sentence. Passages and row lists named in `by_reason` are repeated for each denial reason."""
    for passage in words.passages:
        source = "reasons" if passage.id in by_reason else None
        for index, sentence in enumerate(passage.sentences):
            yield from _leaves(f"{file}: passages[{passage.id}].sentences[{index}]", sentence, source)
    for table in words.tables:
        if table.caption:
            yield from _leaves(f"{file}: tables[{table.id}].caption", table.caption, None)
    for row in rows(file, words, by_reason):
        yield from _in_cells(row)
    for plan in words.letters:
        yield from _of_plan(file, plan)


def _leaves(place: str, sentence: SentenceWords, source: str | None) -> Iterator[SentencePlace]:
    if sentence.first_of:
        for index, variant in enumerate(sentence.first_of):
            yield from _leaves(f"{place}.first_of[{index}]", variant, source)
    else:
        yield SentencePlace(place, sentence, sentence.each or source)


def _in_cells(row: RowPlace) -> Iterator[SentencePlace]:
    for index, cell in enumerate(row.words.cells):
        if isinstance(cell, CellWords):
            for number, sentence in enumerate(cell.sentences):
                yield from _leaves(f"{row.place}.cells[{index}].sentences[{number}]", sentence, row.source)


def _of_plan(file: str, plan: LetterPlan) -> Iterator[SentencePlace]:
    here = f"{file}: letters[{plan.kind}]"
    for name in ("title", "subject", "running"):
        for index, sentence in enumerate(getattr(plan, name)):
            yield from _leaves(f"{here}.{name}[{index}]", sentence, None)
    for section in plan.sections:
        for index, sentence in enumerate(section.title):
            yield from _leaves(f"{here}.sections[{section.id}].title[{index}]", sentence, None)


def rows(file: str, words: Words, by_reason: frozenset[str]) -> Iterator[RowPlace]:
    """Every row that has cells of its own."""
    for place, row, source in _top_rows(file, words, by_reason):
        yield from row_leaves(place, row, source)


def row_leaves(place: str, row: RowWords, source: str | None) -> Iterator[RowPlace]:
    """The rows that a row stands for, those of a named list apart."""
    if row.first_of:
        for index, variant in enumerate(row.first_of):
            yield from row_leaves(f"{place}.first_of[{index}]", variant, source)
    elif not row.include:
        yield RowPlace(place, row, row.each or source)


def includes(file: str, words: Words) -> Iterator[tuple[str, str, str]]:
    """Every named list that rows take in: the owner's id, the place, the name."""
    for key in ("tables", "row_lists"):
        for owner in getattr(words, key):
            for index, row in enumerate(owner.rows):
                for place, name in row_includes(f"{file}: {key}[{owner.id}].rows[{index}]", row):
                    yield owner.id, place, name


def row_includes(place: str, row: RowWords) -> Iterator[tuple[str, str]]:
    """The named lists that a row takes in."""
    if row.include:
        yield f"{place}.include", row.include
    for index, variant in enumerate(row.first_of):
        yield from row_includes(f"{place}.first_of[{index}]", variant)


def _top_rows(file: str, words: Words, by_reason: frozenset[str]) -> Iterator[tuple[str, RowWords, str | None]]:
    for table in words.tables:
        for index, row in enumerate(table.rows):
            yield f"{file}: tables[{table.id}].rows[{index}]", row, None
    for row_list in words.row_lists:
        source = "reasons" if row_list.id in by_reason else None
        for index, row in enumerate(row_list.rows):
            yield f"{file}: row_lists[{row_list.id}].rows[{index}]", row, source


def headings(file: str, table: TableWords) -> Iterator[tuple[str, str]]:
    """The texts of a table's header."""
    for index, text in enumerate(table.header):
        yield f"{file}: tables[{table.id}].header[{index}]", text


def texts(file: str, words: Words, by_reason: frozenset[str]) -> Iterator[TextPlace]:
    """Every text that a letter may print, labels apart."""
    for sentence in sentences(file, words, by_reason):
        if sentence.words.text:
            yield TextPlace(f"{sentence.place}.text", sentence.words.text, sentence.words.bind, sentence.source)
    for row in rows(file, words, by_reason):
        for place, text in row.texts:
            yield TextPlace(place, text, row.words.bind, row.source)
    for table in words.tables:
        for place, text in headings(file, table):
            yield TextPlace(place, text, {}, None)
