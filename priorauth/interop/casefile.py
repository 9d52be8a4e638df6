"""Case files (docs/case-file.md) from text to facts."""

import datetime as dt
from typing import Any

from priorauth import core
from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.interop.yamltext import mapping_of


def read(text: str, library: Library, *, as_of: dt.date | None = None) -> CaseFacts:
    """The facts of a case file. `as_of` takes the place of the date in the file. Raises CaseFileError."""
    data: dict[str, Any] = mapping_of(text)
    if as_of is not None:
        data["as_of"] = as_of
    return core.read_case(data, library)
