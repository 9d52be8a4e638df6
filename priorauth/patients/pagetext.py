"""The text layer of a PDF, page by page, and pictures of the pages that have none. Workers only: pdfium is large."""

import ctypes
import unicodedata
from collections.abc import Iterator

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from priorauth.core.notices import Page, Word, lines_of

DOTS_PER_INCH = 300
MOST_DOTS = 5000  # of the longer side of a picture
# A page with fewer words and a picture over half of it is a scan with a stamp or a fax machine's line.
FEWEST_WORDS = 30


def text_page(page: pypdfium2.PdfPage) -> Page | None:
    """The page out of its text layer; None where it must be recognized in its picture."""
    width, height = page.get_size()
    words = list(_words(page))
    if _is_picture(page, len(words)) or _is_recognized(page):
        return None
    return Page(width=width, height=height, lines=lines_of(words))


def picture(page: pypdfium2.PdfPage) -> Image.Image:
    """The page in gray, as it would be printed."""
    scale = min(DOTS_PER_INCH / 72, MOST_DOTS / max(page.get_size()))
    shown: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return shown


def _words(page: pypdfium2.PdfPage) -> Iterator[Word]:
    text_page = page.get_textpage()
    letters: list[str] = []
    first = 0
    for number in range(count := text_page.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text_page, number))
        if not letter.isspace() and letter.isprintable():
            first = number if not letters else first
            letters.append("-" if letter in "‐‑" else letter)
        elif letters:
            yield _word(page, text_page, letters, first, number - 1)
            letters = []
    if letters:
        yield _word(page, text_page, letters, first, count - 1)


def _word(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, letters: list[str], first: int, last: int) -> Word:
    # A ligature is read as the letters that it stands for.
    text = unicodedata.normalize("NFKC", "".join(letters))
    boxes = [text_page.get_charbox(number, loose=True) for number in {first, last}]
    corners = [_on_paper(page, *point) for box in boxes for point in (box[:2], box[2:])]
    across, down = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return Word(text, min(across), min(down), max(across), max(down))


def _on_paper(page: pypdfium2.PdfPage, across: float, up: float) -> tuple[float, float]:
    """A point of the page's own space, in points from the upper left corner of the page as it is shown."""
    width, height = page.get_size()
    fine = 100
    x, y = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, int(width * fine), int(height * fine), 0, across, up, x, y)
    return x.value / fine, y.value / fine


def _is_picture(page: pypdfium2.PdfPage, words: int) -> bool:
    if words >= FEWEST_WORDS:
        return False
    width, height = page.get_size()
    boxes = [image.get_bounds() for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])]
    return any((right - left) * (top - bottom) > width * height / 2 for left, bottom, right, top in boxes)


def _is_recognized(page: pypdfium2.PdfPage) -> bool:
    """Whether the text is unseen, laid under a scan by some scanner: how sure that one was is not known."""
    modes = [raw.FPDFTextObj_GetTextRenderMode(text.raw) for text in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])]
    return bool(modes) and modes.count(raw.FPDF_TEXTRENDERMODE_INVISIBLE) > len(modes) / 2
