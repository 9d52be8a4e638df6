"""Letter -> HTML, with the templates of `letters/print/`: they lay out, what stands where is decided here.

The page carries no style and no script of its own; `letter.css` is its only style sheet.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from priorauth.core.dates import long_date
from priorauth.core.letter import Letter, Paragraph, Reference, Row, Section, Sentence, Table
from priorauth.letters.inline import Inline, exhibit_anchor, reference_anchor

FOLDER = "letters/print"
_TEMPLATES = {"re_block": "re_block", "signature": "signature", "enclosures": "enclosures"}
_EXHIBIT_ID = re.compile(r"[A-Z]{1,2}")


class Printed:
    """A value for the templates, which look a name up as a key before they try the attribute.

    What only some blocks have stands here as nothing: a name that is not found costs as much as ten that are.
    """

    __getitem__ = object.__getattribute__
    rows: Sequence[SafeString] = ()
    is_list: bool = False


@dataclass(frozen=True)
class PrintedTable(Printed):
    style: str
    caption: SafeString
    header: Sequence[SafeString]
    rows: Sequence[SafeString]

    @property
    def head(self) -> SafeString:
        return SafeString("".join(f'<th scope="col">{name}</th>' for name in self.header))

    @property
    def body(self) -> SafeString:
        return SafeString("\n".join(self.rows))


@dataclass(frozen=True)
class PrintedParagraph(Printed):
    """`lines` are the sentences one by one; `text` has them as one paragraph, `address` under each other."""

    lines: Sequence[SafeString]
    is_list: bool

    @property
    def text(self) -> SafeString:
        return SafeString(" ".join(self.lines))

    @property
    def address(self) -> SafeString:
        return SafeString("<br>".join(self.lines).replace("\n", "<br>"))


@dataclass(frozen=True)
class Inserted(Printed):
    """Something between the blocks that only the screen shows."""

    html: SafeString


PrintedBlock = PrintedParagraph | PrintedTable | Inserted


@dataclass(frozen=True)
class PrintedSection(Printed):
    id: str
    title: SafeString
    blocks: Sequence[PrintedBlock]

    @property
    def template(self) -> str:
        return f"{FOLDER}/{_TEMPLATES.get(self.id, 'section')}.html"

    @property
    def lines(self) -> list[SafeString]:
        """Every line of the section's paragraphs, as a signature wants them."""
        return [line for block in self.blocks if isinstance(block, PrintedParagraph) for line in block.lines]


@dataclass(frozen=True)
class PrintedReference(Printed):
    anchor: str
    number: int
    text: SafeString


class Pen:
    """Writes one letter's sentences, rows and blocks as HTML, as they are printed."""

    def __init__(self, letter: Letter) -> None:
        self.inline = Inline(frozenset(entry.number for entry in letter.references), _exhibits(letter))

    def paragraph(self, paragraph: Paragraph) -> PrintedParagraph:
        lines = [self.sentence(sentence, paragraph, at) for at, sentence in enumerate(paragraph.sentences)]
        return PrintedParagraph(lines, paragraph.is_list)

    def sentence(self, sentence: Sentence, _paragraph: Paragraph, _at: int) -> SafeString:
        text = self.inline.text(sentence.text)
        return SafeString(f"<strong>{text}</strong>") if sentence.is_label else text

    def blocks(self, section: Section) -> list[PrintedBlock]:
        return [self.table(block) if isinstance(block, Table) else self.paragraph(block) for block in section.blocks]

    def table(self, table: Table) -> PrintedTable:
        is_list = table.style == "exhibits"
        exhibit_columns = () if is_list else [at for at, name in enumerate(table.header) if name == "Exhibit"]
        return PrintedTable(
            style=table.style,
            caption=self.inline.text(table.caption),
            header=[self.inline.text(name) for name in table.header],
            rows=[self._row(row, table, at, exhibit_columns) for at, row in enumerate(table.rows)],
        )

    def heading(self, cell: SafeString, _table: Table, _at: int) -> SafeString:
        """The first cell of a row."""
        return cell

    def _row(self, row: Row, table: Table, at: int, exhibit_columns: Sequence[int]) -> SafeString:
        """The row as HTML, its first cell as its heading. Put together here: a letter has hundreds of cells.

        A row of the exhibit list bears the id that citations of the exhibit lead to.
        """
        first, *cells = (
            self.inline.exhibit_cell(cell) if column in exhibit_columns else self.inline.text(cell)
            for column, cell in enumerate(row.cells)
        )
        is_exhibit = table.style == "exhibits" and _EXHIBIT_ID.fullmatch(row.cells[0])
        anchor = f' id="{exhibit_anchor(row.cells[0])}"' if is_exhibit else ""
        total = ' class="total"' if row.is_total else ""
        body = "".join(f"<td>{cell}</td>" for cell in cells)
        return SafeString(f'<tr{anchor}{total}><th scope="row">{self.heading(first, table, at)}</th>{body}</tr>')


def letter_html(letter: Letter, *, draft: bool = False, signed: bool = False) -> str:
    """The letter as one HTML page. A draft bears its mark on every page and is else the same.

    One that is `signed` bears, where the line to sign on stands, who signed it and the day: that of its date.
    """
    return render_to_string(f"{FOLDER}/letter.html", parts_of(letter, Pen(letter), draft=draft, signed=signed))


def stops_html(letter: Letter) -> str:
    """The sheet before a draft that may not become a letter yet: each open stop, with what would lift it."""
    return render_to_string(f"{FOLDER}/stops.html", {**parts_of(letter, Pen(letter)), "stops": letter.stops})


def parts_of(letter: Letter, pen: Pen, *, draft: bool = False, signed: bool = False) -> dict[str, object]:
    """What the templates of a letter lay out, in a pen's hand."""
    sections = [_section(section, pen) for section in letter.sections if section.id != "header"]
    return {
        "setup": letter.setup,
        "date": letter.date.isoformat(),
        "signed_on": long_date(letter.date) if signed else "",
        "classes": " ".join([letter.setup.density, *["brief"] * letter.setup.is_brief, *["draft"] * draft]),
        "header": _header(letter, pen),
        "main": [section for section in sections if section.id != "enclosures"],
        "references": [_reference(entry, pen.inline) for entry in letter.references],
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


def _header(letter: Letter, pen: Pen) -> dict[str, PrintedParagraph]:
    """The parts of the letterhead by name: clinic, contact, to, date, flag and title, as far as the letter has them.

    A name may say more after an underscore (`header/flag_expedited`).
    """
    blocks = [block for section in letter.sections if section.id == "header" for block in section.blocks]
    return {
        block.id.rpartition("/")[2].partition("_")[0]: pen.paragraph(block)
        for block in blocks
        if isinstance(block, Paragraph)
    }


def _section(section: Section, pen: Pen) -> PrintedSection:
    return PrintedSection(section.id, pen.inline.text(section.title), pen.blocks(section))


def _reference(entry: Reference, inline: Inline) -> PrintedReference:
    return PrintedReference(reference_anchor(entry.number), entry.number, inline.reference(entry.text, entry.journal))
