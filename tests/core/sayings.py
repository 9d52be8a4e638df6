"""Reading letters in tests: all that a letter says, with its grounds; its citations and dates; which words are ours."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from priorauth.core.dates import PartialDate
from priorauth.core.deadlines import deadlines
from priorauth.core.dosing import expected_doses, last_day
from priorauth.core.facts import CaseFacts
from priorauth.core.grounds import Grounds
from priorauth.core.letter import Letter, Table
from priorauth.core.typography import capital, lowered, tidy
from priorauth.core.write import write_letter
from priorauth.reference.services import shipped_library
from tests.strategies.situations import Situation

_MONTHS = [f"{dt.date(2026, month, 1):%B}" for month in range(1, 13)]
_DATE = re.compile(rf"\b({'|'.join(_MONTHS)}|{'|'.join(month[:3] for month in _MONTHS)}) (?:(\d{{1,2}}), )?(\d{{4}})\b")
_BRACKET = re.compile(r"\[(\d+(?:[,–]\d+)*)\]")
FROM_RECORD = "§"
# Not a fixture: hypothesis would print the whole of it with each example that fails.
LIBRARY = shipped_library()


@dataclass(frozen=True)
class Saying:
    """One sentence, or one table row with its cells joined, where it stands and what holds it up."""

    place: str
    text: str
    grounds: Grounds
    is_label: bool = False


def letter_of(situation: Situation) -> Letter:
    return write_letter(situation.facts, situation.kind, LIBRARY, program=situation.program)


def sayings(letter: Letter) -> list[Saying]:
    """Every sentence and row."""
    found = []
    for section in letter.sections:
        for block in section.blocks:
            place = f"{section.id}/{block.id}"
            if isinstance(block, Table):
                found += [Saying(place, " | ".join(row.cells), row.grounds) for row in block.rows]
            else:
                found += [Saying(place, one.text, one.grounds, one.is_label) for one in block.sentences]
    return found


def pieces(letter: Letter) -> Iterator[tuple[str, str]]:
    """Every text of the letter as it is printed, with its place: headings, captions, sentences, cells, running text."""
    setup = letter.setup
    yield from (("setup", text) for text in (setup.title, setup.author, setup.subject, setup.running))
    for section in letter.sections:
        yield section.id, section.title
        for block in section.blocks:
            place = f"{section.id}/{block.id}"
            if isinstance(block, Table):
                yield from ((place, text) for text in (block.caption, *block.header))
                yield from ((place, cell) for row in block.rows for cell in row.cells)
            else:
                yield place, block.text


def body(letter: Letter) -> str:
    return "\n".join(text for _, text in pieces(letter))


def cited(letter: Letter) -> list[int]:
    """The numbers of references in the order in which the text brings them."""
    numbers: list[int] = []
    for place, text in pieces(letter):
        if place != "setup":
            numbers += [number for run in _BRACKET.findall(text) for number in _run(run)]
    return numbers


def _run(run: str) -> list[int]:
    numbers: list[int] = []
    for part in run.split(","):
        first, _, last = part.partition("–")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


def uncited(text: str) -> str:
    """The text without the numbers of its references."""
    return _BRACKET.sub("[]", text)


def dates_printed(text: str) -> list[PartialDate]:
    """The dates that a text prints, in full or short, as far as the calendar knows them."""
    found = []
    for month, day, year in _DATE.findall(text):
        number = next(place for place, name in enumerate(_MONTHS, 1) if name.startswith(month[:3]))
        try:
            found.append(PartialDate.parse(f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")))
        except ValueError:
            continue
    return found


def our_words(text: str, case: dict[str, Any]) -> str:
    """The text with what the record itself says in words taken out, so that only our own words are judged."""
    for told in _told(_frozen(case)):
        text = text.replace(told, FROM_RECORD)
    return text


def _frozen(tree: Any) -> tuple[str, ...]:
    """The free texts of a case file: those of two words or more."""
    if isinstance(tree, dict):
        return tuple(text for item in tree.values() for text in _frozen(item))
    if isinstance(tree, list):
        return tuple(text for item in tree for text in _frozen(item))
    return (tree,) if isinstance(tree, str) and len(tree.split()) > 1 else ()


@cache
def _told(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The texts as a letter may print them, longest first."""
    printed = {form for text in texts for short in (True, False) for form in (text, tidy(text, short_dates=short))}
    printed |= {form for text in printed for form in (capital(text), lowered(text))}
    return tuple(sorted(printed, key=lambda text: (-len(text), text)))


def quotes_balance(text: str) -> bool:
    """Whether every opening quotation mark is closed, one after the other."""
    depth = 0
    for letter in text:
        depth += {"“": 1, "”": -1}.get(letter, 0)
        if depth not in (0, 1):
            return False
    return depth == 0


def expected_after(facts: CaseFacts) -> set[PartialDate]:
    """The days after the letter that it may name: asked for, planned, due, or running out."""
    request, earlier, mother = facts.request, facts.prior_ivig, facts.reproductive
    days = [request.start, request.review_date, mother.due_date if mother else None]
    days += [last_day(request.start, request.months)] if request.start and request.months else []
    days += [earlier.authorization.ends if earlier and earlier.authorization else None]
    days += [one.determination.appeal_by for one in facts.submissions if one.determination]
    days += [day for clock in deadlines(facts, LIBRARY) for day in (clock.due_on, clock.send_by)]
    days += [day for dose in expected_doses(facts) for day in (dose.earliest, dose.latest, dose.last_day)]
    return {PartialDate.parse(day) for day in days if day}
