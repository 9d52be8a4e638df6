"""From computed grams to grams that vials can give: the house rule (administration:dose_rounding)."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from priorauth.core.dosing.vials import VialCount, fewest_vials, nearest_reachable, smallest_reachable_from
from priorauth.core.letter import Value
from priorauth.core.records.administration import HouseRounding
from priorauth.core.typography import trimmed
from priorauth.core.vocabulary import Rounding

RULE = "administration:dose_rounding"
_TENTH = Decimal("0.1")


class RoundedDose(Value):
    """The grams of one infusion as ordered, and the vials that give them.

    `used` is the way that was gone: `nearest_vial` also where 5 g steps were asked for and none was near enough or
    reachable. `vials` is None where the product's sizes are not on record or no sum can be reached. `waste_g` is what
    stays in the vials; above zero only without rounding.
    """

    computed_g: Decimal
    grams: Decimal
    asked: Rounding
    used: Rounding
    vials: tuple[VialCount, ...] | None
    waste_g: Decimal = Decimal(0)

    @property
    def change(self) -> Decimal:
        """The share by which rounding changed the dose: −0.08 is 8% less."""
        return (self.grams - self.computed_g) / self.computed_g

    @property
    def say_change(self) -> str:
        """`8% less`, `under 1% more`; empty where the dose is unchanged, or only cut to one decimal."""
        return "" if self.used is Rounding.NONE else say_change(self.change)

    @property
    def said_computed(self) -> str:
        """The computed grams as printed, to one decimal at the most: `27.2 g`, `30 g`."""
        return f"{trimmed(tenth(self.computed_g))} g"


def rounded_dose(computed_g: Decimal, sizes_g: Sequence[Decimal], asked: Rounding, house: HouseRounding) -> RoundedDose:
    """The dose of one infusion by the house rule (administration:dose_rounding).

    5 g steps: the multiple of 5 g nearest to the computed grams, the lower of two equally near, if within 10% and
    reachable; else the reachable sum of vials nearest to it. No rounding: grams to one decimal, vials rounded up.
    """
    if asked is Rounding.NONE:
        return _unrounded(computed_g, sizes_g)
    if asked is Rounding.NEAREST_5_G:
        grams = _nearest_step(computed_g, house.step_g)
        vials = fewest_vials(grams, sizes_g)
        near = abs(grams - computed_g) * 100 <= house.within_percent * computed_g
        if near and (vials or not sizes_g):
            return RoundedDose(computed_g=computed_g, grams=grams, asked=asked, used=asked, vials=vials)
    reached = nearest_reachable(computed_g, sizes_g)
    if reached is None:
        return _unrounded(computed_g, sizes_g).model_copy(update={"asked": asked})
    vials = fewest_vials(reached, sizes_g)
    return RoundedDose(computed_g=computed_g, grams=reached, asked=asked, used=Rounding.NEAREST_VIAL, vials=vials)


def say_change(change: Decimal) -> str:
    """`8% less`, `2% more`, `under 1% less`; empty where nothing changed. Half a percent counts up."""
    if not change:
        return ""
    percent = abs(change) * 100
    amount = "under 1" if percent < 1 else f"{percent.quantize(Decimal(1), ROUND_HALF_UP)}"
    return f"{amount}% {'less' if change < 0 else 'more'}"


def tenth(grams: Decimal) -> Decimal:
    """To one decimal, half up, as doses are printed."""
    return grams.quantize(_TENTH, ROUND_HALF_UP)


def _nearest_step(computed_g: Decimal, step_g: Decimal) -> Decimal:
    lower = (computed_g // step_g) * step_g
    upper = lower + step_g
    return upper if upper - computed_g < computed_g - lower else lower


def _unrounded(computed_g: Decimal, sizes_g: Sequence[Decimal]) -> RoundedDose:
    grams = tenth(computed_g)
    opened = smallest_reachable_from(grams, sizes_g)
    return RoundedDose(
        computed_g=computed_g,
        grams=grams,
        asked=Rounding.NONE,
        used=Rounding.NONE,
        vials=fewest_vials(opened, sizes_g) if opened is not None else None,
        waste_g=opened - grams if opened is not None else Decimal(0),
    )
