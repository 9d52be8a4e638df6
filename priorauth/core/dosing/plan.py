"""The whole request reckoned out: dosing weight, phases, totals, dates."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from priorauth.core.dates import long_date, months_after
from priorauth.core.dosing.phase import PhaseDose, dose_line
from priorauth.core.dosing.rounding import RULE as ROUNDING_RULE
from priorauth.core.dosing.rounding import rounded_dose
from priorauth.core.dosing.weight import RULE as WEIGHT_RULE
from priorauth.core.dosing.weight import DosingWeight, as_measured, dosing_weight, kilograms
from priorauth.core.facts import CaseFacts, Phase
from priorauth.core.letter import Value
from priorauth.core.library import Library
from priorauth.core.records.product import Product
from priorauth.core.typography import trimmed
from priorauth.core.vocabulary import PhaseName, WeightBasis


class DosePlan(Value):
    """What is asked for in grams, vials and units. `code` and `unit_mg` are None where the library has none.

    Totals are sums over the phases. `facts` and `rules` are the grounds of the whole reckoning.
    """

    product: str
    code: str | None
    unit_mg: int | None
    weight: DosingWeight
    weight_date: dt.date | None
    phases: tuple[PhaseDose, ...]
    months: int | None
    start: dt.date | None
    end: dt.date | None
    facts: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def infusions(self) -> int:
        return sum(phase.infusions for phase in self.phases)

    @property
    def total_g(self) -> Decimal:
        return sum((phase.total_g for phase in self.phases), Decimal(0))

    @property
    def total_waste_g(self) -> Decimal:
        return sum((phase.total_waste_g for phase in self.phases), Decimal(0))

    @property
    def total_units(self) -> int | None:
        """None where the code's unit is not known."""
        if self.unit_mg is None:
            return None
        return sum(phase.total_units or 0 for phase in self.phases)

    @property
    def weight_said(self) -> str:
        """`68.0 kg (actual, October 28, 2026)`; a reckoned weight without a date."""
        weight = self.weight
        assert weight.kg is not None
        if weight.basis is not WeightBasis.ACTUAL and not weight.kept_at_actual:
            return f"{kilograms(weight.kg)} kg ({weight.basis})"
        dated = f", {long_date(self.weight_date)}" if self.weight_date else ""
        return f"{as_measured(weight.kg)} kg (actual{dated})"

    def line(self, phase: PhaseDose) -> str:
        """The sum behind one infusion of the phase."""
        return dose_line(phase, self.weight_said)

    @property
    def sums(self) -> tuple[tuple[PhaseName, tuple[str, ...]], ...]:
        """Each phase with the sums behind its dose, its total and its billing units."""
        return tuple(
            (one.name, tuple(filter(None, (self.line(one), one.total_line, one.units_line)))) for one in self.phases
        )

    @property
    def total_line(self) -> str:
        """`5 + 6 = 11 infusions; 125 + 150 = 275 g; 250 + 300 = 550 units`."""
        sums = [
            f"{_sum([Decimal(phase.infusions) for phase in self.phases])} infusion{'' if self.infusions == 1 else 's'}",
            f"{_sum([phase.total_g for phase in self.phases])} g",
        ]
        if self.total_units is not None:
            sums.append(f"{_sum([Decimal(phase.total_units or 0) for phase in self.phases])} units")
        return "; ".join(sums)


def dose_plan(facts: CaseFacts, library: Library) -> DosePlan | None:
    """The plan of the request, or None while `dose_lacks` names a fact without which nothing is reckoned."""
    product = library.products.get(facts.request.product or "")
    weight = weight_of(facts, library)
    if product is None or weight is None or weight.kg is None or dose_lacks(facts):
        return None
    request = facts.request
    return DosePlan(
        product=product.id,
        code=product.hcpcs.code,
        unit_mg=product.hcpcs.unit_mg if product.hcpcs.code else None,
        weight=weight,
        weight_date=facts.patient.weight.date if facts.patient.weight else None,
        phases=tuple(_phase_doses(facts, library, product, weight.kg)),
        months=request.months,
        start=request.start,
        end=last_day(request.start, request.months) if request.start and request.months else None,
        facts=tuple(_facts(facts)),
        rules=(WEIGHT_RULE, ROUNDING_RULE, f"products:{product.id}"),
    )


