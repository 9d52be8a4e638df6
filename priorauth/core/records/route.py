"""How a request is argued, as data: the plan's position and how far it was read decide, unless the denial does."""

from enum import StrEnum
from typing import Literal

from priorauth.core.records.base import Id, Record, Text
from priorauth.core.records.policy import MsPosition
from priorauth.core.vocabulary import Route, Trust


class VerdictRule(StrEnum):
    """What staff are shown of a policy's criteria: a verdict, one marked as from a summary, a question, or nothing."""

    VERDICT = "verdict"
    FROM_A_SUMMARY = "from_a_summary"
    QUESTION = "question"
    NONE = "none"


class QuoteRule(StrEnum):
    """What a letter may take from the policy."""

    IN_OUR_WORDS = "in_our_words"
    POSITION_AND_NUMBER = "position_and_number"
    NOTHING = "nothing"


class RouteRule(Record):
    """`positions` and `bases`: those of the policy on record; `unknown` is no position, or no policy. No bases: any."""

    positions: tuple[MsPosition | Literal["unknown"], ...]
    bases: tuple[Trust, ...]
    route: Route
    verdicts: VerdictRule
    quotable: QuoteRule
    note: Text | None = None

    def fits(self, position: MsPosition | None, basis: Trust | None) -> bool:
        return (position or "unknown") in self.positions and (not self.bases or basis in self.bases)


class ReasonRoute(Record):
    """A reason of denial that decides the route whatever the policy says; its id is that of the reason."""

    id: Id
    route: Route
    note: Text
