"""Criteria on where the case stands: letter, level, route, plan, denial."""

from typing import TYPE_CHECKING, Literal

from priorauth.core.criteria.base import Kind, Params, UseParams
from priorauth.core.criteria.verdict import Verdict, any_of, decided, met, not_documented, not_met
from priorauth.core.dates import short_date
from priorauth.core.facts import CaseFacts, Determination
from priorauth.core.timeline import Window
from priorauth.core.typography import listed
from priorauth.core.vocabulary import Filer, LetterKind, Route, Standing, Trust

if TYPE_CHECKING:
    from priorauth.core.context import Context

_NO_DENIAL = not_met("The letter answers no denial.", "submissions")


class SpecialtyParams(UseParams):
    specialties: tuple[str, ...]
    mode: Literal["prescriber", "prescriber_or_consult"]


class PrescriberSpecialty(Kind):
    """The prescriber is of the specialty. A consultation is no fact of a case, so it stays open where it would do."""

    kind: Literal["prescriber_specialty"]
    params: SpecialtyParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        specialty = facts.prescriber.specialty
        if specialty is None:
            return not_documented("The prescriber's specialty is not on record.", "prescriber.specialty")
        said = f"The prescriber's specialty is {specialty.replace('_', ' ')}."
        if specialty in self.params.specialties:
            return met(said, "prescriber.specialty")
        wanted = listed([one.replace("_", " ") for one in self.params.specialties], "or")
        if self.params.mode == "prescriber":
            return not_met(f"{said} The plan asks for {wanted}.", "prescriber.specialty")
        text = f"{said} A consultation in {wanted} is not on record."
        return not_documented(text, "exhibits", facts=["prescriber.specialty"])


class ReasonsParams(Params):
    """Reasons of the denial that the letter answers: one of them where `any`, else each."""

    ids: tuple[str, ...]
    any: bool = True


class DenialReasonIs(Kind):
    kind: Literal["denial_reason"]
    params: ReasonsParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        denial, path = denial_of(facts, context)
        if denial is None:
            return _NO_DENIAL
        if not denial.reasons:
            return not_documented("The reasons of the denial are not on record.", f"{path}.reasons")
        named = [f"{path}.reasons[{index}]" for index, one in enumerate(denial.reasons) if one in self.params.ids]
        holds = bool(named) if self.params.any else len(named) >= len(set(self.params.ids))
        return decided(holds, "Reasons of the denial.", *(named or [f"{path}.reasons"]))


class DenialQuoted(Kind):
    """The notice's own words are on record."""

    kind: Literal["denial_quoted"]
    params: Params = Params()

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        denial, path = denial_of(facts, context)
        if denial is None:
            return _NO_DENIAL
        if denial.quote is None:
            return not_documented("The notice's own words are not on record.", f"{path}.quote")
        return met("The notice's own words are on record.", f"{path}.quote")


def denial_of(facts: CaseFacts, context: "Context") -> tuple[Determination | None, str]:
    """The determination that the letter answers, with its path; None where it answers none."""
    index = context.stage.denial if context.stage else None
    if index is None:
        return None, "submissions"
    return facts.submissions[index].determination, f"submissions[{index}].determination"


class PositionsParams(Params):
    positions: tuple[Literal["covered_with_criteria", "not_medically_necessary", "experimental", "silent"], ...]


class PolicyPosition(Kind):
    """What the plan's policy says of MS, where that was read; a position only recalled is not documented."""

    kind: Literal["policy_position"]
    params: PositionsParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        policy = context.library.policies.get(facts.coverage.policy or "")
        if policy is None:
            return not_documented("The plan's policy is not on record.", "coverage.policy")
        if policy.ms_position is None or policy.ms_position_basis not in (Trust.SEEN, Trust.SUMMARY):
            return not_documented("What the plan's policy says of MS was not read.")
        said = policy.ms_position.replace("_", " ")
        return decided(
            policy.ms_position in self.params.positions, f"The policy's position on MS: {said}.", "coverage.policy"
        )


class PlanTypesParams(Params):
    plan_types: tuple[str, ...]


class PlanTypeIn(Kind):
    kind: Literal["plan_type_in"]
    params: PlanTypesParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        plan_type = facts.coverage.plan_type
        if plan_type is None:
            return not_documented("The type of the plan is not on record.", "coverage.plan_type")
        return decided(plan_type in self.params.plan_types, "The type of the plan.", "coverage.plan_type")


class LevelsParams(Params):
    levels: tuple[str, ...]


class LevelIn(Kind):
    kind: Literal["level_in"]
    params: LevelsParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        level = context.stage.level if context.stage else None
        return _chosen(level, self.params.levels, "level", "submissions")


class KindsParams(Params):
    kinds: tuple[LetterKind, ...]


class KindIn(Kind):
    kind: Literal["kind_in"]
    params: KindsParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return _chosen(context.kind, self.params.kinds, "kind of letter")


class RoutesParams(Params):
    routes: tuple[Route, ...]


class RouteIn(Kind):
    kind: Literal["route_in"]
    params: RoutesParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return _chosen(context.route, self.params.routes, "route", "coverage.policy")


class IndicationsParams(Params):
    ids: tuple[str, ...]


class IndicationIn(Kind):
    kind: Literal["indication_in"]
    params: IndicationsParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return _chosen(context.indication, self.params.ids, "indication", "request.indication")


def _chosen(value: str | None, wanted: tuple[str, ...], name: str, *paths: str) -> Verdict:
    """About what the context has settled; where it has not, the paths that would."""
    if value is None:
        return not_documented(f"The {name} is not settled.", *paths)
    return decided(value in wanted, f"The {name} is {value.replace('_', ' ')}.", *paths)


class FilerParams(Params):
    who: tuple[Filer, ...]


class FiledByIs(Kind):
    kind: Literal["filed_by"]
    params: FilerParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        if facts.filed_by is None:
            return not_documented("Who files is not on record.", "filed_by")
        return decided(facts.filed_by.who in self.params.who, f"Filed by the {facts.filed_by.who}.", "filed_by.who")


class NewSinceParams(Params):
    what: Literal["relapses", "imaging", "disability", "therapies", "any"]


class NewSince(Kind):
    """Dated after the notice of the denial that the letter answers; a therapy by its start or end."""

    kind: Literal["new_since"]
    params: NewSinceParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        denial, path = denial_of(facts, context)
        if denial is None:
            return _NO_DENIAL
        if denial.notice_date is None:
            return not_documented("The date of the notice is not on record.", f"{path}.notice_date")
        until = Window(None, denial.notice_date, facts.as_of)
        names = ("relapses", "imaging", "disability", "therapies") if self.params.what == "any" else (self.params.what,)
        return any_of(_newer(name, facts, until) for name in names)


def _newer(name: str, facts: CaseFacts, until: Window) -> Verdict:
    items = getattr(facts, name)
    if items is None:
        return not_documented(f"No {name} on record.", name)
    fields = ("started", "ended") if name == "therapies" else ("date",)
    dates = {f"{name}[{index}].{field}": getattr(item, field) for index, item in enumerate(items) for field in fields}
    standings = {path: until.holds(date) if date else Standing.NOT_DOCUMENTED for path, date in dates.items()}
    newer = [path for path, standing in standings.items() if standing is Standing.NOT_MET]
    if newer:
        return met(f"New since {short_date(until.last)}.", *newer)
    unsure = [path for path, standing in standings.items() if standing is Standing.NOT_DOCUMENTED]
    if unsure:
        return not_documented("The exact date decides whether it is new.", *unsure)
    return not_met(f"Nothing new since {short_date(until.last)}.", name)
