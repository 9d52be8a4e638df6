"""Exhibits against the facts that they should prove: older than the fact, or with fewer pages."""

from collections.abc import Iterator

from priorauth.core.contradictions.saying import contradiction
from priorauth.core.dates import PartialDate, long_date
from priorauth.core.facts import CaseFacts, Proven
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.typography import counted
from priorauth.core.walk import own_dates, proven

_NOT_YET = ("due_date",)


def exhibit_contradictions(facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    """Facts that rest on an exhibit which, by its own date or pages, cannot hold them."""
    exhibits = {exhibit.id: (index, exhibit) for index, exhibit in enumerate(facts.exhibits)}
    for path, fact in proven(facts):
        if fact.exhibit not in exhibits:
            continue
        index, exhibit = exhibits[fact.exhibit]
        where = f"exhibits[{index}]"
        later = _dated_after(fact, path, PartialDate.parse(exhibit.date) if exhibit.date else None)
        if later and exhibit.date:
            place, date = later
            text = (
                f"exhibit {exhibit.id} is dated {long_date(exhibit.date)}, and the fact that it should prove, {place}, "
                f"{date.long()}."
            )
            yield contradiction(f"exhibit_older.{path}", text, f"{path}.exhibit", place, f"{where}.date")
        if fact.page and exhibit.pages and fact.page > exhibit.pages:
            text = f"{path} names page {fact.page} of exhibit {exhibit.id}, which has {counted(exhibit.pages, 'page')}."
            yield contradiction(f"exhibit_page.{path}", text, f"{path}.page", f"{where}.pages")


def _dated_after(fact: Proven, path: str, made: PartialDate | None) -> tuple[str, PartialDate] | None:
    if made is None:
        return None
    after = [
        (place, date)
        for place, date in own_dates(fact, path)
        if date.first > made.last and not place.endswith(_NOT_YET)
    ]
    return max(after, key=lambda found: found[1], default=None)
