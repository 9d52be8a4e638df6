"""What is asked for, and what the prescriber has written about it."""

from priorauth.core.facts.base import Day, DaysInARow, EveryWeeks, GramsPerKilogram, Months, Part, Text, Times
from priorauth.core.vocabulary import PhaseName, Rounding, SiteOfCare, Urgency, WeightBasis


class Phase(Part):
    """One phase of the regimen: `g_per_kg_per_day` on each of `days` days, the run repeated `doses` times."""

    name: PhaseName
    g_per_kg_per_day: GramsPerKilogram | None = None
    days: DaysInARow | None = None
    every_weeks: EveryWeeks | None = None
    doses: Times | None = None


class Request(Part):
    """The request. Without an indication the first supported one of a fixed order is proposed."""

    indication: Text | None = None
    product: Text | None = None
    phases: tuple[Phase, ...] = ()
    weight_basis: WeightBasis | None = None
    rounding: Rounding = Rounding.NEAREST_5_G
    months: Months | None = None
    start: Day | None = None
    site_of_care: SiteOfCare | None = None
    urgency: Urgency | None = None
    urgency_reason: Text | None = None
    response_measures: tuple[Text, ...] = ()
    review_date: Day | None = None
    stop_rule: Text | None = None
    taper: Text | None = None
    rate: Text | None = None
    premedication: Text | None = None


class WrittenAnswer(Part):
    """The prescriber's answer to a reviewer's question, in the prescriber's words."""

    text: Text
    by: Text | None = None
    date: Day | None = None


class Override(Part):
    """The prescriber's written override of a stop."""

    rule: Text
    reason: Text
    by: Text
    date: Day
