"""Criteria on what was given for relapses: steroids and plasma exchange."""

from typing import Literal

from priorauth.core.criteria.base import Kind, Params, UseParams
from priorauth.core.vocabulary import Outcome, PlasmaExchangeStatus, SteroidStatus


class SteroidResponseParams(UseParams):
    """`or_also`: the same outcome of plasma exchange will do."""

    outcomes: tuple[Literal[Outcome.FAILED, Outcome.INTOLERANT, Outcome.CONTRAINDICATED], ...]
    or_also: tuple[Literal["plasma_exchange"], ...] = ()


class SteroidResponse(Kind):
    kind: Literal["steroid_response"]
    params: SteroidResponseParams


class SteroidStatusParams(Params):
    statuses: tuple[SteroidStatus, ...]


class SteroidStatusIs(Kind):
    kind: Literal["steroid_status"]
    params: SteroidStatusParams


class PlasmaExchangeParams(Params):
    statuses: tuple[PlasmaExchangeStatus, ...]


class PlasmaExchangeStatusIs(Kind):
    kind: Literal["plasma_exchange_status"]
    params: PlasmaExchangeParams
