"""Filling a sentence: its terms are looked up in the brief, and what was looked up is its ground.

A term that is not on record makes the sentence unsayable; a term that does not exist is an error when the words are
checked, not a blank in a letter.
"""

import re
from collections.abc import Mapping
from itertools import groupby
from typing import TypeVar

from priorauth.core.bindings import Bound
from priorauth.core.brief import Brief
from priorauth.core.errors import WordsError
from priorauth.core.grounds import ExhibitRef, Grounds
from priorauth.core.said import Said
from priorauth.core.templates import IN_COLUMN, IN_TEXT, Blank, pieces
from priorauth.core.terms.registry import REGISTRY

CITE_OPENS, CITE_CLOSES = "\ue000", "\ue001"
_SPACE_BEFORE_SIGN = re.compile(r"\s+([.,;:)])")
_BLANK_SIGNS = re.compile(r"\(\s*\)")

Item = tuple[str, int]
T = TypeVar("T")


class UnsayableError(Exception):
    """A term of the sentence is not on record: the sentence is not said."""


class Recorder:
    """Collects the grounds of one sentence or row while it is filled, each once, in order of first use."""

    def __init__(self, *grounds: Grounds) -> None:
        self._facts: dict[str, None] = {}
        self._findings: dict[str, None] = {}
        self._rules: dict[str, None] = {}
        self._exhibits: dict[ExhibitRef, None] = {}
        for each in grounds:
            self.note(each)

    def fork(self) -> "Recorder":
        """The same so far, for an attempt that may fail."""
        other = Recorder()
        other.take(self)
        return other

    def take(self, other: "Recorder") -> None:
        """All that the other collected."""
        self._facts |= other._facts
        self._findings |= other._findings
        self._rules |= other._rules
        self._exhibits |= other._exhibits

    def note(self, grounds: Grounds) -> None:
        self._facts.update(dict.fromkeys(grounds.facts))
        self._findings.update(dict.fromkeys(grounds.findings))
        self._rules.update(dict.fromkeys(grounds.rules))
        self._exhibits.update(dict.fromkeys(grounds.exhibits))

    @property
    def exhibits(self) -> list[ExhibitRef]:
        """The exhibits so far, by letter and page."""
        return sorted(self._exhibits, key=lambda ref: (ref.id, ref.page or 0))

    def grounds(self, *, formal: bool = False) -> Grounds:
        """What was collected so far."""
        return Grounds(
            facts=tuple(self._facts),
            findings=tuple(self._findings),
            rules=tuple(self._rules),
            exhibits=tuple(self._exhibits),
            formal=formal,
        )


def fill(text: str, brief: Brief, recorder: Recorder, bound: Mapping[str, Bound], item: Item | None = None) -> str:
    """The sentence with its terms filled in; UnsayableError where one is not on record.

    `recorder` takes the grounds; where the sentence turns out unsayable, it holds those of the terms before.
    """
    filled = "".join(
        piece if isinstance(piece, str) else _filled(piece, brief, recorder, bound, item) for piece in pieces(text)
    )
    return _SPACE_BEFORE_SIGN.sub(r"\1", _BLANK_SIGNS.sub("", filled)).strip()


def _filled(blank: Blank, brief: Brief, recorder: Recorder, bound: Mapping[str, Bound], item: Item | None) -> str:
    if blank.name == IN_TEXT:
        return _in_text(recorder)
    if blank.name == IN_COLUMN:
        return _pages(recorder.exhibits) or "–"
    if blank.name in bound:
        return _of_publication(blank, bound[blank.name], recorder)
    found = _said(blank, brief, item)
    if found is None:
        raise UnsayableError(str(blank))
    recorder.note(found.grounds)
    return found.text


def _said(blank: Blank, brief: Brief, item: Item | None) -> Said | None:
    if item and blank.name == REGISTRY.items[item[0]]:
        return _known(REGISTRY.item_terms[blank.name], blank)(brief, item[1])
    return _known(REGISTRY.terms.get(blank.name, {}), blank)(brief)


def _known(terms: Mapping[str, T], blank: Blank) -> T:
    if blank.term not in terms:
        raise WordsError(f"there is no term {blank}; wanted: a registered term or a bound name")
    return terms[blank.term]


def _of_publication(blank: Blank, part: Bound, recorder: Recorder) -> str:
    """What a bound finding, arm or entry gives: `{{ privig.control_pct }}`; its mark for `{{ privig.cite }}`."""
    recorder.note(Grounds(findings=(part.ground,)))
    return f"{CITE_OPENS}{part.record_id}{CITE_CLOSES}" if blank.term == "cite" else part.value(blank.term)


def _in_text(recorder: Recorder) -> str:
    """The exhibits of the facts used so far in the sentence, in brackets; nothing where none proves them."""
    refs = recorder.exhibits
    return f"(Ex. {_pages(refs)})" if refs else ""


def _pages(refs: list[ExhibitRef]) -> str:
    """`A, C`; `A p. 3, 5; B p. 2`: the pages of one exhibit stand together."""
    named = [
        f"{name} p. {', '.join(map(str, pages))}" if (pages := [ref.page for ref in group if ref.page]) else name
        for name, group in groupby(refs, key=lambda ref: ref.id)
    ]
    return ("; " if any(" p. " in name for name in named) else ", ").join(named)
