"""How a name is written down to be found: small letters without accents, and from which of its words on it is read."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Letters that no accent is taken off of, though everybody types them so.
_PLAIN = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "'": "", "’": "", "ʼ": ""}
)
# An index of PostgreSQL takes 2,704 bytes of a row: two texts of so many letters, of four bytes each.
_MOST = 300


class Reading(NamedTuple):
    """A name, read from one of its words on. `key` ends with the words before it; `before` has them as ` word word`."""

    key: str
    before: str


def words_of(text: str) -> list[str]:
    """The words of a name as they are compared: `García-López` is `garcia`, `lopez`; `O’Brien` is `obrien`."""
    small = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    bare = "".join(letter for letter in small if not unicodedata.combining(letter))
    return "".join(letter if letter.isalnum() else " " for letter in bare).split()


def readings_of(given: str, family: str) -> Iterator[Reading]:
    """A name from each of its words on; each word once, the family name first."""
    words = list(dict.fromkeys([*words_of(family), *words_of(given)]))
    for place in range(len(words)):
        key, before = " ".join([*words[place:], *words[:place]]), "".join(f" {word}" for word in words[:place])
        yield Reading(key[:_MOST], before[:_MOST])
