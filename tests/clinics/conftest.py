"""Two clinics, with somebody of each role in the first."""

import pytest
from django.test import Client

from priorauth.clinics.models import Clinic, Member
from priorauth.clinics.roles import Role
from tests import people

NAMES = {
    Role.COORDINATOR: "Ruth Calder",
    Role.PRESCRIBER: "Elena Marsh",
    Role.ADMIN: "Joan Petersen",
    Role.AUDITOR: "Luis Barrera",
}


@pytest.fixture
def clinic(db: None) -> Clinic:
    return Clinic.objects.create(name="Riverbend Neurology", slug="riverbend")


@pytest.fixture
def other_clinic(db: None) -> Clinic:
    return Clinic.objects.create(name="Mesa Neurology", slug="mesa")


@pytest.fixture
def members(clinic: Clinic) -> dict[Role, Member]:
    """One of each role."""
    return {role: people.member(clinic, role, name) for role, name in NAMES.items()}


@pytest.fixture
def admin(members: dict[Role, Member]) -> Client:
    """The browser of the clinic's admin."""
    return people.browser(members[Role.ADMIN])
