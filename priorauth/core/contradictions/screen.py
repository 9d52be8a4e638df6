"""Answers of the safety screen against values, and against what else is on record."""

import datetime as dt
from collections.abc import Iterator

from priorauth.core.contradictions.saying import contradiction
from priorauth.core.dates import age_on, long_date
from priorauth.core.facts import CaseFacts, SafetyAnswer
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.naming import in_words
from priorauth.core.records.safety import ValueLimit
from priorauth.core.timeline import latest, numbered
from priorauth.core.typography import listed
from priorauth.core.vocabulary import Answer

# The question asks for age over 65 and for immobility. EDSS 6.5 is constant bilateral assistance to walk about 20 m:
# Kurtzke 1983, as printed in https://books.nap.edu/openbook.php?record_id=10031&page=386
_AGE = 65
_EDSS = 6.5
# The question asks for the first six weeks.
_SIX_WEEKS = dt.timedelta(weeks=6)
# Ids of two lists that name one condition: a reason against steroids, and the question that asks for it.
_SAME_CONDITION = {
    "uncontrolled_diabetes": ("diabetes",),
    "congestive_heart_failure": ("cardiac_disease",),
    "cardiac_arrhythmia": ("cardiac_disease",),
    "recent_mi": ("cardiac_disease", "thrombosis_risk"),
    "thromboembolism_on_steroid": ("thrombosis_risk",),
}


def screen_contradictions(facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    """Answers of the safety screen that their own values, or the chart, contradict."""
    for question, answer in facts.safety.items():
        record = library.safety_questions.get(question)
        for limit in record.value_says_yes if record else ():
            yield from _value(question, answer, limit)
    yield from _thrombosis(facts)
    yield from _after_delivery(facts)
    yield from _reasons_against_steroids(facts, library)
    yield from _reaction_on_record(facts)


def _said_no(facts: CaseFacts, question: str) -> bool:
    answer = facts.safety.get(question)
    return answer is not None and answer.answer is Answer.NO


def _value(question: str, answer: SafetyAnswer, limit: ValueLimit) -> Iterator[CheckItem]:
    if answer.answer is not Answer.NO or answer.value is None or _plain(answer.unit) != _plain(limit.unit):
        return
    if limit.says_yes(answer.value):
        text = (
            f"the safety answer on {in_words(question)} is no, beside {limit.what} {answer.value} "
            f"{answer.unit}: {limit.said} says yes."
        )
        yield contradiction(f"safety.{question}", text, f"safety.{question}.answer", f"safety.{question}.value")


def _plain(unit: str | None) -> str:
    return (unit or "").replace(" ", "").replace("²", "2").lower()


def _thrombosis(facts: CaseFacts) -> Iterator[CheckItem]:
    if not _said_no(facts, "thrombosis_risk"):
        return
    reasons, paths = [], ["safety.thrombosis_risk.answer"]
    birth = facts.patient.birth_date
    if birth and age_on(birth, facts.as_of) > _AGE:
        reasons.append(f"age {age_on(birth, facts.as_of)}")
        paths.append("patient.birth_date")
    scored = [entry for entry in numbered("disability", facts.disability or ()) if entry.item.edss is not None]
    visits = latest(scored, facts.as_of)
    if visits and all(visit.item.edss is not None and visit.item.edss >= _EDSS for visit in visits):
        reasons.append(f"EDSS {visits[-1].item.edss}, at which walking needs constant support")
        paths.append(f"{visits[-1].path}.edss")
    if not reasons:
        return
    heart = facts.safety.get("cardiac_disease")
    if heart and heart.answer is Answer.YES:
        reasons.append("heart disease")
    text = f"the safety answer on thrombosis risk is no, and the record holds {listed(reasons)}."
    yield contradiction("safety.thrombosis_risk", text, *paths)


def _after_delivery(facts: CaseFacts) -> Iterator[CheckItem]:
    record = facts.reproductive
    if record is None or record.delivery_date is None or not _said_no(facts, "postpartum_or_estrogen"):
        return
    if record.delivery_date + _SIX_WEEKS > facts.as_of:
        day = long_date(record.delivery_date)
        text = f"the safety answer on postpartum or estrogen is no, and a delivery on {day} is on record."
        yield contradiction(
            "safety.postpartum_or_estrogen",
            text,
            "safety.postpartum_or_estrogen.answer",
            "reproductive.delivery_date",
        )


def _reasons_against_steroids(facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    for index, reason in enumerate(facts.steroids.reasons if facts.steroids else ()):
        for question in _SAME_CONDITION.get(reason, ()):
            if _said_no(facts, question) and reason in library.steroid_contraindications:
                label = library.steroid_contraindications[reason].label
                text = f"the safety answer on {in_words(question)} is no, and steroids are ruled out by “{label}”."
                paths = (f"safety.{question}.answer", f"steroids.reasons[{index}]")
                yield contradiction(f"safety.{question}.steroids", text, *paths)


def _reaction_on_record(facts: CaseFacts) -> Iterator[CheckItem]:
    if facts.prior_ivig is None or not _said_no(facts, "prior_ig_reaction"):
        return
    for index, infusion in enumerate(facts.prior_ivig.infusions or ()):
        if "anaphyla" in (infusion.reaction or "").lower():
            text = (
                "the safety answer on an earlier reaction is no, and the infusion of "
                f"{long_date(infusion.date)} is recorded with “{infusion.reaction}”."
            )
            path = f"prior_ivig.infusions[{index}].reaction"
            yield contradiction("safety.prior_ig_reaction", text, "safety.prior_ig_reaction.answer", path)
            return
