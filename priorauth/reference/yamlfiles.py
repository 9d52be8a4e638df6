"""The library's YAML: numbers keep their digits, `on` and `no` stay words, a key may stand only once.

PyYAML with libyaml reads the library in about a tenth of the time that pure Python needs, and every process reads it.
"""

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from priorauth.core.errors import LibraryError, Problem

if TYPE_CHECKING:
    from yaml import SafeLoader as _BaseLoader
else:  # PyYAML may have been built without libyaml; then pure Python reads the same
    _BaseLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_BaseLoader):
    """Resolves null, booleans, numbers and dates, and nothing else."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own way of resolving, per class

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f'the key "{key}" stands twice; wanted: each key once', key_node.start_mark
                )
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def _date(loader: Any, node: Any) -> dt.date:
    try:
        return dt.date.fromisoformat(node.value)
    except ValueError:
        message = f"{node.value} is not a day of the calendar; wanted: one that is"
        raise yaml.constructor.ConstructorError(None, None, message, node.start_mark) from None


_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9]\d*)$"), list("-0123456789"))
_Loader.add_implicit_resolver("!number", re.compile(r"^-?\d+\.\d+(?:[eE][-+]?\d+)?$"), list("-0123456789"))
_Loader.add_implicit_resolver("!date", re.compile(r"^\d{4}-\d{2}-\d{2}$"), list("0123456789"))
_Loader.add_constructor("!number", lambda loader, node: Decimal(node.value))
_Loader.add_constructor("!date", _date)


def read_yaml(text: str, name: str) -> Any:
    """What the text holds; LibraryError with file, line and column where it is no YAML."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - the loader is a safe one
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{name}: line {mark.line + 1}, column {mark.column + 1}" if mark else name
        wanted = "" if "wanted" in str(error.problem) else "; wanted: valid YAML"
        raise LibraryError([Problem(place, f"{error.problem}{wanted}")]) from None


def read_folder(folder: Path) -> dict[str, Any]:
    """Every YAML file below the folder, by its path within it; LibraryError with the problems of all of them."""
    files: dict[str, Any] = {}
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        try:
            files[name] = read_yaml(path.read_text(encoding="utf-8"), name)
        except LibraryError as error:
            problems += error.problems
    if problems:
        raise LibraryError(problems)
    return files
