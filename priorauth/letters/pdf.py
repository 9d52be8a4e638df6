"""HTML -> PDF: the only module that knows WeasyPrint. It runs in workers and in commands, never in a web request.

What can be shared between letters is made once in a process: the parsed style sheet and the fonts. The same HTML gives
the same bytes on every machine that has the same WeasyPrint, Pango and HarfBuzz, since only our own fonts are seen.
"""

import gc
import logging
import os
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from priorauth.core.errors import RenderingError
from priorauth.core.letter import Letter
from priorauth.letters.html import letter_html, stops_html
from priorauth.letters.page_starts import PageStart, page_starts
from priorauth.letters.pdf_tags import complete_tags
from priorauth.letters.printable import complaint, printable

ASSETS = Path(__file__).resolve().parents[2] / "static" / "letters"
FONTS_CONF = Path(__file__).resolve().parent / "fonts.conf"

log = logging.getLogger(__name__)


@contextmanager
def _only_our_fonts() -> Iterator[None]:
    """Fontconfig reads its configuration in here from our file, which knows no folder of the system."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FONTS_CONF)
    try:
        with warnings.catch_warnings():
            # WeasyPrint looks for system fonts when it is imported and warns that there are none, as is meant.
            warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")
            yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


class _WithoutText(logging.Handler):
    """Says that the renderer complained and where in its code; what it complains about may quote the letter."""

    def emit(self, record: logging.LogRecord) -> None:
        said = record.msg if record.args else "(see its source)"
        log.error("WeasyPrint complains at %s:%d: %s", record.module, record.lineno, said)


def _keep_to_ourselves(name: str, handler: logging.Handler) -> None:
    logger = logging.getLogger(name)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    logger.addHandler(handler)


_keep_to_ourselves("weasyprint", _WithoutText())
_keep_to_ourselves("fontTools", _WithoutText())

with _only_our_fonts():
    import weasyprint
    from weasyprint.text.ffi import harfbuzz, harfbuzz_subset
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


OPTIONS = {"pdf_variant": "pdf/ua-1"}
_LOCK = threading.Lock()  # Pango's font map belongs to one thread at a time


class PrintedLetter(NamedTuple):
    """The PDF, and where the letter's pages begin; a sheet before them is not counted."""

    pdf: bytes
    page_starts: list[PageStart]


def print_letter(letter: Letter, *, draft: bool = False, signed: bool = False) -> PrintedLetter:
    """The letter as tagged PDF. A draft bears its mark, and a sheet before it lists what stops the letter, if anything;
    a signed one says so where it is signed.

    Raises RenderingError where the letter holds a character that its fonts lack, or the page asks for a file that is
    not ours.
    """
    front = stops_html(letter) if draft and letter.stops else ""
    pdf, pages = _printed(letter_html(letter, draft=draft, signed=signed), front)
    return PrintedLetter(pdf, page_starts(pages, letter))


def render_pdf(letter: Letter, *, draft: bool = False) -> bytes:
    """The PDF alone."""
    return print_letter(letter, draft=draft).pdf


def render_html_pdf(html: str, *, front: str = "") -> bytes:
    """A page of ours as PDF; `front` is HTML of its own, set before it without counting among its pages."""
    return _printed(html, front)[0]


def _printed(html: str, front: str) -> tuple[bytes, list[Any]]:
    """The PDF, and WeasyPrint's pages of `html`."""
    press = _press()
    if words := complaint(html + front):
        raise RenderingError(words)
    try:
        with _LOCK:
            document = press.document(html)
            pages = document.pages
            if front:
                document = document.copy([*press.document(front).pages, *pages])
            return bytes(document.write_pdf(finisher=complete_tags, **OPTIONS)), pages
    except FatalURLFetchingError as problem:
        raise RenderingError("The page asks for a file that is not among the program's own assets.") from problem


def warm() -> None:
    """Makes what letters share, so that a worker's first letter is as fast as the next. Call it after the fork.

    What is there by then (code, style sheet, fonts) stays as long as the process: the collector need not search it.
    """
    _press()
    printable()
    gc.collect()
    gc.freeze()


def subsets_with_harfbuzz() -> bool:
    """True where fonts are cut down by HarfBuzz (Debian's libharfbuzz-subset0); fontTools takes twice the time."""
    return harfbuzz_subset is not None and bool(harfbuzz.hb_version_atleast(4, 1, 0))


@lru_cache(maxsize=1)
def _press() -> "Press":
    return Press()


class Press:
    """The style sheet, parsed, with its fonts loaded."""

    def __init__(self) -> None:
        with _only_our_fonts():
            self.fonts = FontConfiguration()
        self.fetcher = AssetFetcher()
        self.sheet = weasyprint.CSS(
            url=(ASSETS / "letter.css").as_uri(), font_config=self.fonts, url_fetcher=self.fetcher
        )

    def document(self, html: str) -> Any:
        """The page laid out."""
        source = weasyprint.HTML(string=html, base_url=f"{ASSETS.as_uri()}/", url_fetcher=self.fetcher)
        return source.render(font_config=self.fonts, stylesheets=[self.sheet], **OPTIONS)


class AssetFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves files of our asset folder and nothing else: no network, no other path, no redirect."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The asset at a file URL; ValueError, which ends the rendering, for anything else."""
        parts = urlsplit(url)
        path = Path(unquote(parts.path)).resolve()
        if parts.scheme != "file" or parts.netloc or not path.is_relative_to(ASSETS):
            raise ValueError("only the program's own assets are served")
        content_type = "text/css" if path.suffix == ".css" else "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": content_type})
