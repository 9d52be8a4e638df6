"""One broken file of words for each mistake that one can make in them; its first lines hold the words of its error.

Each is read beside the shipped words, so that only its own mistake is told. `# without:` takes shipped words away.
A new mistake worth a message is a new file here.
"""

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from priorauth.core.errors import LibraryError
from priorauth.core.library import Library, read_library
from priorauth.core.records.words import Words
from priorauth.core.vocabulary import LetterKind
from priorauth.core.wordcheck import word_problems
from priorauth.reference.services import SHIPPED, shipped_library
from priorauth.reference.yamlfiles import read_folder, read_yaml

BROKEN = sorted((Path(__file__).parent / "broken_words").glob("*.yaml"))
NAME = "words/broken.yaml"


@pytest.fixture(scope="module")
def shipped() -> dict[str, Any]:
    """The files of words as parsed."""
    return {name: data for name, data in read_folder(SHIPPED).items() if name.startswith("words/")}


@pytest.fixture(scope="module")
def records() -> Library:
    return shipped_library()


def lines(text: str, mark: str) -> list[str]:
    return [line.removeprefix(mark) for line in text.splitlines() if line.startswith(mark)]


def without(files: Mapping[str, Any], kind: str, name: str) -> dict[str, Any]:
    """The files less one passage, table, row list, group, letter or label."""
    left = copy.deepcopy(dict(files))
    group, _, value = name.partition(".")
    for data in left.values():
        if kind == "labels":
            data.get("labels", {}).get(group, {}).pop(value, None)
        elif kind in data:
            data[kind] = [item for item in data[kind] if name not in (item.get("id"), item.get("kind"))]
    return left


def told(files: Mapping[str, Any], library: Library) -> list[str]:
    return [
        str(one) for one in word_problems({name: Words.model_validate(data) for name, data in files.items()}, library)
    ]


def shortened(problem: str, line: str) -> str:
    """A long list of what is known may end in `…` in the file."""
    return problem[: len(line) - 1] + "…" if line.endswith("…") else problem


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_mistake_is_told_with_its_place_and_what_is_wanted(
    path: Path, shipped: dict[str, Any], records: Library
) -> None:
    text = path.read_text(encoding="utf-8")
    files: Mapping[str, Any] = shipped
    for left_out in lines(text, "# without: "):
        files = without(files, *left_out.split())
    problems = told({**files, NAME: read_yaml(text, NAME) or {}}, records)
    wanted = lines(text, "# says: ")
    assert [shortened(problem, line) for problem, line in zip(problems, wanted, strict=True)] == wanted


def test_the_shipped_words_have_no_mistake(shipped: dict[str, Any], records: Library) -> None:
    assert told(shipped, records) == []


@pytest.mark.parametrize("kind", list(LetterKind))
def test_each_letter_kind_has_a_plan(kind: LetterKind, shipped: dict[str, Any], records: Library) -> None:
    problems = told(without(shipped, "letters", kind), records)
    assert f"words: the letter kind {kind} has no plan; wanted: one under letters" in problems


@pytest.mark.parametrize("line", ["title", "subject", "running"])
def test_a_letter_always_finds_its_title(line: str, shipped: dict[str, Any], records: Library) -> None:
    files = copy.deepcopy(shipped)
    (renewal,) = [plan for plan in files["words/letters.yaml"]["letters"] if plan["kind"] == "renewal"]
    renewal[line] = [{"text": "Renewal for {{ patient.name }}"}]
    (problem,) = told(files, records)
    assert problem.startswith(f"words/letters.yaml: letters[renewal].{line}: may find nothing to say; wanted: ")


def test_reading_the_library_checks_its_words() -> None:
    files = read_folder(SHIPPED)
    broken = {"passages": [{"id": "farewell", "sentences": [{"text": "{{ nobody.knows }}"}]}]}
    with pytest.raises(LibraryError, match=r"words/broken\.yaml: passages\[farewell\]") as error:
        read_library({**files, NAME: broken})
    assert len(error.value.problems) == 2
