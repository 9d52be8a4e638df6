"""How much immune globulin, how often: the same shape for a regimen and for the arm of a trial."""

from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from pydantic import model_validator

from priorauth.core.records.base import Id, Interval, Part, Record, Span, Text, TimeUnit, Verification
from priorauth.core.vocabulary import Course, PhaseName, Setting, WeightBasis

# A month is read as 28 to 31 days, so that four weeks and a month are one schedule.
_DAYS_PER = {
    TimeUnit.DAYS: (1, 1),
    TimeUnit.WEEKS: (7, 7),
    TimeUnit.MONTHS: (28, 31),
    TimeUnit.YEARS: (365, 366),
}


class Phase(Part):
    """One phase of treatment. A dose may be split over `days`; `every` is the time from one dose to the next.

    `g_per_kg_per_day` and `grams_per_day` hold for each day of infusion, `g_per_kg_total` and `grams_total` for a whole
    dose, `g_per_kg_by_day` day after day. `g_per_kg_per_day_max` is a ceiling, not a dose. `doses` counts the doses.
    """

    name: PhaseName
    g_per_kg_per_day: Span | None = None
    g_per_kg_per_day_max: Decimal | None = None
    g_per_kg_total: Span | None = None
    g_per_kg_by_day: tuple[Decimal, ...] = ()
    grams_per_day: Span | None = None
    grams_total: Span | None = None
    days: Span | None = None
    every: Interval | None = None
    doses: int | None = None
    at_weeks: tuple[int, ...] = ()
    on_days: tuple[int, ...] = ()
    duration: Interval | None = None
    when: Text | None = None
    until: Text | None = None

    @cached_property
    def g_per_kg_per_dose(self) -> Span | None:
        """Grams per kilogram of one whole dose, over all its days; None where the source does not give it."""
        if self.g_per_kg_total is not None:
            return self.g_per_kg_total
        if self.g_per_kg_by_day:
            total = sum(self.g_per_kg_by_day, Decimal(0))
            return Span(min=total, max=total)
        if self.g_per_kg_per_day is None or self.days is None:
            return None
        daily, days = self.g_per_kg_per_day, self.days
        return Span(min=_product(daily.min, days.min), max=_product(daily.max, days.max))

    @cached_property
    def days_between_doses(self) -> Span | None:
        """The days from dose to dose; None where the phase is given once, or on days without one rhythm."""
        if self.every is not None:
            return _in_days(self.every)
        steps = {later - earlier for earlier, later in zip((0, *self.at_weeks), self.at_weeks, strict=False)}
        if len(steps) != 1:
            return None
        days = Decimal(steps.pop() * 7)
        return Span(min=days, max=days)


def _in_days(every: Interval) -> Span | None:
    if every.unit not in _DAYS_PER:
        return None
    shortest, longest = (Decimal(days) for days in _DAYS_PER[every.unit])
    return Span(min=_product(every.value.min, shortest), max=_product(every.value.max, longest))


def _product(amount: Decimal | None, days: Decimal | None) -> Decimal | None:
    return None if amount is None or days is None else amount * days


class Treatment(StrEnum):
    """What an arm was given."""

    IVIG = "ivig"
    PLACEBO = "placebo"
    METHYLPREDNISOLONE = "methylprednisolone"
    CORTICOSTEROIDS = "corticosteroids"
    PLASMA_EXCHANGE = "plasma_exchange"
    SHAM_EXCHANGE = "sham_exchange"
    NONE = "none"


class Arm(Part):
    """A group of a trial or cohort, with what its members were given.

    `n` counts what `n_of` names (patients, unless said otherwise) and is None where the source does not give it.
    `added_to` is the treatment that every arm had besides.
    """

    id: Id
    name: Text
    n: int | None = None
    n_of: Text | None = None
    treatment: Treatment
    added_to: Treatment | None = None
    product: Text | None = None
    phases: tuple[Phase, ...] = ()
    weight_basis: WeightBasis | None = None
    duration: Interval | None = None
    note: Text | None = None

    def phase(self, name: PhaseName) -> Phase | None:
        """The arm's phase of that name, if it had one."""
        return next((phase for phase in self.phases if phase.name == name), None)


class RegimenSupport(StrEnum):
    """What the evidence behind a regimen is worth, as the source file graded it."""

    SUPPORT = "support"
    WEAK_SUPPORT = "weak_support"
    SUPPORT_RETROSPECTIVE = "support_retrospective"
    GUIDELINE_SUPPORT = "guideline_support"
    DOSE_COMPARISON_NO_PLACEBO = "dose_comparison_no_placebo"
    CONFLICTING = "conflicting"
    NEGATIVE = "negative"
    NEGATIVE_IN_SPMS = "negative_in_spms"
    UNKNOWN = "unknown"


class Variant(Part):
    """One of the arms of a regimen that was tested in several."""

    id: Id
    phases: tuple[Phase, ...]


class Regimen(Record):
    """A dose and schedule that was tested or recommended in MS: its phases, or its `variants`, never both.

    `publications` are the evidence records of the same trial or guideline; `source` is the citation as first noted.
    """

    label: Text
    courses: tuple[Course, ...] = ()
    settings: tuple[Setting, ...] = ()
    phases: tuple[Phase, ...] = ()
    variants: tuple[Variant, ...] = ()
    weight_basis: WeightBasis | None = None
    duration: Interval | None = None
    evidence: Text
    support: RegimenSupport
    source: Text | None = None
    publications: tuple[Id, ...] = ()
    correction: Text | None = None
    verified: Verification | None

    @model_validator(mode="after")
    def _one_schedule(self) -> "Regimen":
        if bool(self.phases) == bool(self.variants):
            raise ValueError("needs either phases or variants, and not both")
        return self
