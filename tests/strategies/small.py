"""The small strategies: days, dates as exact as a chart, chart text, numbers that a check digit guards."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from stdnum import luhn

PHRASES = (
    "two relapses and three new T2 lesions on treatment",
    "ALT 7 times the upper limit, autoimmune hepatitis on biopsy",
    "absolute lymphocyte count 0.4 x10^9/L on two dates",
    "IgG 412 mg/dL; three pneumonias in 12 months (one admission)",
    "titer >= 1:40, <= 5 µg, −0.5 to +0.5, 100 % & more",
    "Dr. O’Neil’s note: “no change” / 'stable'",
    "anaphylaxis 20 minutes after the eighth injection",
    "seen with Zoë Łukasik, RN <charge nurse>",
    "recorded as {{ unclear }} in the scan; {% retype %}",
    "cardiology advises 10% product at reduced rate",
    "result pending",
)


def days(first: dt.date, last: dt.date) -> st.SearchStrategy[dt.date]:
    """A day from first to last; the last where they are out of order."""
    return st.dates(min(first, last), last)


def days_before(day: dt.date, most: int, least: int = 0) -> st.SearchStrategy[dt.date]:
    """A day from `most` to `least` days before that one."""
    return st.integers(least, most).map(lambda count: day - dt.timedelta(days=count))


def as_charted(day: dt.date) -> st.SearchStrategy[str]:
    """The day as a chart may hold it: mostly exact, sometimes its month, seldom its year."""
    text = day.isoformat()
    return st.sampled_from([text, text, text, text[:7], text[:7], text[:4]])


def chart_text() -> st.SearchStrategy[str]:
    """What a chart says in words: signs, quotes, and what templates or HTML would take for their own."""
    return st.sampled_from(PHRASES)


def npis() -> st.SearchStrategy[str]:
    """Ten digits with the right check digit."""
    return st.integers(10_000_000, 19_999_999).map(lambda number: _checked(f"1{number}"))


def _checked(digits: str) -> str:
    return digits + luhn.calc_check_digit("80840" + digits)


def edss_scores(low: float = 0, high: float = 9.5) -> st.SearchStrategy[float]:
    return st.integers(int(low * 2), int(high * 2)).map(lambda halves: halves / 2)


def some(values: Sequence[Any], *, least: int = 0, most: int | None = None) -> st.SearchStrategy[list[Any]]:
    """A few of the values, each at most once."""
    return st.lists(st.sampled_from(list(values)), unique=True, min_size=least, max_size=most or len(values))


def filled(**maybe: Any) -> dict[str, Any]:
    """The keys that hold something: a None is left out, as in a file."""
    return {key: value for key, value in maybe.items() if value is not None}


def at_times(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The value, or None where the record says nothing."""
    return st.none() | strategy
