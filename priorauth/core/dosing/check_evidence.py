"""Is the dose one that was tested, and is it still one after rounding?"""

import math
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from priorauth.core.context import Context
from priorauth.core.dosing.evidence import DoseMatch, findings_for, g_per_kg_range, matches, tested_schedules
from priorauth.core.dosing.phase import PhaseDose
from priorauth.core.dosing.plan import DosePlan, weight_on
from priorauth.core.dosing.vials import fewest_vials, nearest_reachable, say_vials
from priorauth.core.dosing.weight import DosingWeight, as_measured, kilograms
from priorauth.core.facts import CaseFacts
from priorauth.core.items import advice, before_signing, settled, stop_unless_overridden
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.records.base import Span
from priorauth.core.records.indication import Indication
from priorauth.core.typography import capital, listed, trimmed
from priorauth.core.vocabulary import Rounding, Setting, WeightBasis

OUTSIDE = "dose_outside_evidence"


def dose_matches(facts: CaseFacts, context: Context, plan: DosePlan) -> tuple[DoseMatch, ...]:
    """For each phase of the request the tested schedules that it lies within; none without an indication."""
    indication = context.library.indications.get(context.indication or "")
    if indication is None:
        return ()
    schedules = tested_schedules(indication, context.library, findings_for(indication, facts, context))
    return tuple(match for phase in plan.phases for match in matches(phase, schedules))


def check_evidence(facts: CaseFacts, context: Context, plan: DosePlan) -> Iterator[CheckItem]:
    """The stop `dose_outside_evidence`, or what carries the dose; and what rounding did to it."""
    found = dose_matches(facts, context, plan)
    indication = context.library.indications.get(context.indication or "")
    outside = [phase for phase in plan.phases if not any(match.path == phase.path for match in found)]
    if indication is not None:
        yield _outside(facts, context.library, indication, outside) if outside else _inside(plan, found)
        yield from _after_the_relapse(indication, plan)
    yield from _rounding(facts, context.library, plan, found)


def _outside(facts: CaseFacts, library: Library, indication: Indication, outside: Sequence[PhaseDose]) -> CheckItem:
    asked = listed([f"{say_schedule(phase)} ({phase.name})" for phase in outside])
    known = "; ".join(library.regimens[name].label for name in indication.regimens)
    text = f"No regimen of this indication, and no trial that the letter may cite for it, gave {asked}."
    lift = f"Ask for a dose that was tested{f' ({known})' if known else ''}"
    return stop_unless_overridden(facts, OUTSIDE, text, lift)


def _inside(plan: DosePlan, found: Sequence[DoseMatch]) -> CheckItem:
    parts = []
    for phase in plan.phases:
        sources = dict.fromkeys(
            match.tested.short for match in found if match.path == phase.path and not match.tested.is_repeated
        )
        parts.append(f"{say_schedule(phase)} ({phase.name}): {'; '.join(sources)}")
    text = f"The dose lies within what was tested. {'. '.join(parts)}."
    if _schedules_of_all(plan, found):
        return settled("dose.evidence", text)
    return advice(
        "dose.evidence",
        f"{text} No single source gave these phases together.",
        "Be ready to say why the phases are combined; the letter names the source of each.",
    )


def _after_the_relapse(indication: Indication, plan: DosePlan) -> Iterator[CheckItem]:
    """Doses that go on after the course, where the letter argues no more than the relapse."""
    repeated = [phase for phase in plan.phases if phase.every_weeks is not None]
    if indication.use is not Setting.ACUTE_RELAPSE or not repeated:
        return
    asked = listed([f"{say_schedule(phase)} ({phase.name})" for phase in repeated])
    text = f"The letter argues the treatment of a relapse, and the request goes on after it: {asked}."
    lift = (
        "Ask for the course alone, choose at request.indication a use that needs further doses, or be ready to say "
        "what they are for."
    )
    yield advice("dose.after_relapse", text, lift)


def _schedules_of_all(plan: DosePlan, found: Sequence[DoseMatch]) -> set[str]:
    """The sources that gave every phase of the request."""
    by_phase = [{match.tested.ground for match in found if match.path == phase.path} for phase in plan.phases]
    return set.intersection(*by_phase) if by_phase else set()


def _rounding(facts: CaseFacts, library: Library, plan: DosePlan, found: Sequence[DoseMatch]) -> Iterator[CheckItem]:
    changed = [phase for phase in plan.phases if phase.dose.say_change]
    left = list(_left_ranges(facts, library, plan, found))
    if not changed and not left:
        return
    amounts = dict.fromkeys(_amount(phase, plan) for phase in changed)
    said = capital(f"{'; '.join(amounts)}.") if amounts else ""
    text = " ".join(filter(None, [said, *left, _nearest(library, plan)]))
    lift = "Confirm the rounded dose, or choose another rounding; the rule of rounding is this library's own."
    yield before_signing("dose.rounding", text, lift) if left else advice("dose.rounding", text, lift)


