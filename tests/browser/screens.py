"""`script/screens`: takes the pictures of docs/tour.md on an example clinic of its own, and writes that page."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chrome import ARGUMENTS, PATIENCE, chromium
from tests.browser.tour import SCREENS, Screen
from tests.machines import ROOT, free_port, wait_until

FOLDER = ROOT / "docs" / "screens"
TOUR = ROOT / "docs" / "tour.md"
SIZES = ((1440, 1000), (768, 1024))
THEMES = ("light", "dark")
COLOURS = 96
HEAD = """# A tour, screen by screen

The example clinic as `script/server` makes it; patients, plans and numbers are invented. `script/screens` takes the
pictures and writes this page out of [tests/browser/tour.py](../tests/browser/tour.py).
"""


def main() -> None:
    """Takes the pictures of the screens that are named on the command line, or of all."""
    wanted = sys.argv[1:] or [screen.name for screen in SCREENS]
    if unknown := set(wanted) - {screen.name for screen in SCREENS}:
        sys.exit(f"No screen is called {', '.join(sorted(unknown))}. tests/browser/tour.py names them.")
    with example_clinic() as (address, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        windows: dict[str | None, Page] = {}
        for screen in SCREENS:
            if screen.name in wanted:
                if screen.who not in windows:
                    windows[screen.who] = window(browser, address, screen.who, password)
                take(windows[screen.who], screen)
                print(screen.name, flush=True)
        browser.close()
    TOUR.write_text(tour(), encoding="utf-8")


@contextmanager
def example_clinic() -> Iterator[tuple[str, str]]:
    """The application on a data folder of its own; its address, and the password of all example sign-ins."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        clean = {
            key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL", "FILES_BUCKET")
        }
        surroundings = clean | {"PRIORAUTH_DATA_DIR": folder, "PRIORAUTH_MODE": "embedded", "IDLE_MINUTES": "120"}
        log = Path(folder) / "launcher.log"
        command = [sys.executable, "-m", "priorauth.embedded.launcher", "--port", str(port)]
        with log.open("wb") as out:
            launcher = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=out, stderr=subprocess.STDOUT)
        try:
            wait_until(lambda: "priorauth is ready" in log.read_text() or launcher.poll() is not None)
            assert launcher.poll() is None, log.read_text()
            yield f"http://127.0.0.1:{port}", (Path(folder) / "example_password").read_text().strip()
        finally:
            launcher.terminate()
            launcher.wait()


def window(browser: Browser, address: str, email: str | None, password: str) -> Page:
    """A page of a browser window of its own, in which that person is signed in, or nobody."""
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    if email:
        page.goto("/sign-in/")
        page.get_by_label("Work email").fill(email)
        page.locator("input[type=password]").fill(password)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("navigation", name="Main").wait_for()
    return page


def take(page: Page, screen: Screen) -> None:
    """The pictures of one screen, one for each width and theme."""
    path = with_ids(page, screen.path)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for theme in THEMES:
            page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            page.goto(path)
            if screen.then:
                screen.then(page)
            page.wait_for_load_state("networkidle")
            page.evaluate("document.fonts.ready")
            small(page.screenshot()).save(FOLDER / picture(screen, width, theme), optimize=True)


def with_ids(page: Page, path: str) -> str:
    """The path with the id of the case of each patient that it names."""

    def id_of(found: re.Match[str]) -> str:
        page.goto("/cases/")
        page.get_by_label("Find a patient or a case").fill(found[1])
        page.keyboard.press("Enter")
        link = page.get_by_role("link", name=re.compile(rf"^{found[1]}\b")).first.get_attribute("href") or ""
        return link.split("/")[2]

    return re.sub(r"\{case:([^}]+)\}", id_of, path)


def small(png: bytes) -> Image.Image:
    """The picture with a palette of its own: a third of the size, and no difference to be seen."""
    with Image.open(BytesIO(png)) as image:
        return image.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def picture(screen: Screen, width: int, theme: str) -> str:
    return f"{screen.name}-{width}-{theme}.png"


def tour() -> str:
    """The page: each screen with its picture, in the reader's theme, and links to the narrow ones."""
    return HEAD + "".join(_section(screen) for screen in SCREENS)


def _section(screen: Screen) -> str:
    wide, narrow = (width for width, _ in SIZES)
    light, dark = (picture(screen, wide, theme) for theme in THEMES)
    return f"""
## {screen.title}

{screen.text}

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="screens/{dark}">
  <img src="screens/{light}" alt="{screen.title}">
</picture>

{wide} wide: [light](screens/{light}), [dark](screens/{dark}). {narrow} wide:
[light](screens/{picture(screen, narrow, "light")}), [dark](screens/{picture(screen, narrow, "dark")}).
"""


if __name__ == "__main__":
    main()