def weight_of(facts: CaseFacts, library: Library) -> DosingWeight | None:
    """The dosing weight of the request; None where it names no basis. `lacking` says what is not on record."""
    return None if facts.request.weight_basis is None else weight_on(facts, library, facts.request.weight_basis)


def weight_on(facts: CaseFacts, library: Library, basis: WeightBasis) -> DosingWeight:
    """The patient's weight on any basis, for comparison with a source that reckons its dose on that one."""
    patient = facts.patient
    kg = patient.weight.kg if patient.weight else None
    return dosing_weight(library.administration.dosing_weight, basis, kg, patient.height_cm, patient.sex)


def dose_lacks(facts: CaseFacts) -> tuple[str, ...]:
    """The paths of the facts without which no dose can be reckoned, in the order of the case file."""
    request, patient = facts.request, facts.patient
    reckoned = request.weight_basis not in (None, WeightBasis.ACTUAL)
    lacks = [
        ("patient.sex", reckoned and patient.sex is None),
        ("patient.weight", patient.weight is None),
        ("patient.height_cm", reckoned and patient.height_cm is None),
        ("request.product", request.product is None),
        ("request.phases", not request.phases),
        ("request.weight_basis", request.weight_basis is None),
    ]
    in_phases = [
        (f"request.phases[{index}].{name}", True)
        for index, phase in enumerate(request.phases)
        for name in _phase_lacks(phase)
    ]
    return tuple(path for path, is_lacking in lacks + in_phases if is_lacking)


def last_day(start: dt.date, months: int) -> dt.date:
    """The last day of so many months from a day: the day before the same day-number.

    Where the last month has no such day-number, its last day.
    """
    after = months_after(start, months)
    return after if after.day != start.day else after - dt.timedelta(days=1)


def _phase_lacks(phase: Phase) -> Iterator[str]:
    if phase.g_per_kg_per_day is None:
        yield "g_per_kg_per_day"
    if phase.days is None:
        yield "days"
    if phase.every_weeks is not None and phase.doses is None:
        yield "doses"
    if phase.doses is not None and phase.doses > 1 and phase.every_weeks is None:
        yield "every_weeks"


def _phase_doses(facts: CaseFacts, library: Library, product: Product, kg: Decimal) -> Iterator[PhaseDose]:
    house = library.administration.dose_rounding.house_rule
    for index, phase in enumerate(facts.request.phases):
        assert phase.g_per_kg_per_day is not None
        assert phase.days is not None
        yield PhaseDose(
            path=f"request.phases[{index}]",
            name=phase.name,
            g_per_kg_per_day=phase.g_per_kg_per_day,
            days=phase.days,
            every_weeks=phase.every_weeks,
            doses=phase.doses or 1,
            dose=rounded_dose(phase.g_per_kg_per_day * kg, product.vial_sizes_g, facts.request.rounding, house),
            unit_mg=product.hcpcs.unit_mg if product.hcpcs.code else None,
        )


def _facts(facts: CaseFacts) -> Iterator[str]:
    yield from ("request.product", "request.phases", "request.weight_basis", "patient.weight")
    if facts.request.weight_basis is not WeightBasis.ACTUAL:
        yield from ("patient.height_cm", "patient.sex")


def _sum(parts: list[Decimal]) -> str:
    total = trimmed(sum(parts, Decimal(0)))
    return f"{' + '.join(trimmed(part) for part in parts)} = {total}" if len(parts) > 1 else total
