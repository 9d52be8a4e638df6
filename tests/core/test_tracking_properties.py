"""What holds of every case that is tracked, over generated histories."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorauth.core.deadlines import DeadlineKind, DeadlineStatus, deadlines
from priorauth.core.facts import day_of
from priorauth.core.library import Library
from priorauth.core.tracking import CaseStatus, EventKind, StepKind, Tracking, track
from priorauth.core.vocabulary import LetterKind
from priorauth.reference.services import shipped_library
from tests.strategies.histories import History, histories

LEFT_OVER = {StepKind.RENEWAL, StepKind.PEER_TO_PEER, StepKind.UNITS, StepKind.ASSISTANCE, StepKind.SIGNATURE}
DONE = {CaseStatus.CLOSED, CaseStatus.EXHAUSTED}


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped_library()


def tracked(history: History, library: Library) -> Tracking:
    return track(history.facts, library, history.dealings)


@given(history=histories())
def test_every_day_is_one_of_the_deadlines_or_was_logged(library: Library, history: History) -> None:
    """No date is reckoned twice: what staff see is what `core.deadlines` gave or somebody entered."""
    known = {day for one in deadlines(history.facts, library) for day in (one.due_on, one.latest_on)}
    known |= {one.due_on for one in history.dealings.information}
    known |= {day_of(one.scheduled) for one in history.dealings.peer_to_peer if one.scheduled}
    known |= {day for one in history.dealings.applications for day in (one.next_on, one.renews_on)}
    state = tracked(history, library)
    assert {step.due_on for step in state.steps if step.due_on} <= known
    assert {clock.ends_on for clock in state.clocks if clock.ends_on} <= known


@given(history=histories())
def test_a_step_has_its_day_or_says_why_it_has_none(library: Library, history: History) -> None:
    for step in tracked(history, library).steps:
        assert bool(step.due_on) != bool(step.because), step
        assert step.do[0].isupper(), step
        assert step.act, step


@given(history=histories())
def test_what_bites_first_stands_first(library: Library, history: History) -> None:
    days = [step.bites_on or dt.date.max for step in tracked(history, library).steps]
    assert days == sorted(days)


@given(history=histories())
def test_nothing_is_to_be_sent_after_it_is_due(library: Library, history: History) -> None:
    for step in tracked(history, library).steps:
        assert step.send_by is None or (step.due_on is not None and step.send_by <= step.due_on)


@given(history=histories())
def test_only_a_case_that_is_over_has_nothing_to_do(library: Library, history: History) -> None:
    state = tracked(history, library)
    if state.status is CaseStatus.CLOSED:
        assert state.steps == ()
    elif state.status is CaseStatus.EXHAUSTED:
        letters_of_support = {step.letter for step in state.steps if step.kind is StepKind.SIGNATURE}
        assert letters_of_support <= {LetterKind.ASSISTANCE_SUPPORT}
        assert {step.kind for step in state.steps} <= LEFT_OVER
    else:
        assert state.next_step is not None


@given(history=histories(), data=st.data())
def test_nothing_turns_before_the_day_that_is_told(library: Library, history: History, data: st.DataObject) -> None:
    """What was derived today holds until `changes_on`, whatever day it is read on."""
    state = tracked(history, library)
    last = state.changes_on - dt.timedelta(days=1) if state.changes_on else dt.date(2035, 1, 1)
    day = data.draw(st.dates(state.as_of, last))
    later = tracked(history.on(day), library)
    assert (later.status, later.steps, later.level) == (state.status, state.steps, state.level)
    assert later.changes_on == state.changes_on


@given(history=histories())
def test_every_entry_of_the_record_is_an_event(library: Library, history: History) -> None:
    events = tracked(history, library).events
    of_kind = {kind: sum(event.kind is kind for event in events) for kind in EventKind}
    answers = [sent.determination for sent in history.facts.submissions if sent.determination]
    assert of_kind[EventKind.SENT] == len(history.facts.submissions)
    assert of_kind[EventKind.CALL] == len(history.facts.calls)
    assert sum(of_kind[EventKind(answer.outcome)] for answer in {one.outcome: one for one in answers}.values()) == len(
        answers
    )
    days = [event.on for event in events if event.on]
    assert days == sorted(days)


@given(history=histories())
def test_an_appeal_is_never_due_after_the_date_that_the_notice_prints(library: Library, history: History) -> None:
    for step in tracked(history, library).steps:
        if step.kind is StepKind.APPEAL and step.due_on and step.submission is not None:
            answer = history.facts.submissions[step.submission].determination
            assert answer is not None
            assert answer.appeal_by is None or step.due_on <= answer.appeal_by


@given(history=histories())
def test_only_a_lapsed_clock_of_the_plan_asks_for_the_call(library: Library, history: History) -> None:
    state = tracked(history, library)
    lapsed = [
        clock
        for clock in state.clocks
        if clock.deadline.kind is DeadlineKind.DECISION and clock.deadline.status is DeadlineStatus.PAST
    ]
    asks = any(step.kind is StepKind.PLAN_OVERDUE for step in state.steps)
    assert not asks or lapsed
    assert state.status is not CaseStatus.PLAN_OVERDUE or asks


@given(history=histories())
def test_an_authorization_is_renewed_from_45_days_before_its_end(library: Library, history: History) -> None:
    for step in tracked(history, library).steps:
        if step.kind is StepKind.RENEWAL and step.due_on and step.do == "Start the renewal":
            ends = {one.latest_on for one in deadlines(history.facts, library) if one.kind is DeadlineKind.RENEWAL}
            assert step.due_on + dt.timedelta(days=45) in ends


@given(history=histories())
def test_a_letter_that_waits_is_signed_before_it_is_sent(library: Library, history: History) -> None:
    """While it is with the prescriber nobody is asked to send it, and nobody else is asked to sign it."""
    steps = tracked(history, library).steps
    waits = [one for one in steps if one.kind is StepKind.SIGNATURE and one.letter is not LetterKind.ASSISTANCE_SUPPORT]
    assert all(one.for_prescriber and one.target for one in waits)
    assert not waits or StepKind.SEND not in {one.kind for one in steps}


@given(history=histories())
def test_units_are_counted_once_and_never_beyond_the_days_granted(library: Library, history: History) -> None:
    state = tracked(history, library)
    given = history.dealings.given
    for usage in state.usages:
        assert usage.infusions <= sum(usage.ends_on >= one.date for one in given if one.grams is not None)
        if usage.used is not None and usage.unit_mg:
            most = sum(one.grams * 1000 / usage.unit_mg + 1 for one in given if one.grams is not None)
            assert 0 <= usage.used <= most
            assert usage.left == max(0, usage.granted - usage.used)
    clocks = {clock.id for clock in state.clocks}
    assert {usage.clock for usage in state.usages} <= clocks


@given(history=histories())
def test_an_application_asks_for_one_thing_at_a_time(library: Library, history: History) -> None:
    """A grant may ask for two: its renewal, and a day that staff set."""
    steps = [one for one in tracked(history, library).steps if one.kind is StepKind.ASSISTANCE]
    for application in history.dealings.applications:
        count = sum(step.target == application.id for step in steps)
        assert count <= (2 if application.renews_on else 1)
        if application.status in ("denied", "closed"):
            assert count == 0
