"""Until when the next level must be filed. Each day in these tables was worked out by hand, as the comment shows."""

import datetime as dt
from typing import Any

import pytest

from priorauth.core.deadlines import Basis, Deadline, DeadlineKind, DeadlineStatus, deadlines
from priorauth.core.library import Library
from tests.core.examples import facts_with

PA, FIRST, SECOND, EXTERNAL = "prior_authorization", "internal_appeal_1", "internal_appeal_2", "external_review"
ALJ, COUNCIL, HEARING = "alj_hearing", "appeals_council", "independent_hearing"

# plan type, level denied, notice, received, next level, last day, send by
BY_RULE = [
    # Oct 8 + 180: 23 days to Oct 31, Nov 53, Dec 84, Jan 115, Feb 143, Mar 174, Apr 6. Back: Apr 5, 2, 1, Mar 31, 30
    ("erisa_self_funded", PA, "2026-10-05", "2026-10-08", FIRST, "2027-04-06", "2027-03-30"),
    # no receipt: from the notice. 26, 56, 87, 118, 146, 177, Apr 3, a Saturday, not moved. Back: 2, 1, 31, 30, 29
    ("erisa_self_funded", PA, "2026-10-05", None, FIRST, "2027-04-03", "2027-03-29"),
    # Sep 10: 20, 51, 81, 112, 143, Feb 171, Mar 9. Back: Mar 8, 5, 4, 3, 2
    ("erisa_self_funded", PA, "2026-09-07", "2026-09-10", FIRST, "2027-03-09", "2027-03-02"),
    # a leap year takes one day: Sep 10, 2027: 20, 51, 81, 112, 143, Feb 172, Mar 8. Back: Mar 7, 6, 3, 2, 1
    ("erisa_self_funded", PA, "2027-09-07", "2027-09-10", FIRST, "2028-03-08", "2028-03-01"),
    # from a month's end: Aug 31: Sep 30, Oct 61, Nov 91, Dec 122, Jan 153, Feb 27. Back: Feb 26, 25, 24, 23, 22
    ("commercial_fully_insured", PA, "2026-08-28", "2026-08-31", FIRST, "2027-02-27", "2027-02-22"),
    # Nov 3: 27, 58, 89, 117, 148, 178, May 2, a Sunday. Back: Apr 30, 29, 28, 27, 26
    ("marketplace", PA, "2026-11-01", "2026-11-03", FIRST, "2027-05-02", "2027-04-26"),
    # Mar 12, a Friday. Back: Mar 11, 10, 9, 8, 5
    ("marketplace", FIRST, "2026-11-10", "2026-11-12", EXTERNAL, "2027-03-12", "2027-03-05"),
    # receipt on the notice's day: Nov 19 + 60: 11, Dec 42, Jan 18, a holiday, not moved. Back: 15, 14, 13, 12, 11
    ("medicare_advantage", PA, "2026-11-19", "2026-11-19", FIRST, "2027-01-18", "2027-01-11"),
    # receipt presumed Nov 24 + 60: 6, Dec 37, Jan 23. Back from Saturday: 22, 21, 20, 19, over the holiday 15
    ("medicare_advantage", PA, "2026-11-19", None, FIRST, "2027-01-23", "2027-01-15"),
    # received Nov 16, presumed Nov 7: the earlier counts. Nov 7 + 60: 23, 54, Jan 6. Back: 5, 4, Dec 31, 30, 29
    ("medicare_advantage", PA, "2026-11-02", "2026-11-16", FIRST, "2027-01-06", "2026-12-29"),
    # Nov 2 + 60: 28, 59, Jan 1; presumed Nov 4 gives Jan 3. Back: Dec 31, 30, 29, 28, over Christmas 24
    ("medicare_advantage", EXTERNAL, "2026-10-30", "2026-11-02", ALJ, "2027-01-01", "2026-12-24"),
    # no presumption here, no receipt: Oct 30 + 60: 1, Nov 31, Dec 29. Back: 28, 24, 23, 22, 21
    ("medicare_advantage", ALJ, "2026-10-30", None, COUNCIL, "2026-12-29", "2026-12-21"),
    # presumed Oct 6 + 120: 25, 55, 86, 117, Feb 3. Back: Feb 2, 1, Jan 29, 28, 27
    ("original_medicare_partB", PA, "2026-10-01", None, FIRST, "2027-02-03", "2027-01-27"),
    # Oct 15 + 180: 16, 46, 77, 108, 136, 167, Apr 13; presumed Oct 17 gives Apr 15. Back: 12, 9, 8, 7, 6
    ("original_medicare_partB", FIRST, "2026-10-12", "2026-10-15", SECOND, "2027-04-13", "2027-04-06"),
    # Nov 2 + 60 is Jan 1
    ("original_medicare_partB", SECOND, "2026-10-30", "2026-11-02", ALJ, "2027-01-01", "2026-12-24"),
    # Sep 1 + 60: 29, Oct 31, a Saturday; presumed Sep 5 gives Nov 4. Back: Oct 30, 29, 28, 27, 26
    ("original_medicare_partB", ALJ, "2026-08-31", "2026-09-01", COUNCIL, "2026-10-31", "2026-10-26"),
    # presumed Dec 6 + 60: 25, 56, Feb 4. Back: Feb 3, 2, 1, Jan 29, 28
    ("medicare_part_d", PA, "2026-12-01", None, FIRST, "2027-02-04", "2027-01-28"),
    # not automatic in Part D: Nov 10 + 60: 20, 51, Jan 9; presumed Nov 14 gives Jan 13. Back: Jan 8, 7, 6, 5, 4
    ("medicare_part_d", FIRST, "2026-11-09", "2026-11-10", EXTERNAL, "2027-01-09", "2027-01-04"),
    # presumed Dec 25 + 60: 6, 37, Feb 23. Back, over Presidents' Day: 22, 18, 17, 16, 15
    ("medicare_part_d", EXTERNAL, "2027-12-20", None, ALJ, "2028-02-23", "2028-02-15"),
    # from the notice, whenever received: Nov 3 + 60: 27, 58, Jan 2. Back: Dec 31, 30, 29, 28, 24
    ("medicaid_managed_care", PA, "2026-11-03", "2026-11-10", FIRST, "2027-01-02", "2026-12-24"),
    # Nov 16 + 90: 14, 45, 76, Feb 14, a Sunday. Back: Feb 12, 11, 10, 9, 8
    ("medicaid_managed_care", FIRST, "2026-11-13", "2026-11-16", EXTERNAL, "2027-02-14", "2027-02-08"),
    # Jan 31 + 60: Feb 28, Mar 59, Apr 1. Back: Mar 31, 30, 27, 26, 25
    ("chip", PA, "2026-01-31", "2026-02-03", FIRST, "2026-04-01", "2026-03-25"),
    # six months: Oct 5 to Apr 5. Back: Apr 2, 1, Mar 31, 30, 29
    ("fehb", PA, "2026-10-05", "2026-10-09", FIRST, "2027-04-05", "2027-03-29"),
    # February has no 31: its last day, a Sunday, not moved. Back: Feb 26, 25, 24, 23, 22
    ("fehb", PA, "2026-08-31", None, FIRST, "2027-02-28", "2027-02-22"),
    # in a leap year Feb 29. Back: 28, 25, 24, 23, 22
    ("fehb", PA, "2027-08-30", None, FIRST, "2028-02-29", "2028-02-22"),
    # Nov 13 + 90: 17, 48, 79, Feb 11. Back: Feb 10, 9, 8, 5, 4
    ("fehb", FIRST, "2026-11-13", "2026-11-16", EXTERNAL, "2027-02-11", "2027-02-04"),
    # Nov 2 + 90: 28, 59, Jan 31, a Sunday. Back: Jan 29, 28, 27, 26, 25
    ("tricare", PA, "2026-11-02", "2026-11-06", FIRST, "2027-01-31", "2027-01-25"),
    # Dec 1 + 90: 30, 61, 89, Mar 1. Back: Feb 26, 25, 24, 23, 22
    ("tricare", FIRST, "2026-12-01", "2026-12-04", EXTERNAL, "2027-03-01", "2027-02-22"),
    # Dec 31 + 60: Jan 31, Feb 59, Mar 1
    ("tricare", EXTERNAL, "2026-12-31", "2027-01-04", HEARING, "2027-03-01", "2027-02-22"),
]

