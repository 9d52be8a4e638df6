"""Facts become rows and the rows become the same facts; the letters of both are the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given

from priorauth.cases.facts import facts_of, facts_so_far
from priorauth.core.facts import CaseFacts
from priorauth.core.stage import kinds_that_fit
from priorauth.core.write import write_letter
from priorauth.interop import casefile
from priorauth.interop.examples import Example, examples
from priorauth.reference.services import shipped_library
from tests.cases.importing import imported
from tests.factories import a_clinic
from tests.golden import letters as golden
from tests.strategies import any_case

pytestmark = pytest.mark.django_db


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def facts_in(example: Example) -> CaseFacts:
    return casefile.read(example.text, shipped_library())


def stated(facts: CaseFacts) -> set[str]:
    """The lists that are on record, the empty ones too: *none* is an answer."""
    return {name for name in facts.model_fields_set if isinstance(getattr(facts, name), tuple)}


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_every_example_comes_back_as_it_was(example: Example) -> None:
    facts = facts_in(example)
    again = facts_of(imported(facts, a_clinic()), facts.as_of)

    assert again == facts
    assert casefile.written(again) == casefile.written(facts)


@pytest.mark.parametrize("folder", golden.cases(), ids=lambda folder: folder.name)
def test_every_golden_case_comes_back_as_it_was(folder: Path) -> None:
    facts = golden.facts_of(folder)
    assert facts_of(imported(facts, a_clinic()), facts.as_of) == facts


@given(any_case())
def test_any_facts_come_back_as_they_were(facts: CaseFacts) -> None:
    with rolled_back():
        so_far = facts_so_far(imported(facts, a_clinic()), facts.as_of)
        assert so_far.problems == ()
        assert so_far.facts == facts
        assert stated(so_far.facts) == stated(facts)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_the_letters_of_the_rows_and_of_their_export_are_those_of_the_file(example: Example) -> None:
    facts = facts_in(example)
    rows = facts_of(imported(facts, a_clinic()), facts.as_of)
    export = casefile.read(casefile.written(rows), shipped_library())

    for kind in kinds_that_fit(facts, shipped_library()):
        letters = {write_letter(each, kind, shipped_library()).model_dump_json() for each in (facts, rows, export)}
        assert len(letters) == 1
