"""The operator's pages, and the example clinic that production never has."""

from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.audit.verify import verified
from priorauth.clinics import example
from priorauth.clinics.models import Clinic, Member, User
from priorauth.clinics.roles import Role
from tests import people
from tests.clinics.codes import app_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root@server.example", people.PASSWORD))
    return client


def test_an_operator_makes_a_clinic_and_it_stands_in_the_clinics_log(operator: Client) -> None:
    fields = {
        "name": "Mesa Neurology",
        "slug": "mesa",
        "address": "",
        "phone": "",
        "fax": "",
        "callback": "",
        "npi": "",
        "time_zone": "America/Denver",
    }
    assert operator.post("/operator/clinics/clinic/add/", fields).status_code == 302
    entry = Entry.objects.get(clinic_id=Clinic.objects.get().pk)
    assert entry.by == "operator"
    assert entry.changed == ["name", "slug", "time_zone"]


@pytest.mark.parametrize("page", ["/operator/", "/operator/clinics/clinic/", "/operator/clinics/user/"])
def test_the_operators_pages_open_for_operators_under_the_strict_policy(operator: Client, page: str) -> None:
    answer = operator.get(page)
    assert answer.status_code == 200
    assert "<style" not in answer.content.decode()
    assert "<script>" not in answer.content.decode()


@pytest.mark.parametrize("role", Role)
def test_they_open_for_no_member(members: dict[Role, Member], role: Role) -> None:
    assert people.browser(members[role]).get("/operator/").status_code == 302


def test_an_operator_sees_no_clinic_from_inside(operator: Client) -> None:
    assert operator.get("/").headers["Location"] == "/clinic/"
    assert "The operator’s pages" in operator.get("/clinic/").content.decode()


def test_what_an_operator_does_to_a_person_stands_in_the_log_as_the_operators(
    operator: Client, members: dict[Role, Member]
) -> None:
    user = members[Role.AUDITOR].user
    app_of(user)
    operator.post(f"/operator/clinics/user/{user.pk}/change/", {"email": user.email, "full_name": user.full_name})
    factor = Authenticator.objects.get(user=user)
    operator.post(f"/operator/mfa/authenticator/{factor.pk}/delete/", {"post": "yes"})
    entries = Entry.objects.filter(by="operator")
    assert [entry.action for entry in entries] == [Action.MEMBER_CHANGED, Action.MEMBER_FACTOR_REMOVED]
    assert entries[0].changed == ["is_active"]


def test_an_operator_sees_a_persons_factors_and_neither_makes_nor_changes_one(
    operator: Client, members: dict[Role, Member]
) -> None:
    app_of(members[Role.AUDITOR].user)
    factor = Authenticator.objects.get()
    place = "/operator/mfa/authenticator/"
    page = operator.get(f"{place}{factor.pk}/change/").content.decode()
    assert members[Role.AUDITOR].user.full_name in page
    assert factor.data["secret"] not in page
    assert operator.post(f"{place}add/", {"user": "1", "type": "totp", "data": "{}"}).status_code == 403
    assert operator.post(f"{place}{factor.pk}/change/", {"data": "{}"}).status_code == 403
    assert Authenticator.objects.get().data == factor.data


def test_nobody_is_deleted_there(operator: Client, members: dict[Role, Member]) -> None:
    user = members[Role.AUDITOR].user
    assert operator.post(f"/operator/clinics/user/{user.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


def load(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    call_command("load_example")
    return capsys.readouterr().out


def test_the_example_has_one_of_each_role_and_prints_their_sign_ins(
    db: None, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DATA_DIR = tmp_path
    said = load(capsys)
    password = example.password(tmp_path)
    members = Member.objects.of(Clinic.objects.get())
    assert {member.role for member in members} == set(Role)
    for member in members.select_related("user"):
        assert member.user.email in said
        assert member.user.check_password(password)
    assert password in said


def test_loading_it_again_changes_nothing(
    db: None, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DATA_DIR = tmp_path
    first = load(capsys)
    clinic = Clinic.objects.get()
    Member.objects.of(clinic).filter(role="auditor").update(is_active=False)
    entries = Entry.objects.count()

    assert load(capsys) == first
    assert not Member.objects.of(clinic).get(role="auditor").is_active
    assert Entry.objects.count() == entries
    assert not [flaw for walk in verified() for flaw in walk.flaws]


def test_production_refuses_the_example(db: None, settings: Settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not for production"):
        call_command("load_example")
    assert not Clinic.objects.exists()
