"""How the request is argued: the plan's criteria, an exclusion, or silence. The table is data (`routes.yaml`)."""

from typing import TYPE_CHECKING

from priorauth.core.facts import CaseFacts, Determination
from priorauth.core.library import Library
from priorauth.core.records.policy import Policy
from priorauth.core.records.route import ReasonRoute, RouteRule
from priorauth.core.vocabulary import Route

if TYPE_CHECKING:
    from priorauth.core.context import Context


def route_of(facts: CaseFacts, context: "Context") -> Route:
    """The route; a reason of the denial that the letter answers decides it before the policy does."""
    return route_answering(facts, context.library, _denial(facts, context))


def route_answering(facts: CaseFacts, library: Library, denial: Determination | None) -> Route:
    """The route of what answers that denial, or none."""
    decisive = _decisive(library, denial)
    return decisive.route if decisive else policy_rule(facts, library).route


def policy_of(facts: CaseFacts, library: Library) -> Policy | None:
    """The plan's policy; None where the case names none that the library has."""
    return library.policy(facts.coverage.policy)


def policy_rule(facts: CaseFacts, library: Library) -> RouteRule:
    """The row of the table for the plan's policy: its route, whether criteria get verdicts, what may be quoted."""
    return rule_for(policy_of(facts, library), library)


def rule_for(policy: Policy | None, library: Library) -> RouteRule:
    """The row of the table for a policy, or for none."""
    position, basis = (policy.ms_position, policy.ms_position_basis) if policy else (None, None)
    return next(rule for rule in library.routes.values() if rule.fits(position, basis))


def _denial(facts: CaseFacts, context: "Context") -> Determination | None:
    index = context.stage.denial if context.stage else None
    return None if index is None else facts.submissions[index].determination


def _decisive(library: Library, denial: Determination | None) -> ReasonRoute | None:
    named = (library.routes_by_reason.get(reason) for reason in (denial.reasons if denial else ()))
    return next((rule for rule in named if rule), None)
