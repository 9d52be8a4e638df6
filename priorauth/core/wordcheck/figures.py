"""No number is typed into prose, in digits or in words: numbers come out of typed fields.

Names that hold one are listed with a reason. Ordinals put things in order, and `one` is a pronoun except before a unit
of time.
"""

import re
from collections.abc import Iterator, Mapping

from priorauth.core.errors import Problem, WordsError
from priorauth.core.records.words import Words
from priorauth.core.templates import pieces
from priorauth.core.wordcheck.names import Names
from priorauth.core.wordcheck.places import texts

_NUMBER = re.compile(
    r"\d+(?:[.,]\d+)*"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|half|twice)\b"
    r"|\bone(?=[ -](?:year|month|week|day|hour)s?\b)",
    re.IGNORECASE,
)


def figure_problems(files: Mapping[str, Words], names: Names) -> Iterator[Problem]:
    """A problem for each number in the literal text of a template, and for each listed name that no text holds."""
    listed = {name: file for file, words in files.items() for name in words.names_with_numbers}
    unused = dict(listed)
    known = re.compile("|".join(re.escape(name) for name in sorted(listed, key=len, reverse=True)) or r"(?!)")
    for file, words in files.items():
        for text in texts(file, words, names.by_reason):
            for literal in _literal(text.text):
                for name in known.findall(literal):
                    unused.pop(name, None)
                number = _NUMBER.search(known.sub("", literal))
                if number:
                    wanted = "a blank that prints it from its field, or a name under names_with_numbers"
                    yield Problem(text.place, f"the number {number[0]} is typed into the text; wanted: {wanted}")
    for name, file in unused.items():
        yield Problem(f"{file}: names_with_numbers.{name}", "no text holds this name; wanted: only names in use")


def _literal(text: str) -> list[str]:
    try:
        return [piece for piece in pieces(text) if isinstance(piece, str)]
    except WordsError:
        return []