# received, last day, send by: the federal four months of external review
FOUR_MONTHS = [
    ("2026-10-08", "2027-02-08", "2027-02-01"),  # the same day-number
    ("2026-10-30", "2027-03-01", "2027-02-22"),  # no February 30: the first of the fifth month; the rule's own example
    ("2026-10-31", "2027-03-01", "2027-02-22"),
    ("2027-10-29", "2028-02-29", "2028-02-22"),  # a leap year has the day
    ("2027-10-30", "2028-03-01", "2028-02-23"),  # and lacks the next. Back: Feb 29, 28, 25, 24, 23
    ("2026-10-06", "2027-02-08", "2027-02-01"),  # February 6 is a Saturday: on to Monday
    ("2026-09-18", "2027-01-19", "2027-01-11"),  # January 18 is a holiday. Back: 15, 14, 13, 12, 11
    ("2026-08-25", "2026-12-28", "2026-12-18"),  # Christmas is a Friday: on to Monday. Back: 24, 23, 22, 21, 18
    ("2026-07-03", "2026-11-03", "2026-10-27"),  # Back: Nov 2, Oct 30, 29, 28, 27
]


# plan type, level denied, notice, received, the notice's own "appeal by", last day, send by
PRINTED = [
    # a Monday, before the rule's April 6. Back: 12, 11, 10, 9, 8
    ("erisa_self_funded", PA, "2026-10-05", "2026-10-08", "2027-03-15", "2027-03-15", "2027-03-08"),
    # after it: the rule's own day
    ("erisa_self_funded", PA, "2026-10-05", "2026-10-08", "2027-05-01", "2027-04-06", "2027-03-30"),
    # presumed Nov 7 + 60 is Jan 6; the print is a day sooner. Back: Jan 4, Dec 31, 30, 29, 28
    ("medicare_advantage", PA, "2026-11-02", None, "2027-01-05", "2027-01-05", "2026-12-28"),
    # and a day later
    ("medicare_advantage", PA, "2026-11-02", None, "2027-01-07", "2027-01-06", "2026-12-29"),
    # Nov 3 + 60 is Jan 2; printed for New Year's Eve. Back, over Christmas: 30, 29, 28, 24, 23
    ("medicaid_managed_care", PA, "2026-11-03", "2026-11-10", "2026-12-31", "2026-12-31", "2026-12-23"),
    # six months end on the leap day; a printed Saturday before it is not moved. Back: 25, 24, 23, 22, over a holiday 18
    ("fehb", PA, "2027-08-30", None, "2028-02-26", "2028-02-26", "2028-02-18"),
    # four months end on March 12. Back: 9, 8, 5, 4, 3
    ("marketplace", FIRST, "2026-11-10", "2026-11-12", "2027-03-10", "2027-03-10", "2027-03-03"),
    # Nov 2 + 90 is Jan 31, a Sunday; printed a day sooner. Back: 29, 28, 27, 26, 25
    ("tricare", PA, "2026-11-02", "2026-11-06", "2027-01-30", "2027-01-30", "2027-01-25"),
]


