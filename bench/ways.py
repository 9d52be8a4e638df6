"""The ways from one page to its PDF that are compared: ours, WeasyPrint alone, and the way one would first write."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from priorauth.letters import pdf
from priorauth.letters.pdf import ASSETS, OPTIONS

weasyprint: Any = vars(pdf)["weasyprint"]  # from there, where it is imported without the machine's fonts


def bare(html: str) -> bytes:
    """WeasyPrint with fonts and style sheet at hand, and nothing of ours around it."""
    press = pdf._press()
    source = weasyprint.HTML(string=html, base_url=f"{ASSETS.as_uri()}/", url_fetcher=press.fetcher)
    return bytes(source.write_pdf(font_config=press.fonts, stylesheets=[press.sheet], **OPTIONS))


def naive(html: str) -> bytes:
    """A new style sheet and font configuration for each letter, and fonts cut down by fontTools."""
    with _without_harfbuzz():
        source = weasyprint.HTML(string=html, base_url=f"{ASSETS.as_uri()}/")
        return bytes(source.write_pdf(stylesheets=[ASSETS / "letter.css"], **OPTIONS))


@contextmanager
def _without_harfbuzz() -> Iterator[None]:
    """As on a machine without libharfbuzz-subset0, which WeasyPrint complains about for each font."""
    fonts: Any = weasyprint.pdf.fonts
    at_hand = fonts.harfbuzz_subset
    fonts.harfbuzz_subset = None
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        fonts.harfbuzz_subset = at_hand
        logging.disable(logging.NOTSET)
