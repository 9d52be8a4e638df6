"""Every page around signing in and the clinic: nothing serious for axe, light and dark; no complaint of the policy."""

import re

import pytest
from django.core import mail
from django.test import Client
from playwright.sync_api import Page, expect

from priorauth.clinics.invitations import invite, token
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Role
from priorauth.core.vocabulary import LetterKind
from priorauth.interop.examples import examples
from priorauth.interop.making import Wish, make
from tests import people
from tests.browser.axe import grave_faults
from tests.browser.conftest import let_in
from tests.clinics.codes import app_of, recovery_codes_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]
OPEN_TO_ALL = [
    "/sign-in/",
    "/sign-in/password/forgotten/",
    "/sign-in/password/forgotten/sent/",
    "/sign-in/password/new/1-abc/",
    "/sign-in/password/new/done/",
    "/sign-in/inactive/",
    "/join/cut-off/",
]
FOR_AN_ADMIN = [
    "/",
    "/settings/",
    "/activity/",
    "/activity/?find=nothing",
    "/clinic/",
    "/signed-in/",
    "/sign-in/out/",
    "/sign-in/again/",
    "/sign-in/password/",
    "/sign-in/factors/",
    "/sign-in/factors/app/remove/",
    "/sign-in/factors/codes/",
    "/sign-in/factors/codes/new/",
    "/sign-in/factors/passkeys/",
    "/sign-in/factors/passkeys/add/",
    "/no/such/page/",
]


def faults(page: Page, addresses: list[str]) -> dict[str, list[str]]:
    """What axe finds on each page, light and dark."""
    found: dict[str, list[str]] = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for address in addresses:
            page.goto(address)
            if grave := grave_faults(page):
                found[f"{address} {scheme}"] = grave
    return found


def unwelcome(complaints: list[str]) -> list[str]:
    """What the console said but for the pages that are not there on purpose."""
    return [words for words in complaints if "Failed to load resource" not in words]


def test_pages_before_signing_in(page: Page, address: str, complaints: list[str]) -> None:
    assert faults(page, [f"{address}{path}" for path in OPEN_TO_ALL]) == {}
    assert unwelcome(complaints) == []


def test_the_page_of_a_forgotten_password(page: Page, address: str, member: Member, complaints: list[str]) -> None:
    Client().post("/sign-in/password/forgotten/", {"email": member.user.email})
    (link,) = re.findall(r"/sign-in/password/new/\S+", mail.outbox[0].body)
    assert faults(page, [f"{address}{link}"]) == {}
    expect(page.locator("input[name=password1]")).to_be_visible()
    assert unwelcome(complaints) == []


@pytest.fixture
def admin(member: Member) -> Member:
    """An admin with everything set up, an invitation pending and a former member."""
    admin = people.member(member.clinic, "admin", "Joan Petersen")
    people.member(member.clinic, "auditor", "Luis Barrera", is_active=False)
    invite(admin.clinic, "amir.haddad@riverbend.example", Role.PRESCRIBER, by=admin, doer=admin)
    return admin


def test_pages_of_an_admin(page: Page, address: str, admin: Member, member: Member, complaints: list[str]) -> None:
    let_in(page.context, admin, address)
    page.goto(f"{address}/sign-in/factors/app/")
    app_page = faults(page, [f"{address}/sign-in/factors/app/"])
    app_of(admin.user)
    recovery_codes_of(admin.user)
    paths = [*FOR_AN_ADMIN, f"/settings/members/{member.id}/", f"/settings/members/{admin.id}/"]
    assert {**app_page, **faults(page, [f"{address}{path}" for path in paths])} == {}
    assert unwelcome(complaints) == []


def test_pages_of_a_coordinator(signed_in: Page, address: str, member: Member, complaints: list[str]) -> None:
    job = make(member, Wish(examples()[0].text, LetterKind.APPEAL_1))
    assert faults(signed_in, [f"{address}/", f"{address}/from-file/", f"{address}/letters/{job.id}/"]) == {}
    assert unwelcome(complaints) == []


def test_pages_with_mistakes_and_refusals(page: Page, address: str, admin: Member, member: Member) -> None:
    let_in(page.context, admin, address)
    found = []
    page.goto(f"{address}/settings/")
    page.get_by_label("NPI").fill("123")
    page.get_by_role("button", name="Save letterhead").click()
    expect(page.get_by_label("NPI")).to_have_attribute("aria-invalid", "true")
    found += grave_faults(page)
    page.get_by_label("Work email to invite").fill("amir")
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_label("Work email to invite")).to_have_attribute("aria-invalid", "true")
    found += grave_faults(page)
    let_in(page.context, member, address)
    page.goto(f"{address}/settings/")
    found += grave_faults(page)
    assert found == []


def test_the_pages_of_an_invitation_of_a_code_and_of_an_ended_session(
    page: Page, address: str, admin: Member, member: Member
) -> None:
    invitation = invite(member.clinic, "new@riverbend.example", Role.PRESCRIBER, by=admin, doer=admin)
    known = invite(member.clinic, member.user.email, Role.PRESCRIBER, by=admin, doer=admin)
    found = faults(page, [f"{address}/join/{token(invitation)}/"])
    page.get_by_role("button", name="Join clinic").click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    found["mistakes"] = grave_faults(page)

    let_in(page.context, member, address)
    found |= faults(page, [f"{address}/join/{token(known)}/", f"{address}/join/{token(known)}/"])
    page.goto(address)
    page.context.clear_cookies(name="sessionid")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_role("dialog").wait_for()
    found["ended"] = grave_faults(page)
    assert {name: faults for name, faults in found.items() if faults} == {}
