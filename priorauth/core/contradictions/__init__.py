"""Contradictions that charts do contain: the letter can be read with them, and not signed.

Each says which two statements do not go together, with their values, and which of them to correct.
"""

from collections.abc import Callable, Iterator

from priorauth.core.contradictions.course import course_contradictions
from priorauth.core.contradictions.exhibits import exhibit_contradictions
from priorauth.core.contradictions.order import order_contradictions
from priorauth.core.contradictions.pregnancy import pregnancy_contradictions
from priorauth.core.contradictions.relapses import relapse_contradictions
from priorauth.core.contradictions.response import response_contradictions
from priorauth.core.contradictions.screen import screen_contradictions
from priorauth.core.contradictions.therapies import therapy_contradictions
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library

__all__ = ["find_contradictions"]

_FINDERS: tuple[Callable[[CaseFacts, Library], Iterator[CheckItem]], ...] = (
    course_contradictions,
    therapy_contradictions,
    relapse_contradictions,
    pregnancy_contradictions,
    screen_contradictions,
    response_contradictions,
    order_contradictions,
    exhibit_contradictions,
)


def find_contradictions(facts: CaseFacts, library: Library) -> tuple[CheckItem, ...]:
    """Every contradiction of the record, each as an item `contradiction.<what>`; with paths where one list has several.

    Only what is surely so: a partial date contradicts another if it does on every day that it may mean.
    """
    return tuple(item for find in _FINDERS for item in find(facts, library))
