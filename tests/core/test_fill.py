"""Filling a sentence: what is looked up is its ground, and what is not on record is not said."""

import pytest

from priorauth.core.bindings import bind
from priorauth.core.errors import WordsError
from priorauth.core.fill import CITE_CLOSES, CITE_OPENS, Recorder, UnsayableError, fill
from priorauth.core.grounds import ExhibitRef, Grounds
from priorauth.core.library import Library
from priorauth.core.said import Said
from priorauth.core.vocabulary import LetterKind
from priorauth.core.write import brief_of
from tests.core.examples import example

NOBODY: frozenset[str] = frozenset()


def filled(library: Library, text: str, recorder: Recorder | None = None, **bound: str) -> str:
    brief = brief_of(example("01"), LetterKind.APPEAL_1, library)
    parts = {name: bind(ground, library, NOBODY) for name, ground in bound.items()}
    return fill(text, brief, recorder or Recorder(), {name: part for name, part in parts.items() if part})


def test_a_term_is_filled_in_and_its_facts_are_the_ground(library: Library) -> None:
    recorder = Recorder()
    assert filled(library, "EDSS {{ edss.now }}.", recorder) == "EDSS 4.0."
    assert recorder.grounds().facts == ("disability[1].edss", "disability[1].date")
    assert recorder.grounds().exhibits == (ExhibitRef(id="A"),)


def test_a_term_that_is_not_on_record_leaves_the_sentence_unsaid(library: Library) -> None:
    with pytest.raises(UnsayableError, match=r"pregnancy\.due"):
        filled(library, "Due on {{ pregnancy.due }}.")


def test_a_term_that_does_not_exist_is_an_error_and_not_a_blank(library: Library) -> None:
    with pytest.raises(WordsError, match=r"no term patient\.nobody"):
        filled(library, "{{ patient.nobody }}")
    with pytest.raises(WordsError, match=r"no term nobody\.name"):
        filled(library, "{{ nobody.name }}")


def test_a_bound_finding_gives_its_figures_and_its_mark(library: Library) -> None:
    recorder = Recorder()
    text = filled(library, "{{ privig.control_pct }}% {{ privig.cite }}", recorder, privig="fazekas-2008/relapse-free")
    assert text == f"68% {CITE_OPENS}fazekas-2008{CITE_CLOSES}"
    assert recorder.grounds().findings == ("fazekas-2008/relapse-free",)


def test_exhibits_in_text_are_those_of_the_facts_before_the_mark(library: Library) -> None:
    text = filled(library, "EDSS {{ edss.now }} {{ ex }}, MRI {{ mri.latest }} {{ ex }}.")
    assert text == "EDSS 4.0 (Ex. A), MRI 4 new T2 and 2 enhancing lesions (Ex. A, B)."


def test_without_an_exhibit_the_mark_leaves_no_trace(library: Library) -> None:
    assert filled(library, "{{ patient.name }} {{ ex }}.") == "Dana Whitlock."


def test_a_column_of_exhibits_shows_a_dash_where_nothing_proves_the_row(library: Library) -> None:
    assert filled(library, "{{ exhibits }}") == "–"
    recorder = Recorder()
    recorder.note(Said("", exhibits=(ExhibitRef(id="B", page=2),)))
    assert filled(library, "{{ exhibits }}", recorder) == "B p. 2"


def test_a_recorder_keeps_each_ground_once_in_order_of_first_use() -> None:
    recorder = Recorder(("b", "a"))
    recorder.note(Said("", facts=("a", "c"), rules=("rights:x",)))
    assert recorder.grounds().facts == ("b", "a", "c")
    assert recorder.grounds().rules == ("rights:x",)
    assert recorder.grounds(formal=True).formal


def test_an_attempt_that_fails_leaves_nothing_behind() -> None:
    recorder = Recorder(("a",))
    before = recorder.so_far
    recorder.note(Grounds(facts=("a", "b"), findings=("x/y",), exhibits=(ExhibitRef(id="B"),)))
    recorder.back_to(before)
    assert recorder.grounds() == Grounds(facts=("a",))
