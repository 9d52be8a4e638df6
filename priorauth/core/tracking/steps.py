"""What is to be done next: each thing with its day, or with the reason why it has none."""

import datetime as dt
from collections.abc import Iterator

from priorauth.core.context import Context
from priorauth.core.dates import short_date
from priorauth.core.deadlines import PRIOR_RENEWAL, Deadline, DeadlineStatus
from priorauth.core.levels import RENEWAL
from priorauth.core.missing import needed
from priorauth.core.tracking.assistance import assistance_steps
from priorauth.core.tracking.dealings import InformationRequest
from priorauth.core.tracking.exhibits import exhibit_steps
from priorauth.core.tracking.model import Place, Step, StepKind
from priorauth.core.tracking.peer_to_peer import peer_to_peer_steps
from priorauth.core.tracking.position import LastDay, Position
from priorauth.core.tracking.signature import is_asked_for, signature_steps, signed_on
from priorauth.core.tracking.usage import usage_steps
from priorauth.core.typography import counted, lowered
from priorauth.core.vocabulary import DeterminationOutcome, LetterKind


def steps_of(position: Position) -> tuple[Step, ...]:
    """Everything that is to be done, by the day to work to; what has none last. Nothing in a closed case."""
    if position.dealings.closed_on:
        return ()
    missing = list(_missing(position))
    found = [
        *missing,
        *signature_steps(position),
        *(step for step in _to_send(position) if step.due_on or not missing),
        *_awaited(position),
        *_asked(position),
        *peer_to_peer_steps(position),
        *_next_level(position),
        *_renewals(position),
        *_undated(position),
        *exhibit_steps(position),
        *usage_steps(position),
        *assistance_steps(position),
    ]
    return tuple(sorted(found, key=lambda step: step.bites_on or dt.date.max))


def _missing(position: Position) -> Iterator[Step]:
    """What no letter goes without and the record does not hold, where a letter is to be written."""
    if not position.has_letter_to_write:
        return
    today, kind = position.facts.as_of, position.letter
    context = Context(position.library, on=today, service_on=today, kind=kind, stage=position.stage)
    wanted = list(needed(position.facts, context))
    if not wanted:
        return
    (path, record), more = wanted[0], len(wanted) - 1
    also = f", nor without {counted(more, 'more fact')}" if more else ""
    yield Step(
        kind=StepKind.FACTS,
        do=f"Enter {lowered(record.ask)}",
        why=f"No letter is signed without it{also}.",
        act="Enter facts",
        place=Place.RECORD,
        path=path,
        **position.last_day._asdict(),
    )


def _to_send(position: Position) -> Iterator[Step]:
    """What is begun goes out: its letter first. While the letter waits for its signature, that is the thing to do."""
    if not position.is_to_be_sent or is_asked_for(position):
        return
    signed = signed_on(position)
    unsigned = "Write and sign the letter, send it, log how."
    window = _window_said(position.filing)
    yield Step(
        kind=StepKind.SEND,
        do=f"Send the {position.named(position.level)}",
        why=f"The letter was signed on {short_date(signed)}. {window}".strip() if signed else window or unsigned,
        act="Log the sending" if signed else "Write the letter",
        place=Place.SUBMISSIONS if signed else Place.LETTER,
        letter=position.letter,
        level=position.level,
        **position.last_day._asdict(),
    )


def _awaited(position: Position) -> Iterator[Step]:
    """The plan's answer: expected, or overdue."""
    clock = position.decision
    answered = position.outcome not in (None, DeterminationOutcome.PENDED)
    if position.last is None or answered or is_asked(position) or clock is None:
        return
    if clock.status is DeadlineStatus.PAST:
        yield from _overdue(position, clock)
        return
    yield Step(
        kind=StepKind.DECISION,
        do="Log the plan’s answer",
        why="Its time to decide ends then." if clock.due_on else "It has been sent and not answered.",
        act="Log the answer",
        place=Place.ANSWER,
        submission=position.last,
        due_on=clock.due_on,
        because=clock.because,
    )


def _overdue(position: Position, clock: Deadline) -> Iterator[Step]:
    """The plan's clock ran out: the call, and the next level made ready in the meantime."""
    yield Step(
        kind=StepKind.PLAN_OVERDUE,
        do="Call the plan for its decision",
        why="Its time to decide has run out.",
        act="Log the call",
        place=Place.CALL,
        submission=position.last,
        due_on=clock.due_on,
    )
    assert position.last is not None
    following = position.next_level(position.facts.submissions[position.last].level)
    if following:
        yield Step(
            kind=StepKind.APPEAL,
            do=f"Get ready for the {position.named(following)}",
            why=_if_silent(position),
            act="See the clocks",
            place=Place.SUBMISSIONS,
            submission=position.last,
            level=following,
            because="the plan has not answered, so that no window runs",
        )


