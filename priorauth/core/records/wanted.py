"""What a record should hold, and how staff are asked for it."""

from priorauth.core.records.base import Record, Text
from priorauth.core.vocabulary import CheckLevel, LetterKind


class Wanted(Record):
    """A path of the case file without its numbers (its id; `denial` is the denial that a letter answers), and the words
    that ask for it. `level`: what a letter cannot do without it; None: it is asked for where it decides something.
    """

    ask: Text
    level: CheckLevel | None = None
    not_for: tuple[LetterKind, ...] = ()
    only_for: tuple[LetterKind, ...] = ()

    def needed_for(self, kind: LetterKind | None) -> bool:
        """Whether a letter of that kind needs it; where no kind is named, whether most letters do."""
        return self.level is not None and kind not in self.not_for and (not self.only_for or kind in self.only_for)
