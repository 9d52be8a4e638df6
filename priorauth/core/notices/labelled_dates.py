"""The date beside a label."""

import re
from collections.abc import Sequence

from priorauth.core.notices.candidate import Candidate, Kind
from priorauth.core.notices.labels import Beside
from priorauth.core.notices.page import Page
from priorauth.core.notices.printed_dates import printed_dates
from priorauth.core.notices.taken import taken_from_line

# What may stand before a label that begins a statement of its own.
_LEAD = re.compile(r"(?:^(?:the )?|[.;:|)•] )$", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:(?:on|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?,? )?", re.IGNORECASE)


def begins_a_statement(found: Beside) -> bool:
    """Whether the label stands at the head of its line, or after another statement; not in the midst of a sentence."""
    return bool(_LEAD.search(found.lead))


def labelled_date(pages: Sequence[Page], found: Beside, kind: Kind, why: str) -> Candidate | None:
    """The date with which the text beside the label begins, after a weekday or an “on”; None where there is none."""
    weekday = _WEEKDAY.match(found.text)
    skipped = weekday.end() if weekday else 0
    date = next((date for date in printed_dates(found.text) if date.start <= skipped), None)
    if date is None:
        return None
    value = date.day.isoformat() if date.day else None
    start, end = found.start + date.start, found.start + date.end
    return taken_from_line(pages, found.page, found.line, start, end, kind, value, why, is_exact=True)
