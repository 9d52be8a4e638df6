"""The shape of choices, rows and tables: as many cells as headings, positions that are there, nothing said in vain."""

from collections.abc import Iterator, Mapping

from priorauth.core.errors import Problem
from priorauth.core.records.words import CellWords, RowList, RowWords, SentenceWords, TableWords, Words
from priorauth.core.wordcheck.names import Names, Use
from priorauth.core.wordcheck.places import RowPlace, row_includes, row_leaves

_OF_A_CHOICE = ("text", "when", "first_of")
_OF_CHOSEN_ROWS = ("when", "first_of", "include")


def shape_problems(names: Names) -> Iterator[Problem]:
    """Keys that stand beside others which make them void, and tables whose rows do not fit."""
    for file, words in names.files.items():
        for place, choice in _choices(file, words):
            allowed = _OF_A_CHOICE if isinstance(choice, SentenceWords) else _OF_CHOSEN_ROWS
            for key in sorted(choice.model_fields_set - set(allowed)):
                yield Problem(f"{place}.{key}", "is not used beside first_of or include; wanted: it in each variant")
        for table in words.tables:
            yield from _table(file, table, names)
        for row_list in words.row_lists:
            for index, row in enumerate(row_list.rows):
                yield from _needs(f"{file}: row_lists[{row_list.id}].rows[{index}]", row)


def _choices(file: str, words: Words) -> Iterator[tuple[str, SentenceWords | RowWords]]:
    """The sentences and rows that only stand for others."""
    for passage in words.passages:
        for index, sentence in enumerate(passage.sentences):
            yield from _sentences(f"{file}: passages[{passage.id}].sentences[{index}]", sentence)
    for table in words.tables:
        for index, row in enumerate(table.rows):
            yield from _rows(f"{file}: tables[{table.id}].rows[{index}]", row)
    for row_list in words.row_lists:
        for index, row in enumerate(row_list.rows):
            yield from _rows(f"{file}: row_lists[{row_list.id}].rows[{index}]", row)


def _sentences(place: str, sentence: SentenceWords) -> Iterator[tuple[str, SentenceWords]]:
    if sentence.first_of:
        yield place, sentence
    for index, variant in enumerate(sentence.first_of):
        yield from _sentences(f"{place}.first_of[{index}]", variant)


def _rows(place: str, row: RowWords) -> Iterator[tuple[str, SentenceWords | RowWords]]:
    if row.first_of or row.include:
        yield place, row
    for index, variant in enumerate(row.first_of):
        yield from _rows(f"{place}.first_of[{index}]", variant)
    for position, cell in enumerate(row.cells):
        if isinstance(cell, CellWords):
            for index, sentence in enumerate(cell.sentences):
                yield from _sentences(f"{place}.cells[{position}].sentences[{index}]", sentence)


def _table(file: str, table: TableWords, names: Names) -> Iterator[Problem]:
    """Rows of other lists are counted against this table's headings; without headings all rows are alike."""
    wanted = len(table.header)
    lists = {row_list.id: row_list for words in names.files.values() for row_list in words.row_lists}
    for index, row in enumerate(table.rows):
        place = f"{file}: tables[{table.id}].rows[{index}]"
        yield from _needs(place, row)
        for leaf in _expanded(place, row, lists, names):
            wanted = wanted or len(leaf.words.cells)
            if len(leaf.words.cells) != wanted:
                told = f"{len(leaf.words.cells)} here, {wanted} in the rows of the table {table.id}"
                yield Problem(f"{leaf.place}.cells", f"{told}; wanted: as many")


def _expanded(place: str, row: RowWords, lists: Mapping[str, RowList], names: Names) -> Iterator[RowPlace]:
    yield from row_leaves(place, row, None)
    for where, name in row_includes(place, row):
        for target in names.targets(Use("", where, name, of_rows=True)):
            for index, inner in enumerate(lists[target].rows):
                yield from _expanded(f"{names.row_lists[target]}.rows[{index}]", inner, lists, names)


def _needs(place: str, row: RowWords) -> Iterator[Problem]:
    for leaf in row_leaves(place, row, None):
        if not leaf.words.cells:
            yield Problem(leaf.place, "has no cells; wanted: cells, include or first_of")
        for position in leaf.words.needs:
            if leaf.words.cells and not 0 <= position < len(leaf.words.cells):
                last = len(leaf.words.cells) - 1
                yield Problem(f"{leaf.place}.needs", f"there is no cell {position}; wanted: 0 to {last}")