def denied(
    library: Library,
    plan_type: str | None,
    level: str,
    notice: str | None,
    received: str | None,
    *,
    outcome: str = "denied",
    coverage: dict[str, Any] | None = None,
    determination: dict[str, Any] | None = None,
    later: tuple[dict[str, Any], ...] = (),
    as_of: str = "2026-11-20",
    **request: str,
) -> list[Deadline]:
    """The filing deadlines of a case with one denial."""
    answer = {"outcome": outcome, "notice_date": notice, "received_date": received, **(determination or {})}
    sent = {"level": level, "submitted": "2024-01-02", "determination": {k: v for k, v in answer.items() if v}}
    facts = facts_with(
        as_of=max(as_of, notice or as_of, received or as_of),
        coverage={**({"plan_type": plan_type} if plan_type else {}), **(coverage or {})},
        submissions=[sent, *later],
        request=request,
    )
    return [clock for clock in deadlines(facts, library) if clock.kind is DeadlineKind.FILING]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(("plan", "level", "notice", "received", "opens", "last", "send"), BY_RULE)
def test_the_window_of_each_level_ends_on_the_day_worked_out_by_hand(
    library: Library, plan: str, level: str, notice: str, received: str | None, opens: str, last: str, send: str
) -> None:
    # one internal level, where the plan type leaves that open
    (clock,) = denied(library, plan, level, notice, received, coverage={"internal_levels": 1})
    assert (clock.level, clock.due_on, clock.send_by) == (opens, day(last), day(send))
    assert clock.rule == f"appeal_rules:{plan}.{opens}"
    assert library.resolves(clock.rule)


