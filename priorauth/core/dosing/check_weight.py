"""The dosing weight: heights that the formula does not cover, and a high actual weight."""

from collections.abc import Iterator
from decimal import Decimal

from priorauth.core.dosing.plan import weight_of
from priorauth.core.dosing.weight import body_mass_index, kilograms
from priorauth.core.facts import CaseFacts
from priorauth.core.items import advice, stop
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.typography import trimmed
from priorauth.core.vocabulary import WeightBasis

HIGH_BMI = Decimal(30)  # administration:dosing_weight, `when`


def check_weight(facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    """A stop where the formula gives no weight: no letter goes to a plan without its units. Advice where payers often
    reckon on another basis."""
    weight = weight_of(facts, library)
    rule = library.administration.dosing_weight
    ask = "Ask the prescriber for the dosing weight, and record its basis at request.weight_basis."
    if weight is None:
        return
    if weight.lacking == "height_floor" and weight.height_cm is not None:
        text = (
            f"A height of {trimmed(weight.height_cm)} cm is under {rule.height_floor_inches} inches, for which the "
            "formula of the ideal weight was not made. No dose is reckoned."
        )
        yield stop("dose.height_floor", text, ask)
    if weight.lacking == "sex" and facts.patient.sex is not None:
        text = "The formula of the ideal weight has a form for women and one for men. No dose is reckoned."
        yield stop("dose.ideal_weight_form", text, ask)
    if weight.kept_at_actual:
        text = "The actual weight is not above the ideal one, so the dose is reckoned on the actual weight."
        yield advice("dose.weight_not_raised", text, "Name the basis as actual in the request.")
    height, kg = facts.patient.height_cm, facts.patient.weight.kg if facts.patient.weight else None
    if weight.basis is WeightBasis.ACTUAL and height and kg and body_mass_index(kg, height) >= HIGH_BMI:
        bmi = kilograms(body_mass_index(kg, height))
        text = f"Body mass index {bmi} kg/m² and the dose is reckoned on actual weight; payers differ."
        yield advice("dose.high_weight", text, "Ask whether the plan reckons on ideal or adjusted weight.")
