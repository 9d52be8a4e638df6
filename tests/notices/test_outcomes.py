"""That a request is denied is taken from plain words only; a notice that also grants is left to the person."""

import pytest

from priorauth.core.notices import Kind
from tests.notices.typed import read


def outcomes(text: str) -> list[str | None]:
    return [candidate.value for candidate in read(text).of(Kind.OUTCOME)]


@pytest.mark.parametrize(
    "said",
    [
        "After review we have denied your request for immune globulin.",
        "Your request for immune globulin, ten infusions, is denied.",
        "Coverage for the drug named above was denied.",
        "We cannot approve it.",
        "The request for immune globulin is not approved.",
    ],
)
def test_plain_words_say_that_it_is_denied(said: str) -> None:
    assert outcomes(said) == ["denied"]


@pytest.mark.parametrize(
    "said",
    [
        "Your request is approved.",
        "If your request is denied, you may appeal.",
        "We previously denied your request.",
        "Your request was not denied.",
        "Three infusions are approved. The request for nine more is denied.",
        "We denied the request on May 2. We have overturned that.",
        "We denied part of the request.",
        "We have received your request.",
    ],
)
def test_anything_else_is_left_to_the_person(said: str) -> None:
    assert outcomes(said) == []
