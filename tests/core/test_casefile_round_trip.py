"""Case files read and written: nothing is lost, and nothing but CaseFileError comes of a bad one."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from priorauth.core.casefile import case_dict, read_case
from priorauth.core.casefile.levels import levels_of
from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.core.stage import kinds_that_fit
from priorauth.core.vocabulary import LetterKind
from priorauth.reference.services import shipped_library
from tests.core.casefiles import complaints
from tests.core.examples import ALL, example_file
from tests.strategies import any_case_files, case_files, facts_of


@pytest.mark.parametrize("number", ALL)
def test_every_example_is_read_written_and_read_again(library: Library, number: str) -> None:
    facts = read_case(example_file(number), library)
    assert read_case(case_dict(facts), library) == facts


@pytest.mark.parametrize("number", ALL)
def test_what_is_written_has_the_keys_of_the_file(library: Library, number: str) -> None:
    file = example_file(number)
    written = case_dict(read_case(file, library))
    assert _keys(written) == _keys(file)


def _keys(tree: Any, path: str = "") -> set[str]:
    if isinstance(tree, dict):
        return {path} | {found for key, item in tree.items() for found in _keys(item, f"{path}.{key}")}
    if isinstance(tree, list):
        return {path} | {found for index, item in enumerate(tree) for found in _keys(item, f"{path}[{index}]")}
    return {path}


@given(any_case_files())
def test_any_case_survives_storage_as_json(file: dict[str, Any]) -> None:
    facts = read_case(file, shipped_library())
    assert read_case(json.loads(json.dumps(case_dict(facts))), shipped_library()) == facts


@given(any_case_files())
def test_reading_gives_what_the_facts_themselves_would_take(file: dict[str, Any]) -> None:
    facts = read_case(file, shipped_library())
    assert facts == facts_of(file)
    assert facts == CaseFacts.model_validate(case_dict(facts))


def test_numbers_keep_the_digits_that_were_typed(library: Library) -> None:
    facts = read_case(example_file("01"), library)
    again = read_case(case_dict(facts), library)
    assert facts.patient.weight is not None
    assert again.patient.weight is not None
    assert str(again.patient.weight.kg) == str(facts.patient.weight.kg) == "68.0"


@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_kind_has_cases_that_it_fits(kind: LetterKind) -> None:
    @settings(max_examples=15)
    @given(case_files(kind))
    def fits(file: dict[str, Any]) -> None:
        assert kind in kinds_that_fit(read_case(file, shipped_library()), shipped_library())

    fits()


def test_every_plan_type_has_its_own_levels_between_the_first_request_and_the_renewal(library: Library) -> None:
    for plan_type in library.plan_types:
        first, *appeals, last = levels_of(plan_type, library)
        assert (first, last) == ("prior_authorization", "renewal")
        assert appeals
        assert "pa_decision" not in appeals


_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.dates()
    | st.datetimes()
    | st.binary(max_size=4)
    | st.decimals()
    | st.sampled_from(["2026-13", "2026-02-30", "A", "no", "rrms", "G35.A", "1e999", "ivmp"])
)
_NAMES = (
    st.sampled_from(sorted({name for number in ALL for name in _keys(example_file(number))})).map(
        lambda path: path.rsplit(".", 1)[-1].split("[")[0]
    )
    | st.text(max_size=6)
    | st.booleans()
    | st.integers()
)
_TREES = st.recursive(
    _LEAVES, lambda below: st.lists(below, max_size=4) | st.dictionaries(_NAMES, below, max_size=6), max_leaves=25
)


@given(_TREES)
def test_no_tree_is_too_odd_to_be_told_what_is_wrong_with_it(tree: Any) -> None:
    _reads_or_complains(tree)


@given(st.data(), any_case_files())
def test_no_spoiled_case_is_too_odd_either(data: st.DataObject, file: dict[str, Any]) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        here: Any = file
        while isinstance(here, dict | list) and here:
            keys = list(here) if isinstance(here, dict) else list(range(len(here)))
            key = data.draw(st.sampled_from(keys))
            if not isinstance(here[key], dict | list) or not here[key] or data.draw(st.integers(0, 3)) == 0:
                here[key] = data.draw(_TREES)
                break
            here = here[key]
    _reads_or_complains(file)


def _reads_or_complains(tree: Any) -> None:
    for said in complaints(shipped_library(), tree):
        assert not any(
            jargon in said for jargon in ("pydantic", "Input should", "alidation error", "type=", "NoneType")
        )
