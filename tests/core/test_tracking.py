"""Where a case stands and what is to be done, state by state, and one case from the request to its renewal."""

import datetime as dt
from typing import Any

import pytest

from priorauth.core.library import Library
from priorauth.core.tracking import CaseStatus, Dealings, EventKind, Place, Step, StepKind, Tracking, track
from priorauth.core.vocabulary import LetterKind
from tests.core.examples import example, facts_with

PA, FIRST, EXTERNAL, RENEWAL = "prior_authorization", "internal_appeal_1", "external_review", "renewal"
SENT = {"level": PA, "submitted": "2026-10-01", "plan_received": "2026-10-02", "channel": "fax"}


def sent(**answer: Any) -> dict[str, Any]:
    return {**SENT, "determination": answer} if answer else SENT


def denied(**more: Any) -> dict[str, Any]:
    return sent(outcome="denied", notice_date="2026-10-14", received_date="2026-10-19", **more)


def at(
    library: Library, day: str, *submissions: dict[str, Any], dealings: dict[str, Any] | None = None, **parts: Any
) -> Tracking:
    coverage = {"plan_type": "erisa_self_funded", **parts.pop("coverage", {})}
    facts = facts_with(as_of=day, coverage=coverage, submissions=list(submissions), **parts)
    return track(facts, library, Dealings.model_validate(dealings or {}))


def step(state: Tracking, kind: StepKind) -> Step:
    (found,) = (one for one in state.steps if one.kind is kind)
    return found


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_before_anything_is_sent_the_facts_come_first(library: Library) -> None:
    state = at(library, "2026-11-20")
    assert (state.status, state.level_name) == (CaseStatus.PREPARING, "prior authorization")
    assert [one.kind for one in state.steps] == [StepKind.FACTS]
    assert state.next_step is not None
    assert state.next_step.do == "Enter the patient's given name"
    assert (state.next_step.place, state.next_step.path) == (Place.RECORD, "patient.given")


def test_a_complete_case_waits_for_its_letter(library: Library) -> None:
    state = track(example("03"), library)
    assert state.status is CaseStatus.PREPARING
    assert [(one.kind, one.letter) for one in state.steps] == [(StepKind.SEND, LetterKind.MEDICAL_NECESSITY)]


def test_the_plan_has_fifteen_days(library: Library) -> None:
    """Received Oct 2 + 15 days is Oct 17: open through that day, overdue on the next."""
    for today in ("2026-10-10", "2026-10-17"):
        state = at(library, today, sent())
        assert state.status is CaseStatus.SUBMITTED
        assert step(state, StepKind.DECISION).due_on == day("2026-10-17")
    late = at(library, "2026-10-18", sent())
    assert late.status is CaseStatus.PLAN_OVERDUE
    assert step(late, StepKind.PLAN_OVERDUE).due_on == day("2026-10-17")
    assert step(late, StepKind.PLAN_OVERDUE).place is Place.CALL
    assert step(late, StepKind.APPEAL).do == "Get ready for the first internal appeal"
    assert "Unconfirmed" in step(late, StepKind.APPEAL).why


def test_without_the_day_of_sending_the_step_says_what_is_missing(library: Library) -> None:
    found = step(at(library, "2026-11-20", {"level": PA, "reference": "X-1"}), StepKind.DECISION)
    assert found.due_on is None
    assert found.because == "neither the day of sending nor the plan's receipt is on record"


def test_what_the_plan_asked_for_is_due_on_the_day_that_it_named(library: Library) -> None:
    asked = {"submission": 0, "asked_on": "2026-10-08", "due_on": "2026-10-22"}
    state = at(library, "2026-10-10", sent(outcome="pended"), dealings={"information": [asked]})
    assert state.status is CaseStatus.INFORMATION_REQUESTED
    assert step(state, StepKind.INFORMATION).due_on == day("2026-10-22")
    answered = {"information": [{**asked, "answered_on": "2026-10-09"}]}
    state = at(library, "2026-10-10", sent(outcome="pended"), dealings=answered)
    assert (state.status, [one.kind for one in state.steps]) == (CaseStatus.SUBMITTED, [StepKind.DECISION])


def test_a_denial_opens_the_call_and_the_appeal(library: Library) -> None:
    """Received Oct 19 + 180 days: 12 to Oct 31, Nov 42, Dec 73, Jan 104, Feb 132, Mar 163, Apr 17."""
    state = at(library, "2026-10-20", denied())
    assert (state.status, state.level) == (CaseStatus.DENIED, FIRST)
    assert step(state, StepKind.APPEAL).due_on == day("2027-04-17")
    assert step(state, StepKind.APPEAL).act == "Start next level"
    assert state.next_step is not None
    assert state.next_step.do == "Ask for the peer-to-peer call"
    assert {clock.title for clock in state.clocks} == {
        "Peer-to-peer call",
        "First internal appeal window",
        "The plan’s decision",
    }


