"""The check list of a case's letter: each open item with the places where it is settled."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from priorauth.cases.models import Case
from priorauth.cases.wizard.links import PATH, SETTLED_AT, Link, links_to
from priorauth.cases.wizard.steps import place_of
from priorauth.core.edits import may_be_confirmed
from priorauth.core.errors import Problem
from priorauth.core.items import stop
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.vocabulary import CheckLevel
from priorauth.letters.checks import Level
from priorauth.letters.studio.facts import label_of

_SAFETY = ("safety", "contraindication", "caution")
# What there is to say of these families beside the links to their fields.
_TOLD_BY_LINKS = {"missing": "", "contradiction": "Correct one of them:"}


@dataclass(frozen=True)
class CheckLine:
    """One open item, with where it is settled as far as a page asks for it."""

    item: CheckItem
    links: tuple[Link, ...]

    @property
    def lift(self) -> str:
        """What settles it, with fields by their names; left to the links where these are all there is to say."""
        family = self.item.id.partition(".")[0]
        if self.links and family in _TOLD_BY_LINKS:
            return _TOLD_BY_LINKS[family]
        return PATH.sub(_named, self.item.lift)

    @property
    def may_be_confirmed(self) -> bool:
        return may_be_confirmed(self.item)


@dataclass(frozen=True)
class CheckLevelLines:
    level: CheckLevel
    name: str
    lines: tuple[CheckLine, ...]


def with_links(levels: tuple[Level, ...], case: Case, library: Library) -> tuple[CheckLevelLines, ...]:
    """The levels of a check list with the places of each item."""
    return tuple(
        CheckLevelLines(one.level, one.name, tuple(CheckLine(item, _links(item, case, library)) for item in one.items))
        for one in levels
    )


def must_be_on_record(problems: tuple[Problem, ...], case: Case) -> tuple[CheckLevelLines, ...]:
    """What keeps a case's rows from being facts, as stops of its letter."""
    lines = tuple(
        CheckLine(
            stop(f"missing.{one.path}", one.message, f"At {one.path}." if one.path else ""), links_to(case, [one.path])
        )
        for one in problems
    )
    return (CheckLevelLines(CheckLevel.STOP, "Must be on record", lines),) if lines else ()


def _links(item: CheckItem, case: Case, library: Library) -> tuple[Link, ...]:
    found = links_to(case, _paths(item, library))
    if item.id.startswith("proof."):
        return (*found, Link(reverse("cases:exhibits", args=(case.id,)), "Exhibits"))
    return found


def _named(found: re.Match[str]) -> str:
    """A path of the case file as the name of its field; anything else as it stands."""
    return f"“{label_of(found[0])}”" if place_of(found[0]) else found[0]


def _paths(item: CheckItem, library: Library) -> Iterator[str]:
    family, _, rest = item.id.partition(".")
    if family == "missing":
        yield rest
        return
    yield from PATH.findall(item.lift)
    if family in _SAFETY:
        yield f"safety.{rest}" if rest in library.safety_questions else "safety"
    elif family in SETTLED_AT:
        yield SETTLED_AT[family]
