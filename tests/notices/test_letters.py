"""Twenty invented letters, five of them scans: each value right or left for the person, none wrong."""

from collections import Counter

import pytest

from priorauth.core.notices import Kind, NoticeReading
from tests.notices import letters

# What is read right today. A change that reads less is a step back; one that reads more raises its number here.
RIGHT_AT_LEAST = {
    Kind.OUTCOME: 10,
    Kind.NOTICE_DATE: 20,
    Kind.RECEIVED_DATE: 1,
    Kind.REFERENCE: 20,
    Kind.MEMBER_ID: 19,
    Kind.REASON: 24,
    Kind.WORDS: 21,
    Kind.APPEAL_BY: 9,
    Kind.APPEAL_WINDOW: 11,
    Kind.APPEAL_ADDRESS: 9,
    Kind.APPEAL_FAX: 10,
    Kind.RIGHT: 15,
    Kind.POLICY: 5,
    Kind.REVIEWER: 1,
}


@pytest.fixture(scope="module")
def readings() -> dict[str, NoticeReading]:
    return {name: letters.reading(name) for name in letters.NAMES}


def test_there_are_twenty_letters_and_five_are_scans() -> None:
    assert len(letters.NAMES) == 20
    assert sum("scan" in letters.description(name) for name in letters.NAMES) == 5


def test_nothing_is_read_wrong(readings: dict[str, NoticeReading]) -> None:
    wrong = [
        (name, candidate.kind.value, candidate.value, candidate.why)
        for name, reading in readings.items()
        for candidate in reading.candidates
        if candidate.value is not None
        and not letters.is_right(candidate, letters.expected(name).values[candidate.kind])
    ]
    assert wrong == []


def test_as_much_is_read_right_as_before(readings: dict[str, NoticeReading]) -> None:
    right = Counter(
        candidate.kind for reading in readings.values() for candidate in reading.candidates if candidate.is_readable
    )
    assert {kind: right[kind] for kind in Kind if right[kind] < RIGHT_AT_LEAST[kind]} == {}


def test_every_right_value_counts_once(readings: dict[str, NoticeReading]) -> None:
    for reading in readings.values():
        values = [(candidate.kind, candidate.value) for candidate in reading.candidates if candidate.is_readable]
        assert len(values) == len(set(values))


@pytest.mark.parametrize("name", letters.NAMES)
def test_contradictions_are_told(readings: dict[str, NoticeReading], name: str) -> None:
    assert len(readings[name].contradictions) == letters.expected(name).contradictions


@pytest.mark.parametrize("name", letters.NAMES)
def test_what_cannot_be_read_is_shown_without_a_value(readings: dict[str, NoticeReading], name: str) -> None:
    seen = Counter(candidate.kind for candidate in readings[name].candidates if not candidate.is_readable)
    assert {kind: seen[kind] for kind in letters.expected(name).unreadable} == letters.expected(name).unreadable
