"""Our own working rules: how long a verification holds, what a missing fact costs, and what no text may say."""

import re
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator

from priorauth.core.records.base import FrozenMap, Part, Record, Text


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"is not a regular expression ({error})") from None
    return pattern


class YearlyReview(Part):
    """A review that is due each year on that day."""

    month: int
    day: int
    text: Text


class Effort(Part):
    """How dear a missing fact is: rank 1 is the cheapest. `paths` are those of the case file."""

    rank: int
    label: Text
    paths: tuple[Text, ...]


class NeverPattern(Record):
    """A regular expression over generated and hand-edited text, whatever its ASCII capitals; a hit blocks signing.

    Every hit holds one of `holds`, in small letters: a text without them needs no search.
    """

    pattern: Annotated[str, AfterValidator(_compiles)]
    holds: tuple[Text, ...]
    why: Text

    @cached_property
    def expression(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE | re.ASCII | re.MULTILINE)

    def may_be_in(self, small: str) -> bool:
        """Whether a text, given in small letters, is worth a search."""
        return any(map(small.__contains__, self.holds))


class Upkeep(Part):
    """`review_after_months` and `review_each_year` are keyed by the file of the library."""

    review_after_months: FrozenMap[str, int]
    review_each_year: FrozenMap[str, YearlyReview]
    effort: tuple[Effort, ...]
    never_patterns: tuple[NeverPattern, ...]

    def rank_of(self, path: str) -> int | None:
        """The rank of the longest listed path that holds this one; None where none does."""
        plain = re.sub(r"\[\d+\]", "", path)
        matches = [
            (len(listed), effort.rank)
            for effort in self.effort
            for listed in effort.paths
            if plain == listed or plain.startswith(listed + ".")
        ]
        return max(matches)[1] if matches else None
