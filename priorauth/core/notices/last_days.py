"""The last day to appeal, as the notice prints it, and which sentences speak of this level's appeal."""

import re
from collections.abc import Iterator, Sequence

from priorauth.core.notices.candidate import Candidate, Kind
from priorauth.core.notices.labelled_dates import begins_a_statement, labelled_date
from priorauth.core.notices.labels import beside
from priorauth.core.notices.page import Page
from priorauth.core.notices.printed_dates import printed_dates
from priorauth.core.notices.running import Sentence
from priorauth.core.notices.taken import taken_from_sentence
from priorauth.core.notices.wording import any_of

_LAST_DAY = any_of(
    r"(?:file |send )?(?:an |your )?appeal (?:by|before|deadline|due(?: date)?|must be (?:received|filed) by)",
    r"last (?:day|date) to (?:file (?:an |your )?)?appeal",
    r"deadline (?:to|for) (?:file (?:an |your )?)?appeals?",
    r"appeals? (?:filing )?deadline",
)
_BY = re.compile(r"\b(?:by|before|no later than|not later than|until|on or before)(?: \w+day,)? ?$", re.IGNORECASE)
_APPEAL = any_of("appeals?", "appealing", "reconsiderations?", "redeterminations?")
_TO_DO = any_of(
    *("must", "may", "can", "have until", "has until", "should", "need", "due", "deadline", "last day"),
    *("file", "filed", "submit", "submitted", "send", "write", "appeal by", "appeals? (?:is|are) due"),
)
_PAST = any_of("had", "was", "were", "got", "we received", "heard", "closed", "approved", "expires?", "ends?")
_GOES_ON = any_of("it", "your (?:letter|request)", "you must (?:ask|file|write)", "must be filed")
_NOT_THIS_APPEAL = any_of(
    *("external(?:ly)?", "independent(?:ly)?", "hearings?", "court", "second[- ]level", "level (?:2|two)"),
    *(r"continu\w+", "keep", "benefits", "records", "information", r"peer[\w-]*", r"expedit\w+", "fast(?:er)?"),
    *("we will", "we['’]ll", "we (?:must|have to) (?:decide|give|tell|answer|send)"),
)


def last_days(pages: Sequence[Page], sentences: Sequence[Sentence]) -> Iterator[Candidate]:
    """The last day to appeal as printed. Days for external review, hearings, records or continued care are not it."""
    for found in beside(pages, _LAST_DAY):
        dated = labelled_date(pages, found, Kind.APPEAL_BY, f"“{found.label}”")
        if dated is not None and begins_a_statement(found) and not _NOT_THIS_APPEAL.search(found.lead):
            yield dated
    for before, sentence in zip((None, *sentences), sentences, strict=False):
        if speaks_of_appeal(before, sentence) and _TO_DO.search(sentence.text) and not _PAST.search(sentence.text):
            for printed in printed_dates(sentence.text):
                link = _BY.search(sentence.text[: printed.start])
                if link:
                    value = printed.day.isoformat() if printed.day else None
                    why = f"“{link[0].strip()}”, of the appeal"
                    yield taken_from_sentence(
                        pages, sentence, printed.start, printed.end, Kind.APPEAL_BY, value, why, is_exact=True
                    )


def speaks_of_appeal(before: Sentence | None, sentence: Sentence) -> bool:
    """Whether a sentence is about this level's appeal: it or its heading says so, or it goes on from one that does."""
    near = f"{sentence.text} {sentence.heading}"
    if _NOT_THIS_APPEAL.search(near):
        return False
    if _APPEAL.search(near):
        return True
    if before is None or not _GOES_ON.search(sentence.text):
        return False
    return bool(_APPEAL.search(before.text)) and not _NOT_THIS_APPEAL.search(before.text)
