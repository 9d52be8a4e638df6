"""The words of the letters, as data: sentences with their conditions, tables, and the plan of each letter kind.

A name may carry a variant after `@`: `narrow@pregnancy`, `answer@site_of_care`. A plan that asks for
`narrow@indication` gets the variant of the case's indication; `answer@reasons` gets one block for each denial reason. A
name without its variant stands for all that have none of their own.
"""

from typing import Annotated, Literal

from pydantic import Field, PlainSerializer, model_validator

from priorauth.core.criteria import Condition
from priorauth.core.records.base import FrozenMap, Part, Text
from priorauth.core.vocabulary import LetterKind

Name = Annotated[str, Field(pattern=r"^[a-z0-9_]+(@[a-z0-9_]+)?$")]


class SentenceWords(Part):
    """One sentence, or the first sayable of several.

    It is said where `when` is met and every term in `text` is on record; otherwise nothing is said. `bind` names
    findings, arms or other parts of publications for use in the text (`privig: fazekas-2008/relapse-free`); a bound
    publication must be citable. `findings`, `rules` and `facts` are grounds beside those that the text uses. `each`
    repeats it for every item of a source. A `label` opens a paragraph; `formal` states nothing.
    """

    id: Name | None = None
    text: Text | None = None
    when: Condition | None = None
    bind: FrozenMap[str, str] = Field(default_factory=dict)
    findings: tuple[Text, ...] = ()
    rules: tuple[Text, ...] = ()
    facts: tuple[Text, ...] = ()
    formal: bool = False
    label: bool = False
    each: Text | None = None
    first_of: tuple["SentenceWords", ...] = ()

    @model_validator(mode="after")
    def _text_or_choice(self) -> "SentenceWords":
        if bool(self.text) == bool(self.first_of):
            raise ValueError("needs either text or first_of, and not both")
        return self


class Passage(Part):
    """A paragraph or a list. One whose sentences are all unsaid, labels aside, is left out."""

    id: Name
    sentences: tuple[SentenceWords, ...]
    when: Condition | None = None
    list: bool = False


class CellWords(Part):
    """A cell of several sentences, each with its own condition; those that cannot be said are left out."""

    sentences: tuple[SentenceWords, ...]


class RowWords(Part):
    """A row, or one row for each item of a source; cells that cannot be said are printed as an en dash.

    A cell is a text, the first sayable of several texts, or a run of sentences.

    `needs` are the positions of cells without which the row is left out. `include` takes the rows of a named row list,
    `first_of` the first row that can be said.
    """

    cells: tuple[str | tuple[Text, ...] | CellWords, ...] = ()
    when: Condition | None = None
    each: Text | None = None
    bind: FrozenMap[str, str] = Field(default_factory=dict)
    findings: tuple[Text, ...] = ()
    rules: tuple[Text, ...] = ()
    facts: tuple[Text, ...] = ()
    needs: tuple[int, ...] = ()
    total: bool = False
    include: Name | None = None
    first_of: tuple["RowWords", ...] = ()


class RowList(Part):
    id: Name
    rows: tuple[RowWords, ...]


class TableWords(Part):
    """A table; without rows to print it is left out."""

    id: Name
    style: Text
    caption: SentenceWords | None = None
    header: tuple[Text, ...] = ()
    rows: tuple[RowWords, ...]
    when: Condition | None = None
    least: int = 1
    long_dates: bool = False


class SectionPlan(Part):
    """A section by its id, its heading (the first sayable), and its blocks by name, in order."""

    id: Name
    title: tuple[SentenceWords, ...] = ()
    when: Condition | None = None
    blocks: tuple[Name, ...]


class LetterPlan(Part):
    """The plan of one letter kind: order and length as letter_anatomy has them."""

    kind: LetterKind
    density: Literal["one-page", "two-page", "long"]
    title: tuple[SentenceWords, ...]
    subject: tuple[SentenceWords, ...]
    running: tuple[SentenceWords, ...]
    is_brief: bool = False
    not_for_sending: bool = False
    signed: bool = True
    sections: tuple[SectionPlan, ...]


class BlockGroup(Part):
    """A name that stands for several blocks, in order."""

    id: Name
    blocks: tuple[Name, ...]
    when: Condition | None = None


class Words(Part):
    """All the words. `labels` are the printed names of the vocabulary, by list and value.

    `names_with_numbers` are names that texts may hold although no number may be typed into them, in digits or in words,
    each with the reason.
    """

    passages: tuple[Passage, ...] = ()
    tables: tuple[TableWords, ...] = ()
    row_lists: tuple[RowList, ...] = ()
    groups: tuple[BlockGroup, ...] = ()
    letters: tuple[LetterPlan, ...] = ()
    labels: Annotated[
        FrozenMap[str, FrozenMap[str, str]],
        PlainSerializer(lambda labels: {name: dict(values) for name, values in labels.items()}),
    ] = Field(default_factory=dict)
    names_with_numbers: FrozenMap[str, Text] = Field(default_factory=dict)
