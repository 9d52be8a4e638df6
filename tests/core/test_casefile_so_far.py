"""A case that is still being typed: what can be said of it, and what keeps the rest from being facts."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorauth.core.casefile import read_case, read_so_far
from priorauth.core.check import check_case
from priorauth.core.errors import CaseFileError
from priorauth.core.facts import Part
from priorauth.core.library import Library
from priorauth.core.walk import values
from priorauth.reference.services import shipped_library
from tests.core.examples import ALL, example_file
from tests.strategies import any_case_files


@pytest.mark.parametrize("number", ALL)
def test_a_whole_case_is_read_as_any_other(library: Library, number: str) -> None:
    assert read_so_far(example_file(number)) == (read_case(example_file(number), library), [])


def test_an_entry_that_lacks_what_it_must_have_is_left_out_and_named() -> None:
    file = example_file("01")
    del file["therapies"][1]["therapy"]
    facts, problems = read_so_far(file)

    assert [therapy.therapy for therapy in facts.therapies or ()] == ["glatiramer", "natalizumab", "ocrelizumab"]
    assert [str(problem) for problem in problems] == ["therapies[1].therapy: is missing: it must be there"]


def test_a_part_that_lacks_what_it_must_have_is_left_out_and_the_rest_stays() -> None:
    file = example_file("01")
    del file["patient"]["weight"]["kg"]
    facts, problems = read_so_far(file)

    assert facts.patient.weight is None
    assert facts.patient.family == "Whitlock"
    assert [problem.path for problem in problems] == ["patient.weight.kg"]


def test_a_word_of_a_list_that_cannot_be_read_is_left_out_of_it() -> None:
    file = example_file("01")
    file["relapses"][0]["treatment"] = ["ivmp", ""]
    facts, problems = read_so_far(file)

    assert (facts.relapses or ())[0].treatment == ("ivmp",)
    assert [problem.path for problem in problems] == ["relapses[0].treatment[1]"]


def test_a_case_without_a_prescriber_can_be_judged() -> None:
    file = {**example_file("01"), "prescriber": {}}
    facts, problems = read_so_far(file)

    assert [problem.path for problem in problems] == ["prescriber.name"]
    assert check_case(facts, shipped_library())[0].indications


def test_what_is_impossible_is_named_and_stays() -> None:
    file = example_file("01")
    file["therapies"][0]["ended"] = "2017-01"
    facts, problems = read_so_far(file)

    assert str((facts.therapies or ())[0].ended) == "2017-01"
    assert [problem.path for problem in problems] == ["therapies[0].ended"]


_NEEDED = ("name", "therapy", "date", "answer", "text", "rule", "kg", "outcome", "level", "id", "quote", "payer", "who")


@given(st.data(), any_case_files())
def test_whatever_is_missing_the_rest_can_be_judged_and_nothing_is_made_up(
    data: st.DataObject, file: dict[str, Any]
) -> None:
    whole = copy.deepcopy(file)
    for path in data.draw(st.lists(st.sampled_from(list(_needed(file))), unique=True, max_size=5)):
        _take_away(file, path)
    facts, problems = read_so_far(file)

    check_case(facts, shipped_library())
    assert bool(problems) == _is_refused(file)
    known = {str(value) for _, value in values(read_so_far(whole)[0])}
    assert {str(value) for _, value in values(facts) if not isinstance(value, Part)} <= known


def _needed(tree: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(tree, dict):
        own = [(*path, key) for key in tree if key in _NEEDED]
        return own + [found for key, item in tree.items() for found in _needed(item, (*path, key))]
    if isinstance(tree, list):
        return [found for index, item in enumerate(tree) for found in _needed(item, (*path, index))]
    return []


def _take_away(tree: Any, path: tuple[str | int, ...]) -> None:
    for step in path[:-1]:
        tree = tree[step]
    tree.pop(path[-1])


def _is_refused(file: dict[str, Any]) -> bool:
    try:
        read_case(file, shipped_library())
    except CaseFileError:
        return True
    return False
