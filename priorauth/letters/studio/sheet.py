"""The letter as one sheet on screen: the print's templates and text styles, with every sentence and row to point at.

Each is a link to the page with that sentence chosen; studio.js turns it into a choice without a reload.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from priorauth.core.letter import Letter, Paragraph, Section, Sentence, Table
from priorauth.letters.html import Inserted, Pen, PrintedBlock, parts_of
from priorauth.letters.inline import Inline
from priorauth.letters.studio.breaks import Breaks
from priorauth.letters.studio.why import address_of

TEMPLATE = "letters/studio/sheet.html"


@dataclass(frozen=True)
class Marks:
    """What the screen shows on the sheet beside the letter's words.

    `chosen` is the address of a sentence. `gutters`, `before` and `after` hold HTML by the id of a paragraph or table:
    beside its first line, above and below it. `instead` stands in the place of a paragraph, `breaks` are the pages.
    """

    chosen: str = ""
    gutters: Mapping[str, SafeString] = field(default_factory=dict)
    before: Mapping[str, SafeString] = field(default_factory=dict)
    after: Mapping[str, SafeString] = field(default_factory=dict)
    instead: Mapping[str, SafeString] = field(default_factory=dict)
    breaks: Breaks = field(default_factory=Breaks)


class PointingPen(Pen):
    """Writes every sentence, and the first cell of every row, as a link that chooses it."""

    def __init__(self, letter: Letter, marks: Marks) -> None:
        super().__init__(letter)
        # A sentence is a link by itself: the citations in it can be none.
        self.inline = Inline(frozenset(), frozenset())
        self.marks = marks

    def sentence(self, sentence: Sentence, paragraph: Paragraph, at: int) -> SafeString:
        gutter = self.marks.gutters.get(paragraph.id, "") if at == 0 else ""
        return format_html("{}{}", gutter, self._link(super().sentence(sentence, paragraph, at), paragraph, at))

    def heading(self, cell: SafeString, table: Table, at: int) -> SafeString:
        page = self.marks.breaks.rows.get((table.id, at))
        opens = format_html('<span class="break break--row">Page {}</span>', page) if page else ""
        return format_html("{}{}", opens, self._link(cell, table, at))

    def blocks(self, section: Section) -> list[PrintedBlock]:
        written: list[PrintedBlock] = []
        for block, printed in zip(section.blocks, super().blocks(section), strict=True):
            instead = self.marks.instead.get(block.id)
            above, below = self.marks.breaks.above.get(block.id), self.marks.breaks.below.get(block.id)
            within = self.marks.breaks.within.get(block.id)
            around = (
                _break(above), _break(within, "in this paragraph"), self.marks.before.get(block.id),
                instead or printed, self.marks.after.get(block.id), _break(below),
            )  # fmt: skip
            written += [Inserted(one) if isinstance(one, SafeString) else one for one in around if one]
        return written

    def _link(self, text: SafeString, block: Paragraph | Table, at: int) -> SafeString:
        address = address_of(block, at)
        current = ' aria-current="true"' if address == self.marks.chosen else ""
        target = escape(f"?{urlencode({'at': address})}#{quote(address)}")
        return SafeString(f'<a class="s" id="{escape(address)}" href="{target}"{current}>{text}</a>')


def _break(page: int | None, where: str = "here") -> SafeString | None:
    return format_html('<p class="break">Page {} begins {}</p>', page, where) if page else None


def sheet(letter: Letter, marks: Marks, *, draft: bool, signed: bool = False) -> dict[str, object]:
    """What TEMPLATE lays out."""
    behind = {f"before_{name}": _break(page) for name, page in marks.breaks.behind.items()}
    return {**parts_of(letter, PointingPen(letter, marks), draft=draft, signed=signed), **behind}
