"""The check list's items on time: what runs, what ran out, what cannot be told."""

from collections.abc import Iterator

from priorauth.core.context import Context
from priorauth.core.dates import long_date
from priorauth.core.deadlines.clocks import deadlines
from priorauth.core.deadlines.continuation import check_continuation
from priorauth.core.deadlines.decision import decision_if_received
from priorauth.core.deadlines.model import Basis, Deadline, DeadlineKind, DeadlineStatus
from priorauth.core.facts import CaseFacts
from priorauth.core.items import advice, before_signing, settled
from priorauth.core.letter import CheckItem
from priorauth.core.typography import counted, listed

# Plan types whose external review and decision clock turn on what staff must ask the employer or the insurer.
DEPENDS_ON_THE_PLAN = ("erisa_self_funded", "commercial_fully_insured")


def check_deadlines(facts: CaseFacts, context: Context) -> tuple[CheckItem, ...]:
    """Every running or lost clock, and what the record lacks to reckon one."""
    return tuple(_items(facts, context))


def _items(facts: CaseFacts, context: Context) -> Iterator[CheckItem]:
    for deadline in deadlines(facts, context.library):
        if deadline.kind is DeadlineKind.FILING:
            yield from _filing(deadline, facts)
        elif deadline.kind is DeadlineKind.DECISION:
            yield from _decision(deadline, facts)
        elif deadline.kind is DeadlineKind.PEER_TO_PEER:
            yield from _peer_to_peer(deadline, facts)
        elif deadline.status is not DeadlineStatus.SETTLED:
            yield _renewal(deadline, facts)
    yield from check_continuation(facts, context.library)
    yield from _start_before_decision(facts, context)
    yield from _plan_facts(facts)


def _filing(deadline: Deadline, facts: CaseFacts) -> Iterator[CheckItem]:
    name = f"deadline.{deadline.level or 'next_level'}"
    if deadline.status is DeadlineStatus.AUTOMATIC:
        yield settled(name, f"{deadline.what}. {' '.join(deadline.notes)}")
    elif deadline.status is DeadlineStatus.UNDETERMINED:
        text = f"{deadline.what}: the last day is undetermined, because {deadline.because}."
        yield advice(name, text, "Read it in the notice or the plan document and record it.")
    elif deadline.status is DeadlineStatus.PAST:
        text = f"{deadline.what}: the last day has passed. {_sums(deadline)} {_trust(deadline)}"
        late = next((note for note in deadline.notes if note.startswith("Late: ")), "Late: ask the plan.")
        yield before_signing(name, text.strip(), late)
    elif deadline.status is DeadlineStatus.OPEN:
        yield advice(name, _open_text(deadline, facts), _open_lift(deadline))


def _open_text(deadline: Deadline, facts: CaseFacts) -> str:
    assert deadline.due_on is not None
    assert deadline.send_by is not None
    send = f"send by {long_date(deadline.send_by)}" if deadline.send_by > facts.as_of else "send today"
    days = (deadline.due_on - facts.as_of).days
    parts = [
        f"{deadline.what}: by {long_date(deadline.due_on)} ({counted(days, 'day')} left); {send}.",
        _sums(deadline),
        f"Undetermined beside it: {deadline.because}." if deadline.because else "",
        _trust(deadline),
    ]
    return " ".join(filter(None, parts))


def _open_lift(deadline: Deadline) -> str:
    if any(reckoning.basis is Basis.PRINTED for reckoning in deadline.reckonings):
        return "File by the earliest of these dates, and keep proof of sending."
    return "Compare with the date printed in the notice, which is not on record; the earlier one wins."


def _sums(deadline: Deadline) -> str:
    return " ".join(f"{reckoning.arithmetic}. {reckoning.note}".strip() for reckoning in deadline.reckonings)


