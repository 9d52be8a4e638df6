"""Payers' policies as staff browse them: the position on MS, each criterion, and what each does here."""

import datetime as dt
from dataclasses import dataclass

from priorauth.core.library import Library
from priorauth.core.policy_answers import verdict_rule
from priorauth.core.records.policy import AuthorizationPhase, LineOfBusiness, MsPosition, Policy, PolicyCriterion
from priorauth.core.records.reading import is_own
from priorauth.core.records.review import reviews
from priorauth.core.records.route import RouteRule, VerdictRule
from priorauth.core.routes import rule_for
from priorauth.core.vocabulary import Trust

POSITIONS = {
    MsPosition.COVERED_WITH_CRITERIA: "Covers MS with criteria",
    MsPosition.NOT_MEDICALLY_NECESSARY: "Not medically necessary",
    MsPosition.EXPERIMENTAL: "Experimental for MS",
    MsPosition.SILENT: "Does not mention MS",
    None: "Position not known",
}
LINES_OF_BUSINESS = {
    LineOfBusiness.COMMERCIAL: "Commercial",
    LineOfBusiness.MEDICARE_ADVANTAGE: "Medicare Advantage",
    LineOfBusiness.ORIGINAL_MEDICARE: "Original Medicare",
    LineOfBusiness.MEDICAID: "Medicaid",
    LineOfBusiness.MARKETPLACE: "Marketplace",
    LineOfBusiness.MEDICARE_PART_D: "Medicare Part D",
}
PHASES = {
    AuthorizationPhase.INITIAL: "First authorization",
    AuthorizationPhase.RENEWAL: "Renewal",
    AuthorizationPhase.BOTH: "First authorization and renewal",
}
EFFECTS = {
    VerdictRule.VERDICT: "Gives a verdict",
    VerdictRule.FROM_A_SUMMARY: "Gives a verdict, “check the policy”",
    VerdictRule.QUESTION: "Asks staff, no verdict",
    VerdictRule.NONE: "For information, no verdict",
}


@dataclass(frozen=True)
class Asked:
    """A criterion and what it does in a case."""

    criterion: PolicyCriterion
    rule: VerdictRule

    @property
    def effect(self) -> str:
        return EFFECTS[self.rule]

    @property
    def is_question(self) -> bool:
        return self.rule is VerdictRule.QUESTION

    @property
    def phase(self) -> str:
        return PHASES[self.criterion.phase]


@dataclass(frozen=True)
class PolicyEntry:
    """A policy with the route that it leads to; `review_by` is the day by which it should be read again."""

    policy: Policy
    route: RouteRule
    review_by: dt.date | None

    @property
    def is_own(self) -> bool:
        return is_own(self.policy.id)

    @property
    def position(self) -> str:
        return POSITIONS[self.policy.ms_position]

    @property
    def is_covered(self) -> bool:
        return self.policy.ms_position is MsPosition.COVERED_WITH_CRITERIA

    @property
    def is_excluded(self) -> bool:
        return self.policy.ms_position in (MsPosition.EXPERIMENTAL, MsPosition.NOT_MEDICALLY_NECESSARY)

    @property
    def lines_of_business(self) -> str:
        return ", ".join(LINES_OF_BUSINESS[line] for line in self.policy.lines_of_business)

    @property
    def asked(self) -> tuple[Asked, ...]:
        return tuple(Asked(one, verdict_rule(self.route, one)) for one in self.policy.criteria)

    @property
    def counts(self) -> tuple[tuple[Trust, int], ...]:
        """How many criteria stand on each level of trust, best first; levels without any left out."""
        found = [one.basis for one in self.policy.criteria]
        return tuple((trust, found.count(trust)) for trust in Trust if trust in found)

    def holds(self, words: str) -> bool:
        """Whether every word stands in its payer, title, number or lines of business."""
        fields = (self.policy.payer, self.policy.title, self.policy.policy_number or "", self.lines_of_business)
        text = " ".join(fields).casefold()
        return all(word in text for word in words.casefold().split())


def policy_entries(library: Library) -> tuple[PolicyEntry, ...]:
    """Every policy, by payer, then by title."""
    review_by = {review.record_id: review.due_on for review in reviews(library) if review.file == "policies"}
    found = [
        PolicyEntry(policy, rule_for(policy, library), review_by.get(policy.id)) for policy in library.policies.values()
    ]
    return tuple(sorted(found, key=lambda one: (one.policy.payer.casefold(), one.policy.title.casefold())))
