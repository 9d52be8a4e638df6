"""The policy that a notice cites."""

import re
from collections.abc import Iterator, Sequence

from priorauth.core.notices.candidate import Candidate, Kind
from priorauth.core.notices.page import Page
from priorauth.core.notices.running import Sentence
from priorauth.core.notices.taken import taken_from_sentence

_POLICY = re.compile(
    r"\b(?:(?:(?:Medical|Clinical|Coverage|Drug|Pharmacy|Payment|Utilization Management|Medical Drug|Corporate Medical)"
    r"(?: (?:Coverage|Policy|Clinical))? ?(?:Policy|Policies|Guidelines?|Criteria|Bulletin)"
    r"|Local Coverage Determination|National Coverage Determination|LCD|NCD|CPB|Policy(?! (?:number|no\.|#)))"
    r"(?: (?:Bulletin|Guideline))?(?: (?:number|no\.|#))?[:,]? ?#?(?:\((?:LCD|NCD|CPB)\) )?"
    r"(?P<number>(?-i:(?:[A-Z]{1,6}[-. ]?){0,2}\d[A-Za-z0-9.\-]*[A-Za-z0-9])))",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\b(?:insurance|group|your|holder)\b.{0,12}$", re.IGNORECASE)


def policies(pages: Sequence[Page], sentences: Sequence[Sentence]) -> Iterator[Candidate]:
    """Each policy that is named with its number."""
    for sentence in sentences:
        for found in _POLICY.finditer(sentence.text):
            is_number = len(found["number"]) > 3 or not found["number"].isdigit()
            if is_number and not _OTHER.search(sentence.text[: found.start()]):
                yield taken_from_sentence(
                    pages, sentence, found.start(), found.end(), Kind.POLICY, found[0], "Policy cited", is_exact=True
                )
