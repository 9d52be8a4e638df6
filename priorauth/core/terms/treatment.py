"""Steroids, plasma exchange, pregnancy and the prescriber's written answers, in words."""

from collections.abc import Iterable

from priorauth.core.brief import Brief
from priorauth.core.dosing import check_dosing
from priorauth.core.items import override_of
from priorauth.core.letter import CheckItem
from priorauth.core.said import Said
from priorauth.core.terms.registry import item_term, source, term
from priorauth.core.typography import capital, counted, listed
from priorauth.core.vocabulary import CheckLevel, PlasmaExchangeStatus, SteroidStatus

_FIRST_WEEK = 7


@term("steroids", "detail")
def steroids_detail(brief: Brief) -> Said | None:
    steroids = brief.facts.steroids
    return brief.say(brief.chart(steroids.detail), "steroids") if steroids else None


@term("steroids", "reasons")
def steroids_reasons(brief: Brief) -> Said | None:
    """The contraindications on record by their short names."""
    steroids = brief.facts.steroids
    if not steroids or not steroids.reasons:
        return None
    names = [brief.label("steroid_reason", reason) for reason in steroids.reasons]
    return brief.say(
        listed(names), "steroids", rules=[f"steroid_contraindications:{name}" for name in steroids.reasons]
    )


@term("steroids", "why")
def steroids_why(brief: Brief) -> Said | None:
    """The event on record in place of an adjective; else the reason's short name."""
    return steroids_detail(brief) or steroids_reasons(brief)


@term("exchange", "detail")
def exchange_detail(brief: Brief) -> Said | None:
    exchange = brief.facts.plasma_exchange
    return brief.say(brief.chart(exchange.detail), "plasma_exchange") if exchange else None


@term("pregnancy", "due")
def pregnancy_due(brief: Brief) -> Said | None:
    state = brief.facts.reproductive
    return brief.say(brief.date(state.due_date), "reproductive.due_date") if state and state.due_date else None


@term("pregnancy", "delivered")
def pregnancy_delivered(brief: Brief) -> Said | None:
    state = brief.facts.reproductive
    if not state or not state.delivery_date:
        return None
    return brief.say(brief.date(state.delivery_date), "reproductive.delivery_date")


