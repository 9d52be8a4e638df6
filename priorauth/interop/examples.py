"""The case files that come with the program. Their patients, plans and numbers are invented."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "examples"
# The day on which the cases of the example clinic stand as their first lines say.
WRITTEN_FOR = dt.date(2026, 11, 20)
DATE = re.compile(r"\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b")


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


def in_every_state(on: dt.date) -> tuple[Example, ...]:
    """The other cases of the example clinic, one a state, as they would stand on that day.

    All dates of a case move together by whole weeks, which keeps intervals and days of the week. The numbered examples
    do not move: their words name years, and letters and documents are compared with them.
    """
    weeks = max(0, (on - WRITTEN_FOR).days // 7)
    shipped = (_read(path) for path in sorted((FOLDER / "clinic").glob("*.yaml")))
    return tuple(Example(one.name, one.about, moved(one.text, dt.timedelta(weeks=weeks))) for one in shipped)


def moved(text: str, by: dt.timedelta) -> str:
    """A case file with each date so much later; a month moves as its fifteenth does."""

    def later(found: re.Match[str]) -> str:
        written = found[0]
        day = dt.date.fromisoformat(written if len(written) == 10 else f"{written}-15") + by
        return day.isoformat()[: len(written)]

    return DATE.sub(later, text)


def _read(path: Path) -> Example:
    text = path.read_text(encoding="utf-8")
    return Example(path.stem, text.splitlines()[0].lstrip("# "), text)
