"""A payer's medical policy, and how far its criteria may be trusted."""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints, model_validator

from priorauth.core.criteria import Criterion
from priorauth.core.dates import PartialDate
from priorauth.core.records.base import Id, Part, Record, Text, Url, Verification
from priorauth.core.vocabulary import Trust


class LineOfBusiness(StrEnum):
    COMMERCIAL = "commercial"
    MEDICARE_ADVANTAGE = "medicare_advantage"
    ORIGINAL_MEDICARE = "original_medicare"
    MEDICAID = "medicaid"
    MARKETPLACE = "marketplace"
    MEDICARE_PART_D = "medicare_part_d"


class MsPosition(StrEnum):
    """What the policy says of MS. `silent`: the whole policy is known not to mention it."""

    COVERED_WITH_CRITERIA = "covered_with_criteria"
    NOT_MEDICALLY_NECESSARY = "not_medically_necessary"
    EXPERIMENTAL = "experimental"
    SILENT = "silent"


class AuthorizationPhase(StrEnum):
    INITIAL = "initial"
    RENEWAL = "renewal"
    BOTH = "both"


class Wording(Part):
    """The plan's own words, as printed, and where they stand: `p. 4, B.2`."""

    text: Text
    place: Text


class PolicyCriterion(Part):
    """One criterion. `group` is `all:<name>` (each must hold) or `any:<name>` (one is enough).

    `text` says it in our words; `wording` is there where a clinic read it.
    """

    id: Id
    text: Text
    criterion: Criterion
    phase: AuthorizationPhase
    group: Annotated[str, StringConstraints(pattern=r"^(all|any):[a-z_]+$")]
    basis: Trust
    wording: Wording | None = None

    @model_validator(mode="after")
    def _quotes_what_was_read(self) -> "PolicyCriterion":
        if self.basis is Trust.CLINIC and self.wording is None:
            raise ValueError("was read by the clinic, and has no wording: copy the plan's words and say where they are")
        return self

    @property
    def one_is_enough(self) -> bool:
        """Whether its group is met by any one of its criteria."""
        return self.group.startswith("any:")


class Policy(Record):
    """See the head of policies.yaml for the levels of trust. `verified` speaks of the position on MS alone.

    A clinic's reading of a shipped policy has the shipped one's id behind `own.`, and takes its place in a case.
    """

    payer: Text
    title: Text
    policy_number: Text | None
    effective_date: PartialDate | None
    lines_of_business: tuple[LineOfBusiness, ...]
    url: Url | None
    ms_position: MsPosition | None
    ms_position_basis: Trust | None
    criteria: tuple[PolicyCriterion, ...]
    identity_seen: Verification | None = None
    verified: Verification | None
    position_wording: Wording | None = None

    @model_validator(mode="after")
    def _says_what_was_read(self) -> "Policy":
        if self.ms_position_basis is Trust.CLINIC:
            if self.position_wording is None:
                raise ValueError("its position was read by the clinic, and has no wording: copy the plan's words")
            if self.verified is None:
                raise ValueError("its position was read by the clinic, and nothing says when: give the day")
        return self

    @property
    def position_is_read(self) -> bool:
        """Whether what it says of MS was read at all."""
        return self.ms_position_basis is not None and self.ms_position_basis.is_read

    @property
    def is_settled(self) -> bool:
        """Whether reading the policy would change nothing here: position and criteria were read by somebody."""
        return self.position_is_read and all(one.basis.is_read for one in self.criteria)

    @property
    def position_is_first_hand(self) -> bool:
        """Whether what it says of MS was read in the policy itself."""
        return self.ms_position_basis is not None and self.ms_position_basis.is_first_hand
