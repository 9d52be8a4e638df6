"""Recognizes the text of a page's picture with Debian's tesseract, in a process of its own with a time limit."""

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterator

from PIL import Image

from priorauth.core.notices import Page, Word, lines_of

PROGRAM = "tesseract"
_WORD_LEVEL = "5"


class NoRecognition(Exception):
    """A picture's text cannot be had; the message is for staff."""


def recognize(picture: Image.Image, *, seconds: float) -> Page:
    """The page with its words, their boxes in dots and how sure each is. Raises NoRecognition, also after so long."""
    width, height = picture.size
    words = list(_words(_run(picture, seconds)))
    return Page(width=width, height=height, lines=lines_of(words), by_ocr=True)


def _run(picture: Image.Image, seconds: float) -> str:
    program = shutil.which(PROGRAM)
    if program is None:
        raise NoRecognition(
            "This is a scan, and the program that reads scans (tesseract-ocr) is not installed on this server. "
            "Type what the letter says."
        )
    stored = io.BytesIO()
    picture.save(stored, "PNG")
    command = [program, "stdin", "stdout", "-l", "eng", "--psm", "3", "--dpi", "300", "tsv"]
    try:
        done = subprocess.run(  # noqa: S603  a fixed command; the picture comes by standard input
            command,
            input=stored.getvalue(),
            capture_output=True,
            timeout=seconds,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        raise NoRecognition("Reading this scan took too long. Type what the letter says.") from None
    except subprocess.CalledProcessError:
        raise NoRecognition(
            "This scan could not be read. Scan it again in gray, or type what the letter says."
        ) from None
    return done.stdout.decode(errors="replace")


def _words(table: str) -> Iterator[Word]:
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == _WORD_LEVEL and row["text"].strip():
            left, top = float(row["left"]), float(row["top"])
            right, bottom = left + float(row["width"]), top + float(row["height"])
            yield Word(row["text"].strip(), left, top, right, bottom, float(row["conf"]))