def test_the_date_in_the_notice_wins_when_it_is_earlier(library: Library) -> None:
    early = at(library, "2026-10-20", denied(appeal_by="2027-01-15"))
    assert step(early, StepKind.APPEAL).due_on == day("2027-01-15")
    late = at(library, "2026-10-20", denied(appeal_by="2027-05-30"))
    assert step(late, StepKind.APPEAL).due_on == day("2027-04-17")


def test_a_call_that_was_held_is_not_asked_for_again(library: Library) -> None:
    call = {"submission": 0, "asked_on": "2026-10-20", "scheduled": "2026-10-22T15:30:00"}
    state = at(library, "2026-10-21", denied(), dealings={"peer_to_peer": [call]})
    assert step(state, StepKind.PEER_TO_PEER).due_on == day("2026-10-22")
    held = {**call, "held_on": "2026-10-22", "outcome": "upheld"}
    state = at(library, "2026-10-23", denied(), dealings={"peer_to_peer": [held]})
    assert [one.kind for one in state.steps if one.kind is StepKind.PEER_TO_PEER] == []
    assert state.events[-1].detail == "The plan upheld its denial."


@pytest.mark.parametrize(
    ("today", "due_on"),
    [
        # notice of Wednesday, Oct 14: five business days are 15, 16, 19, 20, 21; fourteen end on Nov 3
        ("2026-10-21", "2026-10-21"),
        ("2026-10-22", "2026-11-03"),
        ("2026-11-03", "2026-11-03"),
    ],
)
def test_the_call_is_overdue_only_after_the_last_day_of_its_usual_window(
    library: Library, today: str, due_on: str
) -> None:
    for dealings in ({}, {"peer_to_peer": [{"submission": 0, "asked_on": "2026-10-20"}]}):
        state = at(library, today, denied(), dealings=dealings)
        assert step(state, StepKind.PEER_TO_PEER).due_on == day(due_on)
        (clock,) = (clock for clock in state.clocks if clock.title == "Peer-to-peer call")
        assert (clock.state, clock.ends_on) == ("running", day(due_on))
    asked = step(at(library, today, denied()), StepKind.PEER_TO_PEER)
    assert asked.why.startswith("It usually closes between Oct 21, 2026 and Nov 3, 2026, 5 to 14 business days after")


def test_the_window_of_the_call_is_no_step_once_it_is_over(library: Library) -> None:
    kinds = [one.kind for one in at(library, "2027-01-20", denied()).steps]
    assert StepKind.PEER_TO_PEER not in kinds
    assert StepKind.APPEAL in kinds


def test_an_appeal_that_is_begun_is_to_be_sent_within_the_window(library: Library) -> None:
    state = at(library, "2026-10-20", denied(), dealings={"prepared": FIRST})
    assert state.status is CaseStatus.PREPARING
    assert step(state, StepKind.SEND).due_on == day("2027-04-17")
    assert step(state, StepKind.SEND).letter is LetterKind.APPEAL_1
    assert step(state, StepKind.SEND).do == "Send the first internal appeal"


def test_what_is_sent_by_an_earlier_day_is_put_in_order_by_that_day(library: Library) -> None:
    """April 17, 2027 is a Saturday: five business days before it are 16, 15, 14, 13, 12."""
    for dealings in ({}, {"prepared": FIRST}):
        state = at(library, "2026-11-20", denied(), dealings=dealings)
        windows = [one for one in state.steps if one.due_on == day("2027-04-17")]
        assert windows
        assert {one.bites_on for one in windows} == {day("2027-04-12")}
    late = step(at(library, "2027-04-18", denied()), StepKind.APPEAL)
    assert (late.send_by, late.bites_on) == (None, day("2027-04-17"))


def test_a_window_that_has_closed_asks_for_a_late_appeal(library: Library) -> None:
    found = step(at(library, "2027-04-18", denied()), StepKind.APPEAL)
    assert found.do == "Ask whether a late first internal appeal is taken"
    assert "Apr 17, 2027" in found.why


TWICE = {"level": FIRST, "submitted": "2026-10-21", "determination": {"outcome": "denied", "notice_date": "2026-11-01"}}


