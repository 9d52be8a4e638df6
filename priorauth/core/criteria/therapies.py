"""Criteria on disease-modifying therapies. `among` names therapies or classes of the library."""

from typing import Literal

from pydantic import Field

from priorauth.core.criteria.base import AtLeastOne, Kind, Params, UseParams
from priorauth.core.vocabulary import Outcome


class TriedParams(UseParams):
    """`min_trial_months` counts for failures only: a therapy not tolerated or ruled out needs no trial."""

    among: tuple[str, ...] = Field(alias="from")
    at_least: AtLeastOne
    outcomes: tuple[Outcome, ...]
    min_trial_months: int | None = None


class TriedAndFailed(Kind):
    kind: Literal["tried_and_failed"]
    params: TriedParams


class TherapyStatusParams(Params):
    """Counts therapies with one of these outcomes, and of these reasons where any is named."""

    among: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    reasons: tuple[str, ...] = ()
    at_least: AtLeastOne = 1
    at_most: int | None = None


class TherapyStatus(Kind):
    kind: Literal["therapy_status"]
    params: TherapyStatusParams


class AmongParams(Params):
    among: tuple[str, ...]


class NotRecordedTherapy(Kind):
    """The history is on record and names none of these, by whatever outcome."""

    kind: Literal["not_recorded_therapy"]
    params: AmongParams
