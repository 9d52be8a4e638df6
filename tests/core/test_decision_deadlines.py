"""Until when the plan must decide, and the clocks that no appeal rule sets. Days worked out by hand in the comments."""

import datetime as dt
from typing import Any

import pytest

from priorauth.core.context import context_of
from priorauth.core.deadlines import Deadline, DeadlineKind, DeadlineStatus, check_deadlines, deadlines
from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from tests.core.examples import facts_with
from tests.core.listed import ids, item

PA, FIRST, SECOND, EXTERNAL = "prior_authorization", "internal_appeal_1", "internal_appeal_2", "external_review"
COUNCIL = "appeals_council"

# plan type, level, urgency, received by the plan, last day
BY_DAY = [
    ("erisa_self_funded", PA, "standard", "2026-11-02", "2026-11-17"),  # 15 days
    ("erisa_self_funded", "renewal", "standard", "2026-12-20", "2027-01-04"),  # a renewal is a request: 11, Jan 4
    ("erisa_self_funded", FIRST, "standard", "2026-11-20", "2026-12-20"),  # 30 days, a Sunday
    ("erisa_self_funded", EXTERNAL, "standard", "2028-01-31", "2028-03-16"),  # 45 days over a leap day: 29, Mar 16
    ("commercial_fully_insured", EXTERNAL, "standard", "2026-01-31", "2026-03-17"),  # 45 days: 28, Mar 17
    ("marketplace", FIRST, "standard", "2026-12-02", "2027-01-01"),  # 30 days onto a holiday
    ("medicare_advantage", PA, "standard", "2026-11-18", "2026-11-21"),  # 72 hours
    ("medicare_advantage", FIRST, "standard", "2026-11-20", "2026-11-27"),  # 7 days
    ("medicare_advantage", EXTERNAL, "expedited", "2026-11-20", "2026-11-23"),  # 72 hours
    ("original_medicare_partB", FIRST, "standard", "2026-11-20", "2027-01-19"),  # 60 days: 10, 41, Jan 19
    ("original_medicare_partB", "alj_hearing", "standard", "2026-12-01", "2027-03-01"),  # 90: 30, 61, 89, Mar 1
    ("medicare_part_d", PA, "standard", "2026-11-20", "2026-11-23"),  # 72 hours
    ("medicare_part_d", PA, "expedited", "2026-11-20", "2026-11-21"),  # 24 hours
    ("medicaid_managed_care", PA, "standard", "2026-11-20", "2026-11-27"),  # 7 days
    ("medicaid_managed_care", FIRST, "expedited", "2026-11-20", "2026-11-23"),  # 72 hours through the weekend
    ("medicaid_managed_care", EXTERNAL, "expedited", "2026-11-24", "2026-11-30"),  # 3 business days: 25, 27, 30
    ("chip", EXTERNAL, "standard", "2026-11-20", "2027-02-18"),  # 90: 10, 41, 72, Feb 18
    ("fehb", EXTERNAL, "standard", "2026-12-31", "2027-03-01"),  # 60: 31, 59, Mar 1
    ("tricare", FIRST, "expedited", "2026-12-23", "2026-12-29"),  # 3 business days: 24, 28, 29
    ("tricare", FIRST, "standard", "2026-11-30", "2026-12-30"),  # 30 days
    ("erisa_self_funded", PA, "expedited", "2026-11-25", "2026-11-28"),  # 72 hours over Thanksgiving: 26, 27, 28
    ("erisa_self_funded", FIRST, "expedited", "2026-12-30", "2027-01-02"),  # over the new year: 31, 1, 2
    ("erisa_self_funded", SECOND, "standard", "2026-12-20", "2027-01-04"),  # 15 days: 11, Jan 4
    ("erisa_self_funded", SECOND, "expedited", "2027-02-26", "2027-03-01"),  # no leap day: 27, 28, 1
    ("erisa_self_funded", EXTERNAL, "expedited", "2028-02-27", "2028-03-01"),  # a leap day: 28, 29, 1
    ("commercial_fully_insured", PA, "standard", "2026-10-31", "2026-11-15"),  # 15 days, a Sunday
    ("commercial_fully_insured", PA, "expedited", "2026-10-31", "2026-11-03"),  # 72 hours from a month's end
    ("commercial_fully_insured", FIRST, "standard", "2027-01-31", "2027-03-02"),  # 30 days: 28, Mar 2
    ("commercial_fully_insured", FIRST, "expedited", "2026-12-24", "2026-12-27"),  # over Christmas, onto a Sunday
    ("commercial_fully_insured", SECOND, "standard", "2028-02-20", "2028-03-06"),  # 15 days over a leap day: 9, Mar 6
    ("commercial_fully_insured", SECOND, "expedited", "2028-02-28", "2028-03-02"),  # 29, 1, 2
    ("commercial_fully_insured", EXTERNAL, "expedited", "2026-11-20", "2026-11-23"),  # Friday to Monday
    ("marketplace", PA, "standard", "2027-02-14", "2027-03-01"),  # 15 days: 14, Mar 1
    ("marketplace", PA, "expedited", "2026-12-31", "2027-01-03"),  # 1, 2, 3
    ("marketplace", FIRST, "expedited", "2026-11-26", "2026-11-29"),  # 27, 28, 29
    ("marketplace", EXTERNAL, "standard", "2026-12-01", "2027-01-15"),  # 45 days: 30, Jan 15
    ("marketplace", EXTERNAL, "expedited", "2027-07-02", "2027-07-05"),  # onto the holiday kept for July 4
    ("medicare_advantage", PA, "expedited", "2026-11-30", "2026-12-01"),  # 24 hours
    ("medicare_advantage", FIRST, "expedited", "2026-11-27", "2026-11-30"),  # 28, 29, 30
    ("medicare_advantage", EXTERNAL, "standard", "2026-12-28", "2027-01-04"),  # 7 days: 3, Jan 4
    ("original_medicare_partB", SECOND, "standard", "2027-11-30", "2028-01-29"),  # 60 days: 31, Jan 29
    ("original_medicare_partB", COUNCIL, "standard", "2027-12-01", "2028-02-29"),  # 90: 30, 61, onto the leap day
    ("medicare_part_d", FIRST, "standard", "2027-02-24", "2027-03-03"),  # 7 days: 4, Mar 3
    ("medicare_part_d", FIRST, "expedited", "2028-02-26", "2028-02-29"),  # 27, 28, 29
    ("medicare_part_d", EXTERNAL, "standard", "2028-02-25", "2028-03-03"),  # 7 days over a leap day: 4, Mar 3
    ("medicare_part_d", EXTERNAL, "expedited", "2026-11-21", "2026-11-24"),  # from a Saturday: 22, 23, 24
    ("medicaid_managed_care", PA, "expedited", "2026-09-29", "2026-10-02"),  # 30, 1, 2
    ("medicaid_managed_care", FIRST, "standard", "2027-01-30", "2027-03-01"),  # 30 days: 1, 29, Mar 1
    ("medicaid_managed_care", EXTERNAL, "standard", "2026-11-30", "2027-02-28"),  # 90: 31, 62, Feb 28, a Sunday
    ("chip", PA, "standard", "2026-12-25", "2027-01-01"),  # 7 days: 6, Jan 1
    ("chip", PA, "expedited", "2026-04-28", "2026-05-01"),  # 29, 30, 1
    ("chip", FIRST, "standard", "2026-11-01", "2026-12-01"),  # 30 days: 29, Dec 1
    ("chip", FIRST, "expedited", "2026-12-29", "2027-01-01"),  # 30, 31, 1
    ("chip", EXTERNAL, "expedited", "2026-11-06", "2026-11-09"),  # Friday to Monday
    ("fehb", PA, "standard", "2027-12-31", "2028-01-15"),  # 15 days
    ("fehb", PA, "expedited", "2027-02-25", "2027-02-28"),  # 26, 27, 28
    ("fehb", FIRST, "standard", "2028-01-31", "2028-03-01"),  # 30 days over a leap day: 29, Mar 1
    ("fehb", FIRST, "expedited", "2026-11-25", "2026-11-28"),  # 26, 27, 28
]


