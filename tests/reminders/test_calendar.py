"""The calendar feed, read back by a parser: whole days, stable names, no patient, a secret that can be revoked."""

import datetime as dt
import re

import icalendar
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.cases.models import Prescriber, WorkItem
from priorauth.clinics.models import Clinic, Member, User
from priorauth.core.tracking import StepKind
from priorauth.desk.calendar.address import ChangedMeanwhile, channels_of, make, mark, revoke, whose
from priorauth.desk.calendar.feed import TITLES
from priorauth.desk.models import CalendarDay, Channels
from priorauth.logs import SECRET_LINKS
from tests import people
from tests.drafting.test_parallel import at_once
from tests.factories import AETNA, DANA, TODAY, a_case, a_clinic
from tests.reminders.conftest import Travel, quiet_case, to_do

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(member: Member) -> str:
    """The address of the member's calendar, on this server."""
    return make(member, seen="").removeprefix(settings.SITE_ADDRESS)


def events(path: str) -> list[icalendar.Event]:
    answer = Client().get(path)
    assert answer.status_code == 200
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


def test_a_parser_reads_what_was_meant(clinic: Clinic, member: Member, path: str) -> None:
    case = quiet_case(clinic)
    to_do(case, dt.date(2027, 3, 14))  # the day on which summer time begins
    (event,) = events(path)
    assert event.decoded("dtstart") == dt.date(2027, 3, 14)
    assert event["dtstart"].params["value"] == "DATE"
    assert "dtend" not in event
    assert event["summary"] == "Appeal window closes"
    assert event["url"] == f"{settings.SITE_ADDRESS}/cases/{case.id}/"
    assert event["sequence"] == 0
    assert event["transp"] == "TRANSPARENT"
    assert event.decoded("dtstamp").tzinfo is not None


def test_the_bytes_are_as_the_standard_says(clinic: Clinic, member: Member, path: str) -> None:
    """CRLF, no line longer than 75 octets, text escaped."""
    Clinic.objects.filter(pk=clinic.pk).update(name="Riverbend; Neurology, " + "Ünïted " * 20)
    to_do(quiet_case(clinic))
    content = Client().get(path).content
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert content.count(b"Riverbend\\; Neurology\\, ") == 2
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in content
    assert ("Ünïted " * 20).encode() in content.replace(b"\r\n ", b"")


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Guam", "Pacific/Honolulu"])
def test_no_zone_moves_a_day(clinic: Clinic, path: str, travel: Travel, zone: str) -> None:
    Clinic.objects.filter(pk=clinic.pk).update(time_zone=zone)
    to_do(quiet_case(clinic), dt.date(2026, 11, 1))
    before = Client().get(path).content
    for moment in ("2026-11-01 00:30", "2026-11-01 23:30", "2027-03-14 03:00"):
        travel(moment)
        assert Client().get(path).content == before


def test_nothing_of_a_patient_is_in_it(clinic: Clinic, path: str) -> None:
    case = a_case(clinic, denied=True)
    to_do(case, do="Enter why glatiramer was stopped for Dana")
    content = Client().get(path).content.decode().replace("\r\n ", "")
    assert content.count("BEGIN:VEVENT") > 1
    known = [*DANA.values(), *AETNA.values(), "PA-77120934", "glatiramer", "Elena", "internal", case.patient_id]
    assert [value for value in known if len(str(value)) > 2 and str(value) in content] == []


def test_every_kind_of_step_has_its_title() -> None:
    assert set(TITLES) == set(StepKind)


def test_a_day_that_moves_keeps_its_name_and_counts_the_move(clinic: Clinic, path: str, travel: Travel) -> None:
    item = to_do(quiet_case(clinic), TODAY)
    (first,) = events(path)
    travel("2026-11-21 10:00")
    # As the projection does it: the row is written anew.
    item.delete()
    to_do(item.case, TODAY + dt.timedelta(9))
    (second,) = events(path)
    assert second["uid"] == first["uid"]
    assert (first["sequence"], second["sequence"]) == (0, 1)
    assert second.decoded("dtstart") == TODAY + dt.timedelta(9)
    assert second.decoded("last-modified") > first.decoded("last-modified")
    assert second.decoded("dtstamp") == second.decoded("last-modified")
    assert events(path)[0]["sequence"] == 1


