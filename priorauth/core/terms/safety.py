"""The safety screen in words: values with their dates, risks that are there, and what is still open."""

from priorauth.core.brief import Brief
from priorauth.core.facts import SafetyAnswer
from priorauth.core.safety.screen import Screen, contraindication_questions
from priorauth.core.said import Said, joined
from priorauth.core.terms.registry import item_term, source, term
from priorauth.core.typography import capital, figure, listed, tidy
from priorauth.core.vocabulary import Answer

_IGA = ("iga_deficiency_with_antibodies", "iga_deficiency_simple")
_RENAL = "renal_impairment"


def _value(brief: Brief, name: str, answer: SafetyAnswer) -> str:
    unit = f" {tidy(answer.unit)}" if answer.unit else ""
    when = f" ({brief.date(answer.date)})" if answer.date else ""
    return f"{name} {figure(answer.value or 0)}{unit}{when}"


def iga_value(brief: Brief) -> Said | None:
    """The IgA level with its unit and date."""
    for question in _IGA:
        answer = brief.facts.safety.get(question)
        if answer and answer.value is not None and answer.unit:
            return brief.say(_value(brief, "IgA", answer), f"safety.{question}")
    return None


def renal_value(brief: Brief) -> Said | None:
    """eGFR where the unit says so; another renal value by no name that the record does not give."""
    answer = brief.facts.safety.get(_RENAL)
    if not answer or answer.value is None or not answer.unit or "1.73" not in answer.unit:
        return None
    return brief.say(_value(brief, "eGFR", answer), f"safety.{_RENAL}")


term("safety", "iga")(iga_value)
term("safety", "renal")(renal_value)


@term("safety", "summary")
def safety_summary(brief: Brief) -> Said | None:
    """Values and negative answers that bear on the product's contraindications and boxed warnings, in one cell."""
    iga = iga_value(brief) or _negative(brief, "iga_deficiency_with_antibodies")
    found = [part for part in (iga, renal_value(brief)) if part]
    wanted = ["prior_ig_reaction", *_product_questions(brief), "thrombosis_risk"]
    found += [part for question in wanted if (part := _negative(brief, question))]
    if not found:
        return None
    total = joined(found)
    return total.worded(capital(total.text) if not total.text.startswith("eGFR") else total.text)


@term("safety", "where_screened")
def safety_where_screened(brief: Brief) -> Said | None:
    """`the screening is in the table above`: only where the summary gives that table a row."""
    summary = safety_summary(brief)
    return summary.worded("the screening is in the table above") if summary else None


def _product_questions(brief: Brief) -> list[str]:
    return [name for name in _contraindications(brief) if name not in (*_IGA, "prior_ig_reaction")]


def _contraindications(brief: Brief) -> dict[str, Answer | None]:
    """The questions whose yes would rule out this product, each with its answer; None where it was never asked."""
    screen = Screen(brief.facts, brief.context)
    return {question.id: screen.answer(question.id) for question in contraindication_questions(screen)}


def _negative(brief: Brief, question: str) -> Said | None:
    answer = brief.facts.safety.get(question)
    if not answer or answer.answer is not Answer.NO:
        return None
    detail = brief.chart(answer.detail)
    words = brief.library.words.labels["safety_no"].get(question)
    text = detail if detail and question == "prior_ig_reaction" else words
    if detail and question == "thrombosis_risk":
        text = f"thrombosis: {detail}"
    return brief.say(text, f"safety.{question}")


_AFTER_DELIVERY = ("postpartum_relapse_prevention", "breastfeeding")
_SAID_WITH_DELIVERY = ("postpartum_or_estrogen",)


@source("risks", "risk")
def risks(brief: Brief) -> list[int]:
    """Safety questions answered yes, in the library's order."""
    asked = list(brief.library.safety_questions)
    told = _SAID_WITH_DELIVERY if brief.context.indication in _AFTER_DELIVERY else ()
    return [n for n, question in enumerate(asked) if _is(brief, question, Answer.YES) and question not in told]


