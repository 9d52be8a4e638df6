"""The same thing asked for several times at one moment is done once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connection, connections

from priorauth.clinics.models import Member
from priorauth.letters import drafts
from priorauth.letters.ahead import render_ahead
from priorauth.letters.drafts import composed
from priorauth.letters.models import Draft, Letter, Rendering
from priorauth.letters.signing import sign
from priorauth.patients.writing import ChangedMeanwhile
from tests.drafting.conftest import DAY

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4
T = TypeVar("T")


def at_once(work: Callable[[], T]) -> list[T]:
    """What each of several threads made of it."""

    def run() -> T:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        made = [future.result() for future in [pool.submit(run) for _ in range(AT_ONCE)]]
    connections.close_all()
    return made


def test_a_letter_is_signed_once(prescriber: Member, ready: Draft) -> None:
    seen = composed(ready, DAY).content_sha256
    letters = at_once(lambda: sign(prescriber, ready, seen=seen, statement="Read."))
    assert len({letter.id for letter in letters}) == 1
    assert [letter.version for letter in Letter.objects.of(ready.clinic)] == [1]


def test_words_are_rendered_ahead_once(ready: Draft) -> None:
    now = composed(ready, DAY)
    assert len({job.id for job in at_once(lambda: render_ahead(now))}) == 1
    assert Rendering.objects.of(ready.clinic).count() == 1


def test_of_edits_at_the_same_moment_one_is_made_and_the_others_are_told(coordinator: Member, draft: Draft) -> None:
    def edit() -> str:
        try:
            drafts.reword(coordinator, draft, draft.revision, "close_reviewer", "Please call me.")
        except ChangedMeanwhile:
            return "told"
        return "made"

    assert sorted(at_once(edit)) == ["made", *["told"] * (AT_ONCE - 1)]


def test_several_can_read_at_once(coordinator: Member, ready: Draft) -> None:
    now = composed(ready, DAY)
    assert len({reading.id for reading in at_once(lambda: drafts.note_reading(coordinator, now))}) == 1
