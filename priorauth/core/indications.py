"""Which indications the record supports, and which one the letter argues."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from priorauth.core.criteria.verdict import Verdict, all_of, decided, not_documented
from priorauth.core.facts import CaseFacts
from priorauth.core.records.indication import Indication
from priorauth.core.typography import listed, lowered

if TYPE_CHECKING:
    from priorauth.core.context import Context


@dataclass(frozen=True)
class IndicationVerdict:
    """How an indication stands. `parts` are its conditions in the library's order; a refused one has none.

    `verdict` of a refused indication says whether it applies: met means that the evidence stands against the request.
    """

    indication: Indication
    verdict: Verdict
    parts: tuple[Verdict, ...]

    @property
    def is_supported(self) -> bool:
        return self.verdict.is_met and not self.indication.refused

    @property
    def applies_against(self) -> bool:
        """True where the course is one that the evidence stands against."""
        return self.verdict.is_met and self.indication.refused


@dataclass(frozen=True)
class Choice:
    """The indication that the letter argues, or None, and why in a sentence; `facts` are the paths that decided."""

    id: str | None
    why: str
    facts: tuple[str, ...] = ()


class Verdicts(Mapping[str, IndicationVerdict]):
    """How the indications of the library stand, by id and in its order; each is judged when it is first asked for."""

    def __init__(self, facts: CaseFacts, context: "Context") -> None:
        self._facts, self._context = facts, context
        self._judged: dict[str, IndicationVerdict] = {}

    def __getitem__(self, name: str) -> IndicationVerdict:
        if name not in self._judged:
            self._judged[name] = judge(self._context.library.indications[name], self._facts, self._context)
        return self._judged[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._context.library.indications)

    def __len__(self) -> int:
        return len(self._context.library.indications)

    def refused(self) -> Iterator[IndicationVerdict]:
        """Those that the evidence stands against."""
        return (self[name] for name, one in self._context.library.indications.items() if one.refused)


def judge(indication: Indication, facts: CaseFacts, context: "Context") -> IndicationVerdict:
    """How one indication stands on the record."""
    if indication.refused:
        return IndicationVerdict(indication, _course_of(indication, facts), ())
    parts = tuple(criterion.evaluate(facts, context) for criterion in indication.supported_when)
    return IndicationVerdict(indication, all_of(parts), parts)


def _course_of(indication: Indication, facts: CaseFacts) -> Verdict:
    course = facts.diagnosis.course
    if course is None:
        return not_documented("The course of MS is not on record.", "diagnosis.course")
    applies = course in indication.applies_to
    return decided(
        applies, f"The course {'is' if applies else 'is not'} {lowered(indication.title)}.", "diagnosis.course"
    )


def choose(facts: CaseFacts, verdicts: Verdicts) -> Choice:
    """The one asked for, else the first supported one in the order of the case format, else the one that the evidence
    stands against. Where the course forbids the one asked for, the refused one is argued in its place."""
    against = next((one for one in verdicts.refused() if one.applies_against), None)
    asked = verdicts.get(facts.request.indication or "")
    if asked and (asked.is_supported or against is None or asked is against):
        return Choice(asked.indication.id, "The request names it.", ("request.indication",))
    supported = [] if asked else sorted((one for one in verdicts.values() if one.is_supported), key=_place)
    if supported:
        others = [one.indication.id for one in supported[1:]]
        why = f"The first of those that the record supports; {_also(others)}." if others else "The record supports it."
        return Choice(supported[0].indication.id, why, supported[0].verdict.facts)
    if against:
        return Choice(
            against.indication.id, f"{against.verdict.text} The record supports no other.", against.verdict.facts
        )
    return Choice(None, "The record supports no indication.")


def _place(verdict: IndicationVerdict) -> int:
    return verdict.indication.proposed or len(verdict.indication.id)


def _also(others: list[str]) -> str:
    return f"it supports {listed([other.replace('_', ' ') for other in others])} too"