@pytest.mark.parametrize(
    ("coverage", "do", "due_on"),
    [
        # the plan document's 60 days: 29 to Nov 30, 60 to Dec 31
        ({"windows": {"internal_appeal_2": 60}}, "Start the second internal appeal", "2026-12-31"),
        # four months of the external review: March 1, a Monday
        ({"internal_levels": 1}, "Start the external review", "2027-03-01"),
        ({}, "Start the external review", "2027-03-01"),
        # a reconsideration: presumed received Nov 6, + 180 days
        ({"plan_type": "original_medicare_partB", "internal_levels": 1}, "Start the reconsideration", "2027-05-05"),
    ],
)
def test_a_step_has_the_day_of_the_level_that_it_names(
    library: Library, coverage: dict[str, Any], do: str, due_on: str
) -> None:
    found = step(at(library, "2026-11-20", denied(), TWICE, coverage=coverage), StepKind.APPEAL)
    assert found.do.startswith(do)
    assert found.due_on == day(due_on)


def test_what_is_begun_has_the_day_of_its_own_level(library: Library) -> None:
    """Whether the plan has a second level is not on record, nor is its window: the external review's is not its."""
    begun = {"prepared": "internal_appeal_2"}
    found = step(at(library, "2026-11-20", denied(), TWICE, dealings=begun), StepKind.FACTS)
    assert found.due_on is None
    assert found.because.startswith("the plan document sets the window")


def test_a_level_that_opens_by_itself_is_only_checked(library: Library) -> None:
    """Medicare Advantage forwards a denied reconsideration to the independent entity."""
    second = {"level": FIRST, "submitted": "2026-10-21", "determination": {"outcome": "denied"}}
    state = at(library, "2026-11-20", denied(), second, coverage={"plan_type": "medicare_advantage"})
    found = step(state, StepKind.APPEAL)
    assert (found.do, found.due_on) == ("Check that the plan has forwarded the case", None)
    assert found.place is Place.CALL


def test_after_the_last_level_nothing_is_left(library: Library) -> None:
    last = {"level": EXTERNAL, "submitted": "2026-10-21", "determination": {"outcome": "denied"}}
    state = at(library, "2026-11-20", denied(), last)
    assert (state.status, state.steps) == (CaseStatus.EXHAUSTED, ())


def test_where_the_plan_type_is_not_known_the_printed_date_is_kept(library: Library) -> None:
    second = {
        "level": FIRST,
        "submitted": "2026-10-21",
        "determination": {"outcome": "denied", "appeal_by": "2027-02-01"},
    }
    state = at(library, "2026-11-20", denied(), second, coverage={"plan_type": None})
    found = step(state, StepKind.APPEAL)
    assert (found.do, found.due_on) == ("Start the next level", day("2027-02-01"))


def test_a_withdrawn_request_counts_as_never_sent(library: Library) -> None:
    assert at(library, "2026-11-20", sent(outcome="withdrawn")).status is CaseStatus.PREPARING


GRANT = {"number": "A-1", "from": "2026-10-15", "to": "2027-04-14"}


@pytest.mark.parametrize(
    ("today", "status", "do"),
    [
        ("2026-11-20", CaseStatus.APPROVED, "Start the renewal"),
        # April 14 − 45 days: 14 to Mar 31, 45 to Feb 28
        ("2027-02-27", CaseStatus.APPROVED, "Start the renewal"),
        ("2027-02-28", CaseStatus.RENEWAL_DUE, "Start the renewal"),
        ("2027-04-14", CaseStatus.RENEWAL_DUE, "Start the renewal"),
        ("2027-04-15", CaseStatus.EXPIRED, "Renew: the authorization has ended"),
    ],
)
def test_an_approval_runs_into_its_renewal(library: Library, today: str, status: CaseStatus, do: str) -> None:
    state = at(library, today, sent(outcome="approved", notice_date="2026-10-14", authorization=GRANT))
    assert (state.status, step(state, StepKind.RENEWAL).do) == (status, do)
    (clock,) = (clock for clock in state.clocks if clock.title == "Authorization")
    assert (clock.begins_on, clock.ends_on) == (day("2026-10-15"), day("2027-04-14"))


def test_an_approval_without_an_end_asks_for_it(library: Library) -> None:
    state = at(library, "2026-11-20", sent(outcome="approved", notice_date="2026-10-14"))
    assert step(state, StepKind.RENEWAL).do == "Enter until when the authorization holds"


OLD = {"authorization": {"from": "2024-12-01", "to": "2025-05-31"}}


def test_an_older_authorization_does_not_end_a_newer_one(library: Library) -> None:
    approved = sent(outcome="approved", authorization={"to": "2027-05-31"})
    state = at(library, "2026-11-20", approved, prior_ivig=OLD)
    assert state.status is CaseStatus.APPROVED
    assert step(state, StepKind.RENEWAL).due_on == day("2027-04-16")


