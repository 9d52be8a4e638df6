"""Vials: which sums of a product's sizes can be reached, and with how few vials."""

import math
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from priorauth.core.letter import Value
from priorauth.core.typography import listed, number_word, trimmed


class VialCount(Value):
    """So many vials of one size in grams."""

    size_g: Decimal
    count: int

    @property
    def grams(self) -> Decimal:
        return self.size_g * self.count


def fewest_vials(grams: Decimal, sizes_g: Sequence[Decimal]) -> tuple[VialCount, ...] | None:
    """The fewest vials that hold exactly these grams, largest first; of equally few, those with larger vials.

    None where no sum of the sizes gives these grams.
    """
    return _fewest_vials(grams, tuple(sizes_g))


@lru_cache(maxsize=4096)
def _fewest_vials(grams: Decimal, sizes_g: tuple[Decimal, ...]) -> tuple[VialCount, ...] | None:
    step = _step(sizes_g)
    if step is None or grams <= 0 or (grams * 1000) % step:
        return None
    sizes = _in_steps(sizes_g, step)
    counts = _fewest(int(grams * 1000) // step, sizes)
    if counts is None:
        return None
    return tuple(
        VialCount(size_g=Decimal(size * step) / 1000, count=count)
        for size, count in zip(sizes, counts, strict=True)
        if count
    )


def smallest_reachable_from(grams: Decimal, sizes_g: Sequence[Decimal]) -> Decimal | None:
    """The smallest sum of vials that holds at least these grams; None without sizes."""
    step = _step(sizes_g)
    if step is None or grams <= 0:
        return None
    total = math.ceil(grams * 1000 / step)
    while fewest_vials(_grams(total, step), sizes_g) is None:
        total += 1
    return _grams(total, step)


def nearest_reachable(grams: Decimal, sizes_g: Sequence[Decimal]) -> Decimal | None:
    """The sum of vials nearest to these grams; of two equally near the one with fewer vials, then the lower."""
    above = smallest_reachable_from(grams, sizes_g)
    if above is None:
        return None
    below = _largest_reachable_below(grams, sizes_g)
    if below is None:
        return above
    return min((below, above), key=lambda total: (abs(total - grams), vial_total(fewest_vials(total, sizes_g)), total))


def vial_total(vials: Sequence[VialCount] | None) -> int:
    """How many vials in all."""
    return sum(vial.count for vial in vials or ())


def say_vials(vials: Sequence[VialCount]) -> str:
    """As a dose line says it: `one 20 g and one 5 g vial`, `two 20 g vials`."""
    sizes = listed([f"{number_word(vial.count)} {trimmed(vial.size_g)} g" for vial in vials])
    return f"{sizes} vial{'' if vials[-1].count == 1 else 's'}"


def _largest_reachable_below(grams: Decimal, sizes_g: Sequence[Decimal]) -> Decimal | None:
    step = _step(sizes_g)
    if step is None:
        return None
    for total in range(math.floor(grams * 1000 / step), 0, -1):
        if fewest_vials(_grams(total, step), sizes_g) is not None:
            return _grams(total, step)
    return None


def _grams(steps: int, step: int) -> Decimal:
    return Decimal(steps * step) / 1000


def _step(sizes_g: Sequence[Decimal]) -> int | None:
    """The greatest milligrams that divide every size."""
    return math.gcd(*(int(size * 1000) for size in sizes_g)) if sizes_g else None


def _in_steps(sizes_g: Sequence[Decimal], step: int) -> tuple[int, ...]:
    return tuple(sorted({int(size * 1000) // step for size in sizes_g}, reverse=True))


@lru_cache(maxsize=4096)
def _fewest(total: int, sizes: tuple[int, ...]) -> tuple[int, ...] | None:
    """Counts per size (largest first) that add up to the total with the fewest vials."""
    least: list[int | None] = [0]
    for amount in range(1, total + 1):
        before = [least[amount - size] for size in sizes if size <= amount]
        least.append(min((count + 1 for count in before if count is not None), default=None))
    if least[total] is None:
        return None
    counts = [0] * len(sizes)
    while total:
        wanted = least[total]
        assert wanted is not None
        place = next(i for i, size in enumerate(sizes) if size <= total and least[total - size] == wanted - 1)
        counts[place] += 1
        total -= sizes[place]
    return tuple(counts)
