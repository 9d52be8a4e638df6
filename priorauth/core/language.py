"""What the words of a letter must not hold: claims that no evidence carries, and blanks."""

import re
from collections.abc import Iterator

from priorauth.core.brief import Brief
from priorauth.core.errors import WordsError
from priorauth.core.items import before_signing
from priorauth.core.letter import CheckItem, Section, Table

_BLANK = re.compile(r"\bNone\b|\{\{|\}\}|\[\s*\]|\(\s*\)|_{3,}|\bTBD\b|\bundefined\b|\ue000|\ue001|“\s*”")


def check_language(brief: Brief, sections: tuple[Section, ...]) -> Iterator[CheckItem]:
    """An item for each claim that the library forbids, with its reason; it blocks signing."""
    for pattern in brief.library.upkeep.never_patterns:
        for where, text in texts(sections):
            found = re.search(pattern.pattern, text, re.IGNORECASE)
            if found:
                lift = f"Reword the fact on record that says so ({where}): {pattern.why}."
                yield before_signing("language.never", f"The letter says “{found[0]}”, which it may not.", lift)


def refuse_blanks(sections: tuple[Section, ...]) -> None:
    """WordsError where a sentence or cell holds a placeholder; the words are wrong, not the record."""
    for where, text in texts(sections):
        if _BLANK.search(text):
            raise WordsError(f"{where}: the words leave a blank: {_BLANK.search(text)!r}")


def texts(sections: tuple[Section, ...]) -> Iterator[tuple[str, str]]:
    """Every sentence, cell, caption and title, with where it stands."""
    for section in sections:
        yield section.id, section.title
        for block in section.blocks:
            if isinstance(block, Table):
                yield from ((f"{section.id}/{block.id}", text) for text in (block.caption, *block.header))
                yield from ((f"{section.id}/{block.id}", cell) for row in block.rows for cell in row.cells)
            else:
                yield from ((f"{section.id}/{block.id}", sentence.text) for sentence in block.sentences)
