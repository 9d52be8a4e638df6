"""Reads the text of an upload: the text layer where a page has one, the picture's by OCR where it has none."""

import io
from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageOps

from priorauth.core.notices import Page
from priorauth.patients.ocr import recognize
from priorauth.patients.pagetext import picture, text_page


def read_pages(content: bytes, media_type: str, *, start: int, stop: int, seconds: float) -> Iterator[Page]:
    """The pages from `start` (counted from 0) to `stop`; OCR may take so many seconds a page. Raises NoRecognition."""
    if media_type == "application/pdf":
        with pypdfium2.PdfDocument(content) as document:
            for number in range(start, stop):
                page = document[number]
                yield text_page(page) or recognize(picture(page), seconds=seconds)
    else:
        with Image.open(io.BytesIO(content)) as image:
            yield recognize(ImageOps.exif_transpose(image).convert("L"), seconds=seconds)
