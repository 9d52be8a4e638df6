"""Signing in: by email address, password and second factor; what is refused, and what the log says of it."""

import datetime as dt
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from pytest_django import Settings

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.clinics.models import Clinic, Member, User
from priorauth.clinics.roles import Role
from tests import people
from tests.clinics.codes import app_of, code_of, recovery_codes_of, stored
from tests.pages import words

pytestmark = pytest.mark.django_db
SIGN_IN = "/sign-in/"


@pytest.fixture
def member(members: dict[Role, Member]) -> Member:
    return members[Role.COORDINATOR]


def sign_in(client: Client, user: User, password: str = people.PASSWORD, **fields: str) -> HttpResponse:
    return client.post(SIGN_IN, {"login": user.email, "password": password, **fields})


def is_in(client: Client) -> bool:
    return bool(client.get("/session/").json()["signedIn"])


def test_email_and_password_let_a_member_in(client: Client, member: Member) -> None:
    answer = sign_in(client, member.user)
    assert answer.headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_after_signing_in_the_person_is_where_they_wanted_to_be(client: Client, member: Member) -> None:
    wanted = client.get("/letters/00000000-0000-4000-8000-000000000000/")
    assert wanted.headers["Location"] == "/sign-in/?next=/letters/00000000-0000-4000-8000-000000000000/"
    answer = sign_in(client, member.user, next="/letters/00000000-0000-4000-8000-000000000000/")
    assert answer.headers["Location"] == "/letters/00000000-0000-4000-8000-000000000000/"


def test_nobody_is_sent_to_another_site(client: Client, member: Member) -> None:
    assert sign_in(client, member.user, next="https://evil.example/").headers["Location"] == "/"


@pytest.mark.parametrize("email", ["ruth.calder@riverbend.example", "nobody@riverbend.example"])
def test_a_wrong_password_and_an_unknown_address_are_told_alike(client: Client, member: Member, email: str) -> None:
    answer = client.post(SIGN_IN, {"login": email, "password": "wrong"})
    assert "This email and password don’t fit together." in words(answer)
    assert not is_in(client)


def test_what_was_typed_into_a_refused_form_is_still_there_but_the_password(client: Client, member: Member) -> None:
    page = words(client.post(SIGN_IN, {"login": "ann@clinic.example", "password": "secret-words"}))
    assert 'value="ann@clinic.example"' in page
    assert "secret-words" not in page


def test_guessing_is_slowed_down(client: Client, member: Member) -> None:
    for _ in range(5):
        sign_in(client, member.user, "wrong")
    assert "That was tried too often." in words(sign_in(client, member.user))
    assert not is_in(client)


def test_too_many_tries_from_one_place_are_told_to_wait(client: Client, member: Member, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client, member.user, "wrong")
    answer = sign_in(client, member.user)
    assert answer.status_code == 429
    assert "Try again in five minutes." in words(answer)


def test_limits_are_counted_in_the_database_for_all_web_processes(client: Client, member: Member) -> None:
    sign_in(client, member.user, "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shared_cache WHERE cache_key LIKE '%%login_failed%%'")
        assert cursor.fetchone()[0] > 0


def test_whoever_was_deactivated_as_a_user_does_not_get_in(client: Client, member: Member) -> None:
    User.objects.filter(pk=member.user_id).update(is_active=False)
    sign_in(client, member.user)
    assert not is_in(client)


def test_there_is_no_self_sign_up(client: Client) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert client.get("/sign-in/signup/").status_code == 404


def test_signing_in_and_out_stands_in_the_log_of_each_clinic(
    client: Client, member: Member, other_clinic: Clinic
) -> None:
    Member.objects.create(clinic=other_clinic, user=member.user, role="auditor")
    sign_in(client, member.user)
    client.post("/sign-in/out/")
    for clinic in (member.clinic, other_clinic):
        entries = Entry.objects.filter(clinic_id=clinic.pk)
        assert [entry.action for entry in entries] == [Action.MEMBER_SIGNED_IN, Action.MEMBER_SIGNED_OUT]


def test_a_refused_sign_in_stands_in_the_log(client: Client, member: Member) -> None:
    sign_in(client, member.user, "wrong")
    entry = Entry.objects.get()
    assert (entry.action, entry.by, entry.subject_id) == (Action.MEMBER_SIGN_IN_REFUSED, "machine", str(member.id))


