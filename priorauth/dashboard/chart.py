"""The columns of a chart by month, in the units of its drawing: the page has no script to draw it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from priorauth.core.figures import Days

WIDTH, HEIGHT, LEFT, FOOT = 640, 190, 34, 24
_MOST_LABELS = 12
_STEPS = (1, 2, 5, 10, 20, 30, 50, 100, 200, 500)


@dataclass(frozen=True)
class Column:
    """One month of requests or appeals; `look` is the class that colours it."""

    look: str
    x: float
    y: float
    width: float
    height: float
    said: str


@dataclass(frozen=True)
class Tick:
    """A word beside the chart and where it stands."""

    x: float
    y: float
    said: str


@dataclass(frozen=True)
class Chart:
    """Requests and appeals side by side, a pair of columns a month."""

    columns: tuple[Column, ...]
    months: tuple[Tick, ...]
    lines: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def chart_of(months: Sequence[tuple[dt.date, Days, Days]]) -> Chart:
    """The median days of each month."""
    medians = [days.median for _, *pair in months for days in pair if days.median is not None]
    step = _step(max(medians, default=1))
    top = step * max(1, -(-max(medians, default=1) // step))
    base, room = HEIGHT - FOOT, (WIDTH - LEFT) / max(len(months), 1)
    every = -(-len(months) // _MOST_LABELS)
    labels = tuple(
        Tick(LEFT + room * (place + 0.5), HEIGHT - 7, f"{month:%b}" if month.month > 1 else f"{month:%b %Y}")
        for place, (month, *_) in enumerate(months)
        if place % every == 0
    )
    lines = tuple(
        Tick(LEFT - 6, base - (base - 10) * value / top, f"{value:g}") for value in range(0, int(top) + 1, step)
    )
    return Chart(tuple(_columns(months, room, base, top)), labels, lines)


def _step(most: float) -> int:
    """The distance of the lines, so that there are at most four above the ground."""
    return next((step for step in _STEPS if most <= 4 * step), int(most / 4) + 1)


def _columns(months: Sequence[tuple[dt.date, Days, Days]], room: float, base: float, top: float) -> Iterator[Column]:
    width = min(room * 0.36, 22)
    for place, (month, *pair) in enumerate(months):
        middle = LEFT + room * (place + 0.5)
        for look, name, days, x in zip(
            ("part", "other"), ("requests", "appeals"), pair, (middle - width - 1, middle + 1), strict=True
        ):
            if days.median is not None:
                height = (base - 10) * days.median / top
                said = f"{month:%B %Y}, {name}: {days.median:g} days, median of {days.count}"
                yield Column(look, x, base - height, width, height, said)
