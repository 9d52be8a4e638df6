"""Twenty invented denial letters: rendered to PDF, five of them as scans, each with what is right of it beside it."""

import io
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import weasyprint
import yaml
from PIL import Image, ImageChops, ImageFilter

from priorauth.core.notices import Candidate, Kind, NoticeReading, read_notice
from priorauth.patients.reading import read_pages
from priorauth.reference.services import shipped_library

FOLDER = Path(__file__).parent / "letters"
NAMES = sorted(path.stem for path in FOLDER.glob("*.html"))
STATIC = Path(__file__).resolve().parents[2] / "static"
STYLE = """
@font-face { font-family: NoticeText; src: url(letters/fonts/SourceSerif4SmText-Regular.ttf.woff2) }
@font-face { font-family: NoticeText; font-weight: bold; src: url(letters/fonts/SourceSerif4SmText-Semibold.ttf.woff2) }
@font-face { font-family: NoticeMono; src: url(vendor/fonts/ibm-plex-mono-latin-400-normal.woff2) }
@page { size: letter; margin: 1in }
body { font: 11pt/1.35 NoticeText }
.mono { font-family: NoticeMono; font-size: 10pt }
.center { text-align: center }
.two { display: flex; justify-content: space-between }
table { width: 100%; border-collapse: collapse; margin: 1em 0 }
td, th { text-align: left; font-weight: normal; padding: 2pt 6pt; vertical-align: top }
.grid td, .grid th { border: 0.5pt solid black }
.page { break-after: page }
.faxline { font: 8pt NoticeMono; margin-top: -0.8in }
.foot-note { font-size: 8pt }
.tall { margin-bottom: 6.1in }
p { orphans: 1; widows: 1 }
.stamp { font: bold 16pt NoticeText; transform: rotate(-1deg); margin-left: 3.2in }
.faint { color: #777; font-size: 9pt }
"""


@dataclass(frozen=True)
class Expected:
    """What a person reads in the letter. `words` holds the passages that state the reasons."""

    values: dict[Kind, set[str]]
    contradictions: int
    unreadable: dict[Kind, int]


def pdf(name: str) -> bytes:
    """The letter as the plan sent it."""
    return printed((FOLDER / f"{name}.html").read_text(encoding="utf-8"))


def printed(html: str) -> bytes:
    """A letter as a PDF with its text."""
    return bytes(
        weasyprint.HTML(string=html, base_url=f"{STATIC}/").write_pdf(
            stylesheets=[weasyprint.CSS(string=STYLE, base_url=f"{STATIC}/")]
        )
    )


def scanned(content: bytes, *, turned: float, noise: float) -> bytes:
    """The same pages as pictures: 200 dots an inch, a little turned, blurred and noisy; always the same ones."""
    pictures = []
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            plain = page.render(scale=200 / 72, grayscale=True).to_pil()
            turned_page = plain.rotate(turned, resample=Image.Resampling.BICUBIC, fillcolor=255)
            blurred = turned_page.filter(ImageFilter.GaussianBlur(0.6))
            grain = random.Random(7).randbytes(plain.width * plain.height)
            speckles = Image.frombytes("L", plain.size, grain).point(lambda dot: int(dot * noise / 128))
            pictures.append(ImageChops.subtract(blurred, speckles))
    stored = io.BytesIO()
    pictures[0].save(stored, "PDF", resolution=200, save_all=True, append_images=pictures[1:])
    return stored.getvalue()


def description(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def upload(name: str) -> bytes:
    """The file that the clinic uploads."""
    scan = description(name).get("scan")
    return scanned(pdf(name), **scan) if scan else pdf(name)


def expected(name: str) -> Expected:
    told = description(name)
    values = {kind: {str(value) for value in told.get(kind.value, [])} for kind in Kind}
    unreadable = {Kind(kind): count for kind, count in told.get("unreadable", {}).items()}
    return Expected(values, told.get("contradictions", 0), unreadable)


def reading(name: str) -> NoticeReading:
    content = upload(name)
    with pypdfium2.PdfDocument(content) as document:
        count = len(document)
    pages = read_pages(content, "application/pdf", start=0, stop=count, seconds=120)
    return read_notice(tuple(pages), shipped_library().denial_reasons)


def is_right(candidate: Candidate, right: set[str]) -> bool:
    """Whether what it says is what a person reads; of the plan's words, a part of a passage will do."""
    if candidate.kind == Kind.WORDS:
        return any(str(candidate.value) in passage for passage in right)
    return candidate.value in right
