"""Filling a sentence: its terms are looked up in the brief, and what was looked up is its ground.

Words are Jinja2 templates without logic. A term that is not on record makes the sentence unsayable; a term that does
not exist is an error when the words are checked, not a blank in a letter.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from priorauth.core.bindings import Bound
from priorauth.core.brief import Brief
from priorauth.core.grounds import ExhibitRef, Grounds
from priorauth.core.said import Said
from priorauth.core.terms.registry import REGISTRY

CITE_OPENS, CITE_CLOSES = "\ue000", "\ue001"
_SPACE_BEFORE_SIGN = re.compile(r"\s+([.,;:)])")
_BLANK_SIGNS = re.compile(r"\(\s*\)")


class UnsayableError(Exception):
    """A term of the sentence is not on record: the sentence is not said."""


class Recorder:
    """Collects the grounds of one sentence or row while it is filled."""

    def __init__(self, grounds: Grounds = Grounds()) -> None:  # noqa: B008  (frozen value)
        self.grounds = grounds

    def note(self, said: Said) -> str:
        self.grounds = self.grounds + said.grounds
        return said.text


class Namespace:
    """`{{ patient.name }}`: the terms of one namespace, for one recorder."""

    def __init__(self, brief: Brief, recorder: Recorder, terms: Mapping[str, Any], item: int | None = None) -> None:
        self._brief, self._recorder, self._terms, self._item = brief, recorder, terms, item

    def __getattr__(self, name: str) -> str:
        if name.startswith("_"):
            raise AttributeError(name)
        function = self._terms[name]
        found = function(self._brief) if self._item is None else function(self._brief, self._item)
        if found is None:
            raise UnsayableError(name)
        return self._recorder.note(found)


class BoundName:
    """`{{ privig.control_pct }}`: what a bound finding, arm or entry gives."""

    def __init__(self, bound: Bound, recorder: Recorder) -> None:
        self._bound, self._recorder = bound, recorder

    def __getattr__(self, name: str) -> str:
        if name.startswith("_"):
            raise AttributeError(name)
        self._recorder.note(Said("", Grounds(findings=(self._bound.ground,))))
        if name == "cite":
            return f"{CITE_OPENS}{self._bound.record_id}{CITE_CLOSES}"
        return self._bound.value(name)


class ExhibitMark:
    """`{{ ex }}` prints the exhibits of the facts used so far in the sentence; `{{ exhibits }}` fills a column."""

    def __init__(self, recorder: Recorder, *, column: bool) -> None:
        self._recorder, self._column = recorder, column

    def __str__(self) -> str:
        refs = sorted(set(self._recorder.grounds.exhibits), key=lambda ref: (ref.id, ref.page or 0))
        if self._column:
            return ", ".join(_column(ref) for ref in refs) or "–"
        return f"(Ex. {', '.join(_column(ref) for ref in refs)})" if refs else ""


def _column(ref: ExhibitRef) -> str:
    return f"{ref.id} p. {ref.page}" if ref.page else ref.id


ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False, trim_blocks=True
)


@lru_cache(maxsize=4096)
def template(text: str) -> Template:
    """The compiled template of a sentence."""
    return ENVIRONMENT.from_string(text)


def fill(
    text: str, brief: Brief, recorder: Recorder, bound: Mapping[str, Bound], item: tuple[str, int] | None = None
) -> str:
    """The sentence with its terms filled in; UnsayableError where one is not on record."""
    names: dict[str, Any] = {
        namespace: Namespace(brief, recorder, terms) for namespace, terms in REGISTRY.terms.items()
    }
    names |= {name: BoundName(value, recorder) for name, value in bound.items()}
    if item:
        source, position = item
        name = REGISTRY.items[source]
        names[name] = Namespace(brief, recorder, REGISTRY.item_terms[name], position)
    names["ex"] = ExhibitMark(recorder, column=False)
    names["exhibits"] = ExhibitMark(recorder, column=True)
    filled = " ".join(template(text).render(names).split(" "))
    return _SPACE_BEFORE_SIGN.sub(r"\1", _BLANK_SIGNS.sub("", filled)).strip()
