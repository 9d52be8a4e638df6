"""Questions whose yes asks for care, or for another product."""

from collections.abc import Iterator

from priorauth.core.dosing import dose_plan
from priorauth.core.items import advice, before_signing
from priorauth.core.letter import CheckItem
from priorauth.core.records.product import Product, Rate
from priorauth.core.records.safety import SafetyQuestion, SafetySeverity
from priorauth.core.safety.screen import Screen, alternatives, concerns, has_what_is_preferred
from priorauth.core.typography import capital, listed, trimmed
from priorauth.core.vocabulary import Answer

# The questions behind the boxed warnings and what predisposes to them (products:class_warnings), weightiest first.
BOXED = (
    "thrombosis_risk",
    "renal_impairment",
    "postpartum_or_estrogen",
    "diabetes",
    "cardiac_disease",
    "hyperviscosity",
    "paraproteinemia",
    "volume_depletion",
    "sepsis_or_active_infection",
)
RENAL = {
    "renal_impairment": "kidney disease",
    "diabetes": "diabetes",
    "volume_depletion": "volume depletion",
    "sepsis_or_active_infection": "severe infection",
    "paraproteinemia": "paraprotein",
}
IGA_QUESTIONS = ("iga_deficiency_with_antibodies", "iga_deficiency_simple")
# Checked with the dose, where they matter.
WITH_THE_DOSE = ("migraine", "hemolysis_risk", "live_vaccine")


def check_cautions(screen: Screen) -> Iterator[CheckItem]:
    """The product against every yes, what each yes asks for, and what was not asked."""
    product = screen.product
    yes = [question for question in _cautions(screen) if screen.is_yes(question.id)]
    against = [question for question in yes if product and concerns(question, product)]
    if product and against:
        yield _poor_choice(screen, product, against)
    for question in yes:
        if question.id not in WITH_THE_DOSE and question not in against:
            yield from _handling(screen, product, question)
    yield from _renal_risk(screen)
    yield from _rate(screen, product)
    yield from _not_answered(screen, product)


def _cautions(screen: Screen) -> Iterator[SafetyQuestion]:
    for question in screen.library.safety_questions.values():
        if question.severity is SafetySeverity.CAUTION:
            yield question


def _poor_choice(screen: Screen, product: Product, against: list[SafetyQuestion]) -> CheckItem:
    """A yes that the library sets against the product: the prescriber changes it or says why not."""
    reasons = " ".join(
        f"{capital(_name(question, screen))}{screen.said(question.id)}: {question.why}." for question in against
    )
    iga = product.iga_content.text
    pending = any(screen.answer(name) is Answer.UNKNOWN for name in IGA_QUESTIONS)
    content = f" IgA content: {iga}, while the IgA result is open." if pending and iga else ""
    others = alternatives(screen)
    instead = f": {listed(others, 'or')} fit the answers on record" if others else ""
    text = f"{product.brand} is a poor choice here. {reasons}{content}"
    action = listed([question.product_effects.action for question in against if question.product_effects.action], "and")
    lift = (
        f"Ask the prescriber for another product{instead}; the billing code changes with it. If it is kept: the "
        f"written reason{f', {action}' if action else ''}."
    )
    return before_signing(f"safety.product.{product.id}", text, lift)


def _handling(screen: Screen, product: Product | None, question: SafetyQuestion) -> Iterator[CheckItem]:
    effects = question.product_effects
    text = f"{capital(_name(question, screen))}: yes{screen.said(question.id)}. {question.why}."
    if product is not None and question.product_effects.prefer_concentration_percent is not None:
        text += _volume(screen, product)
    if product is not None and not has_what_is_preferred(question, product):
        others = alternatives(screen)
        text += f" {product.brand} is not what the library prefers here."
        lift = f"Ask the prescriber about {listed(others, 'or')}." if others else "Ask the prescriber."
        yield advice(f"safety.{question.id}", text, lift)
    else:
        yield advice(
            f"safety.{question.id}", text, f"{capital(effects.action or 'order rate and volume with the infusion')}."
        )


def _volume(screen: Screen, product: Product) -> str:
    """The volume of one infusion, and the product's sodium."""
    plan, percent = dose_plan(screen.facts, screen.library), product.concentration_percent
    said = ""
    if plan and percent:
        most = max(phase.grams for phase in plan.phases)
        strength = f"{trimmed(percent)}%"
        name = product.brand if strength in product.brand else f"{product.brand} {strength}"
        said = f" {trimmed(most)} g of {name} are {trimmed(most * 100 / percent)} mL."
    return f"{said} Sodium: {product.sodium.text}." if product.sodium.text else said


def _renal_risk(screen: Screen) -> Iterator[CheckItem]:
    risks = [said for name, said in RENAL.items() if screen.is_yes(name)]
    if screen.is_over_65:
        risks.append("age over 65")
    if risks:
        measured = screen.said("renal_impairment")
        text = (
            f"Risk of renal failure (boxed warning): {listed(risks)}. Kidney function on record{measured or ': none'}."
        )
        action = screen.library.safety_questions["renal_impairment"].product_effects.action
        yield advice("safety.renal_risk", text, f"{capital(action or 'monitor renal function')}.")


def _rate(screen: Screen, product: Product | None) -> Iterator[CheckItem]:
    """The label's lower rate, where the product has one and the record shows a risk."""
    rate = product.max_rate_mg_kg_min.get("renal_or_thrombosis_risk") if product else None
    at_risk = screen.is_over_65 or any(screen.is_yes(name) for name in ("thrombosis_risk", "renal_impairment"))
    if product and rate and at_risk:
        on_record = screen.facts.request.rate
        text = f"With a risk of thrombosis or renal failure the rate of {product.brand} is {_said(rate)}."
        text += f" On record: {on_record}." if on_record else " No rate is on record."
        yield advice("safety.rate", text, "Order the rate with the infusion.")


def _not_answered(screen: Screen, product: Product | None) -> Iterator[CheckItem]:
    """Every caution that was not asked or is open, weightiest first."""
    cautions = [question for question in _cautions(screen) if screen.applies(question)]
    unanswered = [question for question in cautions if screen.is_open(question.id)]
    if not unanswered:
        return
    unanswered.sort(key=lambda question: _weight(question, product))
    names = listed([_name(question, screen) for question in unanswered])
    text = f"Not answered on record, weightiest first: {names}."
    yield advice("safety.not_answered", text, "Ask the patient or read the chart, and record each answer.")


def _weight(question: SafetyQuestion, product: Product | None) -> int:
    if product and concerns(question, product):
        return -1
    return BOXED.index(question.id) if question.id in BOXED else len(BOXED)


def _name(question: SafetyQuestion, screen: Screen) -> str:
    return screen.library.words.labels["safety_yes"][question.id]


def _said(rate: Rate) -> str:
    if rate.at_most is not None:
        return f"{trimmed(rate.at_most)} mg/kg/min or less"
    below = f"below {trimmed(rate.below)} mg/kg/min" if rate.below is not None else ""
    return rate.text or below or "reduced"
