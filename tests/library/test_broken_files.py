"""One broken file for each mistake that one can make in a record; its first lines hold the words of its error.

Each is read beside the whole shipped library, under the name that it gives, so that only its own mistake is told.
A new mistake worth a message is a new file here.
"""

from pathlib import Path
from typing import Any

import pytest

from priorauth.core.errors import LibraryError
from priorauth.core.library import read_library
from priorauth.reference.yamlfiles import read_yaml

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))


def read_beside(files: dict[str, Any], text: str) -> None:
    name = next(line.removeprefix("# read as: ") for line in text.splitlines() if line.startswith("# read as: "))
    read_library({**files, name: read_yaml(text, name)})


def shortened(problem: str, line: str) -> str:
    """A long list of what is known may end in `…` in the file."""
    return problem[: len(line) - 1] + "…" if line.endswith("…") else problem


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_mistake_is_told_with_its_place_and_what_is_wanted(path: Path, files: dict[str, Any]) -> None:
    text = path.read_text(encoding="utf-8")
    wanted = [line.removeprefix("# says: ") for line in text.splitlines() if line.startswith("# says: ")]
    with pytest.raises(LibraryError) as error:
        read_beside(files, text)
    told = [str(problem) for problem in error.value.problems]
    assert [shortened(problem, line) for problem, line in zip(told, wanted, strict=True)] == wanted


def test_there_is_a_file_for_each_mistake() -> None:
    assert len(BROKEN) >= 35


def test_every_mistake_of_a_run_is_told_at_once(files: dict[str, Any]) -> None:
    broken = {}
    for path in BROKEN:
        text = path.read_text(encoding="utf-8")
        if path.stem in ("unknown_key", "old_outcome", "finding_not_there", "plan_type_not_there"):
            broken[f"{text.split()[3].split('/')[0]}/{path.name}"] = read_yaml(text, path.name)
    with pytest.raises(LibraryError) as error:
        read_library({**files, **broken})
    told = {problem.path.split(":")[0] for problem in error.value.problems}
    assert told == set(broken)