@source("open_contraindications", "risk")
def open_contraindications(brief: Brief) -> list[int]:
    """Contraindications of this product that were asked for and are still unknown."""
    asked = list(brief.library.safety_questions)
    return [asked.index(name) for name, answer in _contraindications(brief).items() if answer is Answer.UNKNOWN]


def _is(brief: Brief, question: str, answer: Answer) -> bool:
    found = brief.facts.safety.get(question)
    return found is not None and found.answer is answer


def _risk(brief: Brief, n: int) -> Said | None:
    question = list(brief.library.safety_questions)[n]
    answer = brief.facts.safety[question]
    name = brief.label("safety_yes", question)
    detail = brief.chart(answer.detail)
    return brief.say(f"{name} ({detail})" if detail else name, f"safety.{question}")


@item_term("risk", "text")
def risk_text(brief: Brief, n: int) -> Said | None:
    """`diabetes (type 2, HbA1c 6.9%)`."""
    return _risk(brief, n)


@item_term("risk", "pending")
def risk_pending(brief: Brief, n: int) -> Said | None:
    """What is known of a result that is awaited: `IgA sent November 18, 2026, result pending`."""
    question = list(brief.library.safety_questions)[n]
    detail = brief.chart(brief.facts.safety[question].detail)
    return brief.say(detail or brief.label("safety_open", question), f"safety.{question}")


@term("safety", "risks")
def safety_risks(brief: Brief) -> Said | None:
    """The risks that are there, in one phrase."""
    parts = [part for n in risks(brief) if (part := _risk(brief, n))]
    return joined(parts).worded(listed([part.text for part in parts])) if parts else None


@term("safety", "values_beside_risks")
def safety_values_beside_risks(brief: Brief) -> Said | None:
    """The values alone; said where the risks were said in words, so that nothing stands twice."""
    if not risks(brief):
        return None
    found = [part for part in (renal_value(brief), iga_value(brief)) if part]
    return joined(found) if found else None


@item_term("risk", "pending_capital")
def risk_pending_capital(brief: Brief, n: int) -> Said | None:
    pending = risk_pending(brief, n)
    return pending.worded(capital(pending.text)) if pending else None


@term("safety", "summary_if_clear")
def safety_summary_if_clear(brief: Brief) -> Said | None:
    """The summary; said only where each contraindication of this product was asked for and answered no."""
    is_clear = all(answer is Answer.NO for answer in _contraindications(brief).values())
    return safety_summary(brief) if is_clear else None


@term("safety", "with_risks")
def safety_with_risks(brief: Brief) -> Said | None:
    """Values, negative answers and risks together, for the brief."""
    parts = [part for part in (safety_summary(brief), safety_risks(brief)) if part]
    return joined(parts) if parts else None


@term("safety", "answered")
def safety_answered(brief: Brief) -> Said | None:
    """How much of the screen the record answers: `All 23 answered`, `3 of 23 answered`."""
    screen = Screen(brief.facts, brief.context)
    asked = [question.id for question in brief.library.safety_questions.values() if screen.applies(question)]
    answered = [name for name in asked if not screen.is_open(name)]
    text = f"{len(answered)} of {len(asked)} answered" if len(answered) < len(asked) else f"All {len(asked)} answered"
    return brief.say(text, *(f"safety.{name}" for name in answered))


@term("safety", "product_reasons")
def safety_product_reasons(brief: Brief) -> Said | None:
    """The risks on record that bear on the choice of product."""
    bearing = []
    for n in risks(brief):
        question = brief.library.safety_questions[list(brief.library.safety_questions)[n]]
        effects = question.product_effects
        if effects.avoid or effects.prefer or effects.prefer_property or effects.prefer_concentration_percent:
            bearing.append(n)
    parts = [part for n in bearing if (part := _risk(brief, n))]
    return joined(parts).worded(listed([part.text for part in parts])) if parts else None
