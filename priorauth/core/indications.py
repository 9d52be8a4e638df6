"""Which indications the record supports, and which one the letter argues."""

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


def indication_verdicts(facts: CaseFacts, context: "Context") -> tuple[IndicationVerdict, ...]:
    """Every indication of the library, in its order."""
    return tuple(judge(indication, facts, context) for indication in context.library.indications.values())


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


def choose(facts: CaseFacts, verdicts: tuple[IndicationVerdict, ...]) -> Choice:
    """The one asked for, else the first supported one in the order of the case format, else the one that the evidence
    stands against. Where the course forbids the one asked for, the refused one is argued in its place."""
    against = next((one for one in verdicts if one.applies_against), None)
    asked = next((one for one in verdicts if one.indication.id == facts.request.indication), None)
    supported = sorted((one for one in verdicts if one.is_supported), key=_place)
    if asked and (asked.is_supported or against is None or asked is against):
        return Choice(asked.indication.id, "The request names it.", ("request.indication",))
    if supported and not asked:
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
