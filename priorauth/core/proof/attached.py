"""The exhibits themselves: named and not attached, begun after the event, without pages."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator

from priorauth.core.dates import PartialDate
from priorauth.core.facts import CaseFacts, Disability, Exhibit, Imaging, Relapse
from priorauth.core.items import advice, before_signing
from priorauth.core.letter import CheckItem
from priorauth.core.timeline import At, numbered
from priorauth.core.typography import capital, counted, listed
from priorauth.core.walk import proven

# A date, a month or a year in a title; of `2016 to 2026-11-11` and of `2018-2026` the first is the year that begins it.
_IN_TITLE = re.compile(r"(?<![\d-])((?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?!\d)(?:-\d\d(?!\d))?)?)(?!\d)")
# A note written within three months of an event tells of it at first hand.
_AT_FIRST_HAND = dt.timedelta(days=92)
_Event = Relapse | Disability | Imaging


def attachment_items(facts: CaseFacts) -> Iterator[CheckItem]:
    """What is wrong with the exhibits that facts name: not attached, begun too late, named without a page."""
    yield from _not_attached(facts)
    yield from _begun_too_late(facts)
    yield from _without_pages(facts)


def _not_attached(facts: CaseFacts) -> Iterator[CheckItem]:
    attached = {exhibit.id for exhibit in facts.exhibits}
    named: dict[str, list[str]] = defaultdict(list)
    for path, fact in proven(facts):
        if fact.exhibit and fact.exhibit not in attached:
            named[fact.exhibit].append(path)
    for letter, paths in named.items():
        text = f"Exhibit {letter} is to prove {listed(paths)}, and no exhibit {letter} is attached."
        yield before_signing(
            f"proof.not_attached.{letter}", text, f"Attach exhibit {letter}, or name the one that proves it."
        )


def _begun_too_late(facts: CaseFacts) -> Iterator[CheckItem]:
    """Events that their exhibit, by the first date in its title, cannot tell of at first hand."""
    begins = {exhibit.id: first for exhibit in facts.exhibits if (first := _first_in_title(exhibit))}
    for entry, name in _events(facts):
        first = begins.get(entry.item.exhibit or "")
        if first and entry.item.date.last + _AT_FIRST_HAND < first.first:
            text = (
                f"{name} of {entry.item.date.long()} rests on exhibit {entry.item.exhibit}, which by its title begins "
                f"with {first.long()}."
            )
            lift = f"Attach the record of that time and name it at {entry.path}.exhibit."
            yield before_signing(f"proof.predates.{entry.path}", text, lift)


def _events(facts: CaseFacts) -> Iterator[tuple[At[_Event], str]]:
    for relapse in numbered("relapses", facts.relapses or ()):
        yield At(relapse.path, relapse.item), "The relapse"
    for visit in numbered("disability", facts.disability or ()):
        yield At(visit.path, visit.item), "The examination"
    for scan in numbered("imaging", facts.imaging or ()):
        yield At(scan.path, scan.item), "The MRI"


def _first_in_title(exhibit: Exhibit) -> PartialDate | None:
    dates = []
    for found in _IN_TITLE.findall(exhibit.title or ""):
        try:
            dates.append(PartialDate.parse(found))
        except ValueError:
            continue
    return min(dates, default=None)


def _without_pages(facts: CaseFacts) -> Iterator[CheckItem]:
    long = {exhibit.id: exhibit.pages for exhibit in facts.exhibits if exhibit.pages and exhibit.pages > 1}
    bare = [fact.exhibit for _, fact in proven(facts) if fact.exhibit in long and fact.page is None]
    if bare:
        pages = sum(pages for letter, pages in long.items() if letter in bare)
        named = f"{counted(len(bare), 'fact')} {'names' if len(bare) == 1 else 'name'} an exhibit and no page"
        text = f"{capital(named)}; a reviewer with two minutes will not search {counted(pages, 'page')}."
        yield advice("proof.pages", text, "Give the page beside each exhibit, the facts of the last year first.")
