"""The weight that the dose is reckoned on: actual, ideal (Devine) or adjusted; never above the actual one."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from priorauth.core.letter import Value
from priorauth.core.records.administration import DosingWeight as WeightRule
from priorauth.core.records.administration import IdealWeight
from priorauth.core.typography import trimmed
from priorauth.core.vocabulary import Sex, WeightBasis

RULE = "administration:dosing_weight"
CM_PER_INCH = Decimal("2.54")

Obstacle = Literal["weight", "height", "sex", "height_floor"]


class DosingWeight(Value):
    """A dosing weight with the parts of its formula, unrounded, in kilograms.

    `kg` is None where it cannot be reckoned; `lacking` then says why: a fact that is missing, or a height under the
    formula's floor, for which the prescriber is asked. `ideal_kg` is None where the basis is the actual weight.
    `kept_at_actual`: the actual weight is not above the ideal one, and no formula may raise a dose.
    """

    basis: WeightBasis
    kg: Decimal | None
    actual_kg: Decimal | None
    height_cm: Decimal | None = None
    ideal_kg: Decimal | None = None
    adjusted_kg: Decimal | None = None
    kept_at_actual: bool = False
    lacking: Obstacle | None = None
    line: str = ""


def dosing_weight(
    rule: WeightRule,
    basis: WeightBasis,
    actual_kg: Decimal | None,
    height_cm: Decimal | None = None,
    sex: Sex | None = None,
) -> DosingWeight:
    """The dosing weight on that basis by the library's rule (administration:dosing_weight).

    `line` shows the sum: `ideal 45.5 + 2.3 × (160 ÷ 2.54 − 60) = 52.4 kg`, for an adjusted weight followed by
    `adjusted 52.4 + 0.4 × (81.6 − 52.4) = 64.1 kg`.
    """
    known = DosingWeight(basis=basis, kg=None, actual_kg=actual_kg, height_cm=height_cm)
    if actual_kg is None:
        return known.model_copy(update={"lacking": "weight"})
    if basis is WeightBasis.ACTUAL:
        return known.model_copy(update={"kg": actual_kg, "line": f"actual {as_measured(actual_kg)} kg"})
    devine = _devine(rule, sex)
    if height_cm is None or devine is None:
        return known.model_copy(update={"lacking": "height" if height_cm is None else "sex"})
    if height_cm / CM_PER_INCH < rule.height_floor_inches:
        return known.model_copy(update={"lacking": "height_floor"})
    return _by_devine(known, actual_kg, height_cm, devine, rule.adjusted_kg.fraction)


def body_mass_index(actual_kg: Decimal, height_cm: Decimal) -> Decimal:
    """Kilograms per square meter."""
    meters = height_cm / 100
    return actual_kg / (meters * meters)


def kilograms(value: Decimal) -> str:
    """A reckoned weight as letters print it: one decimal."""
    return str(value.quantize(Decimal("0.1"), ROUND_HALF_UP))


def as_measured(value: Decimal) -> str:
    """A measured weight with the digits of its record, one decimal at the least."""
    trim = trimmed(value)
    return trim if "." in trim else f"{trim}.0"


def _devine(rule: WeightRule, sex: Sex | None) -> IdealWeight | None:
    if sex is Sex.MALE:
        return rule.ibw_devine_male_kg
    return rule.ibw_devine_female_kg if sex is Sex.FEMALE else None


def _by_devine(
    known: DosingWeight, actual: Decimal, height_cm: Decimal, devine: IdealWeight, fraction: Decimal
) -> DosingWeight:
    ideal = devine.base_kg + devine.kg_per_inch * (height_cm / CM_PER_INCH - devine.at_inches)
    adjusted = ideal + fraction * (actual - ideal)
    kept = actual <= ideal
    wanted = ideal if known.basis is WeightBasis.IDEAL else adjusted
    line = (
        f"ideal {trimmed(devine.base_kg)} + {trimmed(devine.kg_per_inch)} × "
        f"({trimmed(height_cm)} ÷ {CM_PER_INCH} − {devine.at_inches}) = {kilograms(ideal)} kg"
    )
    if kept:
        line += f"; the actual {as_measured(actual)} kg is not above it and is used"
    elif known.basis is WeightBasis.ADJUSTED:
        sum_ = f"{kilograms(ideal)} + {trimmed(fraction)} × ({as_measured(actual)} − {kilograms(ideal)})"
        line += f"; adjusted {sum_} = {kilograms(adjusted)} kg"
    return known.model_copy(
        update={
            "kg": actual if kept else wanted,
            "ideal_kg": ideal,
            "adjusted_kg": adjusted,
            "kept_at_actual": kept,
            "line": line,
        }
    )
