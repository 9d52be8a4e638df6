"""What staff type into a field, as it is read."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms

from priorauth.core.dates import PartialDate
from priorauth.formfields import DayField, WeightField, WhenField


@pytest.mark.parametrize(
    ("typed", "kg"), [("68.5", "68.5"), ("68.5 kg", "68.5"), ("150 lb", "68.0"), ("1,50lbs", "68.0")]
)
def test_a_weight_is_read_in_kilograms_and_pounds(typed: str, kg: str) -> None:
    assert WeightField().clean(typed) == Decimal(kg)


@pytest.mark.parametrize("typed", [",lb", ".lb", "1.2.3 lb", "9" * 50 + " lb", "٣ lb", "1e5 lb", "lb"])
def test_what_is_no_weight_is_told(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="This is no number"):
        WeightField().clean(typed)


def test_a_date_is_as_exact_as_it_is_typed() -> None:
    assert DayField().clean("03/14/2026") == dt.date(2026, 3, 14)
    assert WhenField().clean("03/2026") == PartialDate(2026, 3)


@pytest.mark.parametrize("typed", ["09/03/0001", "09/03/2226", "0002"])
def test_a_year_of_another_age_is_told_as_such(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match=f"{typed} is not of our time. Check the year."):
        WhenField().clean(typed)