FOUR_MONTH_PLANS = ("erisa_self_funded", "commercial_fully_insured")


def test_every_window_of_the_library_stands_in_a_table(library: Library) -> None:
    """But for those that the plan document or a state sets, which are tested as undetermined."""
    windows = {
        (plan.id, level.id)
        for plan in library.plan_types.values()
        for level in plan.levels
        if level.filing_window and level.filing_window.value is not None
    }
    assert windows - {(row[0], row[4]) for row in BY_RULE} == {(plan, EXTERNAL) for plan in FOUR_MONTH_PLANS}


@pytest.mark.parametrize("plan", FOUR_MONTH_PLANS)
@pytest.mark.parametrize(("received", "last", "send"), FOUR_MONTHS)
def test_four_months_end_on_the_same_day_number_or_the_first_of_the_fifth_month_and_move_to_a_working_day(
    library: Library, plan: str, received: str, last: str, send: str
) -> None:
    (clock,) = denied(library, plan, FIRST, None, received, coverage={"internal_levels": 1})
    assert (clock.level, clock.due_on, clock.send_by) == (EXTERNAL, day(last), day(send))
    assert "appeal_rules:calc-four-months" in clock.rules


def test_the_sum_is_written_out(library: Library) -> None:
    (clock,) = denied(library, "erisa_self_funded", PA, "2026-10-05", "2026-10-08")
    assert clock.arithmetic == "October 8, 2026 + 180 days = April 6, 2027"
    assert (clock.counted_from, clock.counted_from_on) == (
        "submissions[0].determination.received_date",
        dt.date(2026, 10, 8),
    )
    assert clock.recalled == ("filed_when", "15 days each for two levels were read only in a secondary table")


def test_a_rolled_four_month_window_says_what_moved_it(library: Library) -> None:
    (clock,) = denied(library, "marketplace", FIRST, None, "2026-10-06")
    assert clock.arithmetic == (
        "October 6, 2026 + 4 months = February 6, 2027, a Saturday; next working day February 8, 2027"
    )


def test_receipt_and_presumed_receipt_are_both_shown(library: Library) -> None:
    (clock,) = denied(library, "medicare_advantage", PA, "2026-11-02", "2026-11-16")
    shown = {reckoning.basis: reckoning.due_on for reckoning in clock.reckonings}
    # received Nov 16 + 60: 14, 45, Jan 15; presumed Nov 7 + 60: Jan 6
    assert shown == {Basis.RECEIPT: dt.date(2027, 1, 15), Basis.PRESUMED_RECEIPT: dt.date(2027, 1, 6)}
    assert clock.decisive is not None
    assert clock.decisive.basis is Basis.PRESUMED_RECEIPT


def test_without_a_receipt_the_notices_date_is_the_earliest_that_it_can_end_and_it_says_so(library: Library) -> None:
    (clock,) = denied(library, "erisa_self_funded", PA, "2026-10-05", None)
    assert clock.reckonings[0].basis is Basis.NOTICE_DATE
    assert "earliest that it can end" in clock.reckonings[0].note


