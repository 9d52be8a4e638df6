"""What a letter must not hold: claims that no evidence carries, placeholders, days that have not come."""

import re
from collections.abc import Iterator
from enum import StrEnum

from priorauth.core.brief import Brief
from priorauth.core.items import before_signing
from priorauth.core.letter import CheckItem, Section, Table
from priorauth.core.walk import values

_NEVER_PRINTED = "household"


def check_language(brief: Brief, sections: tuple[Section, ...]) -> Iterator[CheckItem]:
    """An item for each claim that the library forbids, with its reason, and for each text on record that the letter
    leaves out because of what it holds."""
    printed = list(texts(sections))
    whole = "\n".join(text for _, text in printed)
    for pattern in brief.library.upkeep.never_patterns:
        forbidden = re.compile(pattern.pattern, re.IGNORECASE | re.MULTILINE)
        if not forbidden.search(whole):
            continue
        for where, text in printed:
            found = forbidden.search(text)
            if found:
                lift = f"Reword the fact on record that says so ({where}): {pattern.why}."
                yield before_signing("language.never", f"The letter says “{found[0]}”, which it may not.", lift)
    yield from _left_out(brief)


def _left_out(brief: Brief) -> Iterator[CheckItem]:
    for path, value in values(brief.facts):
        if not isinstance(value, str) or isinstance(value, StrEnum) or path.startswith(_NEVER_PRINTED):
            continue
        held = brief.unprintable(value)
        if held:
            text = f"The text at {path} holds “{held}”: a placeholder, or a day after the letter. It is left out."
            yield before_signing("language.left_out", text, f"Record at {path} what is known today.")


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
