"""Criteria on where the case stands: letter, level, route, plan, denial."""

from typing import Literal

from priorauth.core.criteria.base import Kind, Params, UseParams
from priorauth.core.vocabulary import Filer, LetterKind, Route


class SpecialtyParams(UseParams):
    specialties: tuple[str, ...]
    mode: Literal["prescriber", "prescriber_or_consult"]


class PrescriberSpecialty(Kind):
    kind: Literal["prescriber_specialty"]
    params: SpecialtyParams


class ReasonsParams(Params):
    """Reasons of the denial that the letter answers: one of them where `any`, else each."""

    ids: tuple[str, ...]
    any: bool = True


class DenialReasonIs(Kind):
    kind: Literal["denial_reason"]
    params: ReasonsParams


class DenialQuoted(Kind):
    """The notice's own words are on record."""

    kind: Literal["denial_quoted"]
    params: Params = Params()


class PositionsParams(Params):
    positions: tuple[Literal["covered_with_criteria", "not_medically_necessary", "experimental", "silent"], ...]


class PolicyPosition(Kind):
    kind: Literal["policy_position"]
    params: PositionsParams


class PlanTypesParams(Params):
    plan_types: tuple[str, ...]


class PlanTypeIn(Kind):
    kind: Literal["plan_type_in"]
    params: PlanTypesParams


class LevelsParams(Params):
    levels: tuple[str, ...]


class LevelIn(Kind):
    kind: Literal["level_in"]
    params: LevelsParams


class KindsParams(Params):
    kinds: tuple[LetterKind, ...]


class KindIn(Kind):
    kind: Literal["kind_in"]
    params: KindsParams


class RoutesParams(Params):
    routes: tuple[Route, ...]


class RouteIn(Kind):
    kind: Literal["route_in"]
    params: RoutesParams


class IndicationsParams(Params):
    ids: tuple[str, ...]


class IndicationIn(Kind):
    kind: Literal["indication_in"]
    params: IndicationsParams


class FilerParams(Params):
    who: tuple[Filer, ...]


class FiledByIs(Kind):
    kind: Literal["filed_by"]
    params: FilerParams


class NewSinceParams(Params):
    what: Literal["relapses", "imaging", "disability", "therapies", "any"]


class NewSince(Kind):
    """Dated after the notice of the denial that the letter answers."""

    kind: Literal["new_since"]
    params: NewSinceParams
