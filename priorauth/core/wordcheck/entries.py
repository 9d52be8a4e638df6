"""Conditions that repeat who could enter a trial: where the words print the entry, the condition has its figures."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from priorauth.core.bindings import part_of
from priorauth.core.errors import Problem
from priorauth.core.records.base import Interval, TimeUnit
from priorauth.core.records.conditions import singles
from priorauth.core.records.publication import Entry
from priorauth.core.typography import figure
from priorauth.core.wordcheck.names import Names
from priorauth.core.wordcheck.places import RowPlace, SentencePlace, rows, sentences

_MONTHS_PER = {TimeUnit.MONTHS: 1, TimeUnit.YEARS: 12}


def entry_problems(names: Names) -> Iterator[Problem]:
    """A problem for each figure of a condition that is another than the entry bound beside it."""
    for file, words in names.files.items():
        places: list[SentencePlace | RowPlace] = [*sentences(file, words, names.by_reason)]
        places.extend(rows(file, words, names.by_reason))
        for here in places:
            for ground in here.words.bind.values():
                _, part = part_of(ground, names.library)
                if isinstance(part, Entry):
                    yield from _differences(f"{here.place}.when", here.words.when, part, ground)


def _differences(path: str, condition: Any, entry: Entry, ground: str) -> Iterator[Problem]:
    for place, single in singles(path, condition):
        for name, wanted in _repeated(entry).get(getattr(single, "kind", ""), {}).items():
            here = getattr(single.params, name)
            if wanted is not None and here != wanted:
                told = f"{here} here, {figure(wanted)} in {ground}; wanted: the figure of the entry that is printed"
                yield Problem(f"{place}.params.{name}", told)


def _repeated(entry: Entry) -> Mapping[str, Mapping[str, Decimal | int | None]]:
    """The parameters that an entry settles, by kind of condition; None where the entry does not say."""
    return {
        "edss_between": {"min": entry.edss_min, "max": entry.edss_max},
        "onset_before_years": {"years": entry.symptom_years_max},
        "relapse_within": {"min_count": entry.relapses_min, "months": _months(entry.relapses_within)},
    }


def _months(length: Interval | None) -> Decimal | None:
    if length is None or length.value.exact is None or length.unit not in _MONTHS_PER:
        return None
    return length.value.exact * _MONTHS_PER[length.unit]
