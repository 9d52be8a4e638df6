"""A payer's medical policy, and how far its criteria may be trusted."""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

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


class PolicyCriterion(Part):
    """One criterion. `group` is `all:<name>` (each must hold) or `any:<name>` (one is enough)."""

    id: Id
    text: Text
    criterion: Criterion
    phase: AuthorizationPhase
    group: Annotated[str, StringConstraints(pattern=r"^(all|any):[a-z_]+$")]
    basis: Trust

    @property
    def one_is_enough(self) -> bool:
        """Whether its group is met by any one of its criteria."""
        return self.group.startswith("any:")


class Policy(Record):
    """See the head of policies.yaml for the levels of trust. `verified` speaks of the position on MS alone."""

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