@pytest.mark.parametrize(("plan", "level", "notice", "received", "printed", "last", "send"), PRINTED)
def test_the_printed_date_wins_when_it_is_earlier_and_only_then(
    library: Library, plan: str, level: str, notice: str, received: str | None, printed: str, last: str, send: str
) -> None:
    (clock,) = denied(library, plan, level, notice, received, determination={"appeal_by": printed})
    assert (clock.due_on, clock.send_by) == (day(last), day(send))
    assert len(clock.reckonings) >= 2
    assert clock.decisive is not None
    assert (clock.decisive.basis is Basis.PRINTED) == (printed == last)


# Oct 8 + 120: 23, 53, 84, 115, Feb 5; 365 days lie after the rule's 180
@pytest.mark.parametrize(("days", "last"), [(120, "2027-02-05"), (365, "2027-04-06")])
def test_the_plan_documents_window_counts_where_it_is_shorter(library: Library, days: int, last: str) -> None:
    coverage = {"windows": {FIRST: days}}
    (clock,) = denied(library, "erisa_self_funded", PA, "2026-10-05", "2026-10-08", coverage=coverage)
    assert clock.due_on == day(last)


def test_the_plan_document_alone_sets_the_second_internal_level(library: Library) -> None:
    # Oct 15 + 60: 16, 46, Dec 14. Back: Dec 11, 10, 9, 8, 7
    coverage = {"windows": {SECOND: 60}}
    (clock,) = denied(library, "commercial_fully_insured", FIRST, "2026-10-12", "2026-10-15", coverage=coverage)
    assert (clock.level, clock.due_on, clock.send_by) == (SECOND, dt.date(2026, 12, 14), dt.date(2026, 12, 7))


def test_the_second_internal_level_takes_the_printed_date(library: Library) -> None:
    # Friday, December 11. Back: 10, 9, 8, 7, 4
    (clock,) = denied(
        library,
        "commercial_fully_insured",
        FIRST,
        "2026-10-12",
        "2026-10-15",
        coverage={"internal_levels": 2},
        determination={"appeal_by": "2026-12-11"},
    )
    assert (clock.level, clock.due_on, clock.send_by) == (SECOND, dt.date(2026, 12, 11), dt.date(2026, 12, 4))


def test_without_plan_document_and_printed_date_the_second_level_is_undetermined(library: Library) -> None:
    (clock,) = denied(library, "erisa_self_funded", FIRST, "2026-10-12", "2026-10-15", coverage={"internal_levels": 2})
    assert clock.status is DeadlineStatus.UNDETERMINED
    assert clock.because.startswith("the plan document sets the window")


def test_where_the_number_of_levels_is_not_on_record_both_clocks_are_shown(library: Library) -> None:
    second, external = denied(library, "erisa_self_funded", FIRST, None, "2026-10-08")
    assert (second.level, second.status) == (SECOND, DeadlineStatus.UNDETERMINED)
    assert (external.level, external.due_on) == (EXTERNAL, dt.date(2027, 2, 8))
    assert any("one internal level or two" in note for note in external.notes)


def test_an_expedited_tricare_request_is_filed_within_three_calendar_days_of_receipt(library: Library) -> None:
    # received Friday, Nov 20 + 3: Monday, Nov 23; presumed Nov 23 gives Nov 26. Not sent before it is received.
    (clock,) = denied(library, "tricare", PA, "2026-11-18", "2026-11-20", urgency="expedited")
    assert (clock.due_on, clock.send_by) == (dt.date(2026, 11, 23), dt.date(2026, 11, 20))


def test_an_expedited_tricare_request_without_a_receipt_counts_five_days_after_mailing(library: Library) -> None:
    # Nov 18 + 5 is Nov 23, + 3 is Nov 26. Back: Nov 25, 24, 23, 20, 19
    (clock,) = denied(library, "tricare", PA, "2026-11-18", None, urgency="expedited")
    assert (clock.due_on, clock.send_by) == (dt.date(2026, 11, 26), dt.date(2026, 11, 19))


