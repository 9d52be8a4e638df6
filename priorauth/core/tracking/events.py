"""What happened, in order."""

import datetime as dt
from collections.abc import Iterator

from priorauth.core.dates import short_date
from priorauth.core.facts import Determination, day_of
from priorauth.core.tracking.dealings import EarlierNotice, InformationRequest, PeerToPeerCall
from priorauth.core.tracking.model import Event, EventKind
from priorauth.core.tracking.position import Position
from priorauth.core.typography import capital, listed, lowered
from priorauth.core.vocabulary import DeterminationOutcome, PeerToPeerOutcome

OUTCOMES = {
    DeterminationOutcome.APPROVED: "Approved",
    DeterminationOutcome.PARTIALLY_APPROVED: "Partly approved",
    DeterminationOutcome.PENDED: "More information requested",
    DeterminationOutcome.DENIED: "Denied",
    DeterminationOutcome.WITHDRAWN: "Withdrawn",
}
CALL_ENDED = {
    PeerToPeerOutcome.REVERSED: "The plan reversed its denial.",
    PeerToPeerOutcome.UPHELD: "The plan upheld its denial.",
    PeerToPeerOutcome.UNDECIDED: "The plan has not decided on it.",
}


def events_of(position: Position) -> tuple[Event, ...]:
    """Every event of the case, oldest first; what has no day on record stands before all others."""
    found = [
        *_submissions(position),
        *_calls(position),
        *_information(position),
        *_peer_to_peer(position),
        *_earlier(position),
    ]
    return tuple(sorted(found, key=lambda event: event.on or dt.date.min))


def _submissions(position: Position) -> Iterator[Event]:
    for index, sent in enumerate(position.facts.submissions):
        path, level = f"submissions[{index}]", capital(position.named(sent.level))
        yield Event(
            kind=EventKind.SENT,
            on=day_of(sent.submitted) if sent.submitted else None,
            title=f"{level} sent{f' by {sent.channel}' if sent.channel else ''}",
            reference=sent.reference or "",
            submission=index,
            path=path,
        )
        if sent.plan_received:
            received = day_of(sent.plan_received)
            title = f"{level} received by the plan"
            there = f"{path}.plan_received"
            yield Event(kind=EventKind.RECEIVED, on=received, title=title, submission=index, path=there)
        if sent.determination:
            yield _answer(position, index, sent.determination, level)


def _answer(position: Position, index: int, answer: Determination, level: str) -> Event:
    granted = answer.authorization
    return Event(
        kind=EventKind(answer.outcome.value),
        on=answer.received_date or answer.notice_date,
        title=f"{level}: {lowered(OUTCOMES[answer.outcome])}",
        detail=" ".join(_told(position, answer)),
        reference=granted.number or "" if granted else "",
        submission=index,
        path=f"submissions[{index}].determination",
    )


def _told(position: Position, answer: Determination) -> Iterator[str]:
    if answer.notice_date:
        yield f"Notice of {short_date(answer.notice_date)}."
    records = position.library.denial_reasons
    if answer.reasons:
        labels = [records[reason].label if reason in records else reason for reason in answer.reasons]
        yield f"{capital(listed([lowered(label) for label in labels]))}."
    granted = answer.authorization
    if granted and granted.begins and granted.ends:
        yield f"{short_date(granted.begins)} to {short_date(granted.ends)}."


def _calls(position: Position) -> Iterator[Event]:
    for index, call in enumerate(position.facts.calls):
        yield Event(
            kind=EventKind.CALL,
            on=call.date,
            title=f"Call with {call.party}" if call.party else "Call to the plan",
            detail=call.summary or "",
            reference=call.reference or "",
            path=f"calls[{index}]",
        )


def _information(position: Position) -> Iterator[Event]:
    for asked in position.dealings.information:
        yield _asked(asked)
        if asked.answered_on:
            title, there = "What the plan asked for was sent", asked.submission
            yield Event(kind=EventKind.INFORMATION_SENT, on=asked.answered_on, title=title, submission=there)


def _asked(asked: InformationRequest) -> Event:
    return Event(
        kind=EventKind.INFORMATION_REQUESTED,
        on=asked.asked_on,
        title="The plan asked for more information",
        detail=f"By {short_date(asked.due_on)}." if asked.due_on else "",
        submission=asked.submission,
    )


def _peer_to_peer(position: Position) -> Iterator[Event]:
    for call in position.dealings.peer_to_peer:
        if call.asked_on:
            yield _of_call(call, call.asked_on, "Peer-to-peer call asked for")
        if call.held_on:
            yield _of_call(
                call, call.held_on, "Peer-to-peer call held", CALL_ENDED[call.outcome] if call.outcome else ""
            )


def _of_call(call: PeerToPeerCall, day: dt.date, title: str, detail: str = "") -> Event:
    return Event(kind=EventKind.PEER_TO_PEER, on=day, title=title, detail=detail, submission=call.submission)


def _earlier(position: Position) -> Iterator[Event]:
    for notice in position.dealings.earlier_notices:
        yield Event(
            kind=EventKind.NOTICE_REPLACED,
            on=notice.received_date or notice.notice_date,
            title=f"{OUTCOMES[notice.outcome]}: a notice that a later one replaces",
            detail=_dated(notice),
            submission=notice.submission,
        )


def _dated(notice: EarlierNotice) -> str:
    return f"Notice of {short_date(notice.notice_date)}." if notice.notice_date else ""
