"""Help with paying: which programs fit a case and why, what share of the poverty guideline an income is, what a patient
would pay."""

from priorauth.core.assistance.cost import CostInputs, Estimate, Price, Share, Step, estimate
from priorauth.core.assistance.poverty import Poverty, poverty
from priorauth.core.assistance.screening import Fit, FundStatus, Reason, Screening, screen

__all__ = [
    "CostInputs",
    "Estimate",
    "Fit",
    "FundStatus",
    "Poverty",
    "Price",
    "Reason",
    "Screening",
    "Share",
    "Step",
    "estimate",
    "poverty",
    "screen",
]
