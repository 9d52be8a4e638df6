"""The case files that come with the program. Their patients, plans and numbers are invented."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "examples"


@dataclass(frozen=True)
class Example:
    """A shipped case file: its name without ending, what it shows, its text."""

    name: str
    about: str
    text: str


@cache
def examples() -> tuple[Example, ...]:
    """All of them in the order of their numbers. The first line of each file says what it shows."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.yaml")))


def example(name: str) -> Example | None:
    return next((case for case in examples() if case.name == name), None)


def _read(path: Path) -> Example:
    text = path.read_text(encoding="utf-8")
    return Example(path.stem, text.splitlines()[0].lstrip("# "), text)