def _if_silent(position: Position) -> str:
    """What the library says of a plan that does not keep its process, marked where no page was read for it."""
    right = position.library.rights["deemed_exhaustion"]
    if position.facts.coverage.plan_type not in right.plan_types:
        return "If the plan denies now, the next window opens at once."
    trust = "" if right.verified else "Unconfirmed: "
    return f"{trust}{right.text} ({right.source}.)"


def is_asked(position: Position) -> bool:
    """Whether the plan waits for something: it asked, and nothing has been sent since."""
    if position.last is None or position.outcome not in (None, DeterminationOutcome.PENDED):
        return False
    asked = position.dealings.asked_beside(position.last)
    if asked:
        return any(one.answered_on is None for one in asked)
    return position.outcome is DeterminationOutcome.PENDED


def _asked(position: Position) -> Iterator[Step]:
    if position.last is None or not is_asked(position):
        return
    waiting = [one for one in position.dealings.asked_beside(position.last) if one.answered_on is None]
    nothing_logged: list[InformationRequest | None] = [None]
    for one in waiting or nothing_logged:
        due_on = one.due_on if one else None
        yield Step(
            kind=StepKind.INFORMATION,
            do="Send what the plan asked for",
            why=f"Asked on {short_date(one.asked_on)}." if one and one.asked_on else "The plan wants more information.",
            act="Log what was sent",
            place=Place.SUBMISSION,
            submission=position.last,
            due_on=due_on,
            because="" if due_on else "the day that the plan named is not on record",
        )


def _next_level(position: Position) -> Iterator[Step]:
    """After a denial: the next level, not begun yet."""
    window = position.filing
    if not position.is_denied or position.is_to_be_sent or position.is_exhausted or window is None:
        return
    name = "next level" if position.stage.is_closed else position.named(position.level)
    step = Step(
        kind=StepKind.APPEAL,
        do=f"Start the {name}",
        why=_window_said(window),
        act="Start next level",
        place=Place.SUBMISSIONS,
        submission=position.last,
        level="" if position.stage.is_closed else position.level,
        letter=position.letter,
        **LastDay.of_window(window)._asdict(),
    )
    if window.status is DeadlineStatus.AUTOMATIC:
        ours = {"do": "Check that the plan has forwarded the case", "act": "Log the call", "place": Place.CALL}
        free = {"due_on": None, "send_by": None, "because": "nothing is to be filed at this level"}
        step = step.model_copy(update={**ours, **free, "why": " ".join(window.notes)})
    elif window.status is DeadlineStatus.PAST:
        step = step.model_copy(update={"do": f"Ask whether a late {name} is taken", "why": _late(window)})
    yield step


def _window_said(window: Deadline | None) -> str:
    if window is None or window.due_on is None or window.send_by is None:
        return ""
    return f"Send by {short_date(window.send_by)}, five business days before the window closes."


def _late(window: Deadline) -> str:
    late = next((note for note in window.notes if note.startswith("Late: ")), "")
    assert window.due_on is not None
    return f"The window closed on {short_date(window.due_on)}. {late}".strip()


def _renewals(position: Position) -> Iterator[Step]:
    if position.is_to_be_sent and position.level == RENEWAL:
        return
    for clock in position.renewals:
        if clock.id == PRIOR_RENEWAL and position.is_awaiting:
            continue
        assert clock.latest_on is not None
        is_over = position.facts.as_of > clock.latest_on
        yield Step(
            kind=StepKind.RENEWAL,
            do="Renew: the authorization has ended" if is_over else "Start the renewal",
            why=f"The authorization {'ended' if is_over else 'ends'} on {short_date(clock.latest_on)}.",
            act="Start renewal",
            place=Place.SUBMISSIONS,
            submission=clock.submission,
            level=RENEWAL,
            letter=LetterKind.RENEWAL,
            due_on=clock.latest_on if is_over else clock.due_on,
        )


def _undated(position: Position) -> Iterator[Step]:
    """An approval that does not say until when it holds."""
    answer = position.answer
    if position.is_to_be_sent or answer is None or answer.outcome is not DeterminationOutcome.APPROVED:
        return
    if answer.authorization is None or answer.authorization.ends is None:
        yield Step(
            kind=StepKind.RENEWAL,
            do="Enter until when the authorization holds",
            why="The renewal is counted from its end.",
            act="Enter its dates",
            place=Place.ANSWER,
            submission=position.last,
            because="the end of the authorization is not on record",
        )
