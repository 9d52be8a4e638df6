"""An indication for IVIG in MS: when the record supports it, what to cite, to disclose and to answer."""

from enum import StrEnum

from priorauth.core.criteria import Condition, Criterion
from priorauth.core.records.base import FindingId, Id, Part, Record, Text
from priorauth.core.vocabulary import Course, Setting


class Strength(StrEnum):
    """What a letter may say of the evidence as a whole."""

    MODERATE_CONTESTED = "moderate_contested"
    LOW = "low"
    VERY_LOW = "very_low"
    AGAINST = "against"


class FindingsIf(Part):
    """Findings that count where the condition is met on the record."""

    when: Condition
    findings: tuple[FindingId, ...]


class MustAnswer(Part):
    """A reviewer's question. Any one of the facts in `answered_by` answers it (paths of the case file)."""

    id: Id
    question: Text
    answered_by: tuple[Text, ...]


class Indication(Record):
    """See the head of indications.yaml. `override` names the stop that a prescriber may override in writing.

    `use` is the use of a plan's criteria that it falls under. `proposed` is its place when the app proposes one. A
    refused indication has no conditions: `applies_to` names the courses that it stands for.
    """

    title: Text
    strength: Strength
    use: Setting
    proposed: int | None = None
    applies_to: tuple[Course, ...] = ()
    supported_when: tuple[Criterion, ...] = ()
    may_cite: tuple[FindingId, ...]
    may_cite_if: tuple[FindingsIf, ...] = ()
    must_disclose: tuple[FindingId, ...]
    must_disclose_if: tuple[FindingsIf, ...] = ()
    must_state: tuple[Text, ...] = ()
    must_answer: tuple[MustAnswer, ...] = ()
    regimens: tuple[Id, ...] = ()
    never_say: tuple[Text, ...]
    refused: bool = False
    override: Text | None = None
    note: Text | None = None
