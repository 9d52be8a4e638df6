"""The search by keyboard, in a real browser: the slash leads to it, Enter asks, the way back leads to the answer."""

import re

import pytest
from playwright.sync_api import Page, expect

from priorauth.clinics.models import Clinic, Member
from tests.browser.conftest import let_in
from tests.browser.test_access_pages import faults, unwelcome
from tests.factories import a_case

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]


def test_a_patient_is_found_by_keyboard_and_come_back_to(
    signed_in: Page, address: str, clinic: Clinic, complaints: list[str]
) -> None:
    page, case = signed_in, a_case(clinic, denied=True)
    page.goto(f"{address}/")
    page.keyboard.press("/")
    field = page.get_by_label("Find a patient or a case")
    expect(field).to_be_focused()
    page.keyboard.type("whit")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Search")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/search/\?asked=[0-9a-f]{8}$"))
    page.get_by_role("link", name="Whitlock, Dana").click()
    expect(page).to_have_url(f"{address}/cases/{case.id}/")
    page.go_back()
    expect(page.get_by_role("link", name="Whitlock, Dana")).to_be_visible()
    field.fill("12/20")
    field.press("/")
    expect(field).to_have_value("12/20/")
    assert unwelcome(complaints) == []


def test_its_page_has_no_grave_fault(page: Page, address: str, member: Member, clinic: Clinic) -> None:
    a_case(clinic, denied=True)
    let_in(page.context, member, address)
    page.goto(f"{address}/")
    page.get_by_label("Find a patient or a case").fill("RN-204417")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Found by: record number")).to_be_visible()
    assert faults(page, [page.url]) == {}
