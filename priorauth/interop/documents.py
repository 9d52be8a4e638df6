"""The documents that the command line writes, as models: their JSON Schemas are shipped in schemas/.

`python manage.py write_schemas` writes the files anew after a change; a test compares them with what stands here.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from priorauth.core.deadlines import Deadline
from priorauth.core.grounds import ExhibitRef
from priorauth.core.letter import AssessmentView, CheckItem
from priorauth.core.vocabulary import LetterKind, Route

FOLDER = Path(__file__).parent / "schemas"


class Document(BaseModel):
    model_config = ConfigDict(extra="forbid")


class GroundedDocument(Document):
    """What holds a part of the letter up (`core.grounds.Grounds`)."""

    facts: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    exhibits: tuple[ExhibitRef, ...] = ()
    formal: bool = False


class SentenceDocument(GroundedDocument):
    """A sentence and what holds it up."""

    text: str


class RowDocument(GroundedDocument):
    """A table row and what holds it up."""

    cells: list[str]


class ParagraphDocument(Document):
    id: str
    sentences: list[SentenceDocument]


class TableDocument(Document):
    id: str
    caption: str
    header: list[str]
    rows: list[RowDocument]


class SectionDocument(Document):
    """A part of the letter. `order` lists the ids of its paragraphs and tables as they stand on the page."""

    id: str
    title: str
    order: list[str]
    paragraphs: list[ParagraphDocument]
    tables: list[TableDocument]


class ReferenceDocument(Document):
    number: int = Field(ge=1)
    record: str
    text: str


class LetterDocument(Document):
    """`manage.py letter --json`: the letter with its grounds, its references and its check list."""

    kind: LetterKind
    date: dt.date
    library: str
    indication: str | None
    route: Route | None
    sections: list[SectionDocument]
    references: list[ReferenceDocument]
    assessment: AssessmentView
    checklist: list[CheckItem]


class CheckDocument(Document):
    """`manage.py check_case --json`: the assessment of a case and its check list."""

    assessment: AssessmentView
    checklist: list[CheckItem]


class DeadlinesDocument(Document):
    """`manage.py deadlines --json`: every clock of the case as of its date."""

    as_of: dt.date
    deadlines: list[Deadline]


DOCUMENTS: dict[str, type[Document]] = {
    "letter": LetterDocument,
    "check_case": CheckDocument,
    "deadlines": DeadlinesDocument,
}


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one document, as it is written."""
    made = DOCUMENTS[name].model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def schema_text(name: str) -> str:
    return f"{json.dumps(schema(name), indent=2, ensure_ascii=False)}\n"


def schema_file(name: str) -> Path:
    return FOLDER / f"{name}.schema.json"
