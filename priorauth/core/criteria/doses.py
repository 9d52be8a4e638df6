"""Criteria that hold the regimen asked for against an arm of a trial or a regimen of the library."""

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from priorauth.core.criteria.base import Kind, Params
from priorauth.core.criteria.verdict import Verdict, all_of, any_of, decided, not_documented, not_met
from priorauth.core.facts import CaseFacts, Phase
from priorauth.core.records.base import Span
from priorauth.core.records.dosing import Phase as TestedPhase
from priorauth.core.timeline import At, numbered
from priorauth.core.typography import trimmed
from priorauth.core.vocabulary import PhaseName

if TYPE_CHECKING:
    from priorauth.core.context import Context

_FIRST = (PhaseName.LOADING, PhaseName.COURSE)


class DoseRefParams(Params):
    """`ref` is an arm (`fazekas-2008#arm/low`) or a regimen (`regimens:relapse_0_4_x5`); `phase` narrows it to one."""

    ref: str
    phase: PhaseName | None = None


class DoseMatches(Kind):
    """Dose, days and interval are those of the reference, phase by phase. A month is read as 28 to 31 days."""

    kind: Literal["dose_matches"]
    params: DoseRefParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return _against(facts, context, self.params, by_day=True)


class DoseWithin(Kind):
    """The amount of each dose (over all its days) and the interval lie within the range of the reference."""

    kind: Literal["dose_within"]
    params: DoseRefParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return _against(facts, context, self.params, by_day=False)


def schedules(ref: str, context: "Context") -> tuple[tuple[TestedPhase, ...], ...]:
    """The schedules of a reference: one, or one for each variant of a regimen; none where it gives none."""
    library = context.library
    if ref.startswith("regimens:"):
        regimen = library.regimens[ref.removeprefix("regimens:")]
        return tuple(variant.phases for variant in regimen.variants) or (regimen.phases,)
    record_id, _, arm_id = ref.partition("#arm/")
    arm = library.publications[record_id].arm(arm_id)
    return (arm.phases,) if arm and arm.phases else ()


def _against(facts: CaseFacts, context: "Context", params: DoseRefParams, by_day: bool) -> Verdict:
    asked = numbered("request.phases", facts.request.phases)
    if not asked:
        return not_documented("The regimen is not on record.", "request.phases")
    known = schedules(params.ref, context)
    if not known:
        return not_documented(f"{params.ref} gives no schedule.")
    return any_of(_schedule(asked, schedule, params.phase, by_day) for schedule in known)


def _schedule(
    asked: tuple[At[Phase], ...], tested: tuple[TestedPhase, ...], only: PhaseName | None, by_day: bool
) -> Verdict:
    """Every phase asked for against the tested one of its name; a loading dose and a single course are alike."""
    asked = tuple(entry for entry in asked if only is None or _alike(entry.item.name, only))
    tested = tuple(phase for phase in tested if only is None or _alike(phase.name, only))
    if len(asked) != len(tested) or not asked:
        return not_met("The phases asked for are others than those tested.", "request.phases")
    pairs = [(entry, phase) for entry in asked for phase in tested if _alike(entry.item.name, phase.name)]
    if len(pairs) != len(asked):
        return not_met("The phases asked for are others than those tested.", "request.phases")
    return all_of(_phase(entry, phase, by_day) for entry, phase in pairs)


def _alike(one: PhaseName, other: PhaseName) -> bool:
    return one == other or (one in _FIRST and other in _FIRST)


def _phase(entry: At[Phase], tested: TestedPhase, by_day: bool) -> Verdict:
    parts = [_amount(entry, tested, by_day)]
    if tested.every is not None or tested.at_weeks:
        parts.append(_interval(entry, tested.days_between_doses))
    return all_of(parts)


def _amount(entry: At[Phase], tested: TestedPhase, by_day: bool) -> Verdict:
    amount, days, name = entry.item.g_per_kg_per_day, entry.item.days, entry.item.name
    open_paths = [
        f"{entry.path}.{field}" for field, value in (("g_per_kg_per_day", amount), ("days", days)) if value is None
    ]
    if amount is None or days is None:
        return not_documented(f"The dose of the {name} phase is not on record.", *open_paths)
    holds = _same_days(amount, days, tested) if by_day else _same_total(amount * days, amount, tested)
    if holds is None:
        return not_documented(f"The reference does not give the dose of its {name} phase.")
    paths = (f"{entry.path}.g_per_kg_per_day", f"{entry.path}.days")
    return decided(
        holds, f"The {name} phase is {trimmed(amount)} g/kg on {days} day{'' if days == 1 else 's'}.", *paths
    )


def _same_days(amount: Decimal, days: int, tested: TestedPhase) -> bool | None:
    if tested.g_per_kg_per_day is None or tested.days is None:
        return _same_total(amount * days, amount, tested)
    return tested.g_per_kg_per_day.holds(amount) and tested.days.holds(Decimal(days))


def _same_total(total: Decimal, amount: Decimal, tested: TestedPhase) -> bool | None:
    if tested.g_per_kg_per_dose is None:
        return None
    ceiling = tested.g_per_kg_per_day_max
    return tested.g_per_kg_per_dose.holds(total) and (ceiling is None or amount <= ceiling)


def _interval(entry: At[Phase], days: Span | None) -> Verdict:
    weeks, name = entry.item.every_weeks, entry.item.name
    if weeks is None:
        return not_documented(f"The interval of the {name} phase is not on record.", f"{entry.path}.every_weeks")
    if days is None:
        return not_documented(f"The reference does not give the interval of its {name} phase in days.")
    text = f"The {name} phase is given every {trimmed(weeks)} weeks."
    return decided(days.holds(weeks * 7), text, f"{entry.path}.every_weeks")