def test_the_independent_review_of_medicare_advantage_is_automatic(library: Library) -> None:
    (clock,) = denied(library, "medicare_advantage", FIRST, "2026-11-10", "2026-11-12")
    assert (clock.status, clock.due_on) == (DeadlineStatus.AUTOMATIC, None)
    assert clock.notes[0].startswith("Nothing to file")


@pytest.mark.parametrize(
    ("plan", "level", "notice", "because"),
    [
        ("va", PA, "2026-11-10", "the library has no window for this level"),
        ("va", FIRST, "2026-11-10", "the library has no window for this level"),
        ("marketplace", ALJ, "2026-11-10", "the library has no level after alj_hearing for ACA marketplace plan"),
        ("chip", FIRST, "2026-11-10", "a rule of the state sets the window"),
        (None, PA, "2026-11-10", "the plan type is not on record"),
        (
            "medicare_advantage",
            COUNCIL,
            "2026-11-10",
            "the library has no level after appeals_council for Medicare Advantage",
        ),
        ("medicare_advantage", PA, "2024-11-01", "the rule on record holds from January 1, 2025"),
        ("erisa_self_funded", PA, None, "the notice's date is not on record"),
    ],
)
def test_what_cannot_be_reckoned_is_undetermined_and_says_why(
    library: Library, plan: str | None, level: str, notice: str | None, because: str
) -> None:
    (clock,) = denied(library, plan, level, notice, None)
    assert (clock.status, clock.due_on, clock.send_by) == (DeadlineStatus.UNDETERMINED, None, None)
    assert clock.because.startswith(because)


def test_the_printed_date_is_kept_even_without_a_plan_type(library: Library) -> None:
    (clock,) = denied(library, None, PA, "2026-11-10", None, determination={"appeal_by": "2027-01-08"})
    assert (clock.due_on, clock.status) == (dt.date(2027, 1, 8), DeadlineStatus.OPEN)
    assert clock.because == "the plan type is not on record"


@pytest.mark.parametrize(("outcome", "clocks"), [("partially_approved", 1), ("approved", 0), ("pended", 0)])
def test_only_a_denial_in_whole_or_part_opens_a_level(library: Library, outcome: str, clocks: int) -> None:
    found = denied(library, "medicaid_managed_care", PA, "2026-11-03", "2026-11-03", outcome=outcome)
    assert len(found) == clocks


def test_a_renewals_denial_opens_the_first_internal_level(library: Library) -> None:
    (clock,) = denied(library, "medicaid_managed_care", "renewal", "2026-11-03", "2026-11-03")
    assert clock.level == FIRST


@pytest.mark.parametrize(
    ("as_of", "status"),
    [("2027-04-05", "open"), ("2027-04-06", "open"), ("2027-04-07", "past")],
)
def test_a_window_is_open_through_its_last_day(library: Library, as_of: str, status: str) -> None:
    (clock,) = denied(library, "erisa_self_funded", PA, "2026-10-05", "2026-10-08", as_of=as_of)
    assert clock.status == status


@pytest.mark.parametrize(
    ("plan", "sent", "plan_received", "in_time"),
    [
        # Medicaid counts what the plan received; the window ended January 2
        ("medicaid_managed_care", "2026-12-30", "2027-01-02", True),
        ("medicaid_managed_care", "2026-12-30", "2027-01-04", False),
        # a self-funded plan counts the sending; the window ends May 2: Nov 3 + 180
        ("erisa_self_funded", "2027-05-02", "2027-05-05", True),
        ("erisa_self_funded", "2027-05-03", "2027-05-05", False),
    ],
)
def test_a_filed_appeal_is_measured_as_the_rule_counts_filing(
    library: Library, plan: str, sent: str, plan_received: str, in_time: bool
) -> None:
    later = {"level": FIRST, "submitted": sent, "plan_received": plan_received}
    (clock,) = denied(library, plan, PA, "2026-11-03", "2026-11-03", later=(later,), as_of="2027-06-01")
    assert (clock.status, clock.in_time) == (DeadlineStatus.SETTLED, in_time)