def test_two_of_a_kind_have_two_names(clinic: Clinic, path: str) -> None:
    case = quiet_case(clinic)
    for number in range(3):
        to_do(case, TODAY + dt.timedelta(number), StepKind.INFORMATION)
    assert len({str(event["uid"]) for event in events(path)}) == 3


@pytest.mark.django_db(transaction=True)
def test_calendars_that_ask_at_one_moment_count_one_move(clinic: Clinic, member: Member) -> None:
    path = make(member, seen="").removeprefix(settings.SITE_ADDRESS)
    item = to_do(quiet_case(clinic))
    assert at_once(lambda: Client().get(path).status_code) == [200] * 4
    WorkItem.objects.of(clinic).filter(id=item.id).update(due_on=TODAY + dt.timedelta(3))
    assert at_once(lambda: Client().get(path).status_code) == [200] * 4
    assert [day.moves for day in CalendarDay.objects.of(clinic)] == [1]


def test_what_is_done_or_has_no_day_is_not_in_it(clinic: Clinic, path: str) -> None:
    item = to_do(quiet_case(clinic))
    assert len(events(path)) == 1
    WorkItem.objects.of(clinic).filter(id=item.id).update(due_on=None)
    assert events(path) == []


def test_each_sees_what_concerns_them(clinic: Clinic, member: Member, path: str) -> None:
    """Not a colleague's cases, nor another clinic's."""
    elena = people.member(clinic, "prescriber", "Elena Marsh")
    hers = make(elena, seen="").removeprefix(settings.SITE_ADDRESS)
    mine = quiet_case(clinic, "Mine", owner=member)
    to_do(mine)
    to_do(quiet_case(clinic, "Hers", owner=elena))
    to_do(quiet_case(a_clinic("Lakeside", npi=""), "Osei"))
    assert [event["url"] for event in events(path)] == [f"{settings.SITE_ADDRESS}/cases/{mine.id}/"]
    assert len(events(hers)) == 1


def test_what_only_the_prescriber_can_do_concerns_them_while_they_are_there(
    clinic: Clinic, member: Member, path: str
) -> None:
    elena = people.member(clinic, "prescriber", "Elena Marsh")
    hers = make(elena, seen="").removeprefix(settings.SITE_ADDRESS)
    case = quiet_case(clinic, owner=member)
    Prescriber.objects.of(clinic).filter(id=case.prescriber_id).update(member=elena)
    item = to_do(case, kind=StepKind.SIGNATURE)
    WorkItem.objects.of(clinic).filter(id=item.id).update(for_prescriber=True)
    assert [len(events(one)) for one in (path, hers)] == [0, 1]
    Member.objects.of(clinic).filter(id=elena.id).update(is_active=False)
    assert len(events(path)) == 1


def test_it_needs_no_session_makes_none_and_is_kept_nowhere(member: Member, path: str) -> None:
    answer = Client().get(path)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert answer.cookies == {}
    assert Client().head(path).status_code == 200
    assert Client().post(path).status_code == 405


def gone(clinic: Clinic, member: Member, how: str) -> None:
    if how == "revoked":
        revoke(member, seen=mark(channels_of(member)))
    elif how == "made anew":
        make(member, seen=mark(channels_of(member)))
    elif how == "member left":
        Member.objects.of(clinic).filter(id=member.id).update(is_active=False)
    else:
        User.objects.filter(pk=member.user.pk).update(is_active=False)


@pytest.mark.parametrize("how", ["revoked", "made anew", "member left", "sign-in closed"])
def test_revoked_and_left_answer_as_an_address_that_never_was(
    clinic: Clinic, member: Member, path: str, how: str
) -> None:
    assert Client().get(path).status_code == 200
    gone(clinic, member, how)
    answer, never = Client().get(path), Client().get(f"/calendar/{'0' * 64}.ics")
    assert (answer.status_code, never.status_code) == (404, 404)
    assert answer.content == never.content
    assert {**answer.headers, "X-Request-ID": ""} == {**never.headers, "X-Request-ID": ""}


@pytest.mark.parametrize("token", ["1", "0" * 63, "0" * 65, "Ä" * 64, "A" * 64, "../settings"])
def test_nonsense_is_not_there_either(clinic: Clinic, token: str) -> None:
    assert whose(token) is None
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


