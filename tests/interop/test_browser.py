"""One journey through the page in a real browser, with a real worker behind it; and the same without JavaScript."""

import os
import shutil
from collections.abc import Callable, Iterator
from glob import glob

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.machines import ROOT, WorkerProcess

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Start = Callable[..., WorkerProcess]


def chromium() -> str:
    """The browser that CHROMIUM names, the system's, or the one that script/bootstrap put into .venv/browsers."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    found = [path for name in names if name and (path := shutil.which(name))]
    return [*found, *glob(str(ROOT / ".venv/browsers/chromium-*/chrome-linux*/chrome"))][0]


@pytest.fixture
def address(start_worker: Start, live_server: object) -> str:
    """The application. Whatever stands behind it ends after the browser."""
    return str(live_server)


@pytest.fixture
def worker(start_worker: Start) -> WorkerProcess:
    return start_worker()


@pytest.fixture
def browser(address: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield chrome
        chrome.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console said; a strict policy complains here."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


def ask_for(page: Page, example: str, kind: str) -> None:
    page.get_by_label("Example").select_option(example)
    page.get_by_label("Kind of letter").select_option(label=kind)
    page.get_by_role("button", name="Write letter").click()


def test_an_example_becomes_a_pdf(worker: WorkerProcess, page: Page, address: str, complaints: list[str]) -> None:
    page.goto(address)
    ask_for(page, "01-rrms-experimental-denial", "First internal appeal")

    expect(page.get_by_role("heading", name="First internal appeal")).to_be_visible()
    expect(page.get_by_role("link", name="Download PDF")).to_be_visible(timeout=30_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    assert download.value.suggested_filename == "appeal_1-2026-11-20.pdf"

    letter = page.frame_locator("iframe")
    expect(letter.get_by_text("Riverbend Neurology Associates").first).to_be_visible()
    expect(page.get_by_role("region", name="Check list").get_by_text("Before it is signed")).to_be_visible()
    page.get_by_role("link", name="New letter").first.click()
    expect(page.get_by_role("complementary", name="Your letters").get_by_text("PDF ready")).to_be_visible()
    assert complaints == []


def test_a_stop_takes_the_focus_and_a_draft_is_one_press_away(worker: WorkerProcess, page: Page, address: str) -> None:
    page.goto(address)
    ask_for(page, "06-spms-refused", "Letter of medical necessity")

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("This letter is stopped.")
    expect(summary).to_be_focused()
    page.get_by_role("button", name="Write a draft anyway").click()
    expect(page.get_by_text("Every page is marked DRAFT")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Stops the letter", exact=True)).to_be_visible()


def test_the_program_is_asked_for_where_the_kind_needs_one(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_label("Assistance program")).to_be_hidden()
    page.get_by_label("Kind of letter").select_option("assistance_support")
    expect(page.get_by_label("Assistance program")).to_be_visible()


def test_the_dark_theme_is_kept(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Dark theme").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_everything_works_without_javascript(worker: WorkerProcess, browser: Browser, address: str) -> None:
    context: BrowserContext = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    ask_for(page, "01-rrms-experimental-denial", "The patient’s own appeal")

    expect(page.get_by_role("link", name="Download PDF")).to_be_visible(timeout=30_000)