def sent(library: Library, plan_type: str | None, urgency: str = "standard", **submission: Any) -> Deadline:
    """The decision clock of one submission."""
    facts = facts_with(
        as_of="2029-01-01",
        coverage={"plan_type": plan_type} if plan_type else {},
        request={"urgency": urgency},
        submissions=[{"level": PA, **submission}],
    )
    (clock,) = (clock for clock in deadlines(facts, library) if clock.kind is DeadlineKind.DECISION)
    return clock


@pytest.mark.parametrize(("plan", "level", "urgency", "received", "last"), BY_DAY)
def test_each_clock_ends_on_the_day_worked_out_by_hand(
    library: Library, plan: str, level: str, urgency: str, received: str, last: str
) -> None:
    clock = sent(library, plan, urgency, level=level, plan_received=received)
    assert clock.due_on == dt.date.fromisoformat(last)
    assert clock.counted_from == "submissions[0].plan_received"


def test_every_clock_of_the_library_stands_in_the_table(library: Library) -> None:
    wanted = set()
    for plan in library.plan_types.values():
        for level in plan.levels:
            name = PA if level.id == "pa_decision" else level.id
            clocks = {"standard": level.decision_standard, "expedited": level.decision_expedited}
            wanted |= {(plan.id, name, urgency) for urgency, clock in clocks.items() if clock}
    assert wanted - {row[:3] for row in BY_DAY} == set()


