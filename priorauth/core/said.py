"""A phrase and what holds it up. Words are filled with these, so that a sentence's grounds are what it really used."""

from collections.abc import Iterable
from typing import NamedTuple

from priorauth.core.grounds import ExhibitRef


class Said(NamedTuple):
    """`text` as it is printed, with its grounds. A phrase that the record does not give is None, never an empty one."""

    text: str
    facts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    exhibits: tuple[ExhibitRef, ...] = ()

    def worded(self, text: str) -> "Said":
        """Other words on the same grounds."""
        return Said(text, self.facts, self.rules, self.exhibits)

    def resting_on(self, *others: "Said") -> "Said":
        """The same words, on the grounds of the others too."""
        return joined((self, *others)).worded(self.text)


def joined(parts: Iterable[Said], between: str = "; ") -> Said:
    """The phrases as one, on the grounds of all, each ground once."""
    parts = tuple(parts)
    return Said(
        between.join(part.text for part in parts if part.text),
        tuple(dict.fromkeys(path for part in parts for path in part.facts)),
        tuple(dict.fromkeys(rule for part in parts for rule in part.rules)),
        tuple(dict.fromkeys(ref for part in parts for ref in part.exhibits)),
    )
