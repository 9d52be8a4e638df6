"""Each letter reads, to the letter, as a person has read and approved it.

Whoever changes a golden text reads it aloud first, beside its case: `python -m tests.golden`.
"""

from pathlib import Path

import pytest

from priorauth.core.vocabulary import LetterKind
from tests.golden.letters import FOLDER, cases, golden_text, letters

EXAMPLES = FOLDER.parent.parent / "priorauth" / "examples"


@pytest.mark.parametrize("folder", cases(), ids=lambda folder: folder.name)
def test_every_letter_of_the_case_reads_as_approved(folder: Path) -> None:
    written = {name: golden_text(letter) for name, letter in letters(folder)}
    assert set(written) == {path.name for path in folder.glob("*.txt")}
    for name, text in written.items():
        assert text == (folder / name).read_text(encoding="utf-8"), name


@pytest.mark.parametrize("folder", cases(), ids=lambda folder: folder.name)
def test_nothing_stops_a_golden_letter(folder: Path) -> None:
    assert [stop.id for _, letter in letters(folder) for stop in letter.stops] == []


def test_a_case_that_is_shipped_as_an_example_is_the_same_here() -> None:
    for folder in cases():
        example = EXAMPLES / f"{folder.name}.yaml"
        if example.exists():
            assert (folder / "case.yaml").read_text(encoding="utf-8") == example.read_text(encoding="utf-8")


def test_every_letter_kind_and_every_indication_has_a_golden_letter() -> None:
    written = [letter for folder in cases() for _, letter in letters(folder)]
    assert {letter.kind for letter in written} == set(LetterKind)
    assert {letter.indication for letter in written} == {
        "rrms_second_line",
        "acute_relapse_steroid_contraindicated",
        "acute_relapse_steroid_refractory",
        "pregnancy",
        "breastfeeding",
        "postpartum_relapse_prevention",
        "cis",
        "spms",
        "ppms",
    }
