"""YAML text to plain values, and the words for what cannot be read."""

import datetime as dt
from decimal import Decimal

import pytest

from priorauth.core.errors import CaseFileError
from priorauth.interop.examples import examples
from priorauth.interop.yamltext import MOST_CHARACTERS, mapping_of


def test_numbers_keep_their_digits_and_days_become_dates() -> None:
    values = mapping_of("kg: 68.50\nwhole: 68\nday: 2026-03-14\nmonth: 2026-03\nyear: 2026\n")
    assert values == {
        "kg": Decimal("68.50"),
        "whole": 68,
        "day": dt.date(2026, 3, 14),
        "month": "2026-03",
        "year": 2026,
    }
    assert str(values["kg"]) == "68.50"


def test_yes_and_no_stay_the_words_that_they_are() -> None:
    assert mapping_of("answer: no\nother: yes\n") == {"answer": "no", "other": "yes"}


def test_a_day_that_no_calendar_has_is_left_for_the_core_to_report() -> None:
    assert mapping_of("day: 2026-02-30") == {"day": "2026-02-30"}


def test_every_example_can_be_read() -> None:
    assert len(examples()) == 9
    for example in examples():
        assert mapping_of(example.text)["format"] == 1
        assert example.about


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: 1\na: 2", "line 2, column 1", "the key a stands twice"),
        ("a:\n\t- b", "line 2, column 1", "there is a tab"),
        ("a: [1, 2", "line 1, column 9", "Look for a missing quote, colon or comma"),
        ("a: b: c", "line 1, column 5", "Look for a missing quote, colon or comma"),
        ("a: &x 1\nb: *x", "line 2, column 4", "a case file has no aliases"),
        ("a: !!python/object:os.system x", "line 1, column 4", "there is a tag"),
        ("- a", "", "begins with `format: 1`"),
        ("", "", "begins with `format: 1`"),
        ("a: \x00", "", "this is not YAML text"),
        ("[" * 3000, "", "this is not YAML text"),
        ("a" * (MOST_CHARACTERS + 1), "", "400,000 at most"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_to_do(text: str, place: str, words: str) -> None:
    with pytest.raises(CaseFileError) as error:
        mapping_of(text)
    (problem,) = error.value.problems
    assert problem.path == place
    assert words in problem.message