def test_signing_in_sweeps_out_sessions_that_have_ended(client: Client, member: Member) -> None:
    sign_in(Client(), member.user)
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(minutes=1))
    sign_in(client, member.user)
    assert Session.objects.count() == 1


def test_signing_out_ends_the_session_for_good(client: Client, member: Member) -> None:
    sign_in(client, member.user)
    assert client.post("/sign-in/out/").headers["Location"] == SIGN_IN
    assert not Session.objects.exists()
    assert client.get("/").status_code == 302


def test_a_link_does_not_sign_anybody_out(client: Client, member: Member) -> None:
    sign_in(client, member.user)
    assert "Sign out?" in words(client.get("/sign-in/out/"))
    assert is_in(client)


# The second factor


def test_the_password_alone_is_not_enough_for_whoever_has_an_app(client: Client, member: Member) -> None:
    secret = app_of(member.user)
    assert sign_in(client, member.user).headers["Location"] == "/sign-in/code/"
    assert not is_in(client)

    assert client.post("/sign-in/code/", {"code": code_of(secret)}).headers["Location"] == "/"
    assert is_in(client)


def test_a_wrong_code_is_refused_and_logged(client: Client, member: Member) -> None:
    app_of(member.user)
    sign_in(client, member.user)
    answer = client.post("/sign-in/code/", {"code": "000000"})
    assert "This code doesn’t fit." in words(answer)
    assert not is_in(client)
    assert Entry.objects.latest("number").action == Action.MEMBER_SIGN_IN_REFUSED


def test_codes_cannot_be_guessed_one_after_another(client: Client, member: Member) -> None:
    secret = app_of(member.user)
    sign_in(client, member.user)
    for guess in range(5):
        client.post("/sign-in/code/", {"code": f"00000{guess}"})
    assert "That was tried too often." in words(client.post("/sign-in/code/", {"code": code_of(secret)}))
    assert not is_in(client)


def test_a_code_works_once(member: Member) -> None:
    code = code_of(app_of(member.user))
    for expected in (True, False):
        browser = Client()
        sign_in(browser, member.user)
        browser.post("/sign-in/code/", {"code": code})
        assert is_in(browser) is expected


def test_a_recovery_code_stands_in_for_the_app_once(member: Member) -> None:
    app_of(member.user)
    code = recovery_codes_of(member.user)[0]
    for expected in (True, False):
        browser = Client()
        sign_in(browser, member.user)
        browser.post("/sign-in/code/", {"code": code})
        assert is_in(browser) is expected


def test_secrets_of_factors_are_sealed_in_the_database(member: Member) -> None:
    secret = app_of(member.user)
    recovery_codes_of(member.user)
    assert secret not in stored(member.user)
    assert "gAAAA" in stored(member.user)


