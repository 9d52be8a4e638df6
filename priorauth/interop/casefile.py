"""Case files from text to facts and back."""

import datetime as dt

from priorauth.core.casefile import case_dict, read_case
from priorauth.core.errors import Problem
from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.interop.yamltext import mapping_of, text_of


def read(text: str, library: Library, *, as_of: dt.date | None = None) -> CaseFacts:
    """The facts of a case file. `as_of` takes the place of the date in the file. Raises CaseFileError."""
    data = mapping_of(text)
    if as_of is not None:
        data["as_of"] = as_of
    return read_case(data, library)


def written(facts: CaseFacts) -> str:
    """The text of a case file that holds these facts, each number with its digits. `read` gives the same facts."""
    return text_of(case_dict(facts, number=lambda digits: digits))


def not_text() -> Problem:
    """What is said of a file that holds no text."""
    return Problem("", "the file is not text; a case file is YAML, saved as UTF-8")
