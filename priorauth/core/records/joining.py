"""The words of several files as one, and whether what they name is there."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from priorauth.core.errors import Problem
from priorauth.core.records.words import Words

LISTS = ("passages", "tables", "row_lists", "groups")


def joined_words(files: Mapping[str, Words]) -> Words:
    """The words of all files, in the order of the files' names."""
    labels: dict[str, Mapping[str, str]] = {}
    for words in files.values():
        for name, values in words.labels.items():
            labels[name] = MappingProxyType({**labels.get(name, {}), **values})
    return Words(
        passages=tuple(item for words in files.values() for item in words.passages),
        tables=tuple(item for words in files.values() for item in words.tables),
        row_lists=tuple(item for words in files.values() for item in words.row_lists),
        groups=tuple(item for words in files.values() for item in words.groups),
        letters=tuple(item for words in files.values() for item in words.letters),
        labels=labels,
    )


def words_problems(files: Mapping[str, Words], resolves: Callable[[str], bool]) -> list[Problem]:
    """A problem for each name used twice, and for each ground that the library does not hold."""
    return [*_repeats(files), *_unresolved(files, resolves)]


def _repeats(files: Mapping[str, Words]) -> Iterator[Problem]:
    places: dict[str, str] = {}
    for name, place in _names(files):
        if name in places:
            yield Problem(place, f"the name is taken by {places[name]}; give one of them another")
        places.setdefault(name, place)


def _names(files: Mapping[str, Words]) -> Iterator[tuple[str, str]]:
    for file, words in files.items():
        for key in LISTS:
            yield from ((item.id, f"{file}: {key}[{item.id}]") for item in getattr(words, key))
        yield from ((f"letter {plan.kind}", f"{file}: letters[{plan.kind}]") for plan in words.letters)
        for group, values in words.labels.items():
            yield from ((f"label {group} {value}", f"{file}: labels.{group}.{value}") for value in values)


def _unresolved(files: Mapping[str, Words], resolves: Callable[[str], bool]) -> Iterator[Problem]:
    for file, words in files.items():
        for path, ground in _grounds(f"{file}:", words):
            if not resolves(ground):
                yield Problem(path, f'"{ground}" is not in the library; wanted: record/finding, record#part or file:id')


def _grounds(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """What `bind`, `findings` and `rules` name. A rule with a blank to fill in (`{`) is known only in a letter."""
    if isinstance(value, BaseModel):
        for name, item in value:
            joint = " " if path.endswith(":") else "."
            if name in ("bind", "findings", "rules"):
                grounds = item.values() if isinstance(item, Mapping) else item
                yield from ((f"{path}{joint}{name}", ground) for ground in grounds if "{" not in ground)
            else:
                yield from _grounds(f"{path}{joint}{name}", item)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _grounds(f"{path}[{getattr(item, 'id', None) or index}]", item)