@pytest.mark.parametrize(
    ("received", "last"),
    [
        ("2026-11-06 16:30", dt.datetime(2026, 11, 9, 16, 30)),  # Friday to Monday
        ("2026-10-30 10:00", dt.datetime(2026, 11, 2, 10, 0)),  # clocks go back on November 1: hours are not bent
        ("2027-02-27 09:15", dt.datetime(2027, 3, 2, 9, 15)),  # no leap day
        ("2028-02-27 09:15", dt.datetime(2028, 3, 1, 9, 15)),  # a leap day
    ],
)
def test_hours_run_from_the_hour_of_receipt_through_nights_and_weekends(
    library: Library, received: str, last: dt.datetime
) -> None:
    clock = sent(library, "erisa_self_funded", "expedited", plan_received=received)
    assert (clock.due_at, clock.due_on) == (last, last.date())


def test_without_an_hour_the_day_is_given_and_it_says_so(library: Library) -> None:
    clock = sent(library, "erisa_self_funded", "expedited", plan_received="2026-11-20")
    assert (clock.due_on, clock.due_at) == (dt.date(2026, 11, 23), None)
    assert "The hour is not on record" in clock.reckonings[0].note


def test_without_the_plans_receipt_the_day_of_sending_counts_and_it_says_so(library: Library) -> None:
    clock = sent(library, "erisa_self_funded", submitted="2026-11-02")
    assert (clock.due_on, clock.counted_from) == (dt.date(2026, 11, 17), "submissions[0].submitted")
    assert "the earliest that it can end" in clock.reckonings[0].note


@pytest.mark.parametrize(
    ("plan", "submission", "because"),
    [
        ("tricare", {"submitted": "2026-11-02"}, "the library has no decision clock for this level"),
        ("erisa_self_funded", {}, "neither the day of sending nor the plan's receipt is on record"),
        ("medicaid_managed_care", {"submitted": "2025-12-20"}, "the rule on record holds from January 1, 2026 on"),
        (None, {"submitted": "2026-11-02"}, "the plan type is not on record"),
    ],
)
def test_a_clock_that_cannot_be_reckoned_says_why(
    library: Library, plan: str | None, submission: dict[str, str], because: str
) -> None:
    clock = sent(library, plan, **submission)
    assert (clock.status, clock.because) == (DeadlineStatus.UNDETERMINED, because)


def test_a_level_without_an_expedited_clock_shows_the_standard_one(library: Library) -> None:
    clock = sent(library, "original_medicare_partB", "expedited", level=FIRST, plan_received="2026-11-20")
    assert clock.due_on == dt.date(2027, 1, 19)
    assert clock.notes[0] == "This level has no expedited clock; the standard one is shown."


