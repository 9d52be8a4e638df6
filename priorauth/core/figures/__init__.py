"""What a clinic's decisions come to: counts first, a rate only where there are enough, always with its interval.

The shell counts rows that are alike; here the counts become the figures of a page.
"""

from priorauth.core.figures.deadlines import Kept, kept_in_all
from priorauth.core.figures.decisions import DECIDED, Cell, Row, approved_at_first, by_group, overturned
from priorauth.core.figures.durations import Days, Duration, by_month, days_of
from priorauth.core.figures.money import Worth
from priorauth.core.figures.rates import LEAST_FOR_A_RATE, Rate
from priorauth.core.figures.reasons import ReasonCell, ReasonRow, by_reason

__all__ = [
    "DECIDED",
    "LEAST_FOR_A_RATE",
    "Cell",
    "Days",
    "Duration",
    "Kept",
    "Rate",
    "ReasonCell",
    "ReasonRow",
    "Row",
    "Worth",
    "approved_at_first",
    "by_group",
    "by_month",
    "by_reason",
    "days_of",
    "kept_in_all",
    "overturned",
]
