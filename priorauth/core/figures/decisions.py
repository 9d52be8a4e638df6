"""What plans decided, out of counts of decisions that are alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from priorauth.core.figures.rates import Rate
from priorauth.core.vocabulary import DeterminationOutcome

DECIDED = (DeterminationOutcome.APPROVED, DeterminationOutcome.PARTIALLY_APPROVED, DeterminationOutcome.DENIED)


@dataclass(frozen=True)
class Cell:
    """So many decisions alike; `groups` says of which plan, route, indication, level and prescriber."""

    groups: Mapping[str, str]
    is_appeal: bool
    outcome: DeterminationOutcome
    count: int


@dataclass(frozen=True)
class Row:
    """One line of a table: the decisions of one group, which one word names, or several."""

    key: tuple[str, ...]
    approved: int
    partial: int
    denied: int

    @property
    def decided(self) -> int:
        return self.approved + self.partial + self.denied

    @property
    def won(self) -> int:
        return self.approved + self.partial

    @property
    def rate(self) -> Rate:
        return Rate(self.approved, self.decided)


def approved_at_first(cells: Iterable[Cell]) -> Rate:
    """Approved in full at the first request, of all first requests that were decided."""
    row = _row((), [one for one in cells if not one.is_appeal])
    return row.rate


def overturned(cells: Iterable[Cell]) -> Rate:
    """Appeals that won something, of all appeals that were decided."""
    row = _row((), [one for one in cells if one.is_appeal])
    return Rate(row.approved + row.partial, row.decided)


def by_group(cells: Iterable[Cell], *names: str) -> list[Row]:
    """The decisions of each group, the largest first; several names make one group of each combination."""
    found: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for one in cells:
        found[tuple(one.groups.get(name, "") for name in names)].append(one)
    rows = [_row(key, alike) for key, alike in found.items()]
    return sorted(rows, key=lambda row: (-row.decided, row.key))


def _row(key: tuple[str, ...], cells: Iterable[Cell]) -> Row:
    counts = dict.fromkeys(DECIDED, 0)
    for one in cells:
        counts[one.outcome] += one.count
    return Row(key, *(counts[outcome] for outcome in DECIDED))
