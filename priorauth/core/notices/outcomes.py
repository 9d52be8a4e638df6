"""What the plan decided, where the notice says in plain words that the request is denied, and nothing beside it.

A notice that also grants something, or takes a decision back, is left to the person.
"""

import re
from collections.abc import Iterator, Sequence

from priorauth.core.notices.candidate import Candidate, Kind
from priorauth.core.notices.page import Page
from priorauth.core.notices.reasons import speaks_of_others
from priorauth.core.notices.running import Sentence
from priorauth.core.notices.taken import taken_from_sentence
from priorauth.core.notices.wording import any_of
from priorauth.core.vocabulary import DeterminationOutcome

_ASKED = "(?:request|coverage|claim|appeal|authorization|treatment|drug|medicine|service)s?"
_WAS = "(?:is|are|was|were|has been|have been)"
_DENIED = any_of(
    "we (?:have |must |hereby )?(?:denied|deny)",
    "we are denying",
    rf"{_ASKED}(?: (?!not\b|never\b|if\b|part\b)[\w,'’-]+){{0,8}} {_WAS} (?:hereby )?denied",
    f"{_WAS} not approved",
    "we (?:cannot|can not|can['’]t|are unable to|are not able to|do not|did not) approve",
)
# Something was granted, or a decision taken back.
_GRANTED = any_of(
    "(?:is|are|was|were|been|we|have|has|hereby|now|partially|partly) (?:now |partly |partially )?approv(?:ed?|ing)",
    "partial(?:ly)?|partly|in part|part of|the part|the rest|the remaining|except",
    "overturn(?:ed)?|reversed?|reinstated|rescinded|withdrawn|modified|in your favor",
)
_NOT_DENIED = re.compile(r"\b(?:not|never|no longer) (?:been )?(?:denied|denying)\b", re.IGNORECASE)


def outcomes(pages: Sequence[Page], sentences: Sequence[Sentence]) -> Iterator[Candidate]:
    """That the request is denied, from the first sentence that says so; nothing where another speaks of a grant."""
    said = [sentence for sentence in sentences if not speaks_of_others(sentence)]
    if any(_GRANTED.search(sentence.text) or _NOT_DENIED.search(sentence.text) for sentence in sentences):
        return
    for sentence in said:
        if match := _DENIED.search(sentence.text):
            value, why = DeterminationOutcome.DENIED.value, f"“{match[0]}”"
            yield taken_from_sentence(pages, sentence, match.start(), match.end(), Kind.OUTCOME, value, why)
            return
