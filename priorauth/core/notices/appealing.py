"""What a notice says of the appeal: how long, whereto, and which rights it tells of."""

import re
from collections.abc import Iterator, Sequence

from priorauth.core.notices.candidate import Candidate, Kind, QuotedRight
from priorauth.core.notices.last_days import speaks_of_appeal
from priorauth.core.notices.page import Page
from priorauth.core.notices.running import Sentence
from priorauth.core.notices.taken import taken_from_sentence
from priorauth.core.notices.wording import any_of

_LENGTH = (
    r"(?:(?:[a-z]+(?:[- ][a-z]+)? )?\(?\d{1,3}\)?|sixty|ninety|thirty|one hundred (?:and )?eighty|one hundred twenty)"
)
# What the days are counted from: “the date on which you received this notice”.
_FROM = (
    *("the", "you", "your", "this", "our", "when", "which", "date", "on", "of", r"receiv\w+", "receipt", "get", "got"),
    *("notice", "letter", "denial", "decision", "determination", "adverse", "benefit", "mailed", r"\w+ing"),
)
_WINDOW = re.compile(
    rf"(?:within |have |no later than |not later than ){_LENGTH} (?:calendar |business |working )?days "
    rf"(?:of|from|after|following) (?:(?:{'|'.join(_FROM)})(?: |(?=\W)|$))+",
    re.IGNORECASE,
)
_FAX = re.compile(
    r"\bfax(?:es|ed)?\b[^.;]{0,40}?"
    r"(?<![\d-])(?P<number>(?:1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])?\d{3}[-. ]\d{4})(?![\d-])",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(r"^(?:from|to|phone|tel|fax)\b", re.IGNORECASE)
_ZIP = re.compile(r"\b[A-Z]{2},? \d{5}(?:-\d{4})?\b")
_SEND_TO = re.compile(
    r"\b(?:mail|write|send|appeals? address|address)\b[^.:]{0,80}?(?::| (?:to|at):?)(?= |$)", re.IGNORECASE
)
_ADDRESS_LINES = 5
_MAIL = "Mail, of the appeal"
_RIGHTS = {
    QuotedRight.EXTERNAL_REVIEW: any_of(
        r"(?:external|independent)(?: \w+)? reviews?", "independent review(?:er| organization| entity)"
    ),
    QuotedRight.COPY_OF_FILE: any_of(
        r"(?:cop(?:y|ies)|free of charge|access)\b.{0,80}\b(?:file|documents|records|criteria|guidelines?|information)",
        r"(?:file|documents|criteria)\b.{0,40}\bcop(?:y|ies)",
    ),
    QuotedRight.EXPEDITED: any_of(
        r"(?:expedited|fast|faster|urgent)(?: \w+)? (?:appeals?|review|reconsideration|redetermination|decision)"
    ),
    QuotedRight.CONTINUATION: any_of(
        r"(?:keep (?:getting|receiving)|continu\w+)\b.{0,60}\b(?:benefits?|services?|coverage|treatment|care)"
    ),
}
_GIVEN = any_of("you", "your", "rights?", "members?", "enrollees?")


def windows(pages: Sequence[Page], sentences: Sequence[Sentence]) -> Iterator[Candidate]:
    """How long the appeal may take to be filed, in the notice's words."""
    for before, sentence in zip((None, *sentences), sentences, strict=False):
        if not speaks_of_appeal(before, sentence):
            continue
        for found in _WINDOW.finditer(sentence.text):
            text = found[0].strip()
            end = found.start() + len(text)
            why = "How long, of the appeal"
            yield taken_from_sentence(pages, sentence, found.start(), end, Kind.APPEAL_WINDOW, text, why, is_exact=True)


def faxes(pages: Sequence[Page], sentences: Sequence[Sentence]) -> Iterator[Candidate]:
    """Where an appeal is faxed. A number of the letterhead, of a fax machine's line or for records is not it."""
    for before, sentence in zip((None, *sentences), sentences, strict=False):
        if _LETTERHEAD.match(sentence.text) and not re.search(r"\bappeals?\b", sentence.text + sentence.heading, re.I):
            continue
        if speaks_of_appeal(before, sentence):
            for found in _FAX.finditer(sentence.text):
                yield taken_from_sentence(
                    pages, sentence, *found.span("number"), Kind.APPEAL_FAX, found["number"], "Fax, of the appeal",
                    is_exact=True,
                )  # fmt: skip


def addresses(pages: Sequence[Page], sentences: Sequence[Sentence]) -> Iterator[Candidate]:
    """Where an appeal is mailed: from the words that send it there to the ZIP code."""
    for number, sentence in enumerate(sentences):
        before = sentences[number - 1] if number else None
        sends = _SEND_TO.search(sentence.text)
        if not sends or not speaks_of_appeal(before, sentence):
            continue
        following = [sentence, *sentences[number + 1 : number + 1 + _ADDRESS_LINES]]
        parts = [sentence.text[sends.end() :].strip(), *(other.text for other in following[1:])]
        length = next((count for count, part in enumerate(parts, start=1) if _ZIP.search(part)), None)
        if length is None or any(_SEND_TO.search(part) for part in parts[1:length]):
            continue
        yield _address(pages, following[:length], sends.end())


def _address(pages: Sequence[Page], said: Sequence[Sentence], start: int) -> Candidate:
    """From the character `start` of the first sentence to the ZIP code in the last one."""
    pieces: list[Candidate] = []
    is_block = start == len(said[0].text)
    for sentence in said:
        first = start if sentence is said[0] else 0
        zip_code = _ZIP.search(sentence.text, first)
        for begins, ends in _address_lines(sentence, first, zip_code.end() if zip_code else None, is_block):
            text = sentence.text[begins:ends]
            piece = taken_from_sentence(pages, sentence, begins, ends, Kind.APPEAL_ADDRESS, text, _MAIL, is_exact=True)
            pieces.append(piece)
    quote = ", ".join(piece.quote.rstrip(",") for piece in pieces)
    faint = next((piece for piece in pieces if not piece.is_readable), None)
    return Candidate(
        kind=Kind.APPEAL_ADDRESS,
        value=None if faint else quote,
        quote=quote,
        why=faint.why if faint else _MAIL,
        places=tuple(place for piece in pieces for place in piece.places),
    )


def _address_lines(sentence: Sentence, first: int, last: int | None, is_block: bool) -> Iterator[tuple[int, int]]:
    """The spans to be parted by commas: each line of an address that stands apart, else the sentence's words as one."""
    ends = len(sentence.text) if last is None else last
    if is_block:
        at = 0
        for place in sentence.places:
            if max(at, first) < min(at + place.end - place.start, ends):
                yield max(at, first), min(at + place.end - place.start, ends)
            at += place.end - place.start + 1
    elif sentence.text[first:ends].strip():
        yield first + len(sentence.text[first:ends]) - len(sentence.text[first:ends].lstrip()), ends


def rights(pages: Sequence[Page], sentences: Sequence[Sentence]) -> Iterator[Candidate]:
    """The first sentence that tells of each right."""
    for right, words in _RIGHTS.items():
        for sentence in sentences:
            found = words.search(sentence.text)
            if found and _GIVEN.search(sentence.text):
                why = f"“{found[0]}”"
                yield taken_from_sentence(pages, sentence, 0, len(sentence.text), Kind.RIGHT, right.value, why)
                break
