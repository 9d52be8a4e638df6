"""The clinic's settings: letterhead and members, changed by its admins, each change in the log."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.clinics import services
from priorauth.clinics.models import Clinic, Member
from priorauth.clinics.roles import Role
from tests import people
from tests.clinics.codes import app_of
from tests.pages import words

pytestmark = pytest.mark.django_db
LETTERHEAD = {
    "name": "Riverbend Neurology Associates",
    "npi": "1450123454",
    "address": "410 Mill Street, Suite 300\nHarrisburg, PA 17101",
    "phone": "(717) 555-0140",
    "fax": "",
    "callback": "",
    "time_zone": "America/New_York",
}


def last_entry() -> Entry:
    return Entry.objects.latest("number")


def now(member: Member) -> Member:
    return Member.objects.of(member.clinic).get(id=member.id)


def test_the_letterhead_is_saved_and_shown(admin: Client, clinic: Clinic) -> None:
    page = admin.post("/settings/", LETTERHEAD, follow=True)
    clinic.refresh_from_db()
    assert clinic.address_lines == ("410 Mill Street, Suite 300", "Harrisburg, PA 17101")
    assert "Letterhead saved." in words(page)
    assert "410 Mill Street, Suite 300, Harrisburg, PA 17101 · Tel (717) 555-0140 · NPI 1450123454" in words(page)
    assert last_entry().changed == ["address", "name", "npi", "phone"]


def test_a_wrong_npi_is_said_and_the_rest_is_still_there(admin: Client, clinic: Clinic) -> None:
    answer = admin.post("/settings/", {**LETTERHEAD, "npi": "1450123455"})
    assert answer.status_code == 422
    assert "This is no NPI" in words(answer)
    assert "410 Mill Street" in words(answer)
    assert '<a href="#id_npi">' in answer.content.decode()
    assert '<p class="sheet__clinic">Riverbend Neurology</p>' in answer.content.decode()
    assert not Entry.objects.filter(action=Action.CLINIC_CHANGED).exists()


def test_two_admins_who_change_different_fields_do_not_undo_each_other(
    members: dict[Role, Member], clinic: Clinic
) -> None:
    mine, theirs = Clinic.objects.get(), Clinic.objects.get()
    mine.phone, theirs.fax = "(717) 555-0140", "(717) 555-0141"
    services.save_letterhead(mine, ["phone"], by=members[Role.ADMIN])
    services.save_letterhead(theirs, ["fax"], by=members[Role.ADMIN])
    clinic.refresh_from_db()
    assert (clinic.phone, clinic.fax) == ("(717) 555-0140", "(717) 555-0141")


def test_a_members_role_is_changed(admin: Client, members: dict[Role, Member]) -> None:
    auditor = members[Role.AUDITOR]
    fields = {"role": "prescriber", "credentials": "MD", "npi": "1234567893"}
    assert "Luis Barrera saved." in words(admin.post(f"/settings/members/{auditor.id}/", fields, follow=True))
    assert (now(auditor).role, now(auditor).npi) == ("prescriber", "1234567893")
    entries = Entry.objects.filter(action=Action.MEMBER_CHANGED)
    assert [entry.changed for entry in entries] == [["credentials", "npi", "role"]]
    assert "1234567893" not in str(list(entries.values()))


def test_a_wrong_npi_of_a_prescriber_is_refused(admin: Client, members: dict[Role, Member]) -> None:
    fields = {"role": "prescriber", "credentials": "MD", "npi": "12345"}
    answer = admin.post(f"/settings/members/{members[Role.PRESCRIBER].id}/", fields)
    assert answer.status_code == 422
    assert "This is no NPI" in words(answer)


def test_saving_without_a_change_leaves_no_entry(admin: Client, members: dict[Role, Member]) -> None:
    admin.post(f"/settings/members/{members[Role.AUDITOR].id}/", {"role": "auditor", "credentials": "", "npi": ""})
    assert not Entry.objects.filter(action=Action.MEMBER_CHANGED).exists()


def test_access_is_taken_away_at_once_and_given_back(admin: Client, members: dict[Role, Member]) -> None:
    coordinator = members[Role.COORDINATOR]
    browser = people.browser(coordinator)
    address = f"/settings/members/{coordinator.id}/active/"

    assert "has no access any more" in words(admin.post(address, {"active": "0"}, follow=True))
    assert browser.get("/").headers["Location"] == "/clinic/"
    assert last_entry().action in (Action.MEMBER_DEACTIVATED, Action.ACTIVITY_VIEWED)
    admin.post(address, {"active": "1"})
    assert browser.get("/").status_code == 200


def test_nobody_changes_their_own_role_or_access(admin: Client, members: dict[Role, Member]) -> None:
    own = members[Role.ADMIN]
    admin.post(f"/settings/members/{own.id}/", {"role": "auditor", "credentials": "", "npi": ""})
    answer = admin.post(f"/settings/members/{own.id}/active/", {"active": "0"}, follow=True)
    assert "You can’t change your own role" in words(answer)
    assert (now(own).role, now(own).is_active) == ("admin", True)


def test_an_admin_who_was_one_until_a_moment_ago_changes_nothing(members: dict[Role, Member]) -> None:
    former, auditor = members[Role.ADMIN], members[Role.AUDITOR]
    Member.objects.of(former.clinic).filter(id=former.id).update(role="auditor")
    with pytest.raises(services.CannotChange, match="no admin of this clinic any more"):
        services.set_active(auditor, is_active=False, by=former)
    assert now(auditor).is_active


def test_the_list_says_who_has_a_second_factor(admin: Client, members: dict[Role, Member]) -> None:
    app_of(members[Role.PRESCRIBER].user)
    page = words(admin.get("/settings/"))
    assert page.count('i-check-circle-fill" aria-hidden="true"></i> App') == 1
    assert page.count("</i> None") == 3


def test_the_page_asks_as_often_for_many_members_as_for_few(
    admin: Client, clinic: Clinic, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        admin.get("/settings/")
    for number in range(10):
        people.member(clinic, "coordinator", f"Person {number}")
    with django_assert_max_num_queries(12):
        admin.get("/settings/")


def test_a_script_in_a_name_is_shown_as_text(admin: Client, clinic: Clinic) -> None:
    people.member(clinic, "coordinator", '<script>alert("x")</script>')
    assert "<script>alert" not in admin.get("/settings/").content.decode()


def test_the_letterhead_is_shown_as_it_would_print_and_not_saved(admin: Client, clinic: Clinic) -> None:
    answer = admin.post("/settings/", {**LETTERHEAD, "name": "Northgate Neurology", "preview": "1"})
    assert answer.status_code == 200
    assert '<p class="sheet__clinic">Northgate Neurology</p>' in answer.content.decode()
    assert "As typed. It is not saved yet." in words(answer)
    clinic.refresh_from_db()
    assert clinic.name != "Northgate Neurology"
    assert not Entry.objects.filter(action=Action.CLINIC_CHANGED).exists()
