"""The call between physicians: to be asked for, to be scheduled, to be held, within its own short window."""

import datetime as dt
from collections.abc import Iterator

from priorauth.core.dates import short_date
from priorauth.core.deadlines import Deadline, DeadlineKind
from priorauth.core.facts import day_of
from priorauth.core.tracking.dealings import PeerToPeerCall
from priorauth.core.tracking.model import Place, Step, StepKind
from priorauth.core.tracking.position import Position
from priorauth.core.vocabulary import LetterKind


def peer_to_peer_steps(position: Position) -> Iterator[Step]:
    """The next step of the call after the last denial; none where it was held, or its window is over for certain."""
    window = next(position.clocks(DeadlineKind.PEER_TO_PEER), None)
    if window is None or position.last is None or not position.is_denied:
        return
    call = position.dealings.call_after(position.last)
    if call is None:
        yield from _to_ask(position, window)
    elif call.held_on is None and call.outcome is None:
        yield _to_hold(position, window, call)


def _to_ask(position: Position, window: Deadline) -> Iterator[Step]:
    if window.latest_on is not None and position.facts.as_of > window.latest_on:
        return
    yield Step(
        kind=StepKind.PEER_TO_PEER,
        do="Ask for the peer-to-peer call",
        why=f"{_span(position, window)} It stops no appeal clock.",
        act="Log the call",
        place=Place.SUBMISSION,
        submission=position.last,
        letter=LetterKind.PEER_TO_PEER,
        due_on=window.due_as_of(position.facts.as_of),
        because=window.because,
    )


def _span(position: Position, window: Deadline) -> str:
    usual = position.library.peer_to_peer.typical_window
    length = f"{usual.low} to {usual.high} {usual.day_type} {usual.unit}"
    if window.due_on is None or window.latest_on is None:
        return f"Its usual window is {length}."
    days = f"{short_date(window.due_on)} and {short_date(window.latest_on)}"
    return f"It usually closes between {days}, {length} after the notice."


def _to_hold(position: Position, window: Deadline, call: PeerToPeerCall) -> Step:
    day: dt.date | None = day_of(call.scheduled) if call.scheduled else window.due_as_of(position.facts.as_of)
    return Step(
        kind=StepKind.PEER_TO_PEER,
        do="Hold the peer-to-peer call and log it" if call.scheduled else "Get a time for the peer-to-peer call",
        why="The one-page brief is for this call.",
        act="Log the call",
        place=Place.SUBMISSION,
        submission=position.last,
        letter=LetterKind.PEER_TO_PEER,
        for_prescriber=call.scheduled is not None,
        due_on=day,
        because="" if day else window.because,
    )