# 15 days from November 2: November 17
@pytest.mark.parametrize(("notice", "in_time"), [("2026-11-17", True), ("2026-11-18", False)])
def test_an_answer_is_measured_against_the_clock(library: Library, notice: str, in_time: bool) -> None:
    answer = {"outcome": "denied", "notice_date": notice}
    clock = sent(library, "erisa_self_funded", submitted="2026-11-01", plan_received="2026-11-02", determination=answer)
    assert (clock.status, clock.in_time) == (DeadlineStatus.SETTLED, in_time)


def test_an_answered_request_is_measured_by_the_standard_clock_since_its_own_urgency_is_not_on_record(
    library: Library,
) -> None:
    answer = {"outcome": "denied", "notice_date": "2026-11-12"}
    clock = sent(library, "erisa_self_funded", "expedited", submitted="2026-11-02", determination=answer)
    assert (clock.due_on, clock.in_time) == (dt.date(2026, 11, 17), True)
    assert clock.notes[0].startswith("Measured by the standard clock")


def test_a_pended_request_is_still_undecided(library: Library) -> None:
    answer = {"outcome": "pended", "notice_date": "2026-11-10"}
    clock = sent(library, "erisa_self_funded", submitted="2026-11-02", determination=answer)
    assert (clock.status, clock.settled_on) == (DeadlineStatus.PAST, None)
    assert any("asked for more" in note for note in clock.notes)


@pytest.mark.parametrize(
    ("notice", "first", "last"),
    [
        # 6, 7, 8, 9, over Columbus Day 13; then 14, 15, 16, 19, 20, 21, 22, 23, 26
        ("2026-10-05", "2026-10-13", "2026-10-26"),
        # 21, 22, 23, 24, over Christmas 28; then 29, 30, 31, over New Year Jan 4, 5, 6, 7, 8, 11
        ("2026-12-18", "2026-12-28", "2027-01-11"),
    ],
)
def test_the_call_is_usually_open_for_five_to_fourteen_business_days(
    library: Library, notice: str, first: str, last: str
) -> None:
    answer = {"outcome": "denied", "notice_date": notice}
    facts = facts_with(
        as_of="2027-02-01", submissions=[{"level": PA, "submitted": "2026-09-01", "determination": answer}]
    )
    (clock,) = (clock for clock in deadlines(facts, library) if clock.kind is DeadlineKind.PEER_TO_PEER)
    assert (clock.due_on, clock.latest_on) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def test_no_call_is_asked_for_after_the_plans_own_levels(library: Library) -> None:
    sent = {
        "level": EXTERNAL,
        "submitted": "2026-10-01",
        "determination": {"outcome": "denied", "notice_date": "2026-11-10"},
    }
    facts = facts_with(coverage={"plan_type": "marketplace"}, submissions=[sent])
    assert DeadlineKind.PEER_TO_PEER not in {clock.kind for clock in deadlines(facts, library)}


def test_the_call_is_asked_for_within_48_hours_of_the_denial(library: Library) -> None:
    answer = {"outcome": "denied", "notice_date": "2026-11-09", "received_date": "2026-11-12"}
    facts = facts_with(submissions=[{"level": PA, "submitted": "2026-09-01", "determination": answer}])
    (clock,) = (clock for clock in deadlines(facts, library) if clock.kind is DeadlineKind.PEER_TO_PEER)
    assert clock.send_by == dt.date(2026, 11, 14)


def test_an_authorization_that_is_told_twice_is_renewed_once(library: Library) -> None:
    granted = {"number": "A-1", "to": "2027-03-01"}
    answer = {"outcome": "approved", "notice_date": "2026-09-01", "authorization": granted}
    facts = facts_with(
        prior_ivig={"authorization": granted},
        submissions=[{"level": PA, "submitted": "2026-08-20", "determination": answer}],
    )
    assert [clock.kind for clock in deadlines(facts, library)].count(DeadlineKind.RENEWAL) == 1


