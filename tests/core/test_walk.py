"""The walks over the facts find the same as the plain walk over every value."""

from enum import StrEnum

from hypothesis import given
from pydantic import BaseModel

from priorauth.core.facts import Proven
from priorauth.core.walk import parts, proven, values, written
from tests.strategies.situations import Situation, situations


@given(situations())
def test_every_part_is_found_below_the_case_itself(situation: Situation) -> None:
    every = [(path, value) for path, value in values(situation.facts) if isinstance(value, BaseModel)]
    assert parts(situation.facts) == [("", situation.facts), *every]
    assert list(proven(situation.facts)) == [found for found in every if isinstance(found[1], Proven)]


@given(situations())
def test_every_written_text_is_found(situation: Situation) -> None:
    every = {
        path: value
        for path, value in values(situation.facts)
        if isinstance(value, str) and not isinstance(value, StrEnum)
    }
    assert dict(written(situation.facts)) == every