def test_what_an_appeal_won_for_longer_takes_the_place_of_a_partial_grant(library: Library) -> None:
    partly = denied(authorization={"to": "2026-11-10"})
    partly["determination"]["outcome"] = "partially_approved"
    won = {"level": FIRST, "submitted": "2026-10-20"}
    won["determination"] = {"outcome": "approved", "authorization": {"to": "2027-05-31"}}  # type: ignore[assignment]
    state = at(library, "2026-11-20", partly, won)
    assert state.status is CaseStatus.APPROVED
    assert step(state, StepKind.RENEWAL).submission == 1


def test_an_approval_that_came_after_the_end_of_an_older_authorization_takes_its_place(library: Library) -> None:
    """Until when the newer one holds is not on record, and is what is asked for."""
    state = at(library, "2026-11-20", sent(outcome="approved", notice_date="2026-11-10"), prior_ivig=OLD)
    assert state.status is CaseStatus.APPROVED
    assert [one.do for one in state.steps] == ["Enter until when the authorization holds"]


def test_an_approval_from_before_the_end_may_be_of_the_same_authorization(library: Library) -> None:
    """An end that is on record is not given up for one that is not."""
    running = {"authorization": {"from": "2026-10-15", "to": "2026-12-14"}}
    state = at(library, "2026-11-20", sent(outcome="approved", notice_date="2026-10-14"), prior_ivig=running)
    assert state.status is CaseStatus.RENEWAL_DUE


def test_a_renewal_that_was_withdrawn_renews_nothing(library: Library) -> None:
    approved = sent(outcome="approved", notice_date="2026-10-14", authorization=GRANT)
    renewal = {"level": RENEWAL, "submitted": "2027-03-02", "determination": {"outcome": "withdrawn"}}
    state = at(library, "2027-03-05", approved, renewal)
    assert state.status is CaseStatus.RENEWAL_DUE
    assert step(state, StepKind.RENEWAL).do == "Start the renewal"


def test_an_appeal_that_was_withdrawn_leaves_its_window_and_the_call_open(library: Library) -> None:
    withdrawn = {"level": FIRST, "submitted": "2026-10-20", "determination": {"outcome": "withdrawn"}}
    state = at(library, "2026-10-21", denied(), withdrawn)
    assert {one.kind for one in state.steps} >= {StepKind.APPEAL, StepKind.PEER_TO_PEER}
    assert {clock.title: clock.state for clock in state.clocks}["First internal appeal window"] == "running"
    late = at(library, "2028-01-03", denied(), withdrawn)
    assert step(late, StepKind.APPEAL).do == "Ask whether a late first internal appeal is taken"


def test_an_earlier_authorization_asks_for_nothing_while_the_plan_decides(library: Library) -> None:
    kinds = [one.kind for one in at(library, "2026-10-10", sent(), prior_ivig=OLD).steps]
    assert StepKind.RENEWAL not in kinds
    kinds = [one.kind for one in at(library, "2026-10-20", denied(), prior_ivig=OLD).steps]
    assert StepKind.RENEWAL in kinds


def test_a_begun_renewal_is_due_by_the_end_of_the_authorization(library: Library) -> None:
    approved = sent(outcome="approved", notice_date="2026-10-14", authorization=GRANT)
    state = at(library, "2027-03-01", approved, dealings={"prepared": RENEWAL})
    assert step(state, StepKind.SEND).due_on == day("2027-04-14")
    assert StepKind.RENEWAL not in [one.kind for one in state.steps]


def test_a_closed_case_asks_for_nothing(library: Library) -> None:
    state = at(library, "2026-11-20", denied(), dealings={"closed_on": "2026-11-01"})
    assert (state.status, state.steps) == (CaseStatus.CLOSED, ())


def test_a_notice_that_was_replaced_stays_in_the_history(library: Library) -> None:
    earlier = {"submission": 0, "outcome": "denied", "notice_date": "2026-10-12"}
    state = at(library, "2026-11-20", denied(), dealings={"earlier_notices": [earlier]})
    kinds = [event.kind for event in state.events]
    assert kinds == [EventKind.SENT, EventKind.RECEIVED, EventKind.NOTICE_REPLACED, EventKind.DENIED]


def test_calls_stand_among_the_events_by_their_day(library: Library) -> None:
    call = {"date": "2026-10-05", "with": "intake", "reference": "C-1", "summary": "They have it."}
    state = at(library, "2026-11-20", denied(), calls=[call])
    assert [event.title for event in state.events] == [
        "Prior authorization sent by fax",
        "Prior authorization received by the plan",
        "Call with intake",
        "Prior authorization: denied",
    ]
