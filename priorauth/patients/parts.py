"""One row and one part of the facts: which column holds which fact, read and written by their common names."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from django.db.models import Model
from pydantic import BaseModel

from priorauth.core.casefile.write import part_dict
from priorauth.core.facts import Part
from priorauth.core.walk import keys


@cache
def columns(model: type[Model], part: type[Part], prefix: str = "") -> dict[str, str]:
    """The columns of a model that hold a fact of the part: each with the fact's key in a case file."""
    held = {field.name for field in model._meta.concrete_fields if not field.primary_key and not field.is_relation}
    return {prefix + name: key for name, key in keys(part).items() if prefix + name in held}


def known(row: Model | None, part: type[Part], prefix: str = "") -> dict[str, Any]:
    """What a row holds of the part, by the keys of a case file. What is not documented is left out."""
    if row is None:
        return {}
    pairs = ((key, getattr(row, column)) for column, key in columns(type(row), part, prefix).items())
    return {key: value for key, value in pairs if value is not None and value != ""}


def is_complete(values: Mapping[str, Any], part: type[Part]) -> bool:
    """Whether every fact is there without which the part cannot be."""
    return all((field.alias or name) in values for name, field in part.model_fields.items() if field.is_required())


def written(part: Part | None, model: type[Model], prefix: str = "") -> dict[str, Any]:
    """The column values of a part. What was never set keeps the column's empty value."""
    if part is None:
        return {}
    names = ((column, column.removeprefix(prefix)) for column in columns(model, type(part), prefix))
    values = ((column, getattr(part, name)) for column, name in names if name in part.model_fields_set)
    return {column: _plain(value) for column, value in values if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, BaseModel):
        return part_dict(value)
    return list(value) if isinstance(value, tuple) else value