def _trust(deadline: Deadline) -> str:
    if deadline.rule is None:
        return ""
    if not deadline.verified:
        return f"Unconfirmed: {deadline.legal_source}; no page was read for this rule."
    recalled = f"; recalled: {', '.join(deadline.recalled_said)}" if deadline.recalled else ""
    return f"Rule: {deadline.legal_source}{recalled}."


def _decision(deadline: Deadline, facts: CaseFacts) -> Iterator[CheckItem]:
    name = f"deadline.decision.{deadline.submission}"
    if deadline.status is DeadlineStatus.PAST and deadline.due_on:
        days = counted((facts.as_of - deadline.due_on).days, "day")
        text = f"{deadline.what}: the plan is {days} over its clock. {_sums(deadline)} {_trust(deadline)}"
        text = " ".join([text, *deadline.notes])
        yield advice(name, text, "Call the plan, log the call, and prepare the next step.")
    elif deadline.in_time is False and deadline.settled_on and deadline.due_on:
        text = (
            f"{deadline.what}: the clock ended on {long_date(deadline.due_on)} and the notice is dated "
            f"{long_date(deadline.settled_on)}. {_sums(deadline)} {' '.join(deadline.notes)}"
        )
        yield advice(name, text, "Ask whether the plan extended its clock before saying that it was missed.")


def _peer_to_peer(deadline: Deadline, facts: CaseFacts) -> Iterator[CheckItem]:
    first = deadline.decisive
    if first is None or deadline.latest_on is None:
        return
    age = (facts.as_of - first.counted_from_on).days
    closed = "has probably closed" if facts.as_of > deadline.latest_on else "may still be open"
    text = f"The notice is {counted(age, 'day')} old; the window of the peer-to-peer call {closed}. {first.arithmetic}."
    yield advice("deadline.peer_to_peer", text, "Ask whether the call is still open. It stops no appeal clock.")


def _renewal(deadline: Deadline, facts: CaseFacts) -> CheckItem:
    assert deadline.due_on is not None
    assert deadline.latest_on is not None
    left = (deadline.latest_on - facts.as_of).days
    if left < 0:
        text = f"The authorization on record ended on {long_date(deadline.latest_on)}."
        return before_signing("deadline.renewal", text, "Ask for the dates that it leaves out, and say why.")
    text = (
        f"The authorization ends on {long_date(deadline.latest_on)}: {counted(left, 'day')} left. Renewals start "
        f"45 days before the end, {long_date(deadline.due_on)}."
    )
    if facts.as_of >= deadline.due_on:
        lift = "File now. If a dose falls between the end and the decision, ask for continuity."
        return advice("deadline.renewal", text, lift)
    return settled("deadline.renewal", text)


def _start_before_decision(facts: CaseFacts, context: Context) -> Iterator[CheckItem]:
    """A start before the plan would have to answer what is sent on the letter's day."""
    level = context.stage.plan_level if context.stage else None
    start = facts.request.start
    if level is None or start is None:
        return
    counted_clock = decision_if_received(level, facts.request.urgency, facts.as_of)
    if counted_clock and counted_clock.on > start:
        text = (
            f"Sent and received today, the request must be decided by {long_date(counted_clock.on)} "
            f"({counted_clock.arithmetic}), after the start asked for, {long_date(start)}."
        )
        lift = "Move the start, or ask whether an expedited request can be signed truthfully."
        yield advice("deadline.start_before_decision", text, lift)


def _plan_facts(facts: CaseFacts) -> Iterator[CheckItem]:
    coverage = facts.coverage
    if coverage.plan_type not in DEPENDS_ON_THE_PLAN:
        return
    unknown = []
    if coverage.grandfathered is None:
        unknown.append("whether the plan is grandfathered")
    if coverage.internal_levels is None:
        unknown.append("whether it has one internal level or two")
    if unknown:
        text = f"Not on record: {listed(unknown)}. External review and the decision clocks depend on it."
        yield advice("deadline.plan_facts", text, "Ask the plan or the employer.")
