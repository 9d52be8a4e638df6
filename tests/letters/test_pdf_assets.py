"""What the renderer may read: our own assets. No network, no other file, no font of the machine."""

import os
import subprocess
import sys

import pytest
from weasyprint.urls import FatalURLFetchingError, fetch

from priorauth.core.errors import RenderingError
from priorauth.letters.pdf import ASSETS, AssetFetcher, _press, render_html_pdf
from priorauth.letters.printable import printable
from tests.letters.read_back import font_names

PAGE = "<!DOCTYPE html><html lang='en-US'><title>T</title><body class='long'><p>{}</p></body></html>"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/logo.png",
        "http://127.0.0.1:8000/logo.png",
        "ftp://example.org/logo.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "file:///etc/passwd",
        f"{ASSETS.as_uri()}/../../settings.py",
        f"{ASSETS.as_uri()}/%2e%2e/%2e%2e/settings.py",
        "file://elsewhere.example/letter.css",
        "letter.css",
    ],
)
def test_nothing_but_our_assets_is_fetched(url: str) -> None:
    with pytest.raises(FatalURLFetchingError), fetch(AssetFetcher(), url):
        pass


def test_our_assets_are_served_with_their_type() -> None:
    with fetch(AssetFetcher(), f"{ASSETS.as_uri()}/letter.css") as response:
        assert response.content_type == "text/css"
        assert response.read() == (ASSETS / "letter.css").read_bytes()


@pytest.mark.parametrize("url", ["https://example.org/x.png", "file:///etc/passwd", "missing.png"])
def test_a_page_that_asks_for_another_file_is_refused_and_not_printed_without_it(url: str) -> None:
    with pytest.raises(RenderingError, match="not among the program's own assets"):
        render_html_pdf(PAGE.format(f'<img src="{url}" alt="x">'))


def test_the_same_process_prints_again_after_a_refusal() -> None:
    with pytest.raises(RenderingError):
        render_html_pdf(PAGE.format('<img src="x.png" alt="x">'))
    assert render_html_pdf(PAGE.format("Text")).startswith(b"%PDF-1.7")


def test_fontconfig_is_asked_for_no_font_of_the_machine_and_left_as_it_was() -> None:
    _press()
    assert "FONTCONFIG_FILE" not in os.environ


def test_a_family_that_is_not_ours_falls_back_to_ours_and_not_to_the_machines() -> None:
    page = PAGE.format('<span style="font-family:DejaVu Sans,monospace">Text</span>')
    assert font_names(render_html_pdf(page)) <= {"Source Serif 4 SmText", "Source Sans 3"}


def test_the_fonts_are_whole_and_come_with_their_licenses() -> None:
    names = {path.name for path in (ASSETS / "fonts").iterdir()}
    assert len({name for name in names if name.endswith(".woff2")}) == 5
    assert {"LICENSE-source-serif.txt", "LICENSE-source-sans.txt"} <= names
    assert {ord(sign) for sign in "Łőț≥≤×µ−‐⁹α"} <= {ord(sign) for sign in printable()}


def test_a_process_that_only_composes_never_loads_the_renderer() -> None:
    program = (
        "import sys, django; django.setup()\n"
        "import priorauth.letters.html, priorauth.letters.services\n"
        "sys.exit('weasyprint' in sys.modules)"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "priorauth.settings"}
    assert subprocess.run([sys.executable, "-c", program], env=environment, check=False).returncode == 0
