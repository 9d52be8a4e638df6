"""What a letter must not hold: claims that no evidence carries, placeholders, days that have not come."""

from collections.abc import Iterator

from priorauth.core.brief import Brief
from priorauth.core.items import before_signing
from priorauth.core.letter import CheckItem, Section, Table
from priorauth.core.records.upkeep import Upkeep
from priorauth.core.walk import written

_NEVER_PRINTED = "household"


def check_language(brief: Brief, sections: tuple[Section, ...]) -> Iterator[CheckItem]:
    """An item for each claim that the library forbids, with its reason, and for each text on record that the letter
    leaves out because of what it holds. The prescriber's own words are checked with their edit (`edits.checks`)."""
    printed = [(where, text, text.lower()) for where, text in texts(sections)]
    whole = "\n".join(small for _, _, small in printed)
    for pattern in brief.library.upkeep.never_patterns:
        for where, text, small in printed if pattern.may_be_in(whole) else ():
            found = pattern.expression.search(text) if pattern.may_be_in(small) else None
            if found:
                lift = f"Reword the fact on record that says so ({where}): {pattern.why}."
                yield before_signing("language.never", f"The letter says “{found[0]}”, which it may not.", lift)
    yield from _left_out(brief)


def forbidden(text: str, upkeep: Upkeep) -> Iterator[tuple[str, str]]:
    """What a text claims against the library's patterns, each with the reason why it may not."""
    small = text.lower()
    for pattern in upkeep.never_patterns:
        found = pattern.expression.search(text) if pattern.may_be_in(small) else None
        if found:
            yield found[0], pattern.why


def _left_out(brief: Brief) -> Iterator[CheckItem]:
    for path, value in written(brief.facts):
        held = None if path.startswith(_NEVER_PRINTED) else brief.unprintable(value)
        if held:
            text = f"The text at {path} holds “{held}”: a placeholder, or a day after the letter. It is left out."
            yield before_signing("language.left_out", text, f"Record at {path} what is known today.")


def texts(sections: tuple[Section, ...]) -> Iterator[tuple[str, str]]:
    """Every composed sentence, cell, caption and title, with where it stands."""
    for section in sections:
        yield section.id, section.title
        for block in section.blocks:
            if isinstance(block, Table):
                yield from ((f"{section.id}/{block.id}", text) for text in (block.caption, *block.header))
                yield from ((f"{section.id}/{block.id}", cell) for row in block.rows for cell in row.cells)
            else:
                yield from (
                    (f"{section.id}/{block.id}", sentence.text) for sentence in block.sentences if not sentence.is_own
                )
