"""Criteria on what is asked for: dose, schedule, months, place."""

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from priorauth.core.criteria.base import AtLeastOne, Kind, Params, UseParams
from priorauth.core.criteria.verdict import Verdict, all_of, decided, met, not_documented, not_met
from priorauth.core.facts import CaseFacts, Phase
from priorauth.core.timeline import At, numbered
from priorauth.core.typography import capital, counted, listed, trimmed
from priorauth.core.vocabulary import PhaseName, Setting, SiteOfCare, Urgency

if TYPE_CHECKING:
    from priorauth.core.context import Context

_NO_PHASES = not_documented("The regimen is not on record.", "request.phases")
_WEEKS_OF_A_MONTH = Decimal(4)


class DoseMaxParams(UseParams):
    """The most that the plan covers, in g/kg for each day, course (one run of days) or month of four weeks."""

    g_per_kg: Decimal
    per: Literal["day", "course", "month"]
    max_days: AtLeastOne | None = None


class DoseMax(Kind):
    """Every phase asked for stays within the most that the plan covers; `course` narrows it to the phases of a use."""

    kind: Literal["dose_max"]
    params: DoseMaxParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        phases = numbered("request.phases", facts.request.phases)
        if not phases:
            return _NO_PHASES
        concerned = [entry for entry in phases if self._concerns(entry.item)]
        if not concerned:
            return met("No phase of that use is asked for.", "request.phases")
        return all_of(self._within(entry) for entry in concerned)

    def _concerns(self, phase: Phase) -> bool:
        use = self.params.course
        if use is Setting.MAINTENANCE:
            return phase.name is PhaseName.MAINTENANCE
        return use is not Setting.ACUTE_RELAPSE or phase.name is not PhaseName.MAINTENANCE

    def _within(self, entry: At[Phase]) -> Verdict:
        amount, days = entry.item.g_per_kg_per_day, entry.item.days
        needed = {"g_per_kg_per_day": amount, "days": days} if self._counts_days else {"g_per_kg_per_day": amount}
        open_paths = [f"{entry.path}.{name}" for name, value in needed.items() if value is None]
        if open_paths or amount is None:
            return not_documented(f"The dose of the {entry.item.name} phase is not on record.", *open_paths)
        too_long = bool(self.params.max_days and days and days > self.params.max_days)
        asked = amount if self.params.per == "day" else amount * (days or 1) * self._runs(entry.item)
        unit = {"day": "a day", "course": "a course", "month": "in four weeks"}[self.params.per]
        text = f"{trimmed(asked)} g/kg {unit} is asked for; the plan covers up to {trimmed(self.params.g_per_kg)}."
        return decided(
            asked <= self.params.g_per_kg and not too_long, text, *(f"{entry.path}.{name}" for name in needed)
        )

    @property
    def _counts_days(self) -> bool:
        return self.params.per != "day" or self.params.max_days is not None

    def _runs(self, phase: Phase) -> Decimal:
        if self.params.per != "month" or phase.every_weeks is None:
            return Decimal(1)
        return max(Decimal(1), _WEEKS_OF_A_MONTH / phase.every_weeks)


class AuthorizationParams(UseParams):
    months: AtLeastOne


class AuthorizationPeriod(Kind):
    """The months asked for are no more than the plan grants at once."""

    kind: Literal["authorization_period"]
    params: AuthorizationParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        months, most = facts.request.months, self.params.months
        if months is None:
            return not_documented("The months asked for are not on record.", "request.months")
        asked, granted = capital(counted(months, "month")), counted(most, "month")
        text = f"{asked} asked for; the plan grants up to {granted} at once."
        return decided(months <= most, text, "request.months")


class SiteOfCareParams(UseParams):
    allowed: tuple[SiteOfCare, ...]
    blocked: tuple[SiteOfCare, ...] = ()
    exception: str | None = None


class SiteOfCareRule(Kind):
    kind: Literal["site_of_care"]
    params: SiteOfCareParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        site = facts.request.site_of_care
        if site is None:
            return not_documented("The site of care is not on record.", "request.site_of_care")
        allowed = site in self.params.allowed and site not in self.params.blocked
        said = f"Site of care: {site.replace('_', ' ')}."
        if allowed or self.params.exception is None:
            return decided(allowed, said, "request.site_of_care")
        return not_documented(f"{said} Exception: {self.params.exception}", "answers", facts=["request.site_of_care"])


class PhasesParams(Params):
    names: tuple[PhaseName, ...]


class HasPhase(Kind):
    """A phase of one of these names is asked for."""

    kind: Literal["has_phase"]
    params: PhasesParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        phases = numbered("request.phases", facts.request.phases)
        if not phases:
            return _NO_PHASES
        named = [entry for entry in phases if entry.item.name in self.params.names]
        if not named:
            return not_met(f"No {listed(self.params.names, 'or')} phase is asked for.", "request.phases")
        return met(f"A {named[0].item.name} phase is asked for.", *(f"{entry.path}.name" for entry in named))


class UrgencyParams(Params):
    values: tuple[Urgency, ...]


class UrgencyIs(Kind):
    kind: Literal["urgency"]
    params: UrgencyParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        urgency = facts.request.urgency
        if urgency is None:
            return not_documented("Whether the request is urgent is not on record.", "request.urgency")
        return decided(urgency in self.params.values, f"The request is {urgency}.", "request.urgency")
