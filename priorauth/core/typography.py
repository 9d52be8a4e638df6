"""How text looks on paper: true signs, dates in words, numbers and lists as a letter writes them."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from priorauth.core.dates import PartialDate

_ISO_DATE = re.compile(r"(?<![\d-])(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2}))?(?![\d-])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_DATE = re.compile(
    r"(?=[jfmasond])\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.? (?:(\d{1,2})(?:st|nd|rd|th)?,? )?(\d{4})\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}")
_SLASHED_DATE = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_FILLERS = frozenset(("none", "null", "nan", "n/a", "tbd", "tba", "unknown", "?", "-", "–", "xxx", "todo"))
_PLACEHOLDER_BEGINS = re.compile(r"[{}_TX\[(“]")
_PLACEHOLDER = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{\{|\}\}|_{3,}|\b(?:TBD|TBA|XXX+|TODO)\b|\[\s*\]|\(\s*\)|“\s*”|"
    r"\[(?:insert|enter|fill|date|name|dose|number)\b[^\]]*\]",
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
# A sign is looked for only where the mark before it stands in the text: most chart text holds none.
_SIGNS = (
    ("10^", re.compile(r"\s*\b[x×]\s?10\^(-?\d+)"), lambda found: f" × 10{found[1].translate(_SUPERSCRIPTS)}"),
    ("10^", re.compile(r"10\^(-?\d+)"), lambda found: f"10{found[1].translate(_SUPERSCRIPTS)}"),
    ("x", re.compile(r"(?<=\w) ?\bx ?(?=\d)"), lambda found: " × "),
    ("1.73", re.compile(r"1\.73 ?m2\b"), lambda found: "1.73 m²"),
    (">=", re.compile(r">="), lambda found: "≥"),
    ("<=", re.compile(r"<="), lambda found: "≤"),
    ("'", re.compile(r"(?<=\w)'(?=\w)|(?<=\w)'"), lambda found: "’"),
    ("'", re.compile(r"'(?=\w)"), lambda found: "‘"),
    ('"', re.compile(r'"([^"]*)"'), lambda found: f"“{found[1]}”"),
    ("-", re.compile(r"(?<![\w.])-(?=\d)"), lambda found: "−"),
)
_NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()


def tidy(text: str, *, short_dates: bool = False) -> str:
    """Text from a chart as a letter prints it: ISO dates in words, × and superscripts, curly quotes, one line."""
    text = " ".join(text.split())
    if "-" in text:
        text = _ISO_DATE.sub(lambda found: _date(found, short_dates), text)
    for mark, pattern, sign in _SIGNS:
        if mark in text:
            text = pattern.sub(sign, text)
    return text.strip().rstrip(".")


def _date(found: re.Match[str], short: bool) -> str:
    try:
        date = PartialDate.parse(found[0])
    except ValueError:
        return found[0]
    return date.short() if short else date.long()


def dates_in(text: str) -> list[PartialDate]:
    """The dates that a text holds, as far as the calendar knows them: `2026-11-20`, `Nov 20, 2026`, `11/20/2026`."""
    if not _YEAR.search(text):
        return []
    written = [found[0] for found in _ISO_DATE.finditer(text)] if "-" in text else []
    written += [_iso(year, _MONTHS.index(month[:3].lower()) + 1, day) for month, day, year in _NAMED_DATE.findall(text)]
    if "/" in text:
        written += [_iso(year, month, day) for month, day, year in _SLASHED_DATE.findall(text)]
    dates = []
    for date in written:
        try:
            dates.append(PartialDate.parse(date))
        except ValueError:
            continue
    return dates


def _iso(year: str, month: str | int, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}" if day else f"{year}-{int(month):02}"


def placeholder_in(text: str) -> str | None:
    """What stands in a text where something is still to be filled in, as `TBD`, `____`, `{{ name }}`; else None."""
    if text.strip(" .").lower() in _FILLERS:
        return text.strip()
    found = _PLACEHOLDER_BEGINS.search(text) and _PLACEHOLDER.search(text)
    return found[0] if found else None


def listed(items: Sequence[str], joiner: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; with `; ` between items that hold commas themselves, outside brackets."""
    if len(items) < 2:
        return "".join(items)
    comma = "; " if any(", " in _IN_BRACKETS.sub("", item) for item in items) else ", "
    if comma == "; ":
        return comma.join(items)
    return f"{comma.join(items[:-1])} {joiner} {items[-1]}"


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """`one relapse`, `two relapses`, `13 relapses`; `no relapses` for none."""
    noun = singular if count == 1 else plural or f"{singular}s"
    return f"{'no' if count == 0 else number_word(count)} {noun}"


def number_word(count: int) -> str:
    """One to twelve in words, then figures."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def ordinal_word(count: int) -> str:
    """`first` for 1; in figures from 13 on: `13th`, `21st`."""
    if 0 <= count < len(_ORDINALS):
        return _ORDINALS[count]
    ending = "th" if 10 < count % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def figure(value: Decimal | int | str) -> str:
    """A number as printed: no exponent, a true minus, the digits of its source."""
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return text.replace("-", "−", 1) if text.startswith("-") else text


@lru_cache(maxsize=4096)
def trimmed(value: Decimal) -> str:
    """A number without trailing zeros after the point: 0.40 is 0.4, 25.0 is 25."""
    return figure(Decimal(f"{value.normalize():f}"))


def capital(text: str) -> str:
    """The text with its first letter as a capital; the rest untouched."""
    return text[:1].upper() + text[1:]


def begun(text: str) -> str:
    """The text as a sentence or cell begins: with a capital, unless its first word holds one (`eGFR`)."""
    if not text[:1].islower():
        return text
    first = text.split(" ", 1)[0]
    return capital(text) if first == first.lower() else text


def lowered(text: str) -> str:
    """The text with its first letter small, unless the first word is an abbreviation or a name in capitals."""
    first = text.split(" ", 1)[0]
    return (
        text
        if len(first) > 1 and any(letter.isupper() or letter.isdigit() for letter in first[1:])
        else (text[:1].lower() + text[1:])
    )
