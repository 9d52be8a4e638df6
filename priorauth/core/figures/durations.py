"""How long plans take, out of counts of equal durations: a million decisions are a few hundred counts."""

import datetime as dt
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from priorauth.core.figures.rates import LEAST_FOR_A_RATE


@dataclass(frozen=True)
class Duration:
    """So many decisions of a month took so many days; `days` is None where a day is missing."""

    month: dt.date
    is_appeal: bool
    days: int | None
    count: int


@dataclass(frozen=True)
class Days:
    """How long it took. The middle half is given from `LEAST_FOR_A_RATE` on."""

    count: int
    median: float | None
    middle_half: tuple[float, float] | None


def days_of(durations: Iterable[Duration]) -> Days:
    """From sending to the plan's notice, in days."""
    counts: Counter[int] = Counter()
    for one in durations:
        if one.days is not None:
            counts[one.days] += one.count
    total = counts.total()
    if not total:
        return Days(0, None, None)
    enough = total >= LEAST_FOR_A_RATE
    return Days(total, _quantile(counts, 0.5), (_quantile(counts, 0.25), _quantile(counts, 0.75)) if enough else None)


def _quantile(counts: Mapping[int, int], share: float) -> float:
    """The value at that share of the way from the smallest to the largest, between neighbours in proportion.

    As `statistics.quantiles(method="inclusive")` has it for the values written out.
    """
    values = sorted(counts)
    ends = list(accumulate(counts[value] for value in values))
    place = share * (ends[-1] - 1)
    below = int(place)
    low = values[bisect_right(ends, below)]
    high = values[bisect_right(ends, min(below + 1, ends[-1] - 1))]
    return low + (place - below) * (high - low)


def by_month(durations: Iterable[Duration]) -> list[tuple[dt.date, Days, Days]]:
    """The days to decide requests and appeals, by the month of the notice, oldest first, with the months between."""
    found: dict[dt.date, list[Duration]] = defaultdict(list)
    for one in durations:
        found[one.month].append(one)
    return [
        (month, days_of(_of(found[month], is_appeal=False)), days_of(_of(found[month], is_appeal=True)))
        for month in _months(found)
    ]


def _of(durations: Iterable[Duration], *, is_appeal: bool) -> Iterator[Duration]:
    return (one for one in durations if one.is_appeal is is_appeal)


def _months(found: Mapping[dt.date, object]) -> Iterator[dt.date]:
    if not found:
        return
    month, last = min(found), max(found)
    while month <= last:
        yield month
        month = (month + dt.timedelta(days=32)).replace(day=1)
