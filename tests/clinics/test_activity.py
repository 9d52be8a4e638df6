"""The activity log: paged, narrowed down by person, sort, days and number, and itself on record."""

import re
from html import unescape

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.audit.services import Machine, record
from priorauth.clinics.models import Clinic, Member
from priorauth.clinics.roles import Role
from tests import people
from tests.audit import tampering
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(members: dict[Role, Member]) -> Client:
    return people.browser(members[Role.AUDITOR])


@pytest.fixture
def log(clinic: Clinic, members: dict[Role, Member], auditor: Client) -> None:
    """Two days: a change by the coordinator, one by the machine, and a refusal."""
    coordinator = members[Role.COORDINATOR]
    with time_machine.travel("2026-11-18T15:00:00Z"):
        record(Action.CLINIC_CHANGED, member=coordinator, subject=clinic, changed=["phone"])
        record(Action.CLINIC_CHANGED, member=Machine(clinic.pk), subject=clinic, changed=["fax"])
    with time_machine.travel("2026-11-19T15:00:00Z"):
        record(Action.ACCESS_REFUSED, member=coordinator, subject=coordinator)


def numbers(answer: HttpResponse) -> list[int]:
    """The entries that are shown, from above."""
    return [int(number) for number in re.findall(r'<td class="num"><span class="mono">(\d+)<', words(answer))]


def number_of(action: Action, **fields: str) -> int:
    return Entry.objects.filter(action=action, **fields).latest("number").number


def test_the_newest_stands_first_with_who_and_what(auditor: Client, log: None) -> None:
    page = auditor.get("/activity/")
    assert numbers(page) == sorted(numbers(page), reverse=True)
    assert "Ruth Calder" in words(page)
    assert "Refused: not in this role’s rights" in words(page)
    assert "phone" in words(page)


def test_it_is_narrowed_down_by_person(auditor: Client, log: None, members: dict[Role, Member]) -> None:
    page = auditor.get("/activity/", {"who": str(members[Role.COORDINATOR].id)})
    assert numbers(page) == [number_of(Action.ACCESS_REFUSED), number_of(Action.CLINIC_CHANGED, by="member")]
    assert numbers(auditor.get("/activity/", {"who": "machine"})) == [number_of(Action.CLINIC_CHANGED, by="machine")]


def test_it_is_narrowed_down_by_sort_and_each_sort_is_counted(auditor: Client, log: None) -> None:
    page = auditor.get("/activity/", {"did": "refused"})
    assert numbers(page) == [number_of(Action.ACCESS_REFUSED)]
    assert "<b>2</b> Changed" in words(page)
    assert "<b>1</b> Refused" in words(page)


def test_it_is_narrowed_down_by_days_both_included(auditor: Client, log: None) -> None:
    page = auditor.get("/activity/", {"since": "11/19/2026", "until": "11/19/2026"})
    assert numbers(page) == [number_of(Action.ACCESS_REFUSED)]


def test_an_entry_is_found_by_number_and_by_hash(auditor: Client, log: None) -> None:
    entry = Entry.objects.get(action=Action.ACCESS_REFUSED)
    assert numbers(auditor.get("/activity/", {"find": str(entry.number)})) == [entry.number]
    assert numbers(auditor.get("/activity/", {"find": entry.digest[:16]})) == [entry.number]


def test_what_is_no_day_is_said_and_hides_nothing(auditor: Client, log: None) -> None:
    page = auditor.get("/activity/", {"since": "11/31/2026"})
    assert "11/31/2026 is no day of the calendar." in words(page)
    assert len(numbers(page)) >= 3


def test_filters_that_nothing_fits_say_so(auditor: Client, log: None) -> None:
    assert "No entry fits" in words(auditor.get("/activity/", {"find": "zzz"}))


def test_the_log_is_paged_and_keeps_its_filters(auditor: Client, clinic: Clinic) -> None:
    for _ in range(60):
        record(Action.CLINIC_CHANGED, member=Machine(clinic.pk), subject=clinic, changed=["fax"])
    page = auditor.get("/activity/", {"who": "machine"})
    assert len(numbers(page)) == 50
    onward = re.search(r'href="(\?who=machine&amp;at=[^"]+)" rel="next"', page.content.decode())
    assert onward
    assert len(numbers(auditor.get(f"/activity/{unescape(onward[1])}"))) == 10


def test_looking_at_the_log_stands_in_the_log(auditor: Client, members: dict[Role, Member]) -> None:
    auditor.get("/activity/")
    last = Entry.objects.latest("number")
    assert (last.action, last.by_id) == (Action.ACTIVITY_VIEWED, str(members[Role.AUDITOR].id))


def test_the_log_of_another_clinic_is_never_shown(auditor: Client, other_clinic: Clinic) -> None:
    record(Action.CLINIC_CHANGED, member=Machine(other_clinic.pk), subject=other_clinic, changed=["callback"])
    assert "callback" not in words(auditor.get("/activity/"))


def test_a_tampered_action_does_not_break_the_page(auditor: Client, log: None) -> None:
    entry = Entry.objects.get(action=Action.ACCESS_REFUSED)
    tampering.change(entry, "action", "letter.eaten")
    tampering.change(entry, "subject_type", "letters.nothing")
    page = auditor.get("/activity/")
    assert page.status_code == 200
    assert "letter.eaten" in words(page)


def test_the_page_asks_as_often_for_many_entries_as_for_few(
    auditor: Client, clinic: Clinic, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(40):
        record(Action.CLINIC_CHANGED, member=Machine(clinic.pk), subject=clinic)
    with django_assert_max_num_queries(21):
        auditor.get("/activity/")


@pytest.mark.parametrize("day", ["12/31/9999", "01/01/0001"])
def test_a_day_at_the_end_of_the_calendar_narrows_nothing(auditor: Client, log: None, day: str) -> None:
    page = auditor.get("/activity/", {"until": day})
    assert "is not of our time. Check the year." in words(page)
    assert len(numbers(page)) >= 3
