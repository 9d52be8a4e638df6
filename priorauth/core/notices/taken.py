"""Makes candidates of spans. What OCR was not sure of, where every character counts, has no value."""

from collections.abc import Sequence

from priorauth.core.notices.candidate import Candidate, Kind, Place
from priorauth.core.notices.page import Page
from priorauth.core.notices.running import Sentence, places_within

# Below it the OCR's own estimate of a word is not believed.
LEAST_CONFIDENCE = 75.0
_FAINT = ", faint in the scan"


def taken_from_line(
    pages: Sequence[Page],
    page: int,
    line: int,
    start: int,
    end: int,
    kind: Kind,
    value: str | None,
    why: str,
    *,
    is_exact: bool = False,
) -> Candidate:
    """A candidate that stands within one line; `is_exact`: a wrong character would be a wrong value."""
    at = pages[page - 1].starts[line]
    quote = pages[page - 1].lines[line].text[start:end]
    place = Place(page=page, start=at + start, end=at + end)
    return _taken(pages, (place,), quote, kind, value, why, is_exact)


def taken_from_sentence(
    pages: Sequence[Page],
    sentence: Sentence,
    start: int,
    end: int,
    kind: Kind,
    value: str | None,
    why: str,
    *,
    is_exact: bool = False,
) -> Candidate:
    """A candidate that stands within a sentence, on one line or on several."""
    places = places_within(sentence, start, end)
    return _taken(pages, places, sentence.text[start:end], kind, value, why, is_exact)


def _taken(
    pages: Sequence[Page],
    places: tuple[Place, ...],
    quote: str,
    kind: Kind,
    value: str | None,
    why: str,
    is_exact: bool,
) -> Candidate:
    if is_exact and value is not None and any(_is_faint(pages[place.page - 1], place) for place in places):
        value, why = None, why + _FAINT
    return Candidate(kind=kind, value=value, quote=quote, why=why, places=places)


def _is_faint(page: Page, place: Place) -> bool:
    for line, at in zip(page.lines, page.starts, strict=True):
        if at <= place.start < at + len(line.text) + 1:
            words = line.words_within(place.start - at, place.end - at)
            return any(word.confidence is not None and word.confidence < LEAST_CONFIDENCE for word in words)
    return False
