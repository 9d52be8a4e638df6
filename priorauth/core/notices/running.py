"""The running text of a notice: its lines joined to sentences, across pages, without what is printed on every page."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from priorauth.core.notices.candidate import Place
from priorauth.core.notices.page import Line, Page
from priorauth.core.records.base import Part

_MARGIN = 0.12
_PAGE_NUMBER = re.compile(r"(?:page|pg\.?|p\.?)? ?\d{1,3}(?: ?(?:of|/) ?\d{1,3})?", re.IGNORECASE)
_CONTINUED = re.compile(
    r"\(?continue[ds]\b.{0,40}|.{0,30}\(continued\)|.{0,30}continued on (?:the )?next page.{0,10}", re.I
)
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
_FAX = re.compile(r"\b(?:fax|from|to|page|p\.|pg)\b", re.IGNORECASE)
_ITEM = re.compile(r"(?:[•▪■●◦*☐☒–-]|\(?(?:\d{1,2}|[a-zA-Z])[.)]) ")
_ABBREVIATED = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|No|Inc|St|Ste|Sec|Dept|vs|e\.g|i\.e|[A-Z]|U\.S|P\.O|Corp|Co|Rev|Ave)\.$")
_END = re.compile(r"[.!?][\"”’)]{0,2}(?= |$)")
# Beginnings of lines this far apart, as a part of the page's width, stand in different columns.
_OTHER_COLUMN = 0.08


class Sentence(Part):
    """A sentence of the running text. `heading` is the last short line before it that stands alone."""

    text: str
    places: tuple[Place, ...]
    paragraph: int
    heading: str


class Running(NamedTuple):
    """One line of the running text, with where it begins in its page's text, and whether a paragraph begins."""

    page: int
    start: int
    line: Line
    begins: bool


def sentences(pages: Sequence[Page]) -> tuple[Sentence, ...]:
    """The notice's sentences in order; a heading and a cell of a table count as one each."""
    found: list[Sentence] = []
    heading = ""
    for number, paragraph in enumerate(_paragraphs(pages)):
        text = " ".join(running.line.text for running in paragraph)
        if len(text.split()) <= 10 and not text.endswith((".", ",", ";")):
            heading = text
        starts = [0, *accumulate(len(running.line.text) + 1 for running in paragraph)]
        for start, end in _spans(text):
            places = tuple(_places(paragraph, starts, start, end))
            found.append(Sentence(text=text[start:end], places=places, paragraph=number, heading=heading))
    return tuple(found)


def places_within(sentence: Sentence, start: int, end: int) -> tuple[Place, ...]:
    """The places of a span of the sentence's text."""
    found, at = [], 0
    for place in sentence.places:
        length = place.end - place.start
        first, last = max(start - at, 0), min(end - at, length)
        if first < last:
            found.append(Place(page=place.page, start=place.start + first, end=place.start + last))
        at += length + 1
    return tuple(found)


def is_furniture(page: Page, line: Line, repeated: frozenset[str]) -> bool:
    """Whether a line is a page's number, a fax machine's line, or printed on several pages at their edges."""
    if _CONTINUED.fullmatch(line.text):
        return True
    if page.height * _MARGIN < line.top and line.bottom < page.height * (1 - _MARGIN):
        return False
    is_fax = line.top < page.height * _MARGIN and bool(_CLOCK.search(line.text) and _FAX.search(line.text))
    return is_fax or bool(_PAGE_NUMBER.fullmatch(line.text)) or _shape(line.text) in repeated


def repeated_lines(pages: Sequence[Page]) -> frozenset[str]:
    """The shapes (digits taken out) of lines that stand on two pages or more."""
    counted = Counter(shape for page in pages for shape in {_shape(line.text) for line in page.lines})
    return frozenset(shape for shape, count in counted.items() if count > 1)


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text).lower()


def _paragraphs(pages: Sequence[Page]) -> Iterator[list[Running]]:
    paragraph: list[Running] = []
    for running in _lines(pages):
        if running.begins and paragraph:
            yield paragraph
            paragraph = []
        paragraph.append(running)
    if paragraph:
        yield paragraph


def _lines(pages: Sequence[Page]) -> Iterator[Running]:
    repeated = repeated_lines(pages)
    last: tuple[_Columns, Line] | None = None
    for number, page in enumerate(pages, start=1):
        kept = [
            (line, start)
            for line, start in zip(page.lines, page.starts, strict=True)
            if not is_furniture(page, line, repeated)
        ]
        columns = _Columns(page, [line for line, _ in kept])
        for line, start in kept:
            yield Running(number, start, line, last is None or _begins(*last, columns, line))
            last = columns, line


class _Columns:
    """What a page's lines tell of its layout: how far text reaches to the right, how far lines are apart."""

    def __init__(self, page: Page, lines: Sequence[Line]) -> None:
        self.page, self.lines = page, lines

    def reach(self, of: Line) -> float:
        """The right edge of the column in which a line stands."""
        near = self.page.width * 0.06
        return max(line.right for line in self.lines if abs(line.left - of.left) <= near)

    @cached_property
    def pitch(self) -> float:
        """From line to line within a paragraph: the closer quarter of all distances."""
        pairs = zip(self.lines, self.lines[1:], strict=False)
        steps = sorted(
            after.top - before.top for before, after in pairs if after.top > before.bottom - 0.5 * before.height
        )
        return steps[len(steps) // 4] if steps else self.page.height


def _begins(columns: _Columns, last: Line, here: _Columns, line: Line) -> bool:
    """Whether a paragraph begins with the line: a wider gap, an item's mark, another column, or a word that would
    have found room on the line before."""
    width = columns.page.width
    if _ITEM.match(line.text) or abs(line.left - last.left) > width * _OTHER_COLUMN:
        return True
    if columns is here and not 0 < line.top - last.top <= 1.3 * columns.pitch:
        return True
    first = line.words[0]
    return last.right + 0.4 * last.height + (first.right - first.left) < columns.reach(last) - 0.5 * last.height


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END.finditer(text):
        goes_on = text[found.end() + 1 : found.end() + 2].islower()
        if not goes_on and not _ABBREVIATED.search(text[start : found.start() + 1]):
            yield start, found.end()
            start = found.end() + 1
    if start < len(text):
        yield start, len(text)


def _places(paragraph: Sequence[Running], starts: Sequence[int], start: int, end: int) -> Iterator[Place]:
    """The places of a span of the paragraph's text; `starts` tells where in it each line begins."""
    for index in range(bisect_right(starts, start) - 1, len(paragraph)):
        running, at = paragraph[index], starts[index]
        first, last = max(start - at, 0), min(end - at, len(running.line.text))
        if at >= end:
            return
        if first < last:
            yield Place(page=running.page, start=running.start + first, end=running.start + last)
