"""Where the pages of a letter begin, as the rendering of its words found it, in places that the sheet can mark."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from priorauth.core.letter import Letter

# Parts behind the letter's own sections, and the names by which a rendering knows sections without one.
_BEHIND = ("references", "enclosures")
_IDS = {"request-details": "re_block"}


@dataclass
class Breaks:
    """The number of the page that begins above a block, in it, below it, or above one of its rows.

    `behind` has the pages that the references and the enclosures open; `pages` is how many there are, None where nobody
    knows yet.
    """

    pages: int | None = None
    above: dict[str, int] = field(default_factory=dict)
    within: dict[str, int] = field(default_factory=dict)
    below: dict[str, int] = field(default_factory=dict)
    rows: dict[tuple[str, int], int] = field(default_factory=dict)
    behind: dict[str, int] = field(default_factory=dict)

    @property
    def places(self) -> Iterator[tuple[str, str, int]]:
        """Each mark by the sentence or row at which it stands, on which side of its block, and the page's number."""
        yield from ((f"{block}.0", "before", page) for block, page in self.above.items())
        yield from ((f"{block}.0", "within", page) for block, page in self.within.items())
        yield from ((f"{block}.0", "after", page) for block, page in self.below.items())
        yield from ((f"{block}.{row}", "row", page) for (block, row), page in self.rows.items())


def breaks_of(page_starts: Sequence[Mapping[str, Any]], letter: Letter) -> Breaks:
    """The places of a rendering's `page_starts`; the first page begins where the letter does."""
    found = Breaks(pages=len(page_starts) or None)
    for number, start in enumerate(page_starts, start=1):
        if number > 1:
            _place(found, start, number, letter)
    return found


def _place(found: Breaks, start: Mapping[str, Any], number: int, letter: Letter) -> None:
    block, row = start.get("block"), start.get("row", 0)
    section = _IDS.get(start["section"], start["section"])
    if section in _BEHIND:
        if not start["continues"]:
            found.behind[section] = number
    elif block is None:
        before = _last_block_before(section, letter)
        if before:
            found.below[before] = number
    elif row:
        found.rows[block, row] = number
    elif start["continues"]:
        found.within[block] = number
    else:
        found.above[block] = number


def _last_block_before(section_id: str, letter: Letter) -> str:
    last = ""
    for section in letter.sections:
        if section.id == section_id:
            return last
        last = section.blocks[-1].id
    return ""
