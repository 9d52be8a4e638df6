"""Every fact that a case file can hold, by its path without places: `therapies.started`."""

import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from priorauth.core.walk import keys


def kinds(model: type[BaseModel], path: str = "") -> Iterator[str]:
    """Every fact that a part can hold."""
    for name, key in keys(model).items():
        here = f"{path}.{key}" if path else key
        below = list(_parts_in(model.model_fields[name].annotation))
        for part in below:
            yield from kinds(part, here)
        if not below:
            yield here


def kind_of(path: str) -> str:
    """The kind of fact to which a path leads."""
    path = re.sub(r"\[\d+\]", "", path)
    return re.sub(r"^(safety|answers|coverage\.windows)\.[a-z0-9_]+", r"\1", path)


def _parts_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and not get_args(annotation):
        if issubclass(annotation, BaseModel):
            yield annotation
    else:
        for inner in get_args(annotation):
            yield from _parts_in(inner)
