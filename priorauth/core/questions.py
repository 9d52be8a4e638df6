"""The questions that a reviewer will ask of an indication, and whether the record answers them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from priorauth.core.criteria.documents import on_record
from priorauth.core.criteria.verdict import Verdict, met, not_documented
from priorauth.core.facts import CaseFacts
from priorauth.core.items import before_signing, settled
from priorauth.core.letter import CheckItem
from priorauth.core.records.indication import Indication, MustAnswer
from priorauth.core.vocabulary import CheckLevel

if TYPE_CHECKING:
    from priorauth.core.context import Context


@dataclass(frozen=True)
class QuestionVerdict:
    """A question and whether anything on record answers it: the prescriber's own words, or one of its facts."""

    indication: str
    question: MustAnswer
    verdict: Verdict

    @property
    def rule(self) -> str:
        """Its id as a ground."""
        return f"indications:{self.indication}/{self.question.id}"


def question_verdicts(
    indication: Indication | None, facts: CaseFacts, context: "Context"
) -> tuple[QuestionVerdict, ...]:
    """Every question of the indication, in the library's order; none without an indication."""
    if indication is None:
        return ()
    return tuple(
        QuestionVerdict(indication.id, question, _answered(question, facts, context))
        for question in indication.must_answer
    )


def _answered(question: MustAnswer, facts: CaseFacts, context: "Context") -> Verdict:
    own = f"answers.{question.id}"
    if question.id in facts.answers:
        return met("The prescriber has answered it.", own)
    readings = [on_record(facts, path, context) for path in question.answered_by]
    found = [path for reading in readings if reading.is_met for path in reading.facts]
    if found:
        return met("The record answers it.", *found)
    return not_documented(f"{question.question}?", own, *(path for reading in readings for path in reading.missing))


def check_questions(questions: tuple[QuestionVerdict, ...]) -> tuple[CheckItem, ...]:
    """An open question is an item before signing: the letter says nothing about it."""
    return tuple(_item(question) for question in questions)


def _item(one: QuestionVerdict) -> CheckItem:
    name, text = f"must_answer.{one.question.id}", f"A reviewer will ask: {one.question.question}?"
    if one.verdict.is_met:
        return settled(name, f"{text} {one.verdict.text}", CheckLevel.BEFORE_SIGNING)
    return before_signing(name, text, f"Record the prescriber's answer at answers.{one.question.id}.")
