"""The letter as the page shows it: its lines, with the candidates marked and numbered in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from priorauth.core.notices import Candidate, Kind, Line, Page, Place

# The plan's words are the sentences of its reasons, which are marked already.
_UNMARKED = (Kind.WORDS,)


@dataclass(frozen=True)
class Piece:
    """A stretch of text: `numbers` are those of the candidates that begin with it, `is_marked` whether any holds it."""

    text: str
    numbers: tuple[int, ...]
    is_marked: bool
    is_doubtful: bool


@dataclass(frozen=True)
class Row:
    """What stands at one height: a line of text, or the cells of a table. `is_apart`: a wider gap is above it."""

    cells: tuple[tuple[Piece, ...], ...]
    is_apart: bool


@dataclass(frozen=True)
class Sheet:
    """A page of the letter."""

    number: int
    by_ocr: bool
    rows: tuple[Row, ...]


def sheets(pages: Sequence[Page], candidates: Mapping[int, Candidate]) -> list[Sheet]:
    """The pages with the numbered candidates marked in them."""
    marks = {number: one.places for number, one in candidates.items() if one.kind not in _UNMARKED}
    doubtful = {number for number, one in candidates.items() if not one.is_readable}
    return [
        Sheet(count, page.by_ocr, tuple(_rows(page, _on(count, marks), doubtful)))
        for count, page in enumerate(pages, start=1)
    ]


@dataclass(frozen=True)
class _Mark:
    number: int
    place: Place
    is_first: bool


def _on(page: int, marks: Mapping[int, tuple[Place, ...]]) -> list[_Mark]:
    return [
        _Mark(number, place, place == places[0])
        for number, places in marks.items()
        for place in places
        if place.page == page
    ]


def _rows(page: Page, marks: Sequence[_Mark], doubtful: set[int]) -> Iterator[Row]:
    cells: list[tuple[Piece, ...]] = []
    last: Line | None = None
    is_apart = False
    for line, start in zip(page.lines, page.starts, strict=True):
        if last is not None and not (line.is_beside(last) and line.left >= last.right):
            yield Row(tuple(cells), is_apart)
            cells, is_apart = [], line.top - last.bottom > 0.6 * line.height
        end = start + len(line.text)
        here = [mark for mark in marks if mark.place.start < end and start < mark.place.end]
        cells.append(tuple(_pieces(line.text, start, here, doubtful)))
        last = line
    if cells:
        yield Row(tuple(cells), is_apart)


def _pieces(text: str, start: int, marks: Sequence[_Mark], doubtful: set[int]) -> Iterator[Piece]:
    """The line's text, cut wherever a mark begins or ends."""
    length = len(text)
    cuts = {0, length}
    for mark in marks:
        cuts |= {max(mark.place.start - start, 0), min(mark.place.end - start, length)}
    ordered = sorted(cuts)
    for begins, ends in pairwise(ordered):
        over = [mark for mark in marks if mark.place.start - start <= begins and ends <= mark.place.end - start]
        numbers = tuple(mark.number for mark in over if mark.is_first and mark.place.start - start == begins)
        yield Piece(text[begins:ends], numbers, bool(over), any(mark.number in doubtful for mark in over))
