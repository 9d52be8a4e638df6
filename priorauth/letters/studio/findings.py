"""The publications that a sentence rests on, as staff read them: what is cited, its figures, its limits, its trust."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from priorauth.core.bindings import part_of, printable
from priorauth.core.library import Library
from priorauth.core.naming import in_words
from priorauth.core.records.publication import Finding, Limitation, Publication
from priorauth.core.typography import begun, capital, figure
from priorauth.core.vocabulary import Direction
from priorauth.reference.evidence import Entry, entries

_PARTS = {
    "population": "Who was studied",
    "intervention": "What was given",
    "comparator": "Against what",
    "design": "Design",
    "entry": "Who could enter",
    "sample_size": "How many",
    "sample_note": "How many",
    "citation": "The reference",
}
_SIGNS = {
    "ci": "CI",
    "edss": "EDSS",
    "mri": "MRI",
    "or": "OR",
    "rr": "RR",
    "hr": "HR",
    "wmd": "WMD",
    "n": "n",
    "p": "p",
}
_MEASURES = {"pct": "%", "n": "number", "sd": "SD"}
_OTHER_FORMS = ("_word", "_words", "_unit", "_total", "_every", "year")


@dataclass(frozen=True)
class Figure:
    """One figure of a finding; `is_cited` where the sentence prints it."""

    name: str
    value: str
    is_cited: bool


@dataclass(frozen=True)
class Cited:
    """One part of a publication: a finding with its direction, or a part of its design."""

    name: str
    text: str
    figures: tuple[Figure, ...] = ()
    direction: Direction | None = None
    must_say: bool = False
    anchor: str = ""


@dataclass(frozen=True)
class PublicationCard:
    """A publication with the parts of it that the sentence rests on."""

    entry: Entry
    cited: tuple[Cited, ...]

    @property
    def record(self) -> Publication:
        return self.entry.publication

    @property
    def limits(self) -> tuple[Limitation, ...]:
        """Its limits, without those that the sentence itself states."""
        stated = {one.text for one in self.cited}
        return tuple(one for one in self.record.limitations if one.text not in stated)


def cards(grounds: Iterable[str], text: str, library: Library) -> tuple[PublicationCard, ...]:
    """A card for each publication that `record/finding` and `record#part` name, in order of first use."""
    known, cited = _entries(library), dict[str, list[Cited]]()
    for ground in grounds:
        record_id = re.split("[/#]", ground, maxsplit=1)[0]
        cited.setdefault(record_id, []).append(_cited(ground, text, known[record_id], library))
    return tuple(PublicationCard(known[record_id], tuple(parts)) for record_id, parts in cited.items())


@lru_cache(maxsize=8)
def _entries(library: Library) -> Mapping[str, Entry]:
    return {entry.publication.id: entry for entry in entries(library)}


def _cited(ground: str, text: str, entry: Entry, library: Library) -> Cited:
    publication, part = part_of(ground, library)
    if isinstance(part, Finding):
        return Cited(
            name=capital(part.outcome), text=part.statement, figures=_figures(part, text), direction=part.direction,
            must_say=entry.must_say(part), anchor=part.id,
        )  # fmt: skip
    kind, _, name = ground.partition("#")[2].partition("/")
    if kind == "limitation":
        limitation = publication.limitation(name)
        return Cited("Limit that is stated", limitation.text if limitation else "")
    if part is not None:
        label = _PARTS["entry"] if kind == "entry" else f"Arm: {in_words(name)}"
        return Cited(label, " · ".join(_used(printable(publication, part), text)))
    value: Any = entry.design if kind == "design" else getattr(publication, kind, None)
    return Cited(_PARTS.get(kind, capital(in_words(kind))), "" if kind == "citation" else str(value or ""))


def _figures(finding: Finding, text: str) -> tuple[Figure, ...]:
    shown = ((name, figure(value)) for name, value in finding.figures.items())
    return tuple(Figure(_named(name), value, _prints(text, value)) for name, value in shown)


def _used(fields: Mapping[str, str], text: str) -> Iterator[str]:
    """Of everything that could be printed from a part, what the sentence does print; each in its plainest form."""
    for name, value in fields.items():
        if not name.endswith(_OTHER_FORMS) and _prints(text, value):
            yield f"{_named(name)} {value} {fields.get(f'{name}_unit', '')}".rstrip()


def _named(figure: str) -> str:
    """`treated_pct` is `Treated (%)`, `treated_n` is `Treated (number)`."""
    what, _, measure = figure.rpartition("_")
    measured = f" ({_MEASURES[measure]})" if what and measure in _MEASURES else ""
    words = [_SIGNS.get(word, word) for word in (what if measured else figure).split("_")]
    said = " ".join(words)
    return f"{said if len(words[0]) == 1 else begun(said)}{measured}"


def _prints(text: str, value: str) -> bool:
    return re.search(rf"(?<![\d.−]){re.escape(value)}(?![\d]|\.\d)", text) is not None
