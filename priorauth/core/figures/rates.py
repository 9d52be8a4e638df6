"""So many of so many, and what that says."""

from dataclasses import dataclass
from math import sqrt

# Fewer than this many are told as a count: a share of three says nothing.
LEAST_FOR_A_RATE = 5
# The 97.5th percentile of the normal distribution, for an interval of 95%.
_Z = 1.959964


@dataclass(frozen=True)
class Rate:
    """So many of so many. The interval is Wilson's score interval of 95%, in percent."""

    hits: int
    of: int

    @property
    def percent(self) -> int | None:
        """None for fewer than `LEAST_FOR_A_RATE`."""
        return round(100 * self.hits / self.of) if self.of >= LEAST_FOR_A_RATE else None

    @property
    def interval(self) -> tuple[int, int] | None:
        """The lowest and highest share that these counts are compatible with; None where there is no percentage."""
        if self.percent is None:
            return None
        share, square = self.hits / self.of, _Z * _Z
        middle = share + square / (2 * self.of)
        spread = _Z * sqrt(share * (1 - share) / self.of + square / (4 * self.of * self.of))
        scale = 1 + square / self.of
        return round(100 * max(0.0, (middle - spread) / scale)), round(100 * min(1.0, (middle + spread) / scale))
