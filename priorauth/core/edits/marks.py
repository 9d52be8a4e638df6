"""Citations in words that are kept: numbers on the page, marks that name the record in between.

A publication that the list of the letter does not have is written by its id: `[fazekas-2008]`.
"""

import re
from collections.abc import Iterable, Mapping

from priorauth.core.fill import CITE_CLOSES, CITE_OPENS
from priorauth.core.letter import Letter, Reference
from priorauth.core.library import Library
from priorauth.core.references import with_numbers

_MARK = re.compile(f"{CITE_OPENS}([^{CITE_CLOSES}]*){CITE_CLOSES}")
_NUMBERS = re.compile(r"\[(\d{1,3}(?:(?:[–-]|, ?)\d{1,3})*)\]")
_PART = re.compile(r"(\d+)(?:[–-](\d+))?")
_NAMED = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)+)\]")
_SIGNS = re.compile(f"[{CITE_OPENS}{CITE_CLOSES}]")
_SPACES = re.compile(r"[^\S\n]+")
_MOST_NUMBERS = 40


def typed(words: str, references: Iterable[Reference], library: Library, *, is_list: bool = False) -> str:
    """Words as they were typed under a letter with these references, with marks; spaces in order, a list by lines.

    A bracket that names a number or record that is not there stays as it was typed.
    """
    words = _SIGNS.sub("", words.replace("\r\n", "\n"))
    lines = [_SPACES.sub(" ", line).strip() for line in words.split("\n")]
    words = ("\n" if is_list else " ").join(line for line in lines if line)
    words = by_record(words, references)
    return _NAMED.sub(lambda found: mark(found[1]) if found[1] in library.publications else found[0], words)


def by_record(text: str, references: Iterable[Reference]) -> str:
    """The text with marks in place of the numbers of these references."""
    records = {reference.number: reference.record for reference in references}
    return _NUMBERS.sub(lambda found: _marks_of(found, records), text)


def _marks_of(found: re.Match[str], records: Mapping[int, str]) -> str:
    numbers = [number for part in _PART.finditer(found[1]) for number in _run(part)]
    if not numbers or not all(number in records for number in numbers):
        return found[0]
    return "".join(mark(records[number]) for number in numbers)


def _run(part: re.Match[str]) -> list[int]:
    first, last = int(part[1]), int(part[2] or part[1])
    return list(range(first, last + 1)) if last - first < _MOST_NUMBERS else [0]


def mark(record: str) -> str:
    """The sign that stands in a text where it cites the record."""
    return f"{CITE_OPENS}{record}{CITE_CLOSES}"


def marked_in(text: str) -> tuple[str, ...]:
    """The records that a text cites, each once, in order of first use."""
    return tuple(dict.fromkeys(_MARK.findall(text)))


def unmarked(text: str) -> str:
    """The text without its citations, for a search in its words."""
    return _MARK.sub("", text)


def resolved(words: str, library: Library) -> str:
    """The words with marks of records that the library holds; one that it has no more is written by its id."""
    return _MARK.sub(lambda found: found[0] if found[1] in library.publications else f"[{found[1]}]", words)


def printed(text: str, letter: Letter) -> str:
    """The text with the numbers of the letter's list; a record that the list does not have is written by its id."""
    order = {reference.record: reference.number for reference in letter.references}
    return with_numbers(_MARK.sub(lambda found: found[0] if found[1] in order else f"[{found[1]}]", text), order)
