"""Editing letters in tests, as a prescriber would: by the words that stand on the page."""

from priorauth.core.edits import Addition, EditedLetter, Edits, Omission, Rewording, write_edited
from priorauth.core.edits.apply import FIXED_SECTIONS
from priorauth.core.edits.marks import typed
from priorauth.core.letter import CheckItem, Letter, Paragraph
from priorauth.core.vocabulary import CheckLevel
from tests.core.sayings import LIBRARY
from tests.strategies.situations import Situation


def edited(situation: Situation, *edits: Rewording | Omission | Addition) -> EditedLetter:
    return write_edited(situation.facts, situation.kind, LIBRARY, Edits(items=edits), program=situation.program)


def paragraphs(letter: Letter) -> dict[str, tuple[str, Paragraph]]:
    """Those that may be edited, by id, with the section in which they stand."""
    return {
        block.id: (section.id, block)
        for section in letter.sections
        for block in section.blocks
        if section.id not in FIXED_SECTIONS and isinstance(block, Paragraph)
    }


def rewording(before: EditedLetter, paragraph: str, words: str, id: str = "r1") -> Rewording:  # noqa: A002
    section, block = paragraphs(before.original)[paragraph]
    marked = typed(words, before.letter.references, LIBRARY, is_list=block.is_list)
    return Rewording(
        id=id, section=section, paragraph=paragraph, replaced=before.text_of(paragraph) or "", words=marked
    )


def omission(before: EditedLetter, paragraph: str) -> Omission:
    section, _ = paragraphs(before.original)[paragraph]
    replaced = before.text_of(paragraph) or ""
    return Omission(id=f"o-{paragraph}", section=section, paragraph=paragraph, replaced=replaced)


def addition(before: EditedLetter, after: str, words: str, id: str = "a1") -> Addition:  # noqa: A002
    section = next(one.id for one in before.original.sections if any(block.id == after for block in one.blocks))
    marked = typed(words, before.letter.references, LIBRARY)
    return Addition(id=id, section=section, after=after, words=marked)


def open_items(letter: Letter, id: str) -> list[CheckItem]:  # noqa: A002
    """The open items of that id that keep the letter from being signed."""
    levels = (CheckLevel.STOP, CheckLevel.BEFORE_SIGNING)
    return [item for level in levels for item in letter.open_items(level) if item.id == id]
