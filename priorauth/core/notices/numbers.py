"""Reference numbers and member ids, each beside its label."""

import re
from collections.abc import Iterator, Sequence

from priorauth.core.notices.candidate import Candidate, Kind
from priorauth.core.notices.labels import beside
from priorauth.core.notices.page import Page
from priorauth.core.notices.printed_dates import printed_dates
from priorauth.core.notices.taken import taken_from_line

_REFERENCE = re.compile(
    r"(?<![\w-])(?:(?:service |pa |authorization |denial )?(?:reference|ref|case|claim|tracking|request|appeal)"
    r" ?(?:number|num\b|no\b\.?|id\b|#)(?:/\w+)?"
    r"|(?:prior )?auth(?:orization)? ?(?:number|no\b\.?|id\b|#)"
    r"|(?:our |your |plan )?(?:reference|case|claim)(?=:))",
    re.IGNORECASE,
)
_MEMBER = re.compile(
    r"(?<![\w-])(?:(?:member|subscriber|enrollee|medicaid|cardholder|beneficiary|customer)(?:['’]s)?"
    r"(?: identification| plan)? ?(?:number|num\b|no\b\.?|id\b(?: ?(?:number|no\b\.?|#))?|#))",
    re.IGNORECASE,
)
_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]*(?: [A-Z0-9-]*\d[A-Z0-9-]*(?![\w/]))*")
# A letter that stands for a digit, or the other way round: which of the two only the paper tells.
_DOUBTFUL = re.compile(r"\d[OlI|]|[OlI|]\d|\d[a-z]|[a-z]\d")


def references(pages: Sequence[Page]) -> Iterator[Candidate]:
    """Numbers of the case, the request, the claim or the authorization."""
    yield from _numbers(pages, _REFERENCE, Kind.REFERENCE)


def member_ids(pages: Sequence[Page]) -> Iterator[Candidate]:
    """Numbers of the member."""
    yield from _numbers(pages, _MEMBER, Kind.MEMBER_ID)


def _numbers(pages: Sequence[Page], label: re.Pattern[str], kind: Kind) -> Iterator[Candidate]:
    for found in beside(pages, label):
        value = _VALUE.match(found.text)
        if value is None or not any(letter.isdigit() for letter in value[0]):
            continue
        text = value[0].rstrip(".-/")
        if len(text) < 4 or any(date.start < len(text) for date in printed_dates(found.text)):
            continue
        why, start = f"“{found.label}”", found.start
        is_sure = not _DOUBTFUL.search(text)
        yield taken_from_line(
            pages, found.page, found.line, start, start + len(text), kind, text if is_sure else None, why, is_exact=True
        )
