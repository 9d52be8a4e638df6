"""The shape of a case file: keys, lists and values, each problem with its path in the file's own spelling.

What cannot be read is left out of what comes back, so that the rest can still be judged and all problems told at once.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from priorauth.core.casefile.leaves import Unreadable, bare, read_leaf
from priorauth.core.casefile.suggest import did_you_mean, shown
from priorauth.core.errors import Problem
from priorauth.core.facts.people import FiledBy

COMMA = "looks like an unquoted comma in {...}: put quotes around the text that holds it"


class Shape:
    """Reads a tree into parts of the facts. `problems` grows as it reads."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def part(self, model: type[BaseModel], tree: Any, path: str) -> Any:
        """A part of the facts. Where a problem was found, what is missing or wrong in it is None or its default."""
        if model is FiledBy and isinstance(tree, str):
            tree = {"who": tree}
        if not isinstance(tree, Mapping):
            self._add(path, f"{shown(tree)} stands where a set of keys is wanted: {_some(keys_of(model))}")
            return unread(model)
        self._unknown_keys(model, tree, path)
        values: dict[str, Any] = {}
        for key, (name, kind, required) in keys_of(model).items():
            read = self._under(key, kind, tree, _under(path, key), required)
            if read is not None or required:
                values[name] = read
        return model.model_construct(**values)

    def _under(self, key: str, kind: Any, tree: Mapping[Any, Any], path: str, required: bool) -> Any:
        if tree.get(key) is not None:
            return self.value(kind, tree[key], path)
        if required:
            self._add(path, "is missing: it must be there")
        return None

    def value(self, kind: Any, value: Any, path: str) -> Any:
        """A value of any kind that the facts hold; None where it cannot be read."""
        plain = bare(kind)
        if isinstance(plain, type) and issubclass(plain, BaseModel):
            return self.part(plain, value, path)
        if get_origin(plain) is tuple:
            return self._items(get_args(plain)[0], value, path)
        if get_origin(plain) is dict:
            return self._entries(get_args(plain)[1], value, path)
        try:
            return read_leaf(kind, value)
        except Unreadable as error:
            self._add(path, str(error))
            return None

    def _items(self, kind: Any, value: Any, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            self._add(
                path, f"{shown(value)} stands where a list is wanted: write it as [...], or each item after a dash"
            )
            return ()
        return tuple(self._item(kind, item, f"{path}[{index}]") for index, item in enumerate(value))

    def _item(self, kind: Any, item: Any, path: str) -> Any:
        if item is None:
            self._add(path, "is empty: fill the item in, or take its dash or comma away")
            return unread(kind)
        return self.value(kind, item, path)

    def _entries(self, kind: Any, value: Any, path: str) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            self._add(path, f"{shown(value)} stands where a set of keys is wanted, each an id")
            return {}
        entries = {}
        for key, item in value.items():
            here = f"{path}.{key}"
            if not isinstance(key, str):
                self._add(here, _no_key(key))
            elif item is None:
                self._add(here, f"is empty: fill it in or take it away; or it {COMMA}")
            else:
                entries[key] = self.value(kind, item, here)
        return entries

    def _unknown_keys(self, model: type[BaseModel], tree: Mapping[Any, Any], path: str) -> None:
        known = keys_of(model)
        for key, value in tree.items():
            here = _under(path, key)
            if not isinstance(key, str):
                self._add(here, _no_key(key))
            elif key not in known and value is None:
                self._add(here, f"is no key here, and it is empty: it {COMMA}")
            elif key not in known:
                guess = did_you_mean(key, known, _other_names(known))
                self._add(here, f"is no key here{guess or '; ' + _some(known)}")

    def _add(self, path: str, message: str) -> None:
        self.problems.append(Problem(path, message))


@cache
def keys_of(model: type[BaseModel]) -> dict[str, tuple[str, Any, bool]]:
    """The keys of a part as files spell them: the attribute's name, its annotation, and whether it must be there."""
    kinds = get_type_hints(model, include_extras=True)
    return {field.alias or name: (name, kinds[name], field.is_required()) for name, field in model.model_fields.items()}


def unread(kind: Any) -> Any:
    """What stands for a part that could not be read: nothing in it is on record. None for a value."""
    model = bare(kind)
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return None
    return model.model_construct(**{name: None for name, _, required in keys_of(model).values() if required})


def _under(path: str, key: Any) -> str:
    return f"{path}.{key}" if path else str(key)


def _some(keys: Mapping[str, Any]) -> str:
    return f"the keys are {', '.join(keys)}"


def _other_names(known: Mapping[str, tuple[str, Any, bool]]) -> dict[str, str]:
    names = {name: key for key, (name, _, _) in known.items()}
    return {**names, "on": "date"} if "date" in known else names


def _no_key(key: Any) -> str:
    if isinstance(key, bool):
        return f"YAML reads the key on, off, yes or no as {shown(key)}: use the key date, or put quotes around it"
    return f"{shown(key)} is no key here: keys are words"
