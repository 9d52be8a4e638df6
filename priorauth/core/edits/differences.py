"""What changed between two letters, paragraph by paragraph and table by table."""

from collections.abc import Iterator, Mapping

from priorauth.core.edits.marks import by_record
from priorauth.core.letter import Letter, Paragraph, Table, Value


class Difference(Value):
    """A block or heading that is not the same; None where one of the letters does not have it. Rows are lines."""

    section: str
    block: str
    before: str | None
    after: str | None


def differences(before: Letter, after: Letter) -> tuple[Difference, ...]:
    """What changed, in the order of the later letter; what is only in the earlier one stands at the end.

    A citation that has only got another number is no difference.
    """
    old, new = dict(_texts(before)), dict(_texts(after))
    places = dict.fromkeys((*new, *old))
    return tuple(
        Difference(section=place[0], block=place[1], before=old.get(place), after=new.get(place))
        for place in places
        if _meant(old, place, before) != _meant(new, place, after)
    )


Place = tuple[str, str]
HEADING = "heading"


def _texts(letter: Letter) -> Iterator[tuple[Place, str]]:
    for section in letter.sections:
        if section.title:
            yield (section.id, HEADING), section.title
        for block in section.blocks:
            yield (section.id, block.id), block.text if isinstance(block, Paragraph) else _table(block)


def _table(table: Table) -> str:
    rows = (table.header, *(row.cells for row in table.rows))
    return "\n".join(filter(None, (table.caption, *(" | ".join(cells) for cells in rows))))


def _meant(texts: Mapping[Place, str], place: Place, letter: Letter) -> str | None:
    text = texts.get(place)
    return None if text is None else by_record(text, letter.references)
