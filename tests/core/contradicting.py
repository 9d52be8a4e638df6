"""What is found to contradict itself in a small case."""

from typing import Any

from priorauth.core.contradictions import find_contradictions
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from tests.core.examples import facts_with

WOMAN = {"sex": "female", "birth_date": "1990-05-05"}
IVIG = {"product": "gamunex_c", "started": "2025-05-18"}


def found(library: Library, facts: CaseFacts) -> dict[str, CheckItem]:
    return {item.id.removeprefix("contradiction."): item for item in find_contradictions(facts, library)}


def text_of(library: Library, name: str, **parts: Any) -> str:
    """The words of one contradiction of a small case."""
    return found(library, facts_with(**parts))[name].text


def silent(library: Library, **parts: Any) -> bool:
    return find_contradictions(facts_with(**parts), library) == ()
