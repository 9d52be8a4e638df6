"""What a record should hold, and how staff are asked for it."""

from priorauth.core.records.base import Record, Text
from priorauth.core.vocabulary import CheckLevel, LetterKind, WeightBasis


class Wanted(Record):
    """A path of the case file without its numbers (its id; `denial` is the denial that a letter answers), and the words
    that ask for it. `level`: what a letter cannot do without it; None: it is asked for where it decides something.
    `only_on`: the bases of the dosing weight that need it; none named: it is needed on each.
    """

    ask: Text
    level: CheckLevel | None = None
    not_for: tuple[LetterKind, ...] = ()
    only_for: tuple[LetterKind, ...] = ()
    only_on: tuple[WeightBasis, ...] = ()

    def needed_for(self, kind: LetterKind | None, basis: WeightBasis | None) -> bool:
        """Whether a letter of that kind, its dose on that basis, needs it; no kind: whether most letters do."""
        if self.level is None or (self.only_on and basis not in self.only_on):
            return False
        return kind not in self.not_for and (not self.only_for or kind in self.only_for)