def _amount(phase: PhaseDose, plan: DosePlan) -> str:
    assert plan.weight.kg is not None
    per_kg = f"{_g_per_kg(phase.g_per_kg(plan.weight.kg))} g/kg of {plan.weight.basis} weight"
    if phase.days > 1:
        per_kg += f", {_g_per_kg(phase.g_per_kg_per_dose(plan.weight.kg))} over {phase.days} days"
    return f"{phase.name}: {phase.dose.said_computed} to {trimmed(phase.grams)} g ({phase.dose.say_change}; {per_kg})"


def _left_ranges(facts: CaseFacts, library: Library, plan: DosePlan, found: Sequence[DoseMatch]) -> Iterator[str]:
    """One sentence for each range that the dose leaves, before or after rounding, on the source's own weight."""
    phases = {phase.path: phase for phase in plan.phases}
    for match in found:
        limits = g_per_kg_range(match.phase)
        if not match.is_range or limits is None or match.tested.is_repeated:
            continue
        weight = weight_on(facts, library, match.tested.weight_basis or plan.weight.basis)
        sentence = _leaves(phases[match.path], match, limits, weight) if weight.kg is not None else ""
        if sentence:
            yield sentence


def _leaves(phase: PhaseDose, match: DoseMatch, limits: Span, weight: DosingWeight) -> str:
    assert weight.kg is not None
    before = phase.dose.computed_g * phase.days / weight.kg
    after = phase.g_per_kg_per_dose(weight.kg)
    if limits.holds(before) and limits.holds(after):
        return ""
    shown = as_measured(weight.kg) if weight.basis is WeightBasis.ACTUAL else kilograms(weight.kg)
    return (
        f"{match.tested.short}: {say_range(limits)} g/kg of {weight.basis} weight for {phase.name}; on {shown} kg the "
        f"request is {_g_per_kg(before)} g/kg as computed ({_place(before, limits)}) and {_g_per_kg(after)} g/kg as "
        f"rounded ({_place(after, limits)})."
    )


def _nearest(library: Library, plan: DosePlan) -> str:
    """What the nearest sum of vials would be where steps of 5 g passed it by."""
    sizes = library.products[plan.product].vial_sizes_g
    near = {phase.path: nearest_reachable(phase.dose.computed_g, sizes) or phase.grams for phase in plan.phases}
    passed = [phase for phase in plan.phases if near[phase.path] != phase.grams]
    if not passed or any(phase.dose.used is not Rounding.NEAREST_5_G for phase in passed):
        return ""
    sums = dict.fromkeys(
        f"{trimmed(near[phase.path])} g ({say_vials(fewest_vials(near[phase.path], sizes) or ())})" for phase in passed
    )
    said = f"The nearest sum of vials would be {listed(list(sums))}"
    if plan.unit_mg is None:
        return f"{said}."
    units = sum(math.ceil(near[phase.path] * 1000 / plan.unit_mg) * phase.infusions for phase in plan.phases)
    return (
        f"{said}, {units} units in all in place of {plan.total_units}; an authorization pays for no more than it names."
    )


def say_schedule(phase: PhaseDose) -> str:
    """`0.4 g/kg daily for 5 days`, `0.4 g/kg every 4 weeks`."""
    dose = f"{trimmed(phase.g_per_kg_per_day)} g/kg"
    if phase.days > 1:
        dose += f" daily for {phase.days} days"
    if phase.every_weeks is None:
        return dose if phase.days > 1 else f"{dose} once"
    return f"{dose} every {trimmed(phase.every_weeks)} week{'' if phase.every_weeks == 1 else 's'}"


def say_range(span: Span) -> str:
    """`1 to 2`, `at least 1`, `at most 2`, `0.4`."""
    if span.min is None or span.max is None:
        return f"at most {trimmed(span.max)}" if span.max is not None else f"at least {trimmed(span.min or Decimal(0))}"
    return trimmed(span.min) if span.min == span.max else f"{trimmed(span.min)} to {trimmed(span.max)}"


def _g_per_kg(value: Decimal) -> str:
    """Three figures: 0.397, 1.98."""
    return str(value.quantize(Decimal("0.001") if value < 1 else Decimal("0.01"), ROUND_HALF_UP))


def _place(value: Decimal, limits: Span) -> str:
    if limits.holds(value):
        return "within"
    return "above" if limits.max is not None and value > limits.max else "below"
