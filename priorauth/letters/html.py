"""Letter -> HTML, with the templates of `letters/print/`: they lay out, what stands where is decided here.

The page carries no style and no script of its own; `letter.css` is its only style sheet.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from priorauth.core.letter import Letter, Paragraph, Reference, Row, Section, Sentence, Table
from priorauth.letters.inline import Inline, exhibit_anchor, reference_anchor

FOLDER = "letters/print"
_TEMPLATES = {"re_block": "re_block", "signature": "signature", "enclosures": "enclosures"}
_EXHIBIT_ID = re.compile(r"[A-Z]{1,2}")


@dataclass(frozen=True)
class PrintedRow:
    """A row as inline HTML; `anchor` is the id that citations of an exhibit lead to, else empty."""

    heading: SafeString
    cells: Sequence[SafeString]
    is_total: bool
    anchor: str


@dataclass(frozen=True)
class PrintedTable:
    style: str
    caption: SafeString
    header: Sequence[SafeString]
    rows: Sequence[PrintedRow]
    template: str = f"{FOLDER}/table.html"


@dataclass(frozen=True)
class PrintedParagraph:
    """`lines` are the sentences one by one; `text` has them as one paragraph, `address` under each other."""

    lines: Sequence[SafeString]
    template: str

    @property
    def text(self) -> SafeString:
        return SafeString(" ".join(self.lines))

    @property
    def address(self) -> SafeString:
        return SafeString("<br>".join(self.lines).replace("\n", "<br>"))


@dataclass(frozen=True)
class PrintedSection:
    id: str
    title: SafeString
    blocks: Sequence[PrintedParagraph | PrintedTable]

    @property
    def template(self) -> str:
        return f"{FOLDER}/{_TEMPLATES.get(self.id, 'section')}.html"

    @property
    def lines(self) -> list[SafeString]:
        """Every line of the section's paragraphs, as a signature wants them."""
        return [line for block in self.blocks if isinstance(block, PrintedParagraph) for line in block.lines]


@dataclass(frozen=True)
class PrintedReference:
    anchor: str
    number: int
    text: SafeString


def letter_html(letter: Letter, *, draft: bool = False) -> str:
    """The letter as one HTML page. A draft bears its mark on every page and is else the same."""
    return render_to_string(f"{FOLDER}/letter.html", _page(letter, draft=draft))


def stops_html(letter: Letter) -> str:
    """The sheet before a draft that may not become a letter yet: each open stop, with what would lift it."""
    return render_to_string(f"{FOLDER}/stops.html", {**_page(letter, draft=False), "stops": letter.stops})


def _page(letter: Letter, *, draft: bool) -> dict[str, object]:
    inline = Inline(frozenset(entry.number for entry in letter.references), _exhibits(letter))
    sections = [_section(section, inline) for section in letter.sections if section.id != "header"]
    return {
        "setup": letter.setup,
        "date": letter.date.isoformat(),
        "classes": " ".join([letter.setup.density, *["brief"] * letter.setup.is_brief, *["draft"] * draft]),
        "header": _header(letter, inline),
        "main": [section for section in sections if section.id != "enclosures"],
        "references": [_reference(entry, inline) for entry in letter.references],
        "enclosures": [section for section in sections if section.id == "enclosures"],
    }


def _exhibits(letter: Letter) -> frozenset[str]:
    """The letters of the exhibits that the enclosures list, and that a citation can therefore lead to."""
    tables = [
        block
        for section in letter.sections
        if section.id == "enclosures"
        for block in section.blocks
        if isinstance(block, Table)
    ]
    return frozenset(row.cells[0] for table in tables for row in table.rows if _EXHIBIT_ID.fullmatch(row.cells[0]))


def _header(letter: Letter, inline: Inline) -> dict[str, PrintedParagraph]:
    """The parts of the letterhead by name: clinic, contact, to, date, flag and title, as far as the letter has them.

    A name may say more after an underscore (`header/flag_expedited`).
    """
    blocks = [block for section in letter.sections if section.id == "header" for block in section.blocks]
    return {
        block.id.rpartition("/")[2].partition("_")[0]: _paragraph(block, inline)
        for block in blocks
        if isinstance(block, Paragraph)
    }


def _section(section: Section, inline: Inline) -> PrintedSection:
    blocks = [
        _table(block, inline) if isinstance(block, Table) else _paragraph(block, inline) for block in section.blocks
    ]
    return PrintedSection(section.id, inline.text(section.title), blocks)


def _paragraph(paragraph: Paragraph, inline: Inline) -> PrintedParagraph:
    return PrintedParagraph(
        lines=[_sentence(sentence, inline) for sentence in paragraph.sentences],
        template=f"{FOLDER}/{'list' if paragraph.is_list else 'paragraph'}.html",
    )


def _sentence(sentence: Sentence, inline: Inline) -> SafeString:
    text = inline.text(sentence.text)
    return SafeString(f"<strong>{text}</strong>") if sentence.is_label else text


def _table(table: Table, inline: Inline) -> PrintedTable:
    is_list = table.style == "exhibits"
    exhibit_columns = () if is_list else [at for at, name in enumerate(table.header) if name == "Exhibit"]
    return PrintedTable(
        style=table.style,
        caption=inline.text(table.caption),
        header=[inline.text(name) for name in table.header],
        rows=[_row(row, exhibit_columns, inline, is_list=is_list) for row in table.rows],
    )


def _row(row: Row, exhibit_columns: Sequence[int], inline: Inline, *, is_list: bool) -> PrintedRow:
    cells = [
        inline.exhibit_cell(cell) if at in exhibit_columns else inline.text(cell) for at, cell in enumerate(row.cells)
    ]
    anchor = exhibit_anchor(row.cells[0]) if is_list and _EXHIBIT_ID.fullmatch(row.cells[0]) else ""
    return PrintedRow(cells[0], cells[1:], row.is_total, anchor)


def _reference(entry: Reference, inline: Inline) -> PrintedReference:
    return PrintedReference(reference_anchor(entry.number), entry.number, inline.reference(entry.text, entry.journal))
