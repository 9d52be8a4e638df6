"""A phrase and what holds it up. Words are filled with these, so that a sentence's grounds are what it really used."""

from dataclasses import dataclass

from priorauth.core.grounds import Grounds

_NOTHING = Grounds()


@dataclass(frozen=True)
class Said:
    """`text` as it is printed, with its grounds. A phrase that the record does not give is None, never an empty one."""

    text: str
    grounds: Grounds = _NOTHING


def said(text: str, *, facts: tuple[str, ...] = (), rules: tuple[str, ...] = ()) -> Said:
    """A phrase that rests on facts or rules; exhibits of the facts are added where the brief knows them."""
    return Said(text, Grounds(facts=facts, rules=rules))
