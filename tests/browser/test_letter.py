"""One journey through the letter's page in a real browser, with a real worker behind it; and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect

from priorauth.clinics.models import Member
from tests.browser.conftest import let_in, new_page
from tests.machines import WorkerProcess

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]


def ask_for(page: Page, example: str, kind: str) -> None:
    page.get_by_label("Example").select_option(example)
    page.get_by_label("Kind of letter").select_option(label=kind)
    page.get_by_role("button", name="Write letter").click()


def test_an_example_becomes_a_pdf(worker: WorkerProcess, signed_in: Page, address: str, complaints: list[str]) -> None:
    page = signed_in
    page.goto(f"{address}/from-file/")
    ask_for(page, "01-rrms-experimental-denial", "First internal appeal")

    expect(page.get_by_role("heading", name="First internal appeal")).to_be_visible()
    expect(page.get_by_role("link", name="Download PDF")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    assert download.value.suggested_filename == "appeal_1-2026-11-20.pdf"

    letter = page.frame_locator("iframe")
    expect(letter.get_by_text("Riverbend Neurology Associates").first).to_be_visible()
    expect(page.get_by_role("region", name="Check list").get_by_text("Before it is signed")).to_be_visible()
    page.get_by_role("link", name="New letter").first.click()
    expect(page.get_by_role("complementary", name="Latest letters").get_by_text("PDF ready")).to_be_visible()
    assert complaints == []


def test_a_stop_takes_the_focus_and_a_draft_is_one_press_away(
    worker: WorkerProcess, signed_in: Page, address: str
) -> None:
    page = signed_in
    page.goto(f"{address}/from-file/")
    ask_for(page, "06-spms-refused", "Letter of medical necessity")

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("This letter is stopped.")
    expect(summary).to_be_focused()
    page.get_by_role("button", name="Write a draft anyway").click()
    expect(page.get_by_text("Every page is marked DRAFT")).to_be_visible()
    expect(page.get_by_text("Stops the letter", exact=True)).to_be_visible()


def test_the_program_is_asked_for_where_the_kind_needs_one(signed_in: Page, address: str) -> None:
    signed_in.goto(f"{address}/from-file/")
    expect(signed_in.get_by_label("Assistance program")).to_be_hidden()
    signed_in.get_by_label("Kind of letter").select_option("assistance_support")
    expect(signed_in.get_by_label("Assistance program")).to_be_visible()


def test_the_dark_theme_is_kept(signed_in: Page, address: str) -> None:
    signed_in.goto(address)
    signed_in.get_by_role("button", name="Dark theme").click()
    signed_in.reload()
    expect(signed_in.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_everything_works_without_javascript(
    worker: WorkerProcess, browser: Browser, member: Member, address: str
) -> None:
    page = new_page(browser, java_script_enabled=False)
    let_in(page.context, member, address)
    page.goto(f"{address}/from-file/")
    ask_for(page, "01-rrms-experimental-denial", "The patient’s own appeal")

    expect(page.get_by_role("link", name="Download PDF")).to_be_visible()
