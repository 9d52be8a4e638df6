"""What holds a sentence up: facts on record, findings of publications, rules, exhibits.

A letter has a hundred of these, made from what its composer knows: plain values, which cost a third of a checked model.
"""

from dataclasses import dataclass
from typing import ClassVar, Self, TypeVar

from pydantic import ConfigDict

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ExhibitRef:
    """An exhibit, and the page where the fact stands if the record names one."""

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")

    id: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """The grounds of one sentence or table row, each list without repeats, in order of first use.

    `facts` are paths in the case file, `findings` are `record/finding` or `record#part`, `rules` are
    `<library file>:<id>`. `formal` marks a sentence that states nothing (a salutation, a turn of the argument).
    """

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")

    facts: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    exhibits: tuple[ExhibitRef, ...] = ()
    formal: bool = False

    @property
    def is_bare(self) -> bool:
        """True where nothing holds the sentence up and it is not formal either."""
        return not (self.facts or self.findings or self.rules or self.formal)

    def __add__(self, other: Self) -> "Grounds":
        return Grounds(
            facts=_once(self.facts, other.facts),
            findings=_once(self.findings, other.findings),
            rules=_once(self.rules, other.rules),
            exhibits=_once(self.exhibits, other.exhibits),
            formal=self.formal and other.formal,
        )


def _once(first: tuple[T, ...], then: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(first + then))
