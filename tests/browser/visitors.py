"""Everybody who opens pages of a clinic, each with a browser of their own."""

from django.contrib.sessions.models import Session
from django.test import Client

from priorauth.clinics.models import Member, User
from priorauth.clinics.roles import Role
from tests import people
from tests.clinics.codes import app_of, passkey_of, recovery_codes_of


def visitors(members: dict[Role, Member]) -> dict[str, Client]:
    """Nobody, one of each role, then those in whose hands is a page that these never see."""
    clinic = members[Role.ADMIN].clinic
    return {
        "nobody": Client(),
        **{role.value: people.browser(member) for role, member in members.items()},
        "new": signed_in(people.member(clinic, Role.PRESCRIBER, "Iris Bell")),
        "halfway in": halfway_in(people.member(clinic, Role.PRESCRIBER, "Hugo Lind")),
        "with factors": with_factors(people.member(clinic, Role.PRESCRIBER, "Nadia Cole")),
        "come back": come_back(people.member(clinic, Role.COORDINATOR, "Owen Price")),
        "operator": an_operator(),
    }


def signed_in(member: Member) -> Client:
    """A browser in which the password was given a moment ago."""
    client = Client()
    client.post("/sign-in/", {"login": member.user.email, "password": people.PASSWORD})
    return client


def halfway_in(member: Member) -> Client:
    """The password was right; the app's code is still asked for."""
    app_of(member.user)
    return signed_in(member)


def with_factors(member: Member) -> Client:
    client = signed_in(member)
    app_of(member.user)
    recovery_codes_of(member.user)
    passkey_of(member.user)
    return client


def come_back(member: Member) -> Client:
    """A form was sent after the session had ended; now they are signed in again."""
    client = people.browser(member)
    client.get("/from-file/")
    Session.objects.filter(pk=client.session.session_key).delete()
    client.post("/from-file/", {"text": "patient: {family: Whitlock}"})
    client.force_login(member.user)
    return client


def an_operator() -> Client:
    client = Client()
    staff = {"is_staff": True, "is_superuser": True, "password": people.hashed()}
    client.force_login(User.objects.create(email="root@server.example", **staff))
    return client
