"""What a sentence may take from a publication: the figures of a finding, an arm's dose, the bounds of entry.

A publication may be bound where it is citable: as support its citation must be complete; as a disclosure it is printed
with the fields that are known. What is bound is a ground of the sentence as soon as it is used.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from priorauth.core.library import Library
from priorauth.core.records.base import Interval, Span, TimeUnit
from priorauth.core.records.dosing import Arm
from priorauth.core.records.publication import Entry, Finding, Publication
from priorauth.core.typography import figure, number_word


@dataclass(frozen=True)
class Bound:
    """A part of a publication under a name, with its fields as they are printed."""

    ground: str
    publication: Publication
    fields: Mapping[str, str]

    @property
    def record_id(self) -> str:
        return self.publication.id

    def value(self, name: str) -> str:
        """The printed field; KeyError where the part has no such field (checked when the words are loaded)."""
        return self.fields[name]


def bind(ground: str, library: Library, disclosed: frozenset[str]) -> Bound | None:
    """The part that a ground names, or None where the publication may not be cited for it."""
    bound = _bound(ground, library)
    publication = bound.publication
    citable = publication.may_support or (ground in disclosed and publication.may_be_disclosed)
    return bound if citable else None


@lru_cache(maxsize=4096)
def _bound(ground: str, library: Library) -> Bound:
    publication, part = part_of(ground, library)
    return Bound(ground, publication, printable(publication, part))


def part_of(ground: str, library: Library) -> tuple[Publication, Finding | Arm | Entry | None]:
    """The publication and the part of it that `record/finding`, `record#arm/x`, `record#entry` or `record#…` names.

    KeyError where there is no such record or part.
    """
    if "/" in ground and "#" not in ground:
        return library.finding(ground)
    record_id, _, part = ground.partition("#")
    publication = library.publications[record_id]
    if part.startswith("arm/"):
        return publication, _known(publication.arm(part.removeprefix("arm/")), ground)
    if part == "entry":
        return publication, _known(publication.entry, ground)
    return publication, None


def _known(part: Arm | Entry | None, ground: str) -> Arm | Entry:
    if part is None:
        raise KeyError(ground)
    return part


def printable(publication: Publication, part: Finding | Arm | Entry | None) -> dict[str, str]:
    """Every field that words may print from the part, as text."""
    fields = {"n": str(publication.sample_size)} if publication.sample_size is not None else {}
    if publication.citation.year:
        fields["year"] = str(publication.citation.year)
    if isinstance(part, Finding):
        for name, value in part.figures.items():
            fields |= _figure(name, value)
    elif isinstance(part, Arm):
        fields |= _arm(part)
    elif isinstance(part, Entry):
        fields |= _entry(part)
    return fields


def _entry(entry: Entry) -> dict[str, str]:
    fields = {}
    for name, value in entry:
        if isinstance(value, Interval):
            fields[name] = span(value.value)
            fields[f"{name}_words"] = f"{span(value.value)} {value.unit}"
        elif isinstance(value, int | Decimal) and not isinstance(value, bool):
            fields |= _figure(name, value)
    return fields


def _figure(name: str, value: Decimal | int) -> dict[str, str]:
    """The figure as printed, and a whole number up to twelve also as a word."""
    printed = figure(value)
    if not printed.isdigit() or int(printed) > 12:
        return {name: printed}
    return {name: printed, f"{name}_word": number_word(int(printed))}


def _arm(arm: Arm) -> dict[str, str]:
    fields = {"arm_n": str(arm.n)} if arm.n is not None else {}
    if arm.duration:
        fields |= {"duration": span(arm.duration.value), "duration_unit": str(arm.duration.unit)}
    for phase in arm.phases:
        prefix = str(phase.name)
        values = {
            "dose": phase.g_per_kg_per_day, "total": phase.g_per_kg_total or phase.g_per_kg_per_dose,
            "grams": phase.grams_per_day, "days": phase.days,
            "every": phase.every.value if phase.every else None,
        }  # fmt: skip
        fields |= {f"{prefix}_{name}": span(value) for name, value in values.items() if value is not None}
        if phase.every:
            fields[f"{prefix}_interval"] = interval(phase.every)
        if phase.at_weeks:
            fields[f"{prefix}_at_weeks"] = " and ".join(str(week) for week in phase.at_weeks)
    return fields


def interval(every: Interval) -> str:
    """`monthly`, `every 2 months`, `every 4 to 6 weeks`."""
    if every.value.exact == 1 and every.unit == TimeUnit.MONTHS:
        return "monthly"
    if every.value.exact is None and every.value.min is not None and every.value.max is not None:
        return f"every {figure(every.value.min)} to {figure(every.value.max)} {every.unit}"
    return f"every {span(every.value)} {every.unit}"


def span(value: Span) -> str:
    """`0.4`, `0.15–0.2`, `up to 5`, `at least 2`."""
    if value.exact is not None:
        return figure(value.exact)
    if value.min is None:
        return f"up to {figure(value.max or Decimal(0))}"
    if value.max is None:
        return f"at least {figure(value.min)}"
    return f"{figure(value.min)}–{figure(value.max)}"