def test_the_secret_is_long_and_stored_nowhere(member: Member, path: str) -> None:
    token = re.fullmatch(r"/calendar/([0-9a-f]{64})\.ics", path)
    assert token
    row = Channels.objects.of(member.clinic).values().get()
    assert token[1] not in str(row)
    assert token[1] not in str(list(Entry.objects.values()))
    assert token[1] not in SECRET_LINKS.sub(r"\1…", f"Not Found: {path}")


def test_who_asks_too_often_has_to_wait(path: str) -> None:
    answers = [Client().get(path).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]
    assert Client().get(path).headers["Retry-After"] == "60"
    assert Client().get(f"/calendar/{'0' * 64}.ics").status_code == 404


def test_its_queries_do_not_grow(clinic: Clinic, path: str) -> None:
    def queries() -> int:
        cache.clear()
        Client().get(path)
        with CaptureQueriesContext(connection) as asked:
            Client().get(path)
        return len(asked)

    to_do(quiet_case(clinic))
    few = queries()
    for number in range(8):
        to_do(quiet_case(clinic, f"Patient{number}"))
    assert queries() == few


def test_the_page_shows_the_address_once(member: Member) -> None:
    browser = people.browser(member)
    assert "/calendar/" not in browser.get("/reminders/").content.decode().replace("/reminders/calendar/", "")
    made = browser.post("/reminders/calendar/", {"seen": ""})
    shown = re.search(r'value="(http[^"]+/calendar/[0-9a-f]{64}\.ics)"', made.content.decode())
    assert shown
    assert Client().get(shown[1].removeprefix(settings.SITE_ADDRESS)).status_code == 200
    assert shown[1] not in browser.get("/reminders/").content.decode()
    assert "no-store" in made.headers["Cache-Control"]


def test_loading_the_page_again_does_not_make_another(member: Member) -> None:
    """A browser that reloads sends the form again; the calendar that was just subscribed goes on."""
    browser = people.browser(member)
    browser.post("/reminders/calendar/", {"seen": ""})
    before = channels_of(member).calendar_hash
    again = browser.post("/reminders/calendar/", {"seen": ""}, follow=True)
    assert "made or revoked meanwhile" in again.content.decode()
    for seen in ("nonsense", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-20T12:00:00"):
        assert browser.post("/reminders/calendar/", {"seen": seen}).status_code == 302
    assert channels_of(member).calendar_hash == before


def test_it_is_revoked_on_the_page(member: Member, path: str) -> None:
    browser = people.browser(member)
    seen = re.search(r'name="seen" value="([^"]+)"', browser.get("/reminders/").content.decode())
    assert seen
    browser.post("/reminders/calendar/revoke/", {"seen": seen[1]})
    assert Client().get(path).status_code == 404
    with pytest.raises(ChangedMeanwhile):
        revoke(member, seen=seen[1])


def test_making_and_revoking_are_in_the_log_and_fetching_is_not(clinic: Clinic, member: Member, path: str) -> None:
    Client().get(path)
    revoke(member, seen=mark(channels_of(member)))
    actions = list(Entry.objects.filter(clinic_id=clinic.pk).order_by("number").values_list("action", "subject_id"))
    made, revoked = Action.MEMBER_CALENDAR_MADE, Action.MEMBER_CALENDAR_REVOKED
    assert actions == [(made.value, str(member.id)), (revoked.value, str(member.id))]


def test_email_is_switched_off_and_on_again(member: Member) -> None:
    browser = people.browser(member)
    page = browser.post("/reminders/email/", follow=True).content.decode()
    assert "You get no reminders by email any more." in page
    assert not channels_of(member).by_mail
    assert Entry.objects.latest("number").action == Action.MEMBER_REMINDERS_CHANGED
    count = Entry.objects.count()
    browser.post("/reminders/email/")
    assert Entry.objects.count() == count
    browser.post("/reminders/email/", {"by_mail": "on"})
    assert channels_of(member).by_mail


def test_the_pages_of_the_sign_in_lead_there(member: Member) -> None:
    assert 'href="/reminders/"' in people.browser(member).get("/sign-in/factors/").content.decode()
