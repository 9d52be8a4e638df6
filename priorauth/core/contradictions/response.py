"""The response to IVIG as stated against the dated relapses, courses and scores."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

from priorauth.core.contradictions.relapses import is_steroid_treated
from priorauth.core.contradictions.saying import contradiction, when
from priorauth.core.dates import PartialDate, months_after, months_before
from priorauth.core.facts import CaseFacts, Disability, Relapse
from priorauth.core.items import before_signing
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.timeline import At, Window, in_window, latest, numbered
from priorauth.core.typography import capital, counted, listed
from priorauth.core.vocabulary import Standing

RESPONSE = "prior_ivig.response"
_DAY = dt.timedelta(days=1)
_COUNTED = {"relapses": "relapse", "steroid_courses": "steroid course"}


def response_contradictions(facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    """A response to earlier immune globulin that the record of the time since does not bear out."""
    prior = facts.prior_ivig
    if prior is None or prior.response is None or prior.started is None:
        return
    yield from _count_over_too_few_months(facts, prior.started)
    if facts.relapses is not None:
        yield from _counts(facts, library, prior.started)
    yield from _scores(facts, prior.started)


def _stated(facts: CaseFacts, what: str, side: str) -> int | None:
    response = facts.prior_ivig.response if facts.prior_ivig else None
    stated: int | None = getattr(response, f"{what}_12m_{side}", None)
    return stated


def _count_over_too_few_months(facts: CaseFacts, started: PartialDate) -> Iterator[CheckItem]:
    """A count over the 12 months after the first infusion, of which not all have passed."""
    stated = [(what, _stated(facts, what, "after")) for what in _COUNTED]
    named = [(f"{RESPONSE}.{what}_12m_after", what, count) for what, count in stated if count is not None]
    if not named or months_after(started.first, 12) <= facts.as_of:
        return
    months = _whole_months(started.first, facts.as_of)
    said = listed([counted(count, _COUNTED[what]) for _, what, count in named])
    text = (
        f"{said} in the 12 months after the first infusion cannot be right: it was {when(started)}, "
        f"{counted(months, 'month')} before the letter."
    )
    lift = (
        f"Take out {listed([path for path, _, _ in named])}: the letter counts equal periods from the dated relapses."
    )
    yield before_signing("contradiction.twelve_months_after", capital(text), lift)


def _counts(facts: CaseFacts, library: Library, started: PartialDate) -> Iterator[CheckItem]:
    """Counts over 12 months that the dated relapses do not give, each side of the first infusion."""
    relapses = numbered("relapses", facts.relapses or ())
    for what, noun in _COUNTED.items():
        for side, windows in _windows(started, facts.as_of).items():
            stated = _stated(facts, what, side)
            if stated is None:
                continue
            least, most = _bounds(relapses, windows, library, steroids=what == "steroid_courses")
            if not least <= stated <= most:
                given = str(least) if least == most else f"{least} to {most}"
                text = (
                    f"{counted(stated, noun)} in the 12 months {side} the first infusion is stated, and the dated "
                    f"relapses give {given}."
                )
                yield contradiction(f"{what}_12m_{side}", text, f"{RESPONSE}.{what}_12m_{side}", "relapses")


def _windows(started: PartialDate, as_of: dt.date) -> dict[str, tuple[Window, Window]]:
    """The 12 months on each side: what lies in them in any reading of a partial first day, and what may."""
    first, last = started.first, started.last
    year_ends = [min(months_after(day, 12) - _DAY, as_of) for day in (first, last)]
    return {
        "before": (
            Window(months_before(last, 12), first - _DAY, as_of),
            Window(months_before(first, 12), last - _DAY, as_of),
        ),
        "after": (Window(last, year_ends[0], as_of), Window(first, year_ends[1], as_of)),
    }


def _bounds(
    relapses: Iterable[At[Relapse]], windows: tuple[Window, Window], library: Library, *, steroids: bool
) -> tuple[int, int]:
    """The fewest and the most relapses, or relapses treated with steroids, that the record gives for the window."""
    relapses = tuple(relapses)
    surely = [entry for entry in relapses if not steroids or is_steroid_treated(entry.item, library)]
    maybe = [
        entry
        for entry in relapses
        if not steroids or entry.item.treatment is None or is_steroid_treated(entry.item, library)
    ]
    return in_window(surely, windows[0]).least, in_window(maybe, windows[1]).most


def _scores(facts: CaseFacts, started: PartialDate) -> Iterator[CheckItem]:
    response = facts.prior_ivig.response if facts.prior_ivig else None
    if response is None or not started.is_exact:
        return
    scored = [entry for entry in numbered("disability", facts.disability or ()) if entry.item.edss is not None]
    before = Window(None, started.first, facts.as_of)
    for side, stated in (("before", response.edss_before), ("after", response.edss_after)):
        wanted = Standing.MET if side == "before" else Standing.NOT_MET
        dated = [entry for entry in scored if before.holds(entry.item.date) is wanted]
        yield from _score(side, stated, latest(dated, facts.as_of))


def _score(side: str, stated: Decimal | None, dated: tuple[At[Disability], ...]) -> Iterator[CheckItem]:
    if stated is None or len(dated) != 1 or dated[0].item.edss == stated:
        return
    visit = dated[0]
    text = (
        f"EDSS {stated} {side} IVIG is stated, and the last one dated {side} the first infusion is {visit.item.edss} "
        f"({visit.item.date.long()})."
    )
    yield contradiction(f"edss_{side}", text, f"{RESPONSE}.edss_{side}", f"{visit.path}.edss")


def _whole_months(first: dt.date, last: dt.date) -> int:
    return max(months for months in range(13) if months_after(first, months) <= last)
