"""How text looks on paper."""

from decimal import Decimal

import pytest

from priorauth.core.typography import (
    begun,
    capital,
    counted,
    dates_in,
    figure,
    listed,
    lowered,
    number_word,
    ordinal_word,
    placeholder_in,
    tidy,
    trimmed,
)


@pytest.mark.parametrize(
    ("chart", "letter"),
    [
        ("seen 2026-03-14", "seen March 14, 2026"),
        ("since 2026-03", "since March 2026"),
        ("2026-02-30 as typed", "2026-02-30 as typed"),
        ("PA-2026-10-01-7", "PA-2026-10-01-7"),
        ("count 0.4 x10^9/L", "count 0.4 × 10⁹/L"),
        ("10^-3", "10⁻³"),
        ("5 x 25 g", "5 × 25 g"),
        ("eGFR 96 mL/min/1.73 m2", "eGFR 96 mL/min/1.73 m²"),
        (">=2 lesions, <=3 g", "≥2 lesions, ≤3 g"),
        ("the patient's and patients' words", "the patient’s and patients’ words"),
        ('she said "no"', "she said “no”"),
        ("a difference of -2", "a difference of −2"),
        ("anti-CD20 and 2-4 weeks", "anti-CD20 and 2-4 weeks"),
        ("one\n  line.", "one line"),
    ],
)
def test_chart_text_gets_true_signs_and_dates_in_words(chart: str, letter: str) -> None:
    assert tidy(chart) == letter


def test_dates_are_short_in_tables() -> None:
    assert tidy("seen 2026-03-14", short_dates=True) == "seen Mar 14, 2026"


def test_tidying_twice_changes_nothing_more() -> None:
    text = tidy('the patient\'s "0.4 x10^9/L" of 2026-03-14, -2')
    assert tidy(text) == text


def test_dates_are_found_however_they_are_written() -> None:
    found = dates_in("2026-03-14, Apr 2, 2026, May 2026, 6/7/2026 and the impossible 2026-02-30")
    assert [str(date) for date in found] == ["2026-03-14", "2026-04-02", "2026-05", "2026-06-07"]


@pytest.mark.parametrize("text", ["TBD", "unknown", "?", "dose ____", "{{ name }}", "[insert date]", "see ( )"])
def test_placeholders_are_seen(text: str) -> None:
    assert placeholder_in(text)


@pytest.mark.parametrize("text", ["no known allergy", "IgG (low)", "[sic]", "none of them failed"])
def test_words_are_no_placeholders(text: str) -> None:
    assert placeholder_in(text) is None


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a, with b", "c"], "a, with b; c"),
    ],
)
def test_lists_read_as_a_sentence(items: list[str], text: str) -> None:
    assert listed(items) == text


def test_a_list_may_be_joined_by_another_word() -> None:
    assert listed(["a", "b", "c"], "or") == "a, b or c"


def test_counts_are_words_up_to_twelve() -> None:
    assert counted(0, "relapse") == "no relapses"
    assert counted(1, "relapse") == "one relapse"
    assert counted(12, "relapse") == "twelve relapses"
    assert counted(13, "relapse") == "13 relapses"
    assert counted(2, "course", "courses of steroids") == "two courses of steroids"
    assert (number_word(3), ordinal_word(3), ordinal_word(20)) == ("three", "third", "20th")


def test_figures_keep_the_digits_of_their_source() -> None:
    assert (figure(Decimal("0.80")), figure(Decimal("-0.72")), figure(Decimal("1E+2"))) == ("0.80", "−0.72", "100")


def test_trimmed_numbers_have_no_needless_zeros() -> None:
    assert [trimmed(Decimal(text)) for text in ("0.40", "25.0", "100", "0")] == ["0.4", "25", "100", "0"]


def test_a_first_letter_is_raised_or_lowered_and_names_keep_theirs() -> None:
    assert (capital("low IgA"), begun("low IgA"), begun("eGFR 96")) == ("Low IgA", "Low IgA", "eGFR 96")
    assert (lowered("Failed"), lowered("MRI of the brain"), lowered("A drug")) == (
        "failed",
        "MRI of the brain",
        "a drug",
    )


def test_ordinals_in_figures_end_as_they_are_spoken() -> None:
    assert [ordinal_word(count) for count in (12, 13, 21, 22, 23, 111, 112, 121)] == [
        *("twelfth", "13th", "21st", "22nd", "23rd", "111th", "112th", "121st")
    ]
