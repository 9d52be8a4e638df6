"""Invitations by mail: signed, ending, for one use, and never a way into somebody else's account."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.clinics.invitations import GOOD_FOR, InvitationClosed, accept, opened, token
from priorauth.clinics.models import Clinic, Invitation, Member, User
from priorauth.clinics.roles import Role
from tests import people
from tests.pages import words

pytestmark = pytest.mark.django_db
EMAIL = "amir.haddad@riverbend.example"
PASSWORD = "an entirely different phrase"


def link() -> str:
    """The address in the last message."""
    (found,) = re.findall(r"http://testserver(/join/\S+)", mail.outbox[-1].body)
    return str(found)


@pytest.fixture
def invited(admin: Client) -> str:
    """Somebody was invited as prescriber; the link."""
    answer = admin.post("/settings/invitations/", {"email": "Amir.Haddad@Riverbend.example", "role": "prescriber"})
    assert answer.headers["Location"] == "/settings/"
    return link()


def join(address: str, **changes: str) -> HttpResponse:
    fields = {"full_name": "Amir Haddad", "password": PASSWORD, "again": PASSWORD}
    return Client().post(address, {**fields, **changes})


def test_the_message_names_clinic_and_role_and_the_day_it_ends(invited: str) -> None:
    (message,) = mail.outbox
    assert message.to == [EMAIL]
    assert message.subject == "You are invited to Riverbend Neurology"
    assert "as Prescriber" in message.body
    assert f"until {timezone.now() + GOOD_FOR:%A}" in message.body


def test_accepting_makes_a_user_with_a_password_and_the_role(invited: str, clinic: Clinic) -> None:
    assert "You join as Prescriber" in words(Client().get(invited))
    assert join(invited).headers["Location"] == "/sign-in/"

    member = Member.objects.of(clinic).get(user__email=EMAIL)
    assert (member.role, member.user.full_name, member.is_active) == ("prescriber", "Amir Haddad", True)
    signed_in = Client().post("/sign-in/", {"login": EMAIL, "password": PASSWORD})
    assert signed_in.headers["Location"] == "/"
    assert Entry.objects.get(action=Action.MEMBER_JOINED).by_id == str(member.id)


def test_a_link_works_once(invited: str, clinic: Clinic) -> None:
    join(invited)
    again = join(invited, full_name="Somebody Else")
    assert again.status_code == 410
    assert "This invitation doesn’t work any more" in words(again)
    assert Member.objects.of(clinic).filter(user__email=EMAIL).count() == 1


def test_two_answers_at_the_same_moment_make_one_member(invited: str, clinic: Clinic) -> None:
    invitation = Invitation.objects.of(clinic).get()
    user = User.objects.create_user(EMAIL)
    accept(invitation, user)
    with pytest.raises(InvitationClosed):
        accept(invitation, user)


def test_a_link_ends_after_seven_days(invited: str) -> None:
    with time_machine.travel(timezone.now() + GOOD_FOR + dt.timedelta(minutes=1)):
        assert Client().get(invited).status_code == 410


def test_sent_again_the_old_link_stops_working(invited: str, admin: Client, clinic: Clinic) -> None:
    invitation = Invitation.objects.of(clinic).get()
    admin.post(f"/settings/invitations/{invitation.id}/again/")
    assert link() != invited
    assert Client().get(invited).status_code == 410
    assert Client().get(link()).status_code == 200


def test_withdrawn_it_stops_working(invited: str, admin: Client, clinic: Clinic) -> None:
    invitation = Invitation.objects.of(clinic).get()
    admin.post(f"/settings/invitations/{invitation.id}/withdraw/")
    assert Client().get(invited).status_code == 410
    said = admin.post(f"/settings/invitations/{invitation.id}/again/", follow=True)
    assert "withdrawn or sent again meanwhile" in words(said)


def test_invited_a_second_time_only_the_newer_link_works(invited: str, admin: Client, clinic: Clinic) -> None:
    admin.post("/settings/invitations/", {"email": EMAIL, "role": "auditor"})
    assert Client().get(invited).status_code == 410
    join(link())
    assert Member.objects.of(clinic).get(user__email=EMAIL).role == "auditor"


@pytest.mark.parametrize("forged", ["x", "W10:1abc:def", "%00"])
def test_a_forged_link_opens_nothing(forged: str, db: None) -> None:
    assert Client().get(f"/join/{forged}/").status_code == 410


def test_a_changed_link_opens_nothing(invited: str) -> None:
    assert Client().get(invited.replace("/join/", "/join/A")).status_code == 410


def test_the_link_tells_nothing_of_the_person(invited: str, clinic: Clinic) -> None:
    invitation = Invitation.objects.of(clinic).get()
    assert opened(token(invitation)) == invitation
    assert "amir" not in invited.lower()


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"full_name": ""}, "There is no name yet."),
        ({"password": "short", "again": "short"}, "This password is too short."),
        ({"again": "another phrase altogether"}, "The two passwords differ."),
        ({"password": "amir.haddad@riverbend", "again": "amir.haddad@riverbend"}, "too similar to the email"),
    ],
)
def test_a_mistake_is_said_and_makes_nobody(invited: str, changes: dict[str, str], complaint: str) -> None:
    answer = join(invited, **changes)
    assert answer.status_code == 422
    assert complaint in words(answer)
    assert not User.objects.filter(email=EMAIL).exists()
    assert Client().get(invited).status_code == 200


def test_who_has_a_sign_in_already_signs_in_first(invited: str, clinic: Clinic, other_clinic: Clinic) -> None:
    known = User.objects.create_user(EMAIL, PASSWORD)
    Member.objects.create(clinic=other_clinic, user=known, role="coordinator")
    assert Client().get(invited).headers["Location"].startswith("/sign-in/?next=/join/")
    assert Client().post(invited, {"password": "x"}).headers["Location"].startswith("/sign-in/")

    browser = Client()
    browser.force_login(known)
    assert "with the same sign-in as now" in words(browser.get(invited))
    browser.post(invited)
    assert Member.objects.of(clinic).get(user=known).role == "prescriber"
    assert "Riverbend" in words(browser.get("/"))


def test_a_colleague_cannot_take_an_invitation_of_somebody_else(
    invited: str, members: dict[Role, Member], clinic: Clinic
) -> None:
    User.objects.create_user(EMAIL, PASSWORD)
    browser = people.browser(members[Role.AUDITOR])
    assert browser.post(invited).status_code == 403
    assert not Member.objects.of(clinic).filter(user__email=EMAIL).exists()


def test_who_left_and_is_invited_again_gets_the_old_membership(
    admin: Client, members: dict[Role, Member], clinic: Clinic
) -> None:
    former = members[Role.COORDINATOR]
    Member.objects.of(clinic).filter(id=former.id).update(is_active=False)
    admin.post("/settings/invitations/", {"email": former.user.email, "role": "auditor"})
    browser = people.browser(former)
    browser.post(link())
    back = Member.objects.of(clinic).get(id=former.id)
    assert (back.is_active, back.role) == (True, "auditor")


def test_a_member_is_not_invited_again(admin: Client, members: dict[Role, Member]) -> None:
    answer = admin.post("/settings/invitations/", {"email": members[Role.AUDITOR].user.email, "role": "admin"})
    assert answer.status_code == 422
    assert "This person is a member already." in words(answer)
    assert not mail.outbox


def test_an_invitation_that_could_not_be_sent_is_kept(admin: Client, clinic: Clinic, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = admin.post("/settings/invitations/", {"email": EMAIL, "role": "prescriber"}, follow=True)
    assert "The invitation is kept, but was not sent." in words(answer)
    assert Invitation.objects.of(clinic).count() == 1


def test_the_operator_makes_a_clinic_by_inviting_its_admin(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("add_clinic", "Mesa Neurology", "--admin", EMAIL, "--address", "http://testserver")
    join(link())
    assert Member.objects.of(Clinic.objects.get(slug="mesa-neurology")).get().role == "admin"
    with pytest.raises(CommandError, match="There is a clinic of the name"):
        call_command("add_clinic", "Mesa Neurology", "--admin", EMAIL, "--address", "http://testserver")


def test_a_clinic_whose_admin_cannot_be_told_is_not_made(db: None, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(CommandError, match=r"Nothing was made\. The mail server did not take"):
        call_command("add_clinic", "Mesa Neurology", "--admin", EMAIL, "--address", "http://testserver")
    assert not Clinic.objects.exists()


def test_an_address_that_is_none_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="is no email address"):
        call_command("add_clinic", "Mesa Neurology", "--admin", "amir", "--address", "http://testserver")


def test_an_old_link_changes_nobody_who_has_access_already(admin: Client, clinic: Clinic, invited: str) -> None:
    found = opened(invited.rstrip("/").rpartition("/")[2])
    user = User.objects.create_user(EMAIL, PASSWORD, full_name="Amir Haddad")
    there = Member.objects.of(clinic).create(clinic=clinic, user=user, role="admin")
    with pytest.raises(InvitationClosed):
        accept(found, user)
    there.refresh_from_db()
    assert (there.role, there.is_active) == ("admin", True)
    Member.objects.of(clinic).filter(id=there.id).update(is_active=False)
    accept(found, user)
    there.refresh_from_db()
    assert (there.role, there.is_active) == ("prescriber", True)


@pytest.mark.parametrize("name", ["神经科", "!!!"])
def test_a_clinic_needs_a_name_that_a_short_name_can_be_made_of(db: None, name: str) -> None:
    with pytest.raises(CommandError, match="no Latin letter or digit"):
        call_command("add_clinic", name, admin=EMAIL, address="https://letters.example")
    assert not Clinic.objects.exists()


def test_a_long_name_is_cut_down_for_the_short_one(db: None) -> None:
    call_command("add_clinic", "Neurology " * 12, admin=EMAIL, address="https://letters.example")
    assert len(Clinic.objects.get().slug) <= 80
