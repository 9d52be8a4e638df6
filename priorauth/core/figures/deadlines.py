"""Deadlines met and missed: the clinic's filings after a denial, and the plan's decisions."""

from collections.abc import Iterable
from dataclasses import dataclass

from priorauth.core.figures.rates import Rate

_COUNTS = ("filed", "filed_late", "not_filed", "decided", "decided_late", "overdue")


@dataclass(frozen=True)
class Kept:
    """The deadlines of one group.

    A filing is met through the last day of the window that a denial opened, late after it, and not filed where the
    window closed and nothing was. A decision is met by a notice dated through the last day of the plan's clock, and
    overdue where the clock ended without one. A deadline counts on the day of what was done, else on its own last day.
    """

    key: str
    filed: int
    filed_late: int
    not_filed: int
    decided: int
    decided_late: int
    overdue: int

    @property
    def filings(self) -> Rate:
        return Rate(self.filed, self.filed + self.filed_late + self.not_filed)

    @property
    def decisions(self) -> Rate:
        return Rate(self.decided, self.decided + self.decided_late + self.overdue)

    @property
    def count(self) -> int:
        return self.filings.of + self.decisions.of


def kept_in_all(rows: Iterable[Kept]) -> Kept:
    """The sums over all groups."""
    every = list(rows)
    return Kept("", *(sum(getattr(one, name) for one in every) for name in _COUNTS))
