"""Counting marks in records, wherever they stand."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from priorauth.core.library import Library
from priorauth.core.records.sections import SECTIONS


def plain(library: Library, *files: str) -> list[Any]:
    """The content of these files of the library, as plain data."""
    return [_plain(getattr(library, section.attribute)) for section in SECTIONS if section.file in files]


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return [_plain(record) for record in value.values()] if isinstance(value, Mapping) else value


def mappings(content: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in the content, the inner ones too."""
    if isinstance(content, dict):
        yield content
        for value in content.values():
            yield from mappings(value)
    elif isinstance(content, list):
        for value in content:
            yield from mappings(value)


def texts(content: Any) -> Iterator[str]:
    """Every text in the content."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from texts(value)


def addresses(content: Any) -> int:
    """How many web addresses the content names, in fields or in prose."""
    return sum(len(re.findall(r"https?://", text)) for text in texts(content))


def nulls(content: Any, key: str) -> int:
    return sum(key in mapping and mapping[key] is None for mapping in mappings(content))


def entries(content: Any, key: str) -> int:
    """How many entries the lists under that key have together."""
    return sum(len(mapping[key]) for mapping in mappings(content) if isinstance(mapping.get(key), list))


def values(content: Any, key: str) -> Counter[str]:
    """The texts under that key, counted."""
    return Counter(mapping[key] for mapping in mappings(content) if isinstance(mapping.get(key), str))
