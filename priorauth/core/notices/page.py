"""A page as it was read: words with their boxes, in lines. A line never spans two cells of a table or two columns."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from priorauth.core.records.base import Part

# The widest space within running text, in heights of the line; what is wider parts two cells.
WIDEST_SPACE = 1.4


class Word(NamedTuple):
    """A word and its box, in the page's own unit, from the upper left corner. `confidence` (0 to 100) is the OCR's own
    estimate; None where the word came out of a text layer."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None = None


class Line(Part):
    """Words that stand side by side."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def left(self) -> float:
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @cached_property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def is_beside(self, other: "Line") -> bool:
        """Whether both stand at the same height."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > 0.5 * min(self.height, other.height)

    def words_within(self, start: int, end: int) -> Iterator[Word]:
        """The words that a span of the line's text touches."""
        at = 0
        for word in self.words:
            if at < end and start < at + len(word.text):
                yield word
            at += len(word.text) + 1


class Page(Part):
    """One page, its lines in reading order. `by_ocr`: its text was recognized in a picture."""

    width: float
    height: float
    lines: tuple[Line, ...]
    by_ocr: bool = False

    @cached_property
    def text(self) -> str:
        """The lines, each on a line of its own. Places count in this text."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where in `text` each line begins."""
        starts, at = [], 0
        for line in self.lines:
            starts.append(at)
            at += len(line.text) + 1
        return tuple(starts)


def lines_of(words: Iterable[Word]) -> tuple[Line, ...]:
    """Words in reading order as lines: one ends where the next word is lower, further back, or beyond a wide space."""
    lines: list[list[Word]] = []
    for word in words:
        if lines and _goes_on(lines[-1], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return tuple(Line(words=tuple(line)) for line in lines)


def _goes_on(line: list[Word], word: Word) -> bool:
    last = line[-1]
    top, bottom = min(one.top for one in line), max(one.bottom for one in line)
    shared = min(bottom, word.bottom) - max(top, word.top)
    if shared <= 0.5 * min(bottom - top, word.bottom - word.top):
        return False
    return -0.5 * (bottom - top) <= word.left - last.right <= WIDEST_SPACE * (bottom - top)
