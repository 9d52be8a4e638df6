"""A session ends after idle minutes; nothing typed is lost, and nobody else gets it."""

from collections.abc import Iterator

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from priorauth.clinics.idle import WAS_HERE
from priorauth.clinics.models import Clinic, Member, User
from priorauth.clinics.roles import Role
from priorauth.letters.models import Letter
from tests import people
from tests.clinics.codes import app_of, code_of
from tests.pages import words

pytestmark = pytest.mark.django_db
TYPED = {"text": "patient: {family: Whitlock}", "kind": "appeal_1", "letter_date": "11/20/2026"}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-20T10:00:00+00:00", tick=False) as clock:
        yield clock


@pytest.fixture
def member(members: dict[Role, Member]) -> Member:
    return members[Role.COORDINATOR]


@pytest.fixture
def browser(clock: object, member: Member) -> Client:
    """A browser that was signed in at ten o'clock and has loaded a page; it checks tokens like a real one."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(member.user)
    client.get("/from-file/")
    return client


def token(client: Client) -> str:
    return client.cookies["csrftoken"].value


def send(client: Client, **headers: str) -> HttpResponse:
    return client.post("/from-file/", {**TYPED, "csrfmiddlewaretoken": token(client)}, headers=headers)


def sign_in(client: Client, user: User, then: str = "/") -> HttpResponse:
    client.get("/sign-in/")
    fields = {"login": user.email, "password": people.PASSWORD, "next": then}
    return client.post("/sign-in/", {**fields, "csrfmiddlewaretoken": token(client)})


def is_in(client: Client) -> bool:
    return bool(client.get("/session/", headers={"X-By-Itself": "1"}).json()["signedIn"])


def test_fifteen_idle_minutes_end_the_session(browser: Client, clock: time_machine.Traveller) -> None:
    clock.shift(14 * 60)
    assert is_in(browser)
    clock.shift(2 * 60)
    assert not is_in(browser)


def test_each_thing_done_starts_the_time_anew(browser: Client, clock: time_machine.Traveller) -> None:
    for _ in range(6):
        clock.shift(10 * 60)
        assert browser.get("/").status_code == 200


def test_what_a_page_asks_by_itself_does_not(browser: Client, clock: time_machine.Traveller) -> None:
    for _ in range(4):
        clock.shift(4 * 60)
        browser.get("/", headers={"X-By-Itself": "1"})
    assert not is_in(browser)


def test_typing_keeps_the_session(browser: Client, clock: time_machine.Traveller) -> None:
    for _ in range(4):
        clock.shift(10 * 60)
        assert browser.get("/session/").json()["secondsLeft"] == 15 * 60


def test_a_form_sent_after_the_end_is_there_after_signing_in_again(
    browser: Client, clock: time_machine.Traveller, member: Member
) -> None:
    clock.shift(20 * 60)
    answer = send(browser)
    assert answer.headers["Location"] == "/sign-in/?next=/typed/"
    page = words(browser.get("/sign-in/?next=/typed/"))
    assert "You were signed out after 15 idle minutes. What you typed is kept" in page
    assert f'value="{member.user.email}"' in page

    assert sign_in(browser, member.user, "/typed/").headers["Location"] == "/typed/"
    page = words(browser.get("/typed/"))
    assert 'name="text" value="patient: {family: Whitlock}"' in page
    assert 'name="letter_date" value="11/20/2026"' in page
    assert 'action="/from-file/"' in page


def test_it_is_kept_through_the_second_factor_and_a_long_lunch(
    browser: Client, clock: time_machine.Traveller, member: Member
) -> None:
    secret = app_of(member.user)
    clock.shift(20 * 60)
    send(browser)
    clock.shift(90 * 60)
    sign_in(browser, member.user, "/typed/")
    answer = browser.post("/sign-in/code/", {"code": code_of(secret), "csrfmiddlewaretoken": token(browser)})
    assert answer.headers["Location"] == "/typed/"
    assert "Whitlock" in words(browser.get("/typed/"))


def test_once_sent_it_is_gone_from_the_session(browser: Client, clock: time_machine.Traveller, member: Member) -> None:
    clock.shift(20 * 60)
    send(browser)
    sign_in(browser, member.user, "/typed/")
    browser.get("/typed/")
    assert send(browser).status_code == 422
    assert browser.get("/typed/").headers["Location"] == "/"


def test_it_can_be_thrown_away(browser: Client, clock: time_machine.Traveller, member: Member) -> None:
    clock.shift(20 * 60)
    send(browser)
    sign_in(browser, member.user, "/typed/")
    browser.post("/typed/", {"csrfmiddlewaretoken": token(browser)})
    assert browser.get("/typed/").headers["Location"] == "/"


def test_the_session_keeps_it_sealed(browser: Client, clock: time_machine.Traveller) -> None:
    clock.shift(20 * 60)
    send(browser)
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert any("typed" in session for session in kept)
    assert "Whitlock" not in str(kept)


def test_somebody_else_who_signs_in_there_does_not_get_it(
    browser: Client, clock: time_machine.Traveller, members: dict[Role, Member]
) -> None:
    clock.shift(20 * 60)
    send(browser)
    sign_in(browser, members[Role.PRESCRIBER].user, "/typed/")
    assert browser.get("/typed/").headers["Location"] == "/"
    assert not any("typed" in session.get_decoded() for session in Session.objects.all())


@pytest.mark.parametrize("page", ["/sign-in/password/", "/sign-in/", "/sign-in/again/", "/typed/", "/operator/login/"])
def test_passwords_are_never_kept(browser: Client, clock: time_machine.Traveller, page: str) -> None:
    typed = {"oldpassword": people.PASSWORD, "password": people.PASSWORD, "login": "a@b.example"}
    clock.shift(20 * 60)
    browser.post(page, {**typed, "csrfmiddlewaretoken": token(browser)})
    browser.post(page, {**typed, "csrfmiddlewaretoken": "x" * 64}, headers={"Origin": "http://testserver"})
    assert not any("typed" in session.get_decoded() for session in Session.objects.all())


def test_a_browser_in_which_nobody_was_signed_in_has_nothing_kept(member: Member) -> None:
    stranger = Client()
    stranger.post("/from-file/", TYPED)
    assert not any("typed" in session.get_decoded() for session in Session.objects.all())


def test_whoever_signed_out_is_not_remembered(browser: Client) -> None:
    assert browser.cookies[WAS_HERE].value
    browser.post("/sign-in/out/", {"csrfmiddlewaretoken": token(browser)})
    assert browser.cookies[WAS_HERE].value == ""
    assert "riverbend.example" not in words(browser.get("/sign-in/"))


def test_a_forged_memory_of_who_was_here_is_worth_nothing(member: Member) -> None:
    browser = Client()
    browser.cookies[WAS_HERE] = f"{member.user_id}:forged"
    assert member.user.email not in words(browser.get("/sign-in/"))


def test_names_of_files_are_asked_for_again(browser: Client, clock: time_machine.Traveller, member: Member) -> None:
    clock.shift(20 * 60)
    file = SimpleUploadedFile("whitlock.yaml", b"format: 1")
    browser.post("/from-file/", {"kind": "appeal_1", "file": file, "csrfmiddlewaretoken": token(browser)})
    sign_in(browser, member.user, "/typed/")
    assert "choose whitlock.yaml again" in words(browser.get("/typed/"))


def test_after_signing_in_in_another_tab_the_old_form_can_be_sent_again(
    browser: Client, clock: time_machine.Traveller, member: Member
) -> None:
    old = token(browser)
    clock.shift(20 * 60)
    sign_in(browser, member.user)
    answer = browser.post("/from-file/", {**TYPED, "csrfmiddlewaretoken": old}, headers={"Origin": "http://testserver"})
    assert answer.headers["Location"] == "/typed/"
    assert "Whitlock" in words(browser.get("/typed/"))
    assert not Letter.objects.of_every_clinic().exists()


def test_a_form_filled_for_one_clinic_is_not_saved_in_another_that_was_chosen_meanwhile(
    browser: Client, member: Member, other_clinic: Clinic
) -> None:
    other = Member.objects.create(clinic=other_clinic, user=member.user, role="coordinator")
    old = token(browser)
    browser.post("/clinic/", {"member": str(other.id), "csrfmiddlewaretoken": old})
    answer = browser.post("/from-file/", {**TYPED, "csrfmiddlewaretoken": old}, headers={"Origin": "http://testserver"})
    assert answer.headers["Location"] == "/typed/"
    assert "sent now, it goes to Mesa Neurology" in words(browser.get("/typed/"))
    assert not Letter.objects.of_every_clinic().exists()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_a_form_of_another_site_is_refused_and_not_kept(browser: Client, origin: str) -> None:
    headers = {"Origin": origin} if origin else {}
    answer = browser.post("/from-file/", {**TYPED, "csrfmiddlewaretoken": "x" * 64}, headers=headers)
    assert answer.status_code == 403
    assert browser.get("/typed/").headers["Location"] == "/"


def test_a_part_of_a_page_that_is_refused_stays_as_it_was_typed(browser: Client) -> None:
    headers = {"Origin": "http://testserver", "HX-Request": "true"}
    answer = browser.post("/from-file/", {**TYPED, "csrfmiddlewaretoken": "x" * 64}, headers=headers)
    assert answer.status_code == 403


def test_a_part_of_a_page_is_not_replaced_by_the_sign_in_page(clinic: Clinic) -> None:
    answer = Client().get("/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")


def test_the_session_tells_a_page_whose_it_is_and_the_token_that_forms_need(browser: Client, member: Member) -> None:
    said = browser.get("/session/").json()
    assert said["member"] == str(member.id)
    assert len(said["csrf"]) == 64
    assert Client().get("/session/").json() == {"signedIn": False}
