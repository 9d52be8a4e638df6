"""Reminders are made once a morning, whoever asks and how often, by the clinic's calendar."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from priorauth.cases.models import Case, CaseState, Submission, WorkItem
from priorauth.cases.services import log_determination
from priorauth.cases.submissions.services import close_case
from priorauth.clinics.models import TIME_ZONES, Clinic, Member
from priorauth.core.tracking import StepKind
from priorauth.desk.models import Digest, Reminder, Round
from priorauth.desk.reminders.morning import make_round
from priorauth.desk.tasks import remind_all, send_digest
from priorauth.patients.sections import section_of
from tests import people
from tests.drafting.test_parallel import AT_ONCE, at_once
from tests.factories import TODAY, a_case, a_clinic
from tests.reminders.conftest import Travel, quiet_case, to_do, work_off

pytestmark = pytest.mark.django_db


def told(member: Member) -> list[int]:
    rows = Reminder.objects.of(member.clinic).filter(member=member)
    return list(rows.order_by("digest__on").values_list("days_before", flat=True))


def test_run_twice_it_sends_once(clinic: Clinic, member: Member) -> None:
    to_do(quiet_case(clinic))
    work_off()
    work_off()
    remind_all()
    send_digest(str(Digest.objects.of(clinic).get().id))
    assert [message.to for message in mail.outbox] == [[member.user.email]]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_round_and_send_once(clinic: Clinic, member: Member) -> None:
    for number in range(5):
        to_do(quiet_case(clinic, f"Patient{number}"))
    made = at_once(lambda: make_round(clinic, TODAY))
    assert sorted(made) == [*[0] * (AT_ONCE - 1), 1]
    digest = Digest.objects.of(clinic).get()
    at_once(lambda: send_digest(str(digest.id)))
    assert len(mail.outbox) == 1
    assert Reminder.objects.of(clinic).count() == 5
    assert Digest.objects.of(clinic).get().attempts == 1


def test_many_things_are_one_message(clinic: Clinic, member: Member) -> None:
    case = quiet_case(clinic)
    to_do(case)
    to_do(case, TODAY + dt.timedelta(5), StepKind.INFORMATION)
    to_do(quiet_case(clinic, "Osei"), TODAY - dt.timedelta(3), StepKind.PLAN_OVERDUE)
    work_off()
    (message,) = mail.outbox
    assert message.subject == "3 reminders from priorauth, 1 overdue"
    assert Reminder.objects.of(clinic).count() == 3


def test_nothing_to_say_is_no_message(clinic: Clinic, member: Member) -> None:
    to_do(quiet_case(clinic), TODAY + dt.timedelta(60))
    work_off()
    assert mail.outbox == []
    assert Round.objects.of(clinic).count() == 1


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        ("2026-11-20 06:59", 0),
        ("2026-11-20 07:00", 1),
        ("2026-11-20 15:30", 1),  # the server was down in the morning
        ("2026-11-21 09:00", 0),  # Saturday
        ("2026-11-26 09:00", 0),  # Thanksgiving
        ("2026-11-27 09:00", 1),
    ],
)
def test_it_comes_in_the_morning_of_a_business_day(
    clinic: Clinic, member: Member, travel: Travel, moment: str, count: int
) -> None:
    to_do(quiet_case(clinic))
    travel(moment)
    work_off()
    assert len(mail.outbox) == count


@pytest.mark.parametrize("zone", TIME_ZONES)
@pytest.mark.parametrize(
    ("due_on", "mornings"),
    [
        ("2027-03-18", ["2027-03-04", "2027-03-11", "2027-03-16", "2027-03-18", "2027-03-19"]),  # summer time begins
        ("2026-11-05", ["2026-10-22", "2026-10-29", "2026-11-03", "2026-11-05", "2026-11-06"]),  # it ends
    ],
)
def test_neither_zone_nor_summer_time_moves_a_day(
    clinic: Clinic, member: Member, zone: str, due_on: str, mornings: list[str]
) -> None:
    """Everywhere the same days; on each nothing until a minute to seven, by the clinic's clock."""
    clinic.time_zone = zone
    clinic.save()
    day = dt.date.fromisoformat(due_on)
    to_do(quiet_case(clinic), day)
    heard = []
    for number in range(-20, 5):
        for time in (dt.time(6, 59), dt.time(7)):
            moment = dt.datetime.combine(day + dt.timedelta(number), time, tzinfo=ZoneInfo(zone))
            with time_machine.travel(moment, tick=False):
                work_off()
            if mail.outbox:
                heard.append(f"{moment:%Y-%m-%d %H:%M}")
                mail.outbox.clear()
    assert heard == [f"{morning} 07:00" for morning in mornings]


def test_clinics_far_apart_have_their_own_mornings_and_days(member: Member, travel: Travel) -> None:
    """When it is four in the afternoon of Thursday in New York, Friday’s morning comes on Guam."""
    guam = a_clinic("Guam", npi="")
    Clinic.objects.filter(pk=guam.pk).update(time_zone="Pacific/Guam")
    there = people.member(guam, name="Ana Cruz")
    for clinic in (member.clinic, guam):
        to_do(quiet_case(clinic), TODAY, StepKind.DECISION)
    travel("2026-11-19 15:59")
    work_off()
    assert mail.outbox == []
    travel("2026-11-19 16:00")  # seven in the morning of the 20th, on Guam
    work_off()
    assert [message.to for message in mail.outbox] == [[there.user.email]]
    assert Digest.objects.of(guam).get().on == TODAY
    travel("2026-11-20 07:00")
    work_off()
    assert Digest.objects.of(member.clinic).get().on == TODAY


