"""CPU time of one call, medians of ratios, and the memory of this process."""

import gc
import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple


class Ratio(NamedTuple):
    """The median of paired ratios, with the quartiles around it."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.median:.3f} ({self.low:.3f} to {self.high:.3f})"


def cpu_seconds(act: Callable[[], object], repeats: int = 1) -> float:
    """CPU time of one call, the mean of `repeats`; rubbish of earlier calls is not counted in."""
    gc.collect()
    start = time.process_time()
    for _ in range(repeats):
        act()
    return (time.process_time() - start) / repeats


def ratio(pairs: list[tuple[float, float]]) -> Ratio:
    ratios = [above / below for above, below in pairs]
    low, _, high = quantiles(ratios, n=4)
    return Ratio(median(ratios), low, high)


def resident_mb() -> float:
    """Memory that this process holds now, in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