@pytest.mark.parametrize(
    ("ends", "starts"),
    [
        ("2026-12-14", "2026-10-30"),  # 14 days to Nov 30, 30 to Oct 31, 1 more
        ("2027-03-01", "2027-01-15"),  # 29 days to Jan 31, 16 more
        ("2028-03-15", "2028-01-30"),  # 15 to Feb 29, 29 to Jan 31, 1 more
    ],
)
def test_a_renewal_starts_forty_five_days_before_the_end(library: Library, ends: str, starts: str) -> None:
    facts = facts_with(prior_ivig={"authorization": {"number": "A-1", "to": ends}})
    (clock,) = deadlines(facts, library)
    assert (clock.due_on, clock.latest_on) == (dt.date.fromisoformat(starts), dt.date.fromisoformat(ends))
    assert clock.rule == "denial_reasons:authorization_expired_or_absent"


def test_the_days_left_of_an_authorization_are_told(library: Library) -> None:
    facts = facts_with(prior_ivig={"authorization": {"to": "2026-12-14"}})
    told = item(check_deadlines(facts, context_of(facts, library)), "deadline.renewal")
    assert told.text.startswith("The authorization ends on December 14, 2026: 24 days left.")


def cut_in_its_course(plan_type: str, ends: str, outcome: str = "partially_approved") -> CaseFacts:
    determination = {"outcome": outcome, "notice_date": "2026-11-16"}
    return facts_with(
        coverage={"plan_type": plan_type},
        prior_ivig={"authorization": {"to": ends}},
        submissions=[{"level": "renewal", "submitted": "2026-11-02", "determination": determination}],
    )


def test_a_medicaid_patient_may_go_on_with_what_was_authorized_and_staff_are_told(library: Library) -> None:
    facts = cut_in_its_course("medicaid_managed_care", "2026-12-14")
    told = item(check_deadlines(facts, context_of(facts, library)), "deadline.continuation")
    assert told.level == "advice"
    assert told.text.startswith(
        "An authorization on record runs to December 14, 2026. For a service already authorized"
    )
    assert "within 10 calendar days of the notice" in told.text
    assert "may have to pay if the appeal is lost" in told.text


@pytest.mark.parametrize(
    "facts",
    [
        cut_in_its_course("marketplace", "2026-12-14"),
        cut_in_its_course("medicaid_managed_care", "2026-11-18"),
        cut_in_its_course("medicaid_managed_care", "2026-12-14", outcome="approved"),
    ],
    ids=["another plan", "nothing runs any more", "nothing was cut"],
)
def test_else_nothing_is_said_of_going_on(library: Library, facts: CaseFacts) -> None:
    assert "deadline.continuation" not in ids(check_deadlines(facts, context_of(facts, library)))


def test_a_start_before_the_plan_must_answer_is_told(library: Library) -> None:
    # sent on November 20, decided by December 5
    facts = facts_with(coverage={"plan_type": "commercial_fully_insured"}, request={"start": "2026-11-30"})
    told = item(check_deadlines(facts, context_of(facts, library)), "deadline.start_before_decision")
    assert "December 5, 2026" in told.text


def test_an_overdue_plan_is_told(library: Library) -> None:
    facts = facts_with(
        coverage={"plan_type": "marketplace"},
        submissions=[{"level": PA, "submitted": "2026-11-02"}],
    )
    assert (
        "three days over its clock"
        in item(check_deadlines(facts, context_of(facts, library)), "deadline.decision.0").text
    )


def test_an_unconfirmed_rule_is_told_as_such(library: Library) -> None:
    answer = {"outcome": "denied", "notice_date": "2026-11-13", "received_date": "2026-11-16"}
    facts = facts_with(
        coverage={"plan_type": "medicaid_managed_care"},
        submissions=[{"level": FIRST, "submitted": "2026-11-05", "determination": answer}],
    )
    items = check_deadlines(facts, context_of(facts, library))
    assert "Unconfirmed: 42 CFR 438.408(f), 431.244" in item(items, "deadline.external_review").text
    assert "deadline.plan_facts" not in ids(items)
