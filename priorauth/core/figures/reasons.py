"""What denials were given for, and what became of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from priorauth.core.figures.rates import Rate
from priorauth.core.tracking import Followed


@dataclass(frozen=True)
class ReasonCell:
    """So many denials alike for one reason; `followed` is what their appeals came to, None while none was decided."""

    reason: str
    groups: Mapping[str, str]
    followed: Followed | None
    count: int


@dataclass(frozen=True)
class ReasonRow:
    """One denial reason: how often it was given, how many of those denials were appealed, how many overturned."""

    reason: str
    denials: int
    appealed: int
    overturned: Rate

    @property
    def standing(self) -> int:
        """Denials that nothing has overturned."""
        return self.denials - self.overturned.hits


def by_reason(cells: Iterable[ReasonCell]) -> list[ReasonRow]:
    """Each reason, the one that loses most first: by the denials that nothing has overturned.

    A denial counts as appealed once a later appeal of its request was decided, and as overturned once one of them won.
    It counts under each of its reasons.
    """
    found: dict[str, list[ReasonCell]] = defaultdict(list)
    for one in cells:
        found[one.reason].append(one)
    rows = [_row(reason, alike) for reason, alike in found.items()]
    return sorted(rows, key=lambda row: (-row.standing, -row.denials, row.reason))


def _row(reason: str, cells: list[ReasonCell]) -> ReasonRow:
    appealed = sum(one.count for one in cells if one.followed)
    won = sum(one.count for one in cells if one.followed is Followed.OVERTURNED)
    return ReasonRow(reason, sum(one.count for one in cells), appealed, Rate(won, appealed))
