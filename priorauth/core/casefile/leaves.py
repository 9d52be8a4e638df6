"""One value of a case file: read as its field wants it, or told in plain words what is wrong with it."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import ConfigDict, TypeAdapter, ValidationError

from priorauth.core.casefile.suggest import shown, unknown
from priorauth.core.dates import WANTED, PartialDate
from priorauth.core.vocabulary import CASE_COURSES, Course


class Unreadable(Exception):
    """A value that its field cannot take; the text says what is wrong and what is wanted."""


def read_leaf(kind: Any, value: Any) -> Any:
    """The value as the annotation `kind` holds it; raises Unreadable."""
    try:
        return _adapter(kind).validate_python(value)
    except ValidationError as error:
        raise Unreadable(_said(kind, value, error)) from None


def bare(kind: Any) -> Any:
    """The type beneath `Annotated` and `| None`."""
    while True:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        elif get_origin(kind) in (Union, UnionType):
            rest = [part for part in get_args(kind) if part is not NoneType]
            if len(rest) > 1:
                return rest[0]
            kind = rest[0]
        else:
            return kind


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind, config=ConfigDict(str_strip_whitespace=True))


def _said(kind: Any, value: Any, error: ValidationError) -> str:
    plain = bare(kind)
    first = error.errors(include_url=False)[0]
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        return _no_choice(plain, value)
    if plain in (PartialDate, dt.date, dt.datetime):
        return _no_date(value, first)
    if first["type"] == "value_error" and not isinstance(value, bool | str | Mapping | list):
        return _own_words(first)
    if plain is str:
        return _no_text(value, first)
    if plain is bool:
        return f"{shown(value)} is neither true nor false: write true or false, without quotes"
    if plain in (int, Decimal):
        return _no_number(plain, value, first)
    if get_origin(plain) is Literal:
        return f"{shown(value)} is not what is wanted here: write {', '.join(map(str, get_args(plain)))}"
    return _own_words(first)


def _own_words(first: Any) -> str:
    return (
        str(first["ctx"]["error"]) if first["type"] == "value_error" else f"{shown(first['input'])} does not fit here"
    )


def _no_choice(choices: type[StrEnum], value: Any) -> str:
    if isinstance(value, bool) and {"yes", "no"} <= {choice.value for choice in choices}:
        word = "yes" if value else "no"
        return f'{shown(value)} is what YAML makes of an unquoted {word}: put quotes around it, "{word}"'
    words = CASE_COURSES if choices is Course else tuple(choices)
    return unknown(value, "not a word for this", [word.value for word in words])


def _no_date(value: Any, first: Any) -> str:
    if first["type"] == "value_error":
        words = _own_words(first)
        if words != WANTED:
            return words
    if isinstance(value, dt.datetime):
        return f"{value} has a time of day, and only a date is wanted: write it as {value:%Y-%m-%d}"
    return f"{shown(value)} is not a date: {WANTED}"


def _no_text(value: Any, first: Any) -> str:
    if isinstance(value, str):
        return _own_words(first)
    if isinstance(value, Mapping | list | tuple):
        return f"this is {shown(value)} where text is wanted"
    kind = "a date" if isinstance(value, dt.date) else "a yes or no" if isinstance(value, bool) else "a number"
    if not isinstance(value, dt.date | bool | int | float | Decimal):
        return f"{shown(value)} is not text"
    return f'{shown(value)} is {kind} where text is wanted: put quotes around it, "{shown(value)}"'


def _no_number(plain: type, value: Any, first: Any) -> str:
    noun = "a whole number" if plain is int else "a number"
    if isinstance(value, str):
        hint = f": write {value.strip()} without quotes" if _is_number(value) else ""
        return f"{shown(value)} is text where {noun} is wanted{hint}"
    limits = first.get("ctx", {})
    if first["type"] == "greater_than":
        return f"{shown(value)} is too small: a number above {limits['gt']} is wanted here"
    if first["type"] == "greater_than_equal":
        return f"{shown(value)} is too small: {limits['ge']} or more is wanted here"
    if first["type"] == "less_than_equal":
        return f"{shown(value)} is too large: {limits['le']:,} or less is wanted here"
    if first["type"] == "value_error" and not isinstance(value, bool):
        return _own_words(first)
    return f"{shown(value)} is not {noun}"


def _is_number(text: str) -> bool:
    try:
        return Decimal(text.strip()).is_finite()
    except ArithmeticError:
        return False
