"""Invented people who work in invented clinics."""

from functools import cache

from django.contrib.auth.hashers import make_password
from django.test import Client

from priorauth.clinics.models import Clinic, Member, User

PASSWORD = "correct horse battery staple"


@cache
def hashed() -> str:
    """Argon2 is slow on purpose; the tests pay for it once."""
    return make_password(PASSWORD)


def member(clinic: Clinic, role: str = "coordinator", name: str = "Dana Whitfield", **fields: object) -> Member:
    """An active member who signs in with PASSWORD; the address is made of name and clinic."""
    email = f"{name.replace(' ', '.').lower()}@{clinic.slug}.example"
    user, _ = User.objects.get_or_create(email=email, defaults={"full_name": name, "password": hashed()})
    row = Member.objects.create(clinic=clinic, user=user, role=role, **fields)
    return Member.objects.of(clinic).select_related("user", "clinic").get(id=row.id)


def browser(of: Member) -> Client:
    """A browser in which the member is signed in."""
    client = Client()
    client.force_login(of.user)
    return client