def test_who_hears_of_it(clinic: Clinic) -> None:
    """The owner; without one, or where the owner has left, the coordinators."""
    ruth, ben = people.member(clinic, name="Ruth Calder"), people.member(clinic, name="Ben Ito")
    elena = people.member(clinic, "prescriber", "Elena Marsh")
    gone = people.member(clinic, name="Gone Long")
    Member.objects.of(clinic).filter(id=gone.id).update(is_active=False)
    to_do(quiet_case(clinic, "Owned", owner=elena))
    to_do(quiet_case(clinic, "Left", owner=gone))
    to_do(quiet_case(clinic, "Nobodys"))
    work_off()
    assert {member.user.full_name: len(told(member)) for member in (ruth, ben, elena, gone)} == {
        "Ruth Calder": 2,
        "Ben Ito": 2,
        "Elena Marsh": 1,
        "Gone Long": 0,
    }


@pytest.mark.parametrize(
    ("roles", "who"),
    [(["auditor", "admin", "prescriber"], "prescriber"), (["auditor", "admin"], "admin"), (["auditor"], None)],
)
def test_a_clinic_without_a_coordinator_loses_no_deadline(clinic: Clinic, roles: list[str], who: str | None) -> None:
    members = {role: people.member(clinic, role, f"Some {role.title()}") for role in roles}
    to_do(quiet_case(clinic))
    work_off()
    assert [role for role, member in members.items() if told(member)] == ([who] if who else [])


def test_another_clinic_hears_nothing(clinic: Clinic, member: Member) -> None:
    stranger = people.member(a_clinic("Lakeside", npi=""), name="Sam Reyes")
    to_do(quiet_case(clinic))
    work_off()
    assert told(member) == [0]
    assert told(stranger) == []


def test_a_deadline_that_moved_is_told_anew_and_the_old_one_no_more(
    clinic: Clinic, member: Member, travel: Travel
) -> None:
    item = to_do(quiet_case(clinic), TODAY + dt.timedelta(14))
    work_off()
    assert told(member) == [14]
    WorkItem.objects.of(clinic).filter(id=item.id).update(due_on=dt.date(2026, 12, 18))
    travel("2026-11-27 08:00")  # a week before the old day
    work_off()
    assert told(member) == [14]
    travel("2026-12-04 08:00")
    work_off()
    assert told(member) == [14, 14]
    assert len(mail.outbox) == 2


def test_it_follows_the_plans_answer_as_it_is_logged(clinic: Clinic, member: Member, travel: Travel) -> None:
    """The notice of a denial is entered anew with the day that the plan printed: the window closes earlier."""
    case = a_case(clinic, denied=True)
    submission = Submission.objects.of(clinic).get()
    appeal = WorkItem.objects.of(clinic).get(kind=StepKind.APPEAL)
    assert appeal.due_on == dt.date(2027, 4, 3)
    travel("2027-02-01 08:00")
    work_off()
    assert not Reminder.objects.of(clinic).filter(kind=StepKind.APPEAL).exists()
    revision = section_of(Submission, case).revision
    printed = {"notice_date": dt.date(2026, 10, 5), "appeal_by": dt.date(2027, 2, 16)}
    log_determination(submission=submission, revision=revision, outcome="denied", **printed)
    travel("2027-02-02 08:00")
    work_off()
    assert Reminder.objects.of(clinic).get(kind=StepKind.APPEAL).due_on == dt.date(2027, 2, 16)


def test_a_case_that_was_closed_is_not_told_of(clinic: Clinic, member: Member) -> None:
    case = a_case(clinic, awaiting_reply=True)
    assert WorkItem.objects.of(clinic).exclude(due_on=None).exists()
    close_case(case=case, revision=Case.objects.of(clinic).get(id=case.id).revision, on=TODAY)
    work_off()
    assert mail.outbox == []


def test_it_waits_until_what_turned_with_the_day_is_derived_but_not_for_ever(
    clinic: Clinic, member: Member, travel: Travel
) -> None:
    case = quiet_case(clinic)
    to_do(case)
    CaseState.objects.of(clinic).filter(case=case).update(changes_on=TODAY)
    work_off()
    assert mail.outbox == []
    travel("2026-11-20 09:00")
    work_off()
    assert len(mail.outbox) == 1


def test_what_goes_wrong_in_one_clinic_does_not_silence_the_others(
    clinic: Clinic, member: Member, caplog: pytest.LogCaptureFixture
) -> None:
    broken = a_clinic("Broken", npi="")
    Clinic.objects.filter(pk=broken.pk).update(time_zone="Mars/Olympus")
    to_do(quiet_case(clinic))
    work_off()
    assert len(mail.outbox) == 1
    assert f"The reminders of clinic {broken.pk} could not be made" in caplog.text
