"""What cannot both hold: two dates of one notice, a printed last day that its own window does not give."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from priorauth.core.dates import long_date
from priorauth.core.notices.candidate import Candidate, Contradiction, Kind

_DAYS = re.compile(r"\b(\d{1,3})\)? (?:calendar )?days")
_SPELLED = {"sixty": 60, "ninety": 90, "thirty": 30, "one hundred eighty": 180, "one hundred twenty": 120}
_RECEIPT = re.compile(r"\breceipt\b|\breceiv|\bget\b|\bgot\b", re.IGNORECASE)
_ONE_OF = {
    Kind.NOTICE_DATE: "dates for the notice",
    Kind.APPEAL_BY: "last days to appeal",
    Kind.MEMBER_ID: "member IDs",
}


def contradictions(candidates: Sequence[Candidate]) -> Iterator[Contradiction]:
    """Of kinds of which a notice has one, several values; then printed last days against dates and windows."""
    for kind, name in _ONE_OF.items():
        found = _readable(candidates, kind)
        values = list(dict.fromkeys(value for _, value in found))
        if len(values) > 1:
            said = [_said(kind, value) for value in values]
            text = f"The notice gives {len(values)} {name}: {', '.join(said[:-1])} and {said[-1]}."
            yield Contradiction(says=text, candidates=tuple(number for number, _ in found))
    yield from _windows(candidates)


def _windows(candidates: Sequence[Candidate]) -> Iterator[Contradiction]:
    dates = _readable(candidates, Kind.NOTICE_DATE)
    last_days = _readable(candidates, Kind.APPEAL_BY)
    for one, window in _readable(candidates, Kind.APPEAL_WINDOW):
        days = _days(window)
        if days is None or _RECEIPT.search(window):
            continue
        for two, date in dates:
            for three, last_day in last_days:
                ends = dt.date.fromisoformat(date) + dt.timedelta(days=days)
                if ends != dt.date.fromisoformat(last_day):
                    text = (
                        f"The notice says to appeal by {_said(Kind.APPEAL_BY, last_day)}, and gives {days} days: "
                        f"from {_said(Kind.NOTICE_DATE, date)} these end on {long_date(ends)}."
                    )
                    yield Contradiction(says=text, candidates=(one, two, three))


def _days(window: str) -> int | None:
    found = _DAYS.search(window)
    if found:
        return int(found[1])
    return next((days for words, days in _SPELLED.items() if words in window.lower()), None)


def _readable(candidates: Sequence[Candidate], kind: Kind) -> list[tuple[int, str]]:
    return [
        (number, candidate.value)
        for number, candidate in enumerate(candidates)
        if candidate.kind == kind and candidate.value is not None
    ]


def _said(kind: Kind, value: str) -> str:
    return value if kind == Kind.MEMBER_ID else long_date(dt.date.fromisoformat(value))
