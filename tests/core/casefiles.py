"""Spoiling a good case file in one place, and hearing what is said of it."""

import copy
from typing import Any

from priorauth.core.casefile import read_case
from priorauth.core.errors import CaseFileError
from priorauth.core.library import Library
from priorauth.core.paths import steps
from tests.core.examples import example_file

GONE = object()


def spoiled(number: str, changes: dict[str, Any]) -> dict[str, Any]:
    """An example with other values at some paths; GONE takes a key away."""
    tree = copy.deepcopy(example_file(number))
    for path, value in changes.items():
        *way, last = steps(path)
        here: Any = tree
        for step in way:
            here = here[step]
        if value is GONE:
            del here[last]
        else:
            here[last] = value
    return tree


def complaints(library: Library, tree: Any) -> list[str]:
    """What is said of a tree, one line a problem; nothing where it is good."""
    try:
        read_case(tree, library)
    except CaseFileError as error:
        return [str(problem) for problem in error.problems]
    return []


def complaints_of(library: Library, number: str, **changes: Any) -> list[str]:
    """What is said of an example with other top-level parts."""
    return complaints(library, {**example_file(number), **changes})
