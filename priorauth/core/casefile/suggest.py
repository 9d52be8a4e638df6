"""Saying what stands in a file, and what was perhaps meant."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

SHORT = 12


def shown(value: Any) -> str:
    """A value as a message names it: text in quotes and cut at 60 characters, a tree by its kind only."""
    if isinstance(value, str):
        return f'"{value if len(value) <= 60 else value[:57] + "…"}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "a set of keys"
    if isinstance(value, list | tuple | set):
        return "a list"
    if isinstance(value, int | float | Decimal | dt.date):
        # Python itself refuses to write out an integer of thousands of digits.
        text = str(value) if not isinstance(value, int) or abs(value) < 10**60 else f"{Decimal(value):.3e}"
        return text if len(text) <= 60 else text[:57] + "…"
    return "an empty value" if value is None else f"a value of type {type(value).__name__}"


def did_you_mean(word: Any, known: Iterable[str], by_name: Mapping[str, str] | None = None) -> str:
    """`; did you mean rrms?` with what is nearest, or nothing where nothing is near.

    `by_name` maps other names in small letters (a brand) to what should be written.
    """
    said = str(word).strip().lower()
    plain = said.replace(" ", "_").replace("-", "_")
    spelled = {**(by_name or {}), **{name.lower(): name for name in known}}
    begun = [name for name in spelled if len(plain) > 2 and name.startswith(plain)]
    near = get_close_matches(plain, spelled, n=1, cutoff=0.6) or get_close_matches(said, spelled, n=1, cutoff=0.6)
    for name in (plain, said, *begun, *near):
        if name in spelled:
            return f"; did you mean {spelled[name]}?"
    return ""


def one_of(known: Iterable[str], file: str | None = None) -> str:
    """` One of a, b, c.` where the list is short enough to be read; else the library's file that holds it."""
    names = list(known)
    if 0 < len(names) <= SHORT:
        return f" One of {', '.join(names)}."
    return f" They are listed in its {file}." if file else ""


def unknown(
    word: Any, what: str, known: Iterable[str], by_name: Mapping[str, str] | None = None, file: str | None = None
) -> str:
    """The whole message for an id or a word that is not known: `"fail" is no outcome; did you mean failed? One of …`"""
    names = list(known)
    guess = did_you_mean(word, names, by_name)
    return f"{shown(word)} is {what}{guess or '.'}{one_of(names, file)}"
