"""What a record should hold, and how staff are asked for it."""

from priorauth.core.records.base import Record, Text
from priorauth.core.vocabulary import LetterKind


class Wanted(Record):
    """A path of the case file without its numbers (its id), and the words that ask for it.

    `stops`: no letter goes without it, except the kinds named in `not_for`.
    """

    ask: Text
    stops: bool = False
    not_for: tuple[LetterKind, ...] = ()
