"""The JSON shape of a letter and of an assessment, as the case-file format gives it."""

from typing import Any

from priorauth.core.grounds import Grounds
from priorauth.core.letter import AssessmentView, Letter, Paragraph, Section, Table


def letter_json(letter: Letter) -> dict[str, Any]:
    """A dict of plain values. `order` in a section lists its paragraphs and tables as they stand on the page."""
    return {
        "kind": letter.kind.value,
        "date": letter.date.isoformat(),
        "library": letter.library,
        "indication": letter.indication,
        "route": letter.route.value if letter.route else None,
        "sections": [_section(section) for section in letter.sections],
        "references": [
            {"number": reference.number, "record": reference.record, "text": reference.text}
            for reference in letter.references
        ],
        "assessment": assessment_json(letter.assessment),
        "checklist": [item.model_dump(mode="json") for item in letter.checklist],
    }


def assessment_json(assessment: AssessmentView) -> dict[str, Any]:
    """The `assessment` part alone; `check_case --json` writes it with the check list."""
    return assessment.model_dump(mode="json")


def _section(section: Section) -> dict[str, Any]:
    paragraphs = [block for block in section.blocks if isinstance(block, Paragraph)]
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return {
        "id": section.id,
        "title": section.title,
        "order": [block.id for block in section.blocks],
        "paragraphs": [_paragraph(block) for block in paragraphs],
        "tables": [_table(block) for block in tables],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    sentences = [{"text": sentence.text, **_grounds(sentence.grounds)} for sentence in paragraph.sentences]
    return {"id": paragraph.id, "sentences": sentences}


def _table(table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "caption": table.caption,
        "header": list(table.header),
        "rows": [{"cells": list(row.cells), **_grounds(row.grounds)} for row in table.rows],
    }


def _grounds(grounds: Grounds) -> dict[str, Any]:
    return {
        "facts": list(grounds.facts),
        "findings": list(grounds.findings),
        "rules": list(grounds.rules),
        "exhibits": [{"id": exhibit.id, "page": exhibit.page} for exhibit in grounds.exhibits],
        "formal": grounds.formal,
    }
