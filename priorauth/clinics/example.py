"""The example clinic: invented people, one of each role, to look around with. Never in production."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from priorauth.audit.actions import Action
from priorauth.audit.services import Machine, record
from priorauth.clinics.models import Clinic, Member, User
from priorauth.clinics.roles import Role
from priorauth.signing_key import kept_in

SLUG = "riverbend"
# As the shipped example cases name it.
CLINIC = {
    "name": "Riverbend Neurology Associates",
    "address": "410 Mill Street, Suite 300\nHarrisburg, PA 17101",
    "phone": "(717) 555-0140",
    "fax": "(717) 555-0141",
    "npi": "1450123454",
}


@dataclass(frozen=True)
class Person:
    """Somebody invented, with a role."""

    name: str
    role: Role
    credentials: str = ""
    npi: str = ""

    @property
    def email(self) -> str:
        return f"{self.name.split()[0].lower()}@riverbend.example"


PEOPLE = (
    Person("Ruth Calder", Role.COORDINATOR, "RN"),
    Person("Elena Marsh", Role.PRESCRIBER, "MD", "1234567893"),
    Person("Joan Petersen", Role.ADMIN),
    Person("Luis Barrera", Role.AUDITOR),
)


def password(data_dir: Path) -> str:
    """The password of all four, made once for this machine."""
    return kept_in(data_dir / "example_password", make=lambda: secrets.token_urlsafe(12))


def load(password: str) -> Iterator[Person]:
    """Makes the clinic and its people where they are not there yet; what was changed since stays changed."""
    with transaction.atomic():
        clinic, is_new = Clinic.objects.get_or_create(slug=SLUG, defaults=CLINIC)
        if is_new:
            record(Action.CLINIC_CHANGED, member=Machine(clinic.pk), subject=clinic, changed=sorted(CLINIC))
        for person in PEOPLE:
            add(clinic, person, password)
            yield person


def add(clinic: Clinic, person: Person, password: str) -> None:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email, password, full_name=person.name)
    if not Member.objects.of(clinic).filter(user=user).exists():
        member = Member.objects.create(
            clinic=clinic, user=user, role=person.role, credentials=person.credentials, npi=person.npi
        )
        record(Action.MEMBER_JOINED, member=Machine(clinic.pk), subject=member, changed=["role"])
