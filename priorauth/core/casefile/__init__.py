"""Case files, format 1: reading one with every problem told at once, and writing one."""

from collections.abc import Mapping
from typing import Any

from priorauth.core.casefile.ids import id_problems
from priorauth.core.casefile.possible import impossibilities
from priorauth.core.casefile.shape import Shape
from priorauth.core.casefile.sofar import sound
from priorauth.core.casefile.write import case_dict
from priorauth.core.errors import CaseFileError, Problem
from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.core.paths import steps

__all__ = ["case_dict", "read_case", "read_so_far"]


def read_case(data: Any, library: Library) -> CaseFacts:
    """The facts of a parsed case file.

    Raises CaseFileError with every problem at once, in the file's order: where, in the file's own spelling, what is
    wrong, and what is wanted. Nothing else is raised, whatever the tree holds.
    """
    shape = Shape()
    facts: CaseFacts = shape.part(CaseFacts, data, "")
    problems = [*shape.problems, *id_problems(facts, library), *impossibilities(facts)]
    if problems:
        raise CaseFileError(_in_order(problems, data))
    return facts


def read_so_far(data: Any) -> tuple[CaseFacts, list[Problem]]:
    """What can be said of a case that is still being typed, and in the file's order what keeps the rest from it.

    An entry, or a part that may be absent, is left out where it lacks what it must have. Clinic and prescriber stay
    with what is known of them. These facts can be judged; no letter may be written of them while there is a problem.
    """
    shape = Shape()
    facts: CaseFacts = shape.part(CaseFacts, data, "")
    return sound(facts), _in_order([*shape.problems, *impossibilities(facts)], data)


def _in_order(problems: list[Problem], data: Any) -> list[Problem]:
    return sorted(dict.fromkeys(problems), key=lambda problem: _place(problem, data))


def _place(problem: Problem, data: Any) -> tuple[int, ...]:
    place: list[int] = []
    here = data
    for step in steps(problem.path):
        if isinstance(here, Mapping) and step in here:
            place.append(list(here).index(step))
            here = here[step]
        elif isinstance(here, list | tuple) and isinstance(step, int) and step < len(here):
            place.append(step)
            here = here[step]
        else:
            return (*place, len(here) if isinstance(here, Mapping | list | tuple) else 0)
    return tuple(place)