def _since_delivery(brief: Brief, today: str, later: str) -> Said | None:
    """Completed weeks from delivery to the letter, days in the first fortnight, in one of two phrases."""
    state = brief.facts.reproductive
    if not state or not state.delivery_date:
        return None
    days = (brief.facts.as_of - state.delivery_date).days
    passed = counted(days // 7, "week") if days >= 14 else counted(days, "day")
    text = later.format(passed) if days > 0 else today
    return brief.say(text, "reproductive.delivery_date", "as_of")


@term("pregnancy", "ago")
def pregnancy_ago(brief: Brief) -> Said | None:
    """`four weeks ago`, `today`."""
    return _since_delivery(brief, "today", "{} ago")


@term("pregnancy", "time_after")
def pregnancy_time_after(brief: Brief) -> Said | None:
    """`four weeks after delivery`, `the day of delivery`."""
    return _since_delivery(brief, "the day of delivery", "{} after delivery")


@term("pregnancy", "start_day")
def pregnancy_start_day(brief: Brief) -> Said | None:
    """The day after delivery on which treatment would begin, delivery being day zero."""
    state, start = brief.facts.reproductive, brief.facts.request.start
    if not state or not state.delivery_date or not start or start < state.delivery_date:
        return None
    return brief.say(str((start - state.delivery_date).days), "reproductive.delivery_date", "request.start")


def written_answer(brief: Brief, question: str) -> Said | None:
    """The prescriber's own words to a reviewer's question, as they stand on record."""
    answer = brief.facts.answers.get(question)
    text = brief.chart(answer.text) if answer else None
    return brief.say(f"{text}." if text else None, f"answers.{question}")


def _register_answers() -> None:
    questions = (
        "why_not_other_dmt why_this_dose stop_rule why_not_plasma_exchange severity why_now why_not_alternative"
        " thrombosis why_not_restart_dmt why_high_risk"
    )
    for question in questions.split():
        term("answers", question)(lambda brief, question=question: written_answer(brief, question))  # type: ignore[misc]


_register_answers()


@term("override", "reason")
def override_reason(brief: Brief) -> Said | None:
    """The prescriber's written reason for going against the evidence in this course."""
    indication = brief.assessment.indication
    return _override(brief, indication.override or "") if indication and indication.refused else None


@term("override", "dose_reason")
def override_dose_reason(brief: Brief) -> Said | None:
    """The reason for a dose that lies outside what was tested; said only while it does."""
    if not brief.facts.overrides:
        return None
    return _override(brief, *_overridden(check_dosing(brief.facts, brief.context)))


@term("override", "safety_reason")
def override_safety_reason(brief: Brief) -> Said | None:
    """The reason for a product against a contraindication; said only while that stands on record."""
    if not brief.facts.overrides:
        return None
    return _override(brief, *_overridden(brief.assessment.alerts))


def _overridden(items: Iterable[CheckItem]) -> list[str]:
    """The ids of the stops that the prescriber has overridden."""
    return [item.id for item in items if item.ok and item.level is CheckLevel.STOP]


def _override(brief: Brief, *rules: str) -> Said | None:
    for n, override in enumerate(brief.facts.overrides):
        if override.rule in rules and override_of(brief.facts, override.rule) is override:
            return brief.say(brief.chart(override.reason), f"overrides[{n}]")
    return None


@term("steroids", "verdict")
def steroids_verdict(brief: Brief) -> Said | None:
    """How steroids are out, for the brief's table; said only where they are."""
    status = brief.facts.steroids.status if brief.facts.steroids else None
    out = status not in (None, SteroidStatus.EFFECTIVE, SteroidStatus.NOT_TRIED)
    return brief.say(brief.label("steroid_status", status), "steroids.status") if status and out else None


@term("exchange", "verdict")
def exchange_verdict(brief: Brief) -> Said | None:
    """How plasma exchange is out, for the brief's table; said only where it is."""
    status = brief.facts.plasma_exchange.status if brief.facts.plasma_exchange else None
    out = status not in (None, PlasmaExchangeStatus.EFFECTIVE, PlasmaExchangeStatus.NOT_TRIED)
    return brief.say(brief.label("exchange_status", status), "plasma_exchange.status") if status and out else None


@term("steroids", "Why")
def steroids_why_capital(brief: Brief) -> Said | None:
    why = steroids_why(brief)
    return why.worded(capital(why.text)) if why else None


@term("pregnancy", "late_start_day")
def pregnancy_late_start_day(brief: Brief) -> Said | None:
    """The day of the start after delivery, where it is later than the first week."""
    day = pregnancy_start_day(brief)
    return day if day and int(day.text) > _FIRST_WEEK else None


@source("new_answers", "written")
def new_answers(brief: Brief) -> list[int]:
    """Written answers of the prescriber dated after the notice that the letter answers."""
    notice = brief.denial.notice_date if brief.denial else None
    answers = list(brief.facts.answers.values())
    return [n for n, answer in enumerate(answers) if notice and answer.date and answer.date > notice]


@item_term("written", "topic")
def written_topic(brief: Brief, n: int) -> Said | None:
    """What the answer is about: `further therapies`."""
    question = list(brief.facts.answers)[n]
    return brief.say(brief.library.words.labels["answer_topic"].get(question), f"answers.{question}")


@item_term("written", "date")
def written_date(brief: Brief, n: int) -> Said | None:
    question, answer = list(brief.facts.answers.items())[n]
    return brief.say(brief.date(answer.date), f"answers.{question}") if answer.date else None
