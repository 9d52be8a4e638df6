"""Case files written and read again: every text, every digit, in every reader's YAML."""

from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from priorauth.core.casefile import case_dict
from priorauth.core.facts import CaseFacts
from priorauth.interop import casefile
from priorauth.interop.examples import Example, examples
from priorauth.interop.yamltext import mapping_of, text_of
from priorauth.reference.services import shipped_library
from tests.core.examples import facts_with
from tests.strategies import any_case


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_every_example_is_written_and_read_again(example: Example) -> None:
    facts = casefile.read(example.text, shipped_library())
    assert casefile.read(casefile.written(facts), shipped_library()) == facts


@given(any_case())
def test_any_facts_are_written_and_read_again(facts: CaseFacts) -> None:
    assert casefile.read(casefile.written(facts), shipped_library()) == facts


@given(any_case())
def test_another_yaml_reader_takes_nothing_for_what_it_is_not(facts: CaseFacts) -> None:
    assert yaml.safe_load(casefile.written(facts)) == case_dict(facts)


@given(
    st.dictionaries(st.text(min_size=1), st.text() | st.integers() | st.sampled_from(["12E5", "0o14", "no", "1:30"]))
)
def test_any_text_is_given_back(tree: dict[str, object]) -> None:
    printable = {key: value for key, value in tree.items() if str(key + str(value)).isprintable()}
    assert mapping_of(text_of(printable)) == printable


def test_numbers_keep_the_digits_that_were_typed() -> None:
    facts = facts_with(patient={"weight": {"kg": Decimal("68.00")}, "height_cm": Decimal("168")})
    weight = casefile.read(casefile.written(facts), shipped_library()).patient.weight

    assert weight is not None
    assert str(weight.kg) == "68.00"
    assert "height_cm: 168\n" in casefile.written(facts)
