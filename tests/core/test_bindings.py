"""What a sentence may take from a publication: figures, doses, bounds of entry; and when it may be bound at all."""

from decimal import Decimal

import pytest

from priorauth.core.bindings import bind, interval, part_of, printable, span
from priorauth.core.library import Library
from priorauth.core.records.base import Interval, Span, TimeUnit

NOTHING: frozenset[str] = frozenset()


def fields(library: Library, ground: str) -> dict[str, str]:
    return printable(*part_of(ground, library))


def test_a_finding_prints_its_figures_with_the_digits_of_their_source(library: Library) -> None:
    progression = fields(library, "hommes-2004/progression")
    assert (progression["ci_low"], progression["n"], progression["year"]) == ("0.80", "318", "2004")


def test_a_negative_figure_has_a_true_minus(library: Library) -> None:
    assert fields(library, "gray-cochrane-update/relapse-rate")["wmd"] == "−0.72"


def test_an_arm_prints_its_dose_by_phase(library: Library) -> None:
    arm = fields(library, "achiron-1998#arm/ivig")
    assert (arm["loading_dose"], arm["loading_days"]) == ("0.4", "5")
    assert arm["maintenance_interval"] == "every 2 months"
    assert (arm["duration"], arm["duration_unit"]) == ("24", "months")


def test_entry_prints_its_bounds_and_small_numbers_in_words_too(library: Library) -> None:
    entry = fields(library, "fazekas-1997#entry")
    assert (entry["relapses_min"], entry["relapses_min_word"]) == ("2", "two")
    assert entry["relapses_within_words"] == "2 years"


def test_a_small_whole_figure_of_a_finding_has_its_word_and_a_measured_one_has_none(library: Library) -> None:
    assert fields(library, "horvat-ledinek-2020/relapse-rate")["centers_word"] == "two"
    assert "edss_min_word" not in fields(library, "fazekas-1997#entry")


def test_another_part_gives_the_year_and_the_number_of_patients_alone(library: Library) -> None:
    assert set(fields(library, "fazekas-1997#population")) == {"n", "year"}


@pytest.mark.parametrize(
    "ground", ["nobody/finding", "fazekas-1997/nothing", "fazekas-1997#arm/nothing", "nobody#design"]
)
def test_a_part_that_is_not_there_is_an_error(library: Library, ground: str) -> None:
    with pytest.raises(KeyError):
        part_of(ground, library)


def test_a_complete_citation_may_be_bound_as_support(library: Library) -> None:
    bound = bind("fazekas-2008/relapse-free", library, NOTHING)
    assert bound is not None
    assert bound.record_id == "fazekas-2008"


def test_an_incomplete_citation_is_bound_only_as_the_disclosure_that_it_is(library: Library) -> None:
    ground = next(
        f"{record.id}/{record.findings[0].id}"
        for record in library.publications.values()
        if record.findings and not record.may_support and record.may_be_disclosed
    )
    assert bind(ground, library, NOTHING) is None
    assert bind(ground, library, frozenset([ground])) is not None


def test_what_no_page_confirmed_is_never_bound(library: Library) -> None:
    ground = next(f"{record.id}#population" for record in library.publications.values() if record.verified is None)
    assert bind(ground, library, frozenset([ground])) is None


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1, TimeUnit.MONTHS, "monthly"),
        (2, TimeUnit.MONTHS, "every 2 months"),
        (4, TimeUnit.WEEKS, "every 4 weeks"),
        ({"min": 4, "max": 6}, TimeUnit.WEEKS, "every 4 to 6 weeks"),
        ({"max": 8}, TimeUnit.WEEKS, "every up to 8 weeks"),
    ],
)
def test_intervals_read_as_a_letter_says_them(value: object, unit: TimeUnit, text: str) -> None:
    assert interval(Interval(value=Span.model_validate(value), unit=unit)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("0.4", "0.4"), ({"min": "0.15", "max": "0.2"}, "0.15–0.2"), ({"max": 5}, "up to 5"), ({"min": 2}, "at least 2")],
)
def test_spans_read_as_a_letter_says_them(value: object, text: str) -> None:
    assert span(Span.model_validate(value)) == text


def test_a_figure_keeps_its_digits() -> None:
    assert span(Span(min=Decimal("2.0"), max=Decimal("2.0"))) == "2.0"
