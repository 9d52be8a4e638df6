"""The notice's own date, and the day on which a stamp says that it was received."""

import re
from collections.abc import Iterator, Sequence

from priorauth.core.notices.candidate import Candidate, Kind
from priorauth.core.notices.labelled_dates import begins_a_statement, labelled_date
from priorauth.core.notices.labels import Beside, beside
from priorauth.core.notices.page import Line, Page
from priorauth.core.notices.printed_dates import PrintedDate, printed_dates
from priorauth.core.notices.taken import taken_from_line
from priorauth.core.notices.wording import any_of

_NOTICE = re.compile(
    r"(?<![\w-])(?:"
    r"date of (?:this |the )?(?:notice|letter|denial|decision|determination|adverse \w+(?: \w+)?)"
    r"|(?:notice|letter|denial|decision|determination|mailing|mail|issue) date"
    r"|date (?:notice )?(?:mailed|sent|of mailing|issued)|(?:this )?notice (?:was )?(?:mailed|sent)|mailed"
    r"|^date(?=:|$))(?![\w-])",
    re.IGNORECASE,
)
# Words beside which a date is another one than the notice's own.
_ANOTHER = any_of(
    *("birth", "born", "dob", "services?", "dos", "print(?:ed)?", "generated", "run", "received", "request(?:ed)?"),
    *("effective", "expires?", "since", "rev(?:ised)?", "through", "fax(?:ed)?", "appeal", "your"),
    *("earlier", "previous", "prior", "first", "original"),
)
_COVER = any_of("fax (?:cover|transmission|transmittal)", "cover sheet")
_SALUTATION = re.compile(r"^(?:dear|re:|regarding:|subject:|to whom)\b", re.IGNORECASE)
_LETTER = re.compile(r"^(?:dear|to whom|sincerely|signed|signature)\b", re.IGNORECASE)
_REPLACED = any_of("corrected", "replaced", "superseded", "withdrawn", "void")
_STAMP = re.compile(r"^(?:RECEIVED|RECV'?D|REC'?D)\b")


def notice_dates(pages: Sequence[Page]) -> Iterator[Candidate]:
    """The notice's own date: beside a label, or alone on a line above the salutation."""
    covers = {number for number, page in enumerate(pages, start=1) if _COVER.search(page.text)}
    for found in beside(pages, _NOTICE):
        line = pages[found.page - 1].lines[found.line]
        if not begins_a_statement(found) or _ANOTHER.search(found.lead) or _REPLACED.search(line.text):
            continue
        if found.label.lower() == "date" and (found.page in covers or _is_in_the_letter(pages[found.page - 1], found)):
            continue
        dated = labelled_date(pages, found, Kind.NOTICE_DATE, f"“{found.label}”")
        if dated is not None:
            yield dated
    first = next((number for number in range(1, len(pages) + 1) if number not in covers), None)
    if first is not None:
        yield from _alone(pages, first)


def received_dates(pages: Sequence[Page]) -> Iterator[Candidate]:
    """What a stamp of receipt says."""
    for found in beside(pages[:1], _STAMP):
        dated = labelled_date(pages, found, Kind.RECEIVED_DATE, f"“{found.label}” stamp")
        if dated is not None:
            yield dated


def _is_in_the_letter(page: Page, found: Beside) -> bool:
    """Whether the salutation stands before it: then it is the date of a signature, or of something told."""
    return any(_LETTER.match(line.text) for line in page.lines[: found.line])


def _alone(pages: Sequence[Page], number: int) -> Iterator[Candidate]:
    page = pages[number - 1]
    for index, line in enumerate(page.lines):
        if _SALUTATION.match(line.text) or line.top > 0.5 * page.height:
            return
        date = next(printed_dates(line.text), None)
        if date and _is_all(line.text, date) and not _is_answer(page, line):
            value = date.day.isoformat() if date.day else None
            why = "The date at the head of the letter"
            yield taken_from_line(
                pages, number, index, date.start, date.end, Kind.NOTICE_DATE, value, why, is_exact=True
            )


def _is_all(text: str, date: PrintedDate) -> bool:
    rest = text[: date.start] + text[date.end :]
    return re.fullmatch(r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? ?)?\.?", rest, re.IGNORECASE) is not None


def _is_answer(page: Page, line: Line) -> bool:
    """Whether a cell to the left of the line, or right above it, asks for it: then it is not the letter's own date."""
    for other in page.lines:
        if other.right <= line.left and other.is_beside(line):
            return True
        above = 0 < line.top - other.top <= 2 * line.height and abs(other.left - line.left) <= 0.03 * page.width
        if above and (
            other.text.endswith(":") or _ANOTHER.search(other.text) or re.search(r"\bdate\b", other.text, re.I)
        ):
            return True
    return False