def test_an_app_is_set_up_and_recovery_codes_come_with_it(
    client: Client, member: Member, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    sign_in(client, member.user)
    page = words(client.get("/sign-in/factors/app/"))
    (secret,) = re.findall(r'id="authenticator_secret" value="(\w+)"', page)
    assert 'src="data:image/svg+xml;base64,' in page

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/sign-in/factors/app/", {"code": code_of(secret)}, follow=True)
    assert len(re.findall(r"<li>\d{8}</li>", words(answer).replace(" ", ""))) == 10
    assert Entry.objects.filter(action=Action.MEMBER_FACTOR_ADDED).exists()
    assert mail.outbox[0].subject == "An authenticator app was set up"
    assert mail.outbox[0].to == [member.user.email]


def test_long_after_signing_in_a_factor_is_not_removed_without_asking_again(
    client: Client, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = app_of(member.user)
    sign_in(client, member.user)
    client.post("/sign-in/code/", {"code": code_of(secret)})
    assert client.get("/sign-in/factors/app/remove/").status_code == 200

    monkeypatch.setattr("allauth.account.app_settings.REAUTHENTICATION_TIMEOUT", 0, raising=False)
    assert client.get("/sign-in/factors/app/remove/").headers["Location"].startswith("/sign-in/code/again/")


@pytest.mark.parametrize("page", ["/", "/activity/", "/settings/", "/operator/"])
def test_where_a_second_factor_is_required_nothing_opens_without(
    client: Client, members: dict[Role, Member], settings: Settings, page: str
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client, members[Role.ADMIN].user)
    assert client.get(page).headers["Location"] == "/sign-in/factors/"
    assert "Set up a second factor first." in words(client.get("/sign-in/factors/"))
    assert client.get("/sign-in/factors/app/").status_code == 200


def test_with_a_second_factor_everything_opens(client: Client, member: Member, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    secret = app_of(member.user)
    sign_in(client, member.user)
    client.post("/sign-in/code/", {"code": code_of(secret)})
    assert client.get("/").status_code == 200


# A forgotten password


def test_a_forgotten_password_is_set_anew_by_mail_once(client: Client, member: Member) -> None:
    client.post("/sign-in/password/forgotten/", {"email": member.user.email})
    (message,) = mail.outbox
    (link,) = re.findall(r"http://testserver(/sign-in/password/new/\S+)", message.body)
    assert message.subject == "Set a new password"

    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = "an entirely different phrase"
    client.post(form, {"password1": new, "password2": new})
    assert sign_in(Client(), member.user, new).headers["Location"] == "/"
    assert "This email and password don’t fit together." in words(sign_in(Client(), member.user))
    assert "This link doesn’t work any more" in words(Client().get(link, follow=True))
    assert Entry.objects.filter(action=Action.MEMBER_PASSWORD_CHANGED).exists()


def test_a_new_password_does_not_take_the_second_factor_away(client: Client, member: Member) -> None:
    app_of(member.user)
    client.post("/sign-in/password/forgotten/", {"email": member.user.email})
    (link,) = re.findall(r"http://testserver(/sign-in/password/new/\S+)", mail.outbox[0].body)
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "an entirely different phrase", "password2": "an entirely different phrase"})
    assert not is_in(client)
    assert sign_in(client, member.user, "an entirely different phrase").headers["Location"] == "/sign-in/code/"


def test_an_unknown_address_is_answered_like_a_known_one_and_gets_no_mail(client: Client, member: Member) -> None:
    known = client.post("/sign-in/password/forgotten/", {"email": member.user.email})
    unknown = Client().post("/sign-in/password/forgotten/", {"email": "nobody@riverbend.example"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert len(mail.outbox) == 1


def test_a_changed_password_signs_out_elsewhere(member: Member) -> None:
    here, elsewhere = Client(), Client()
    sign_in(here, member.user)
    sign_in(elsewhere, member.user)
    new = "an entirely different phrase"
    here.post("/sign-in/password/", {"oldpassword": people.PASSWORD, "password1": new, "password2": new})
    assert is_in(here)
    assert not is_in(elsewhere)


@pytest.mark.parametrize("weak", ["short", "password1234", "ruth.calder@riverbend.example"])
def test_a_weak_password_is_refused(client: Client, member: Member, weak: str) -> None:
    sign_in(client, member.user)
    client.post("/sign-in/password/", {"oldpassword": people.PASSWORD, "password1": weak, "password2": weak})
    assert sign_in(Client(), member.user).headers["Location"] == "/"


def test_a_mail_server_that_is_away_is_said_and_not_a_broken_page(
    client: Client, member: Member, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = client.post("/sign-in/password/forgotten/", {"email": member.user.email}, follow=True)
    assert answer.status_code == 200
    assert "The mail server did not take the message." in words(answer)


def test_every_message_is_a_folder_with_subject_and_text_and_sometimes_html(settings: Settings) -> None:
    folders = sorted((settings.BASE_DIR / "templates" / "mail").iterdir())
    assert folders
    for folder in folders:
        assert {file.name for file in folder.iterdir()} - {"html.html"} == {"subject.txt", "text.txt"}, folder


# Several clinics


def test_whoever_works_in_several_clinics_chooses_one(client: Client, member: Member, other_clinic: Clinic) -> None:
    other = Member.objects.create(clinic=other_clinic, user=member.user, role="auditor")
    sign_in(client, member.user)
    assert client.get("/").headers["Location"] == "/clinic/"
    assert "Mesa Neurology" in words(client.get("/clinic/"))

    client.post("/clinic/", {"member": str(other.id)})
    page = words(client.get("/"))
    assert "Mesa Neurology" in page
    assert "Riverbend" not in page


def test_nobody_chooses_a_clinic_of_others(client: Client, member: Member, other_clinic: Clinic) -> None:
    stranger = people.member(other_clinic, name="Sam Reyes")
    sign_in(client, member.user)
    assert client.post("/clinic/", {"member": str(stranger.id)}).status_code == 404
    assert client.post("/clinic/", {"member": "nonsense"}).status_code == 404
