"""Deadlines of a case, each with its rule, its sum and how far the rule may be trusted."""

from priorauth.core.deadlines.checks import check_deadlines
from priorauth.core.deadlines.clocks import deadlines
from priorauth.core.deadlines.decision import decision_if_received
from priorauth.core.deadlines.model import Basis, Deadline, DeadlineKind, DeadlineStatus, Reckoning
from priorauth.core.deadlines.others import PRIOR_RENEWAL

__all__ = [
    "PRIOR_RENEWAL",
    "Basis",
    "Deadline",
    "DeadlineKind",
    "DeadlineStatus",
    "Reckoning",
    "check_deadlines",
    "deadlines",
    "decision_if_received",
]
