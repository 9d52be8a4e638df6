"""Finds what stands beside a label: behind it on its line, in the cell to its right, or in the one beneath it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from priorauth.core.notices.page import Line, Page

_LINK = re.compile(r"(?: ?[:#.=]| (?:is|was|on)\b)*[ :#]*")


class Beside(NamedTuple):
    """Text beside a label: on which page and line (counted from 1 and from 0), from which character on. `lead` is what
    stands before the label on its own line."""

    lead: str
    label: str
    page: int
    line: int
    start: int
    text: str


def beside(pages: Sequence[Page], label: re.Pattern[str]) -> Iterator[Beside]:
    """Every text beside the label, in the order of the pages."""
    for number, page in enumerate(pages, start=1):
        for index, line in enumerate(page.lines):
            for found in label.finditer(line.text):
                yield from _beside(page, number, index, found)


def _beside(page: Page, number: int, index: int, found: re.Match[str]) -> Iterator[Beside]:
    line = page.lines[index]
    lead, label = line.text[: found.start()], found[0].strip(" :")
    link = _LINK.match(line.text, found.end())
    start = link.end() if link else found.end()
    if start < len(line.text):
        yield Beside(lead, label, number, index, start, line.text[start:])
    elif not lead:
        for other in (_right(page, line), _beneath(page, line)):
            if other is not None:
                yield Beside(lead, label, number, other, 0, page.lines[other].text)
                return


def _right(page: Page, line: Line) -> int | None:
    cells = [
        (other.left, index)
        for index, other in enumerate(page.lines)
        if other.left >= line.right and other.is_beside(line)
    ]
    nearest = min(cells, default=None)
    return nearest[1] if nearest and not _is_label(page.lines[nearest[1]].text) else None


def _beneath(page: Page, line: Line) -> int | None:
    near = page.width * 0.03
    cells = [
        (other.top, index)
        for index, other in enumerate(page.lines)
        if line.bottom - 0.3 * line.height <= other.top <= line.bottom + 2 * line.height
        and abs(other.left - line.left) <= near
    ]
    nearest = min(cells, default=None)
    return nearest[1] if nearest and not _is_label(page.lines[nearest[1]].text) else None


def _is_label(text: str) -> bool:
    """Whether a cell asks rather than answers: then the value is not in it."""
    return text.endswith(":") or not any(letter.isdigit() for letter in text)
