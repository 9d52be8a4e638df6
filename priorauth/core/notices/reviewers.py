"""Who decided, as the notice says it beside a label: a name, a title, a specialty."""

from collections.abc import Iterator, Sequence

from priorauth.core.notices.candidate import Candidate, Kind
from priorauth.core.notices.labels import beside
from priorauth.core.notices.page import Page
from priorauth.core.notices.taken import taken_from_line
from priorauth.core.notices.wording import any_of

_DECIDED = any_of(r"(?:decided|reviewed|denied|determination made) by(?=:)", "(?:physician |clinical )?reviewer(?=:)")


def reviewers(pages: Sequence[Page]) -> Iterator[Candidate]:
    """The words after a label with a colon; what is said in a sentence is left."""
    for found in beside(pages, _DECIDED):
        text = found.text.rstrip(" .;")
        if text and not found.lead:
            end = found.start + len(text)
            yield taken_from_line(
                pages, found.page, found.line, found.start, end, Kind.REVIEWER, text, f"“{found.label}”", is_exact=True
            )
