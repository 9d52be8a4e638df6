"""Clinics own their rows; users sign in by email address."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError

from priorauth.clinics.models import Clinic, Invitation, Member, User
from priorauth.clinics.scoping import UnscopedQuery
from priorauth.letters.models import Letter, Rendering

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Letter, Rendering, Member, Invitation])
@pytest.mark.parametrize("question", ["all", "count", "first", "exists"])
def test_a_query_without_a_clinic_is_an_error(
    model: type[Letter | Rendering | Member | Invitation], question: str
) -> None:
    with pytest.raises(UnscopedQuery, match="rows belong to clinics"):
        getattr(model._default_manager, question)()


def test_a_row_without_a_clinic_is_an_error() -> None:
    with pytest.raises(UnscopedQuery, match="A Letter belongs to a clinic"):
        Letter.objects.create(kind="appeal_1")


def test_one_clinic_does_not_see_the_rows_of_another() -> None:
    ours, theirs = (Clinic.objects.create(name=name, slug=name.lower()) for name in ("Ours", "Theirs"))
    row = {"kind": "appeal_1", "letter_date": "2026-11-20", "facts": {}, "composed": {}, "library_version": "0" * 64}
    letter = Letter.objects.create(clinic=ours, **row)

    assert list(Letter.objects.of(ours)) == [letter]
    assert not Letter.objects.of(theirs).exists()


def test_a_user_signs_in_by_email_address_whatever_its_capitals() -> None:
    user = User.objects.create_user("Ann.Lee@Clinic.Example", "correct horse battery")

    assert user.email == "ann.lee@clinic.example"
    assert authenticate(username="ANN.LEE@clinic.example", password="correct horse battery") == user
    assert authenticate(username="ann.lee@clinic.example", password="wrong") is None


def test_passwords_are_kept_as_argon2() -> None:
    assert User.objects.create_user("ann@clinic.example", "correct horse battery").password.startswith("argon2")


def test_an_email_address_belongs_to_one_user() -> None:
    User.objects.create_user("ann@clinic.example")
    with pytest.raises(IntegrityError):
        User.objects.create_user("Ann@clinic.example")


def test_an_operator_is_made_with_every_right() -> None:
    operator = User.objects.create_superuser("root@clinic.example", "correct horse battery")
    assert operator.is_staff
    assert operator.is_superuser
    assert str(operator) == "root@clinic.example"
