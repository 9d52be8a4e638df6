"""The letter with its marks: no word is lost, and each candidate's number stands once, where it begins."""

from collections import Counter

import pytest

from priorauth.cases.denials.marks import sheets
from priorauth.core.notices import Kind, read_notice
from priorauth.reference.services import shipped_library
from tests.notices.typed import page_of

LETTER = """Harborline Health

March 4, 2026

Member ID: HLP 4471 0092     Case number: HL-26-118204

The request is denied under Medical Policy MP-204, since the drug is
experimental. You may appeal by September 1, 2026. Notice date: 3/4/26"""


@pytest.fixture
def shown() -> tuple[str, Counter[int]]:
    page = page_of(LETTER)
    found = read_notice([page], shipped_library().denial_reasons)
    candidates = dict(enumerate(found.candidates, start=1))
    (sheet,) = sheets([page], candidates)
    lines = [[piece for cell in row.cells for piece in cell] for row in sheet.rows]
    text = "\n".join("".join(piece.text for piece in pieces) for pieces in lines)
    numbers = Counter(number for pieces in lines for piece in pieces for number in piece.numbers)
    assert set(numbers) == {number for number, one in candidates.items() if one.kind is not Kind.WORDS}
    assert sorted(set(numbers)) == list(range(1, len(set(numbers)) + 1))
    return text, numbers


def test_every_word_is_there_and_in_its_place(shown: tuple[str, Counter[int]]) -> None:
    text, _ = shown
    assert text.replace("0092Case", "0092     Case") == "\n".join(line for line in LETTER.split("\n") if line)


def test_each_number_stands_once(shown: tuple[str, Counter[int]]) -> None:
    assert set(shown[1].values()) == {1}


def test_cells_of_a_table_stand_in_one_row_and_a_gap_is_kept() -> None:
    (sheet,) = sheets([page_of(LETTER)], {})
    assert [len(row.cells) for row in sheet.rows] == [1, 1, 2, 1, 1]
    assert [row.is_apart for row in sheet.rows] == [False, True, True, True, False]


def test_a_mark_within_a_mark_is_cut_at_both_ends() -> None:
    page = page_of("By Medical Policy MP-204 it is experimental.")
    found = read_notice([page], shipped_library().denial_reasons)
    (sheet,) = sheets([page], dict(enumerate(found.candidates, start=1)))
    pieces = [(piece.text, len(piece.numbers)) for piece in sheet.rows[0].cells[0]]
    assert pieces == [("By ", 1), ("Medical Policy MP-204", 1), (" it is experimental.", 0)]
