"""What is possible and unlikely is asked about; what is common is not."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorauth.core.dates import PartialDate
from priorauth.core.facts import CaseFacts
from priorauth.core.plausible import BY_UNIT, NUMBERS, YEARS_BACK, Value, unlikely
from priorauth.core.walk import values
from tests.core.examples import ALL, example
from tests.core.kinds import kind_of, kinds

TODAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("path", "value", "unit", "says"),
    [
        ("disability.edss", Decimal("9.5"), "", "Commonly 0 to 9. Is 9.5 meant?"),
        ("patient.weight.kg", Decimal(30), "", "Commonly 35 to 160 kg. Is 30 meant?"),
        ("relapses.date", PartialDate(1986, 3), "", "This is 40 years back. Is the year right?"),
        ("safety.value", Decimal(3000), "mg/dL", "Commonly 0 to 2,500 mg/dL. Is 3,000 meant?"),
        ("safety.value", Decimal(3000), "cells", ""),
        ("disability.edss", Decimal("4.0"), "", ""),
        ("relapses.date", PartialDate(2024), "", ""),
        ("patient.birth_date", dt.date(1926, 1, 1), "", "This is 100 years back. Is the year right?"),
        ("household.size", 40, "", "Commonly 1 to 12. Is 40 meant?"),
    ],
)
def test_what_is_asked(path: str, value: Value, unit: str, says: str) -> None:
    assert unlikely(path, value, TODAY, unit) == says


def test_every_limit_is_of_a_fact() -> None:
    assert {*NUMBERS, *YEARS_BACK} <= set(kinds(CaseFacts))


@pytest.mark.parametrize("number", ALL)
def test_nothing_is_asked_about_the_examples(number: str) -> None:
    facts = example(number)
    told = ((path, value) for path, value in values(facts) if is_number_or_date(value))
    asked = [path for path, value in told if unlikely(kind_of(path), value, facts.as_of)]
    assert asked == []


def is_number_or_date(value: object) -> bool:
    return isinstance(value, Decimal | int | PartialDate | dt.date) and not isinstance(value, bool)


@given(st.sampled_from(sorted(NUMBERS)), st.decimals(0, 10_000, places=1))
def test_a_number_is_asked_about_exactly_outside_its_limits(path: str, value: Decimal) -> None:
    limits = NUMBERS[path]
    assert bool(unlikely(path, value, TODAY)) == (value < limits.low or value > limits.high)


@given(st.sampled_from(sorted(YEARS_BACK)), st.dates(dt.date(1900, 1, 1), TODAY))
def test_a_date_that_is_asked_about_is_so_however_exact(path: str, day: dt.date) -> None:
    told = {unlikely(path, date, TODAY) for date in (day, PartialDate(day.year, day.month), PartialDate(day.year))}
    assert len(told) == 1


@given(st.sampled_from(sorted(BY_UNIT)), st.decimals(0, 10_000, places=1))
def test_a_laboratory_value_is_asked_about_by_its_unit(unit: str, value: Decimal) -> None:
    assert bool(unlikely("safety.value", value, TODAY, unit)) == (not BY_UNIT[unit].low <= value <= BY_UNIT[unit].high)
