"""The letter as a value: sections of paragraphs and tables, each sentence and row with its grounds. No HTML here.

`letterjson` gives the shape that the command line writes; the templates of screen and print read the value itself.
"""

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from priorauth.core.grounds import Grounds
from priorauth.core.vocabulary import CheckLevel, LetterKind, Route, Standing


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sentence(Value):
    """`citations` and `exhibits` in the text are already numbers and letters. A label opens a paragraph in bold.

    One that `is_own` was typed by the prescriber; its grounds are those of what it replaced, and what it names itself.
    """

    text: str
    grounds: Grounds
    is_label: bool = False
    is_own: bool = False


class Paragraph(Value):
    """A run of sentences; in a list each sentence is an item of its own. `edit` is the id of the edit that it is by."""

    id: str
    sentences: tuple[Sentence, ...]
    is_list: bool = False
    edit: str | None = None

    @property
    def text(self) -> str:
        return ("\n" if self.is_list else " ").join(sentence.text for sentence in self.sentences)


class Row(Value):
    """One table row: one ground for all of its cells."""

    cells: tuple[str, ...]
    grounds: Grounds
    is_total: bool = False


class Table(Value):
    """A table. `style` names its column widths in the print stylesheet. Without a header the first cell of each row is
    its heading."""

    id: str
    style: str
    caption: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[Row, ...]


class Section(Value):
    """A part of the letter by its id (letter_anatomy, section 2); the blocks stand in reading order."""

    id: str
    title: str = ""
    blocks: tuple[Paragraph | Table, ...]


class Reference(Value):
    """One entry of the reference list in AMA style; `journal` is the part printed in italics."""

    number: int
    record: str
    text: str
    journal: str = ""


class IndicationView(Value):
    id: str
    supported: bool
    text: str


class CriterionView(Value):
    """A criterion and how it stands. One whose wording is only recalled has no verdict: it is a question to staff."""

    policy: str
    id: str
    verdict: Standing | None
    facts: tuple[str, ...]
    text: str


class Alert(Value):
    id: str
    level: CheckLevel
    text: str


class Missing(Value):
    """What is not on record: its path, what it costs to get (1 desk to 4 order or wait), what it would decide."""

    path: str
    effort: int
    unlocks: tuple[str, ...]
    text: str


class AssessmentView(Value):
    indications: tuple[IndicationView, ...] = ()
    criteria: tuple[CriterionView, ...] = ()
    alerts: tuple[Alert, ...] = ()
    missing: tuple[Missing, ...] = ()


class CheckItem(Value):
    """One item of the check list; `lift` says what settles it. `ok` items are shown as settled."""

    id: str
    level: CheckLevel
    ok: bool
    text: str
    lift: str


class Change(Value):
    """An edit as the record shows it: what the paragraph said when it was composed, and what it says now."""

    edit: str
    kind: Literal["rewording", "omission", "addition"]
    section: str
    paragraph: str
    before: str
    after: str
    by: str
    at: dt.datetime | None


class PrintSetup(Value):
    """What the page needs beside its text. Density: one page, two pages, or as long as it takes."""

    title: str
    author: str
    subject: str
    running: str = Field(description="The reference in the foot of each page.")
    density: Literal["one-page", "two-page", "long"]
    is_brief: bool = False
    not_for_sending: bool = False


class Letter(Value):
    """A letter composed from facts and library: nothing in it depends on anything else."""

    kind: LetterKind
    date: dt.date
    library: str
    indication: str | None
    route: Route | None
    program: str | None = None
    sections: tuple[Section, ...]
    references: tuple[Reference, ...] = ()
    assessment: AssessmentView
    checklist: tuple[CheckItem, ...]
    setup: PrintSetup
    changes: tuple[Change, ...] = ()

    @property
    def stops(self) -> tuple[CheckItem, ...]:
        """The open items that forbid the letter; empty where it may be written."""
        return self.open_items(CheckLevel.STOP)

    def open_items(self, level: CheckLevel) -> tuple[CheckItem, ...]:
        return tuple(item for item in self.checklist if item.level is level and not item.ok)
