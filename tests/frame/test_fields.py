"""Fields for numbers: what is typed by mistake, or to do harm, is refused at once and in words."""

import time

import pytest
from django import forms

from priorauth.formfields import NO_NUMBER, NumberField, WholeField, line_in


@pytest.mark.parametrize("field", [NumberField(), WholeField()])
@pytest.mark.parametrize(
    "typed", ["1e3000000", "1e-99999", "1E5", "9" * 5000, "NaN", "Infinity", "1_000", "٣", "-", "."]
)
def test_what_is_no_plain_number_is_refused_at_once(field: forms.Field, typed: str) -> None:
    began = time.process_time()
    with pytest.raises(forms.ValidationError, match=NO_NUMBER):
        field.clean(typed)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("typed", "read"), [("68.5", "68.5"), ("1,250", "1250"), (".5", "0.5"), ("-4", "-4"), ("7.", "7")]
)
def test_a_plain_number_keeps_its_digits(typed: str, read: str) -> None:
    assert str(NumberField().clean(typed)) == read


def test_a_line_that_no_form_checks_is_cut_and_holds_nothing_that_no_database_keeps() -> None:
    assert line_in(" Moved\x00 away " + "x" * 500, most=12) == "Moved away x"
    assert line_in(None, most=12) == ""
