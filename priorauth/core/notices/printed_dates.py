"""Dates as US notices print them. What is not beyond doubt has no value: a year of two digits, a letter for a digit."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from priorauth.core.dates import MONTHS

_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS).replace(
    "Sep(?:tember)?", "Sept?(?:ember)?"
)
_DIGIT = r"[0-9OoQIlSBZ|]"
_EXACT = (
    re.compile(rf"(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<day>\d{{1,2}}) (?P<month>{_MONTH})\.?,? (?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(r"(?P<month>\d{1,2})([/-])(?P<day>\d{1,2})\2(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"),
)
_LIKE = re.compile(
    rf"(?<![\w/.\-])(?:{_DIGIT}{{1,2}} ?[/.\-] ?{_DIGIT}{{1,2}} ?[/.\-] ?{_DIGIT}{{2,4}}"
    rf"|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|(?:{_MONTH})\.? {_DIGIT}{{1,2}}(?:st|nd|rd|th)?[,.]? ?{_DIGIT}{{2,4}}"
    rf"|[A-Z][A-Za-z0-9]{{2,8}}\.? {_DIGIT}{{1,2}}[,.] {_DIGIT}{{4}}"
    rf"|{_DIGIT}{{1,2}} (?:{_MONTH})\.?,? {_DIGIT}{{4}})(?![\w/\-])",
    re.IGNORECASE,
)


class PrintedDate(NamedTuple):
    """A date, or what looks like one, and where it stands in the text. `day` is None where it cannot be read."""

    day: dt.date | None
    start: int
    end: int


def printed_dates(text: str) -> Iterator[PrintedDate]:
    """Everything in the text that looks like a date, in order."""
    for found in _LIKE.finditer(text):
        if any(letter.isdigit() for letter in found[0]):
            yield PrintedDate(_read(found[0]), found.start(), found.end())


def _read(text: str) -> dt.date | None:
    """The day, month before day as the US writes it; None where the digits name no day of our time."""
    found = next((match for match in (form.fullmatch(text) for form in _EXACT) if match), None)
    if found is None:
        return None
    month = found["month"]
    number = int(month) if month.isdigit() else [name[:3] for name in MONTHS].index(month[:3].title()) + 1
    try:
        day = dt.date(int(found["year"]), number, int(found["day"]))
    except ValueError:
        return None
    return day if 2000 <= day.year < 2100 else None
