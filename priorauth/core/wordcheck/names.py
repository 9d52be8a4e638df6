"""The names by which plans, groups and rows take in other words: known, reached by a plan, and without circles."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from priorauth.core.errors import Problem
from priorauth.core.library import Library
from priorauth.core.records.problems import closest
from priorauth.core.records.words import Words
from priorauth.core.vocabulary import LetterKind, Route
from priorauth.core.wordcheck.places import includes

_LETTER = "letter "
BY_REASON = ("reasons", "other_reasons")


@dataclass(frozen=True)
class Use:
    """That an owner (a plan, a group, a table, a row list) takes in a name."""

    owner: str
    place: str
    name: str
    of_rows: bool

    @property
    def is_by_reason(self) -> bool:
        return self.name.partition("@")[2] in BY_REASON


@dataclass(frozen=True)
class Names:
    """The words of all files by name, and what each name may stand for in some case."""

    files: Mapping[str, Words]
    library: Library

    @cached_property
    def blocks(self) -> dict[str, str]:
        """Passages, tables and groups with their places."""
        return self._ids("passages", "tables", "groups")

    @cached_property
    def row_lists(self) -> dict[str, str]:
        return self._ids("row_lists")

    def _ids(self, *keys: str) -> dict[str, str]:
        return {
            item.id: f"{file}: {key}[{item.id}]"
            for file, words in self.files.items()
            for key in keys
            for item in getattr(words, key)
        }

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        return tuple(_uses(self.files))

    @cached_property
    def by_reason(self) -> frozenset[str]:
        """Passages and row lists that are always taken in once for each denial reason."""
        with_reason = {target for use in self.uses if use.is_by_reason for target in self.targets(use)}
        without = {target for use in self.uses if not use.is_by_reason for target in self.targets(use)}
        return frozenset(with_reason - without)

    @cached_property
    def taken(self) -> dict[str, set[str]]:
        """What each owner takes in."""
        taken: dict[str, set[str]] = {}
        for use in self.uses:
            taken.setdefault(use.owner, set()).update(self.targets(use))
        return taken

    def targets(self, use: Use) -> list[str]:
        """The ids that a name may stand for, as the wordbook finds them: the variant, else the name without one."""
        known: Collection[str] = self.row_lists if use.of_rows else self.blocks
        base, _, variant = use.name.partition("@")
        full = [f"{base}@{value}" for value in self.values(variant)] if variant in self._by_case else [use.name]
        return list(dict.fromkeys(name if name in known else base for name in full if name in known or base in known))

    def values(self, variant: str) -> tuple[str, ...]:
        """What `@indication`, `@reasons` and the like stand for in some case."""
        return self._by_case[variant]

    @cached_property
    def _by_case(self) -> dict[str, tuple[str, ...]]:
        library = self.library
        return {
            "indication": tuple(library.indications),
            "route": tuple(route.value for route in Route),
            "plan": tuple(library.plan_types),
            "reasons": tuple(library.denial_reasons),
            "other_reasons": tuple(name for name in library.denial_reasons if name not in library.routes_by_reason),
        }


def _uses(files: Mapping[str, Words]) -> Iterator[Use]:
    for file, words in files.items():
        for plan in words.letters:
            for section in plan.sections:
                for index, name in enumerate(section.blocks):
                    place = f"{file}: letters[{plan.kind}].sections[{section.id}].blocks[{index}]"
                    yield Use(f"{_LETTER}{plan.kind}", place, name, of_rows=False)
        for group in words.groups:
            for index, name in enumerate(group.blocks):
                yield Use(group.id, f"{file}: groups[{group.id}].blocks[{index}]", name, of_rows=False)
        for owner, place, name in includes(file, words):
            yield Use(owner, place, name, of_rows=True)


def name_problems(names: Names) -> Iterator[Problem]:
    """Kinds without a plan; names that stand for nothing; words that no plan reaches; circles."""
    planned = {plan.kind for words in names.files.values() for plan in words.letters}
    for kind in LetterKind:
        if kind not in planned:
            yield Problem("words", f"the letter kind {kind} has no plan; wanted: one under letters")
    for use in names.uses:
        if not names.targets(use):
            known = names.row_lists if use.of_rows else names.blocks
            wanted = "a row list" if use.of_rows else "a passage, table or group"
            yield Problem(use.place, f'"{use.name}" names no words{closest(use.name, known)}; wanted: {wanted}')
    yield from _circles(names)
    reached = _reached(names)
    for name, place in {**names.blocks, **names.row_lists}.items():
        if name not in reached:
            yield Problem(place, "no letter reaches these words; wanted: a plan, group or row that names them, or none")


def _reached(names: Names) -> set[str]:
    """What some plan takes in, straight or by way of others."""
    return _below(names.taken, [owner for owner in names.taken if owner.startswith(_LETTER)])


def _below(taken: Mapping[str, set[str]], owners: list[str]) -> set[str]:
    found: set[str] = set()
    open_names = [name for owner in owners for name in taken[owner]]
    while open_names:
        name = open_names.pop()
        if name not in found:
            found.add(name)
            open_names += taken.get(name, ())
    return found


def _circles(names: Names) -> Iterator[Problem]:
    """A group or row list that takes itself in, straight or by way of others."""
    for name, place in {**names.blocks, **names.row_lists}.items():
        if name in names.taken and name in _below(names.taken, [name]):
            yield Problem(place, "comes back to itself by the names that it takes in; wanted: names without a circle")
