"""Signing in, in a real browser: with an app's codes, with a passkey, and again after the session has ended."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.contrib.sessions.models import Session
from playwright.sync_api import CDPSession, Page, expect

from priorauth.clinics.models import Member
from tests import people
from tests.browser.conftest import arrived, new_page
from tests.clinics.codes import app_of, code_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]


def give_password(page: Page, member: Member) -> None:
    page.get_by_label("Work email").fill(member.user.email)
    page.locator("#id_password").fill(people.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def open_after_signing_in(page: Page, member: Member, address: str) -> None:
    """The page at the address, once it has asked whether its session still runs."""
    page.goto(address)
    with page.expect_response("**/session/"):
        give_password(page, member)
    arrived(page)


def end_every_session() -> None:
    """What fifteen idle minutes do."""
    Session.objects.all().delete()


@pytest.fixture
def _clock_stands() -> Iterator[None]:
    """A code holds for some thirty seconds; however long the machine takes, it is still this minute."""
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=False):
        yield


@pytest.mark.usefixtures("_clock_stands")
def test_a_person_signs_in_with_the_code_of_an_app(
    page: Page, member: Member, address: str, complaints: list[str]
) -> None:
    secret = app_of(member.user)
    page.goto(address)
    give_password(page, member)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_label("6-digit code").fill(code_of(secret))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Worklist")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert complaints == []


@pytest.mark.usefixtures("_clock_stands")
def test_an_app_is_set_up_by_hand_and_brings_recovery_codes(
    page: Page, member: Member, address: str, complaints: list[str]
) -> None:
    page.goto(f"{address}/sign-in/?next=/sign-in/factors/")
    give_password(page, member)
    page.get_by_role("link", name="Set up").click()
    secret = page.get_by_label("Or enter the key by hand").input_value()
    page.get_by_label("6-digit code").fill(code_of(secret))
    page.get_by_role("button", name="Set up app").click()

    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.locator(".codes")).to_have_text(re.compile(r"^\D*(\d{8}\D*){10}$"))
    assert complaints == []


@pytest.fixture
def phone(page: Page) -> Iterator[CDPSession]:
    """A passkey that confirms its person by itself, as a fingerprint does."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield devtools
    devtools.send("WebAuthn.disable")


def test_a_passkey_is_added_and_signs_in_alone(
    page: Page, phone: CDPSession, member: Member, address: str, complaints: list[str]
) -> None:
    page.goto(f"{address}/sign-in/?next=/sign-in/factors/passkeys/add/")
    give_password(page, member)
    page.get_by_label("Sign in with it alone").check()
    arrived(page).get_by_role("button", name="Add passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    arrived(page).get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Worklist")).to_be_visible()
    assert complaints == []


def test_a_security_key_is_the_second_factor_after_the_password(
    page: Page, phone: CDPSession, member: Member, address: str
) -> None:
    page.goto(f"{address}/sign-in/?next=/sign-in/factors/passkeys/add/")
    give_password(page, member)
    arrived(page).get_by_role("button", name="Add passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()

    give_password(page, member)
    arrived(page).get_by_role("button", name="Use a passkey or security key").click()
    expect(page.get_by_role("heading", name="Worklist")).to_be_visible()


def test_where_no_passkey_answers_the_page_says_so(page: Page, member: Member, address: str) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    page.goto(f"{address}/sign-in/")
    # Without any authenticator the browser gives up by itself after the time that the page allows; here at once.
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('nobody')); }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("The passkey was not read.")).to_be_visible()


def test_a_form_sent_after_the_session_has_ended_is_sent_again_from_what_was_kept(
    page: Page, member: Member, address: str
) -> None:
    open_after_signing_in(page, member, f"{address}/from-file/")
    page.get_by_label("Its text").fill("format: 1\npatient: {famly: Whitlock}\n")
    page.get_by_label("Kind of letter").select_option("appeal_1")
    end_every_session()
    page.get_by_role("button", name="Write letter").click()

    expect(page.get_by_text("What you typed is kept")).to_be_visible()
    expect(page.get_by_label("Work email")).to_have_value(member.user.email)
    give_password(page, member)
    expect(page.get_by_role("heading", name="What you typed is still here")).to_be_visible()
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_text("patient.famly", exact=True)).to_be_visible()
    expect(page.get_by_label("Its text")).to_have_value("format: 1\npatient: {famly: Whitlock}\n")


def test_a_page_says_that_the_session_has_ended_and_goes_on_after_signing_in_in_another_tab(
    page: Page, member: Member, address: str
) -> None:
    open_after_signing_in(page, member, f"{address}/from-file/")
    page.get_by_label("Its text").fill("format: 1\npatient: {famly: Whitlock}\n")
    page.get_by_label("Kind of letter").select_option("appeal_1")
    end_every_session()
    page.evaluate("window.dispatchEvent(new Event('focus'))")

    dialog = page.get_by_role("dialog", name="You were signed out after 15 idle minutes")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    with page.context.expect_page() as opened:
        dialog.get_by_role("link", name="Sign in and go on").click()
    give_password(opened.value, member)
    expect(opened.value.get_by_role("heading", name="You’re signed in")).to_be_visible()
    opened.value.close()

    expect(dialog).to_be_hidden()
    expect(page.get_by_label("Its text")).to_have_value("format: 1\npatient: {famly: Whitlock}\n")
    page.get_by_role("button", name="Write letter").click()
    expect(page.get_by_text("patient.famly", exact=True)).to_be_visible()


def test_somebody_else_who_signs_in_does_not_find_the_page_as_it_was(page: Page, member: Member, address: str) -> None:
    other = people.member(member.clinic, "prescriber", "Elena Marsh")
    open_after_signing_in(page, member, f"{address}/from-file/")
    page.get_by_label("Its text").fill("patient: Whitlock")
    end_every_session()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in and go on").click()
    give_password(opened.value, other)
    expect(opened.value.get_by_role("heading", name="You’re signed in")).to_be_visible()
    opened.value.close()
    expect(page.get_by_role("heading", name="Worklist")).to_be_visible()
    expect(page.get_by_text("Whitlock")).to_have_count(0)


@pytest.mark.usefixtures("_clock_stands")
def test_signing_in_works_without_javascript(page: Page, member: Member, address: str) -> None:
    browser = page.context.browser
    assert browser is not None
    plain = new_page(browser, java_script_enabled=False)
    secret = app_of(member.user)
    plain.goto(address)
    give_password(plain, member)
    plain.get_by_label("6-digit code").fill(code_of(secret))
    plain.get_by_role("button", name="Sign in", exact=True).click()
    expect(plain.get_by_role("heading", name="Worklist")).to_be_visible()
