"""Pages as a typewriter would set them, for tests that need no PDF."""

from priorauth.core.notices import NoticeReading, Page, Word, lines_of, read_notice
from priorauth.reference.services import shipped_library

_ACROSS, _DOWN = 6.0, 12.0


def page_of(text: str, *, confidence: float | None = None) -> Page:
    """One letter is 6 points wide, one line 12 high. Three spaces or more part two cells."""
    words = []
    for row, line in enumerate(text.split("\n")):
        at = 0
        for part in line.split(" "):
            if part:
                left, top = 72 + at * _ACROSS, 72 + row * _DOWN * 1.2
                words.append(Word(part, left, top, left + len(part) * _ACROSS, top + _DOWN, confidence))
            at += len(part) + 1
    return Page(width=612, height=792, lines=lines_of(words))


def read(*texts: str, confidence: float | None = None) -> NoticeReading:
    """The reading of pages with these texts."""
    pages = [page_of(text, confidence=confidence) for text in texts]
    return read_notice(pages, shipped_library().denial_reasons)
