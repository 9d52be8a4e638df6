"""The worklist on the keyboard: J and K go from row to row, O opens the case, A hands it over; off in fields."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from priorauth.clinics.models import Clinic
from tests.browser.test_access_pages import unwelcome
from tests.factories import a_case, a_patient

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]
AT = re.compile(r"\bis-at\b")


def is_at(row: Locator) -> None:
    expect(row).to_have_class(AT)
    expect(row.locator("[data-act]")).to_be_focused()


def test_the_keys_go_from_row_to_row(signed_in: Page, address: str, clinic: Clinic, complaints: list[str]) -> None:
    a_case(clinic, denied=True)
    a_case(clinic, a_patient(clinic, family="Osei", mrn="RN-1"), awaiting_reply=True)
    page = signed_in
    page.goto(f"{address}/")
    rows = page.locator(".worklist tr.trow")
    off = page.get_by_role("button", name="Switch keys off")
    expect(off).to_be_visible()
    page.keyboard.press("j")
    is_at(rows.nth(0))
    page.keyboard.press("j")
    is_at(rows.nth(1))
    expect(rows.nth(0)).not_to_have_class(AT)
    page.keyboard.press("k")
    is_at(rows.nth(0))

    page.get_by_role("searchbox").press("j")
    expect(page.get_by_role("searchbox")).to_have_value("j")
    expect(rows.nth(0)).to_have_class(AT)

    rows.nth(0).locator("[data-act]").focus()
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="Hand the case over")).to_be_visible()
    page.goto(f"{address}/")
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", name="Running clocks")).to_be_visible()

    page.goto(f"{address}/")
    off.click()
    page.reload()
    expect(page.get_by_role("button", name="Switch keys on")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator(".worklist tr.is-at")).to_have_count(0)
    assert unwelcome(complaints) == []
