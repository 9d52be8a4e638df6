"""A real browser on the running application, with somebody signed in or nobody."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from priorauth.clinics.models import Clinic, Member
from tests import people
from tests.browser.chrome import ARGUMENTS, PATIENCE, chromium
from tests.machines import WorkerProcess, wait_until

Start = Callable[..., WorkerProcess]
expect.set_options(timeout=PATIENCE)


@pytest.fixture(autouse=True)
def _who_signed_in_is_believed(settings: Any) -> None:
    """Who signs is asked who they are once five minutes are over; a busy machine may take longer to get there."""
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 24 * 3600


@pytest.fixture
def _left_alone(transactional_db: None) -> Iterator[None]:
    """Ends the test only when every request and worker has let go of the database; PostgreSQL is dropped only then."""
    yield
    if connection.vendor == "postgresql":
        wait_until(lambda: others_connected() == 0)


def others_connected() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


@pytest.fixture
def address(_left_alone: None, start_worker: Start, live_server: object) -> str:
    """The application, by the name under which browsers allow passkeys. What is behind it ends after the browser."""
    return str(live_server).replace("127.0.0.1", "localhost")


@pytest.fixture
def worker(start_worker: Start) -> WorkerProcess:
    return start_worker()


@pytest.fixture
def browser(address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; a test that waits for it may ask the database all the same.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield chrome
        # With an event loop in the thread Django had a connection of its own for it.
        connections.close_all()
        chrome.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console said; a strict policy complains here."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Page:
    """A page of a browser in which nobody is signed in."""
    return listening(new_page(browser, viewport={"width": 1440, "height": 1000}), complaints)


def new_page(browser: Browser, **options: Any) -> Page:
    """A page of a browser window of its own, in which nothing moves: no colour is read halfway between two."""
    context = browser.new_context(reduced_motion="reduce", **options)
    context.set_default_timeout(PATIENCE)
    return context.new_page()


NO_COMPLAINT = (
    "Autofocus processing was blocked",  # a press was faster than the page's own focus
    # A request is given up when its page is left, or when a later one takes its place.
    "htmx:sendAbort",
    "htmx:sendError",
    "htmx:afterRequest",
)


def arrived(page: Page) -> Page:
    """The page once its scripts are there: what a press led to can be seen, and used, before they listen."""
    page.wait_for_load_state()
    return page


def listening(page: Page, complaints: list[str]) -> Page:
    def hear(message: ConsoleMessage) -> None:
        if not message.text.startswith(NO_COMPLAINT):
            complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


@pytest.fixture
def clinic(transactional_db: None) -> Clinic:
    return Clinic.objects.create(name="Riverbend Neurology Associates", slug="riverbend")


@pytest.fixture
def member(clinic: Clinic) -> Member:
    return people.member(clinic, credentials="RN")


def let_in(context: BrowserContext, member: Member, address: str) -> None:
    """Gives the browser a session of the member's, as signing in does."""
    cookie = people.browser(member).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])


@pytest.fixture
def signed_in(page: Page, member: Member, address: str) -> Page:
    """A page of a browser in which the member is signed in."""
    let_in(page.context, member, address)
    return page
