"""Criteria on where the case stands: prescriber, plan, letter, level, route."""

from typing import TYPE_CHECKING, Literal

from priorauth.core.criteria.base import Kind, Params, UseParams
from priorauth.core.criteria.verdict import Verdict, decided, met, not_documented, not_met
from priorauth.core.facts import CaseFacts
from priorauth.core.typography import listed, lowered
from priorauth.core.vocabulary import Filer, LetterKind, Route

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


class PositionsParams(Params):
    positions: tuple[Literal["covered_with_criteria", "not_medically_necessary", "experimental", "silent"], ...]


class PolicyPosition(Kind):
    """What the plan's policy says of MS, where that was read; a position only recalled is not documented."""

    kind: Literal["policy_position"]
    params: PositionsParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        policy = context.library.policy(facts.coverage.policy)
        if policy is None:
            return not_documented("The plan's policy is not on record.", "coverage.policy")
        if policy.ms_position is None or not policy.position_is_read:
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
        record = context.library.plan_types.get(plan_type)
        text = f"The plan: {lowered(record.label) if record else plan_type}."
        return decided(plan_type in self.params.plan_types, text, "coverage.plan_type")


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
        return decided(facts.filed_by.who in self.params.who, f"Filed by the {facts.filed_by.who}.", "filed_by")
