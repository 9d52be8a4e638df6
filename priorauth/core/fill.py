"""Filling a sentence: its terms are looked up in the brief, and what was looked up is its ground.

A term that is not on record makes the sentence unsayable; a term that does not exist is an error when the words are
checked, not a blank in a letter.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, NoReturn

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


class UnsayableError(Exception):
    """A term of the sentence is not on record: the sentence is not said."""


class Recorder:
    """Collects the grounds of one sentence or row while it is filled, each once, in order of first use."""

    def __init__(self, facts: Iterable[str] = (), findings: Iterable[str] = (), rules: Iterable[str] = ()) -> None:
        self._facts = dict.fromkeys(facts)
        self._findings = dict.fromkeys(findings)
        self._rules = dict.fromkeys(rules)
        self._exhibits: dict[ExhibitRef, None] = {}

    @property
    def so_far(self) -> tuple[int, ...]:
        """How much was collected, for `back_to`."""
        return len(self._facts), len(self._findings), len(self._rules), len(self._exhibits)

    def back_to(self, so_far: tuple[int, ...]) -> None:
        """Forgets what was collected since, as after an attempt that failed."""
        collected: tuple[dict[Any, None], ...] = (self._facts, self._findings, self._rules, self._exhibits)
        for part, length in zip(collected, so_far, strict=True):
            while len(part) > length:
                part.popitem()

    def note(self, held: Said | Grounds) -> None:
        for path in held.facts:
            self._facts[path] = None
        for rule in held.rules:
            self._rules[rule] = None
        for exhibit in held.exhibits:
            self._exhibits[exhibit] = None
        for finding in held.findings if isinstance(held, Grounds) else ():
            self._findings[finding] = None

    def note_finding(self, ground: str) -> None:
        self._findings[ground] = None

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
    parts = [
        piece if isinstance(piece, str) else _filled(piece, brief, recorder, bound, item) for piece in pieces(text)
    ]
    filled = "".join(parts)
    if "" in parts:
        filled = _SPACE_BEFORE_SIGN.sub(r"\1", _BLANK_SIGNS.sub("", filled))
    return filled.strip()


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
    recorder.note(found)
    return found.text


def _said(blank: Blank, brief: Brief, item: Item | None) -> Said | None:
    if item and blank.name == REGISTRY.items[item[0]]:
        of_item = REGISTRY.item_terms[blank.name].get(blank.term)
        return of_item(brief, item[1]) if of_item else _refused(blank)
    term = REGISTRY.terms.get(blank.name, {}).get(blank.term)
    return term(brief) if term else _refused(blank)


def _refused(blank: Blank) -> NoReturn:
    raise WordsError(f"there is no term {blank}; wanted: a registered term or a bound name")


def _of_publication(blank: Blank, part: Bound, recorder: Recorder) -> str:
    """What a bound finding, arm or entry gives: `{{ privig.control_pct }}`; its mark for `{{ privig.cite }}`."""
    recorder.note_finding(part.ground)
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
