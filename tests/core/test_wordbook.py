"""Finding words by name, with the variant that fits the case."""

import pytest

from priorauth.core.brief import Brief
from priorauth.core.errors import WordsError
from priorauth.core.library import Library
from priorauth.core.records.words import Words
from priorauth.core.vocabulary import LetterKind
from priorauth.core.wordbook import Wordbook, variants
from priorauth.core.write import brief_of
from tests.core.examples import example


@pytest.fixture(scope="module")
def brief(library: Library) -> Brief:
    return brief_of(example("01"), LetterKind.APPEAL_1, library)


def book(**words: object) -> Wordbook:
    return Wordbook(Words.model_validate(words))


def passage(name: str) -> dict[str, object]:
    return {"id": name, "sentences": [{"text": name, "formal": True}]}


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("ask", ["ask"]),
        ("ask@cis", ["ask@cis"]),
        ("ask@indication", ["ask@rrms_second_line"]),
        ("ask@route", ["ask@exclusion"]),
        ("ask@plan", ["ask@erisa_self_funded"]),
        ("answer@reasons", ["answer@experimental_investigational"]),
        ("answer@other_reasons", []),
    ],
)
def test_a_variant_is_filled_from_the_case(brief: Brief, name: str, full: list[str]) -> None:
    assert [found for found, _ in variants(name, brief)] == full


def test_a_reason_comes_with_its_position(brief: Brief) -> None:
    assert [item for _, item in variants("answer@reasons", brief)] == [("reasons", 0)]


def test_the_variant_goes_before_the_name_without_one(brief: Brief) -> None:
    own = book(passages=[passage("ask"), passage("ask@rrms_second_line")])
    assert [block.id for block, _ in own.blocks("ask@indication", brief)] == ["ask@rrms_second_line"]
    common = book(passages=[passage("ask"), passage("ask@cis")])
    assert [block.id for block, _ in common.blocks("ask@indication", brief)] == ["ask"]


def test_a_name_without_words_stands_for_nothing(brief: Brief) -> None:
    assert list(book().blocks("ask", brief)) == []
    assert list(book().rows("points", brief)) == []


def test_rows_of_a_list_come_in_order(brief: Brief) -> None:
    lists = [{"id": "points", "rows": [{"cells": ["a"]}, {"cells": ["b"]}]}]
    assert [row.cells for row, _ in book(row_lists=lists).rows("points", brief)] == [("a",), ("b",)]


@pytest.mark.parametrize("kind", list(LetterKind))
def test_the_shipped_words_have_a_plan_for_each_letter_kind(library: Library, kind: LetterKind) -> None:
    assert Wordbook(library.words).plan(kind).kind is kind


def test_a_kind_without_a_plan_is_an_error() -> None:
    with pytest.raises(WordsError, match="renewal"):
        book().plan(LetterKind.RENEWAL)
