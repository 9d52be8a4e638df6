"""Pages of long lists, which cost the same however long the list is.

A page begins behind a row, and not after so many of them; what is counted is counted up to a bound. Where a page begins
stands sealed in its address: the row's day or name is nobody's business there.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db.models import BooleanField, F, Func, Model, QuerySet, Value

from priorauth.sealing import CannotUnseal, seal, unseal

MOST_COUNTED = 1000
PURPOSE = "place in a list"
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Count:
    """How many there are, or that there are `number` and more."""

    number: int
    is_more: bool = False

    def __str__(self) -> str:
        return f"{self.number:,}{'+' if self.is_more else ''}"

    def __bool__(self) -> bool:
        return self.number > 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.number + other.number, self.is_more or other.is_more)


def counted(rows: QuerySet[Any], most: int = MOST_COUNTED) -> Count:
    """How many rows there are, counted up to `most`."""
    number = rows.order_by()[: most + 1].count()
    return Count(min(number, most), number > most)


@dataclass(frozen=True)
class Place:
    """Where a page begins: behind the row of these values, or, going back, before it; `number` rows were before."""

    number: int
    is_back: bool
    values: tuple[Any, ...]

    @classmethod
    def read(cls, sealed: str, model: type[Model]) -> "Place | None":
        """None for what is no place in a list of these rows: the list begins at its beginning."""
        try:
            number, is_back, *values = json.loads(unseal(sealed, f"{PURPOSE} {model._meta.label}"))
        except (CannotUnseal, ValueError):
            return None
        return cls(number, is_back, tuple(values))

    def sealed(self, model: type[Model]) -> str:
        return seal(
            json.dumps([self.number, self.is_back, *self.values], default=str), f"{PURPOSE} {model._meta.label}"
        )


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list, after `before` others."""

    rows: Sequence[Row]
    before: int
    keys: tuple[str, ...]
    has_previous: bool
    has_next: bool

    @property
    def start_index(self) -> int:
        return self.before + 1

    @property
    def end_index(self) -> int:
        return self.before + len(self.rows)

    @property
    def has_other_pages(self) -> bool:
        return self.has_previous or self.has_next

    @cached_property
    def previous(self) -> str:
        return self._place(self.rows[0], self.before, is_back=True)

    @cached_property
    def next(self) -> str:
        return self._place(self.rows[-1], self.end_index, is_back=False)

    def _place(self, row: Row, number: int, *, is_back: bool) -> str:
        return Place(number, is_back, tuple(getattr(row, key) for key in self.keys)).sealed(type(row))


def page_of(
    rows: QuerySet[Row], keys: tuple[str, ...], at: str | None, size: int, *, newest_first: bool = False
) -> Page[Row]:
    """The page that begins at a sealed place. `keys` name the row's own columns by which the list is sorted, all
    upwards or (`newest_first`) all downwards, and which no two rows have alike; an index should begin with them."""
    place = Place.read(at, rows.model) if at else None
    is_back = place is not None and place.is_back
    is_down = newest_first is not is_back
    found = rows.order_by(*(f"-{key}" if is_down else key for key in keys))
    if place is not None:
        found = found.filter(_Beyond(rows.model, keys, place.values, is_down=is_down))
    some = list(found[: size + 1])
    has_more, some = len(some) > size, some[:size]
    if place is None:
        return Page(some, 0, keys, has_previous=False, has_next=has_more)
    if not some:
        return page_of(rows, keys, None, size, newest_first=newest_first)
    if is_back:
        before = max(0, place.number - len(some)) if has_more else 0
        return Page(some[::-1], before, keys, has_previous=has_more, has_next=True)
    return Page(some, place.number, keys, has_previous=True, has_next=has_more)


class _Beyond(Func):
    """Whether a row stands behind these values: one comparison of all keys, which an index answers in one step."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, model: type[Model], keys: tuple[str, ...], values: tuple[Any, ...], *, is_down: bool) -> None:
        typed = [Value(value, model._meta.get_field(key)) for key, value in zip(keys, values, strict=True)]  # type: ignore[arg-type]
        left = Func(*map(F, keys), template="(%(expressions)s)", output_field=BooleanField())
        right = Func(*typed, template="(%(expressions)s)", output_field=BooleanField())
        super().__init__(left, right, arg_joiner=" < " if is_down else " > ", template="%(expressions)s")
