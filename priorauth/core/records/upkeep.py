"""Our own working rules: how long a verification holds, what a missing fact costs, and what no text may say."""

import re
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
    """A regular expression (case-insensitive) over generated and hand-edited text; a hit blocks signing."""

    pattern: Annotated[str, AfterValidator(_compiles)]
    why: Text


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
