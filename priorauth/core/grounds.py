"""What holds a sentence up: facts on record, findings of publications, rules, exhibits."""

from collections.abc import Iterable, Iterator
from typing import Self, TypeVar

from pydantic import BaseModel, ConfigDict

T = TypeVar("T")


class ExhibitRef(BaseModel):
    """An exhibit, and the page where the fact stands if the record names one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    page: int | None = None


class Grounds(BaseModel):
    """The grounds of one sentence or table row, each list without repeats, in order of first use.

    `facts` are paths in the case file, `findings` are `record/finding` or `record#part`, `rules` are
    `<library file>:<id>`. `formal` marks a sentence that states nothing (a salutation, a turn of the argument).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

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
            facts=tuple(_once([*self.facts, *other.facts])),
            findings=tuple(_once([*self.findings, *other.findings])),
            rules=tuple(_once([*self.rules, *other.rules])),
            exhibits=tuple(_once([*self.exhibits, *other.exhibits])),
            formal=self.formal and other.formal,
        )

    @classmethod
    def union(cls, parts: Iterable["Grounds"]) -> "Grounds":
        """All of them together; formal only where every part is."""
        parts = list(parts)
        total = cls(formal=bool(parts) and all(part.formal for part in parts))
        for part in parts:
            total = total + part
        return total.model_copy(update={"formal": bool(parts) and all(part.formal for part in parts)})


def _once(items: list[T]) -> Iterator[T]:
    seen: set[T] = set()
    for item in items:
        if item not in seen:
            seen.add(item)
            yield item
