"""Checks of the letters' words, so that what could fail in a letter fails when the library is read.

Models, ids and grounds are checked before (`records.joining`); here it is what the terms, the tables and the plans make
of them.
"""

from collections.abc import Mapping

from priorauth.core.errors import Problem
from priorauth.core.library import Library
from priorauth.core.records.words import Words
from priorauth.core.wordcheck.blanks import blank_problems
from priorauth.core.wordcheck.completeness import completeness_problems
from priorauth.core.wordcheck.entries import entry_problems
from priorauth.core.wordcheck.figures import figure_problems
from priorauth.core.wordcheck.grounding import grounding_problems
from priorauth.core.wordcheck.labels import label_problems
from priorauth.core.wordcheck.names import Names, name_problems
from priorauth.core.wordcheck.shapes import shape_problems


def word_problems(files: Mapping[str, Words], library: Library) -> list[Problem]:
    """A problem for each mistake, with its place: `words/relapse.yaml: passages[why_relapse].sentences[0].text`."""
    names = Names(files, library)
    unreachable = list(name_problems(names))
    if any(problem.message.startswith("comes back") for problem in unreachable):
        return unreachable  # a circle has no tables or passages to look at
    return [
        *unreachable,
        *blank_problems(names),
        *grounding_problems(names),
        *entry_problems(names),
        *shape_problems(names),
        *completeness_problems(names),
        *label_problems(files, library),
        *figure_problems(files, names),
    ]
