"""The words of several files as one, and whether what they name is there."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from priorauth.core.errors import Problem
from priorauth.core.records.conditions import doses_in, names_in
from priorauth.core.records.references import ids_of, missing
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
        names_with_numbers={name: why for words in files.values() for name, why in words.names_with_numbers.items()},
    )


def words_problems(
    files: Mapping[str, Words], library: Mapping[str, Any], resolves: Callable[[str], bool]
) -> list[Problem]:
    """A problem for each name used twice, and for each ground or record that is named and not in the library."""
    return [*_repeats(files), *_unresolved(files, resolves), *_unknown(files, library)]


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


def _unknown(files: Mapping[str, Words], library: Mapping[str, Any]) -> Iterator[Problem]:
    for file, words in files.items():
        for path, condition in _conditions(f"{file}:", words):
            for reference in names_in(path, condition):
                ids = ids_of(reference.targets, library, {})
                if reference.name not in ids:
                    yield Problem(reference.path, missing(reference, ids))


def _grounds(path: str, words: Words) -> Iterator[tuple[str, str]]:
    """What `bind`, `findings`, `rules` and conditions on doses name; blanks (`{`) are filled in letters."""
    for place, name, value in _fields(path, words):
        if name in ("bind", "findings", "rules"):
            grounds = value.values() if isinstance(value, Mapping) else value
            yield from ((place, ground) for ground in grounds if "{" not in ground)
        elif name == "when" and value is not None:
            yield from doses_in(place, value)


def _conditions(path: str, words: Words) -> Iterator[tuple[str, Any]]:
    return ((place, value) for place, name, value in _fields(path, words) if name == "when" and value is not None)


def _fields(path: str, value: Any) -> Iterator[tuple[str, str, Any]]:
    """Every field of the words with its place; conditions are not entered."""
    if isinstance(value, BaseModel):
        for name, item in value:
            place = f"{path} {name}" if path.endswith(":") else f"{path}.{name}"
            yield place, name, item
            if name != "when":
                yield from _fields(place, item)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _fields(f"{path}[{getattr(item, 'id', None) or index}]", item)
