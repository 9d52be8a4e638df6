"""Criteria on what was given for relapses: steroids and plasma exchange."""

from typing import TYPE_CHECKING, Literal

from priorauth.core.criteria.base import Kind, Params, UseParams
from priorauth.core.criteria.verdict import Verdict, any_of, decided, not_documented
from priorauth.core.facts import CaseFacts, PlasmaExchange, Steroids
from priorauth.core.timeline import span
from priorauth.core.vocabulary import Outcome, PlasmaExchangeStatus, SteroidStatus

if TYPE_CHECKING:
    from priorauth.core.context import Context

_STEROID_OUTCOME = {
    SteroidStatus.NO_RESPONSE: Outcome.FAILED,
    SteroidStatus.NOT_TOLERATED: Outcome.INTOLERANT,
    SteroidStatus.CONTRAINDICATED: Outcome.CONTRAINDICATED,
}
_EXCHANGE_OUTCOME = {
    PlasmaExchangeStatus.NO_RESPONSE: Outcome.FAILED,
    PlasmaExchangeStatus.CONTRAINDICATED: Outcome.CONTRAINDICATED,
}
_STEROIDS_SAID = {
    SteroidStatus.NO_RESPONSE: "High-dose steroids brought no response.",
    SteroidStatus.NOT_TOLERATED: "High-dose steroids were not tolerated.",
    SteroidStatus.CONTRAINDICATED: "High-dose steroids are contraindicated.",
    SteroidStatus.EFFECTIVE: "High-dose steroids were effective.",
    SteroidStatus.NOT_TRIED: "High-dose steroids were not tried.",
}
_EXCHANGE_SAID = {
    PlasmaExchangeStatus.NO_RESPONSE: "Plasma exchange brought no response.",
    PlasmaExchangeStatus.CONTRAINDICATED: "Plasma exchange is contraindicated.",
    PlasmaExchangeStatus.UNAVAILABLE: "Plasma exchange is not available.",
    PlasmaExchangeStatus.EFFECTIVE: "Plasma exchange was effective.",
    PlasmaExchangeStatus.NOT_TRIED: "Plasma exchange was not tried.",
}


class SteroidResponseParams(UseParams):
    """`or_also`: the same outcome of plasma exchange will do."""

    outcomes: tuple[Literal[Outcome.FAILED, Outcome.INTOLERANT, Outcome.CONTRAINDICATED], ...]
    or_also: tuple[Literal["plasma_exchange"], ...] = ()


class SteroidResponse(Kind):
    """Steroids ended in one of these ways; a failure is no response, an intolerance not tolerated."""

    kind: Literal["steroid_response"]
    params: SteroidResponseParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        steroids = tuple(status for status, outcome in _STEROID_OUTCOME.items() if outcome in self.params.outcomes)
        verdicts = [steroid_status(facts, context, steroids)]
        if "plasma_exchange" in self.params.or_also:
            exchange = tuple(status for status, outcome in _EXCHANGE_OUTCOME.items() if outcome in self.params.outcomes)
            verdicts.append(exchange_status(facts, context, exchange))
        return any_of(verdicts)


class SteroidStatusParams(Params):
    statuses: tuple[SteroidStatus, ...]


class SteroidStatusIs(Kind):
    kind: Literal["steroid_status"]
    params: SteroidStatusParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return steroid_status(facts, context, self.params.statuses)


class PlasmaExchangeParams(Params):
    statuses: tuple[PlasmaExchangeStatus, ...]


class PlasmaExchangeStatusIs(Kind):
    kind: Literal["plasma_exchange_status"]
    params: PlasmaExchangeParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return exchange_status(facts, context, self.params.statuses)


def steroid_status(facts: CaseFacts, context: "Context", statuses: tuple[SteroidStatus, ...]) -> Verdict:
    """Whether the recorded answer to high-dose steroids is one of these, by the day of judgment."""
    part = facts.steroids
    if part is None or part.status is None:
        return not_documented("The answer to high-dose steroids is not on record.", "steroids.status")
    if _may_be_later(part, facts, context):
        return not_documented("What steroids had brought by then is not on record.", "steroids.date")
    return decided(part.status in statuses, _STEROIDS_SAID[part.status], "steroids.status")


def exchange_status(facts: CaseFacts, context: "Context", statuses: tuple[PlasmaExchangeStatus, ...]) -> Verdict:
    """Whether the recorded answer about plasma exchange is one of these, by the day of judgment."""
    part = facts.plasma_exchange
    if part is None or part.status is None:
        return not_documented("Nothing about plasma exchange is on record.", "plasma_exchange.status")
    if _may_be_later(part, facts, context):
        return not_documented("What stood about plasma exchange by then is not on record.", "plasma_exchange.date")
    return decided(part.status in statuses, _EXCHANGE_SAID[part.status], "plasma_exchange.status")


def _may_be_later(part: Steroids | PlasmaExchange, facts: CaseFacts, context: "Context") -> bool:
    """Whether an answer of the record may be younger than the day of judgment."""
    if context.on >= facts.as_of:
        return False
    return part.date is None or span(part.date, facts.as_of)[1] > context.on
