"""One phase of the request reckoned out: grams, vials, units, and the sums that show them."""

import math
from decimal import Decimal

from priorauth.core.dosing.rounding import RoundedDose
from priorauth.core.dosing.vials import VialCount, say_vials
from priorauth.core.letter import Value
from priorauth.core.typography import counted, trimmed
from priorauth.core.vocabulary import PhaseName


def units_of(grams: Decimal, unit_mg: int) -> int:
    """HCPCS units of one infusion: milligrams ÷ milligrams of one unit, a part of a unit counted whole."""
    return math.ceil(grams * 1000 / unit_mg)


class PhaseDose(Value):
    """A phase with its doses. `path` is its place in the case file; each sum of a property is shown by a line.

    An infusion is one day's dose; the phase has `days` × `doses` of them. `unit_mg` is None where the product's code
    has no known unit: then no units are reckoned.
    """

    path: str
    name: PhaseName
    g_per_kg_per_day: Decimal
    days: int
    every_weeks: Decimal | None
    doses: int
    dose: RoundedDose
    unit_mg: int | None

    @property
    def infusions(self) -> int:
        return self.days * self.doses

    @property
    def grams(self) -> Decimal:
        """Grams of one infusion as ordered."""
        return self.dose.grams

    @property
    def vials(self) -> tuple[VialCount, ...] | None:
        return self.dose.vials

    @property
    def say_vials(self) -> str:
        """`one 20 g and one 5 g vial`; empty where no vials are known."""
        return say_vials(self.dose.vials) if self.dose.vials else ""

    @property
    def total_g(self) -> Decimal:
        return self.grams * self.infusions

    @property
    def total_waste_g(self) -> Decimal:
        return self.dose.waste_g * self.infusions

    @property
    def units(self) -> int | None:
        """HCPCS units of one infusion."""
        return None if self.unit_mg is None else units_of(self.grams, self.unit_mg)

    @property
    def total_units(self) -> int | None:
        return None if self.units is None else self.units * self.infusions

    def g_per_kg(self, kg: Decimal) -> Decimal:
        """The rounded dose of one infusion per kilogram of that weight, whatever its basis."""
        return self.grams / kg

    def g_per_kg_per_dose(self, kg: Decimal) -> Decimal:
        """The rounded dose over all of its days per kilogram of that weight."""
        return self.grams * self.days / kg

    @property
    def total_line(self) -> str:
        """`5 infusions × 25 g = 125 g`."""
        line = f"{_figured(self.infusions)} × {trimmed(self.grams)} g = {trimmed(self.total_g)} g"
        if self.every_weeks is not None and self.days > 1:
            line = f"{self.days} days × {counted(self.doses, 'dose')} = {self.infusions} infusions; {line}"
        return line

    @property
    def units_line(self) -> str:
        """`25 g ÷ 500 mg = 50 units; 5 × 50 = 250 units`; empty where the unit is not known."""
        if self.unit_mg is None:
            return ""
        exact = self.grams * 1000 / self.unit_mg
        shown = trimmed(exact) if exact == self.units else f"{trimmed(exact)}, counted as {self.units}"
        line = f"{trimmed(self.grams)} g ÷ {self.unit_mg} mg = {shown} units"
        return f"{line}; {self.infusions} × {self.units} = {self.total_units} units" if self.infusions > 1 else line


def dose_line(phase: PhaseDose, weight_said: str) -> str:
    """`0.4 g/kg × 68.0 kg (actual) = 27.2 g, rounded to 25 g (8% less): one 20 g and one 5 g vial`.

    `weight_said` is the weight as this place prints it.
    """
    dose = phase.dose
    line = f"{trimmed(phase.g_per_kg_per_day)} g/kg × {weight_said} = {dose.said_computed}"
    if dose.say_change:
        line += f", rounded to {trimmed(dose.grams)} g ({dose.say_change})"
    if dose.vials:
        line += f": {say_vials(dose.vials)}"
    if dose.waste_g:
        line += f", {trimmed(dose.waste_g)} g of it left over"
    return line


def _figured(infusions: int) -> str:
    return f"{infusions} infusion{'' if infusions == 1 else 's'}"
