"""Reads an uploaded document by its content: what it is, how many pages it has; what could act by itself goes."""

import io
from dataclasses import dataclass

import pikepdf
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from pikepdf import sanitize
from PIL import Image, UnidentifiedImageError

MOST_BYTES = 25 * 1024 * 1024
MOST_PAGES = 1000
MOST_PIXELS = 100_000_000
_IMAGES = {"JPEG": "image/jpeg", "PNG": "image/png"}
WANTED = "Choose a PDF, a JPEG or a PNG."


@dataclass(frozen=True)
class Upload:
    """A document that was read. `content` is what is kept: of a PDF, without scripts, attachments and outside links."""

    content: bytes
    media_type: str
    pages: int


def read(file: "UploadedFile[bytes]") -> Upload:
    """The document. Raises ValidationError with what is wrong with it and what to do."""
    if file.size is None or file.size > MOST_BYTES:
        raise ValidationError(f"This file is larger than {MOST_BYTES // 1024**2} MB. Scan it in gray, or split it.")
    content = file.read()
    if not content:
        raise ValidationError(f"This file is empty. {WANTED}")
    return _pdf(content) if content[:1024].lstrip().startswith(b"%PDF-") else _image(content)


def _pdf(content: bytes) -> Upload:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pages = len(pdf.pages)
            if not 0 < pages <= MOST_PAGES:
                raise ValidationError(f"This PDF has {pages} pages. One to {MOST_PAGES} are wanted: split it.")
            for clean in (sanitize.remove_javascript, sanitize.remove_external_access, sanitize.remove_attachments):
                clean(pdf)
            kept = io.BytesIO()
            pdf.save(kept)
    except pikepdf.PasswordError:
        raise ValidationError("This PDF asks for a password. Save it without one, and upload it again.") from None
    except (pikepdf.PdfError, RuntimeError, ValueError):  # what qpdf says of some damage
        raise ValidationError("This PDF is damaged and cannot be read. Print it to a new PDF, or scan it.") from None
    return Upload(kept.getvalue(), "application/pdf", pages)


def _image(content: bytes) -> Upload:
    try:
        with Image.open(io.BytesIO(content)) as image:
            kind = _IMAGES.get(image.format or "")
            if kind is None:
                raise ValidationError(f"This is a picture of another kind. {WANTED}")
            if image.width * image.height > MOST_PIXELS:
                raise ValidationError("This picture is too large. Scan it with 300 dots an inch.")
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ValidationError(f"This is no document that can be read, whatever its name says. {WANTED}") from None
    return Upload(content, kind, 1)
