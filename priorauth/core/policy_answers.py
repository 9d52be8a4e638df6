"""How the record answers a plan's policy, criterion by criterion, as far as the policy was read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from priorauth.core.criteria.verdict import Verdict, all_of, any_of, not_documented, on_every_day
from priorauth.core.dates import PartialDate
from priorauth.core.facts import CaseFacts
from priorauth.core.records.policy import AuthorizationPhase, PolicyCriterion
from priorauth.core.records.route import RouteRule, VerdictRule
from priorauth.core.routes import policy_of, policy_rule
from priorauth.core.timeline import days_of
from priorauth.core.vocabulary import PhaseName, Setting, Trust

if TYPE_CHECKING:
    from priorauth.core.context import Context


@dataclass(frozen=True)
class CriterionVerdict:
    """A criterion of the policy and how it stands. `verdict` None: it is a question to staff, or none is given.

    `as_at` is the day of the first infusion where an initial criterion of a renewal is answered as at the start.
    `is_quotable`: a letter may show it as the plan's own.
    """

    policy: str
    criterion: PolicyCriterion
    verdict: Verdict | None
    text: str
    is_quotable: bool = False
    as_at: PartialDate | None = None

    @property
    def rule(self) -> str:
        """Its id as a ground."""
        return f"policies:{self.policy}/{self.criterion.id}"


@dataclass(frozen=True)
class GroupVerdict:
    """One group of a policy: `all:<name>` or `any:<name>`; criteria without a verdict leave it open."""

    label: str
    verdict: Verdict


def policy_verdicts(facts: CaseFacts, context: "Context") -> tuple[CriterionVerdict, ...]:
    """Every criterion of the policy that applies to this request, in the policy's order."""
    policy = policy_of(facts, context.library)
    if policy is None:
        return ()
    criteria = (one for one in policy.criteria if _applies(one, facts, context))
    return tuple(_judged(policy.id, criterion, facts, context) for criterion in criteria)


def group_verdicts(verdicts: tuple[CriterionVerdict, ...]) -> tuple[GroupVerdict, ...]:
    """The groups of those criteria; all of one phase and use must hold."""
    labels = dict.fromkeys(one.criterion.group for one in verdicts)
    return tuple(GroupVerdict(label, _group(label, verdicts)) for label in labels)


def _group(label: str, verdicts: tuple[CriterionVerdict, ...]) -> Verdict:
    members = [one for one in verdicts if one.criterion.group == label]
    join = any_of if members[0].criterion.one_is_enough else all_of
    return join(one.verdict or not_documented(one.text) for one in members)


def _applies(criterion: PolicyCriterion, facts: CaseFacts, context: "Context") -> bool:
    """Its phase is one that this request answers, and its use is the request's, or it names none."""
    is_renewal = context.stage is not None and context.stage.is_renewal
    if criterion.phase is AuthorizationPhase.RENEWAL and not is_renewal:
        return False
    use = criterion.criterion.params.course
    return use is None or use in _uses(facts, context)


def _uses(facts: CaseFacts, context: "Context") -> set[Setting]:
    """The use of the indication; and maintenance where such a phase is asked for, so that its limits count."""
    indication = context.library.indications.get(context.indication or "")
    has_maintenance = any(phase.name is PhaseName.MAINTENANCE for phase in facts.request.phases)
    return ({indication.use} if indication else set()) | ({Setting.MAINTENANCE} if has_maintenance else set())


def verdict_rule(rule: RouteRule, criterion: PolicyCriterion) -> VerdictRule:
    """What staff are shown of a criterion: by the row of the table for its policy, and by how it was read itself."""
    if rule.verdicts is VerdictRule.NONE:
        return VerdictRule.NONE
    if rule.verdicts is VerdictRule.QUESTION or not criterion.basis.is_read:
        return VerdictRule.QUESTION
    return VerdictRule.FROM_A_SUMMARY if criterion.basis is Trust.SUMMARY else rule.verdicts


def _judged(policy: str, criterion: PolicyCriterion, facts: CaseFacts, context: "Context") -> CriterionVerdict:
    rule = verdict_rule(policy_rule(facts, context.library), criterion)
    if rule is VerdictRule.NONE:
        return CriterionVerdict(policy, criterion, None, f"For information, without a verdict: {criterion.text}")
    if rule is VerdictRule.QUESTION:
        text = (
            f"Does the plan's current policy ask this? {criterion.text} If it does, record it as read, with its date."
        )
        return CriterionVerdict(policy, criterion, None, text)
    started = _start(facts) if _start_counts(criterion, context) else None
    verdict = _verdict(criterion, facts, context)
    is_summary = rule is VerdictRule.FROM_A_SUMMARY
    text = f"{verdict.text} From a summary of the policy; check the current one." if is_summary else verdict.text
    return CriterionVerdict(policy, criterion, verdict, text, is_quotable=not is_summary, as_at=started)


def _start_counts(criterion: PolicyCriterion, context: "Context") -> bool:
    """Whether it is an initial criterion of a renewal, answered as at the start of treatment."""
    is_renewal = context.stage is not None and context.stage.is_renewal
    return is_renewal and criterion.phase is AuthorizationPhase.INITIAL


def _verdict(criterion: PolicyCriterion, facts: CaseFacts, context: "Context") -> Verdict:
    if not _start_counts(criterion, context):
        return criterion.criterion.evaluate(facts, context)
    started = _start(facts)
    if started is None:
        return not_documented("The first infusion is not dated on record.", "prior_ivig.started")
    days = days_of(started, facts.as_of)
    return on_every_day((criterion.criterion.evaluate(facts, context.at(day)) for day in days), "prior_ivig.started")


def _start(facts: CaseFacts) -> PartialDate | None:
    return facts.prior_ivig.started if facts.prior_ivig else None
