"""What the commands on case files have in common: reading the file, the exit status, writing results whole."""

import contextlib
import os
import sys
import tempfile
from argparse import ArgumentTypeError
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.core.management.base import OutputWrapper

from priorauth.core.errors import CaseFileError
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import CheckItem
from priorauth.interop import casefile
from priorauth.reference.services import shipped_library

INVALID = 2
STOPPED = 3


def case_path(value: str) -> Path:
    """The path of a case file that can be read."""
    path = Path(value)
    if not path.is_file():
        raise ArgumentTypeError(f"there is no file {value}")
    return path


def result_path(value: str) -> Path:
    """The path of a file to write; its folder has to exist."""
    path = Path(value)
    if not path.parent.is_dir():
        raise ArgumentTypeError(f"there is no folder {path.parent}; make it first: mkdir -p {path.parent}")
    if path.is_dir():
        raise ArgumentTypeError(f"{value} is a folder; name a file in it")
    return path


def facts_of(path: Path) -> CaseFacts:
    """The facts of the file. Raises CaseFileError; a file that is no text is one too."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CaseFileError([casefile.not_text()]) from None
    return casefile.read(text, shipped_library())


@contextlib.contextmanager
def refusing_invalid_cases(stderr: OutputWrapper) -> Iterator[None]:
    """Ends the program with status 2 where the case file is invalid, each problem on a line with its path."""
    try:
        yield
    except CaseFileError as error:
        for problem in error.problems:
            stderr.write(str(problem))
        sys.exit(INVALID)


def line(item: CheckItem) -> str:
    """An open item on one line: level, id, what is so, what would settle it."""
    lift = f" → {item.lift}" if item.lift else ""
    return f"{item.level.value}  {item.id}  {item.text}{lift}"


def write_all(files: Mapping[Path, bytes]) -> None:
    """Writes every file, each whole or not at all; a reader never finds half a letter under its name."""
    drafts: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            drafts[path] = _draft_beside(path, content)
        for path, draft in drafts.items():
            draft.replace(path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _draft_beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with open(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)
