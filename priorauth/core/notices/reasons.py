"""The reasons that a notice gives, by the phrases on record, and the plan's own words around them.

What a notice says of other cases (“if we deny because …”), of earlier decisions or of rights is passed over.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from priorauth.core.notices.candidate import Candidate, Kind
from priorauth.core.notices.page import Page
from priorauth.core.notices.running import Sentence
from priorauth.core.notices.taken import taken_from_sentence
from priorauth.core.notices.wording import any_of
from priorauth.core.records.denial import DenialReason

_OTHER_CASES = any_of(
    *("if we", "if you", "if your", "if the", "if it", "if an?", "when we", "when you", "unless", "whether"),
    *(
        "you may",
        "you can",
        r"you have (?:the|an?|\d+)",
        "you are entitled",
        "right to",
        "(?:you|may|can|to) ask",
        "ask us",
        "to request",
        "to appeal",
    ),
    *("may include", "can include", "may be", "can be", "such as", "examples?", "means", "is defined"),
    *(f"{noun}s? {link}" for noun in ("decision", "denial") for link in ("that", "based", "involving", "about")),
    *("any denial", "any decision", "any claim", "other members", "other patients", "other cases"),
)
_EARLIER = any_of(
    "previously",
    "earlier",
    "formerly",
    "(?:initial|original|first|prior|previous) (?:denial|decision|determination|notice|letter)",
)
# A phrase is not said where it is denied right before it, or within its clause after it.
_NOT_SAID = re.compile(
    r"\b(?:not|no|never|nor|without|rather than|instead of|no longer|\w+n['’]t)(?: [\w'’-]+){0,3} $"
    r"|\bnot (?:denied|denying|because|due to|based|considered|an?|as|for) [^,;]{0,40}$",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    r"^[^.;]{0,40}?\b(?:do(?:es)? not apply|not at issue|not the reason|not required|not exceeded"
    r"|(?:is|are|was|were|been) (?:met|waived|satisfied))\b",
    re.IGNORECASE,
)
_ZONES = any_of(
    *(
        "rights?",
        "how to",
        "how do i",
        "how can i",
        "what you can do",
        "if you (?:disagree|do not agree|don['’]t agree)",
    ),
    *("appeals?", "external", "hearings?", "definitions?", "glossary", "language", "nondiscrimination"),
)
# What a form prints before the plan's words.
_LABEL = re.compile(
    r"(?:(?:the|our) )?(?:denial |decision )?(?:reasons?|rationale)"
    r"(?: (?:for|of) (?:(?:the|our|this|your) )?(?:adverse )?(?:denial|decision|determination))? ?: +(?=\S)",
    re.IGNORECASE,
)
_GAP = r"(?:\W+[\w'’-]+){0,6}?\W+"


def reasons(
    pages: Sequence[Page], sentences: Sequence[Sentence], known: Mapping[str, DenialReason]
) -> Iterator[Candidate]:
    """A candidate for each reason and sentence that states it; then the runs of these sentences, the plan's words."""
    stated: list[int] = []
    for number, sentence in enumerate(sentences):
        if speaks_of_others(sentence):
            continue
        found = [(reason, match) for reason in known.values() if (match := _match(reason, sentence.text))]
        if found:
            stated.append(number)
        for reason, match in found:
            why = f"“{match[0]}”"
            yield taken_from_sentence(pages, sentence, 0, len(sentence.text), Kind.REASON, reason.id, why)
    yield from _words(pages, sentences, stated)


def speaks_of_others(sentence: Sentence) -> bool:
    """Of other cases, of an earlier decision or of rights: not of what this notice decides."""
    text = sentence.text
    in_rights = bool(_ZONES.search(sentence.heading)) and sentence.heading != text
    return in_rights or bool(_OTHER_CASES.search(text) or _EARLIER.search(text))


def _match(reason: DenialReason, text: str) -> re.Match[str] | None:
    for phrase in reason.phrases:
        for match in _pattern(phrase).finditer(text):
            if not _NOT_SAID.search(text[: match.start()]) and not _TAKEN_BACK.search(text[match.end() :]):
                return match
    return None


@lru_cache(maxsize=1024)
def _pattern(phrase: str) -> re.Pattern[str]:
    """A phrase's words in their order; `…` stands for up to six words between."""
    parts = [r"\W+".join(_letters(word) for word in part.split()) for part in phrase.split("…")]
    return any_of(_GAP.join(parts))


def _letters(word: str) -> str:
    return re.escape(word).replace("'", "['’]")


def _words(pages: Sequence[Page], sentences: Sequence[Sentence], stated: Sequence[int]) -> Iterator[Candidate]:
    runs: list[list[int]] = []
    for number in stated:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        yield _quoted(pages, [sentences[number] for number in run])


def _quoted(pages: Sequence[Page], said: Sequence[Sentence]) -> Candidate:
    """The sentences as one quotation; it has no value where a word of it is faint: an appeal quotes word for word."""
    parts = [_said(pages, one) for one in said]
    faint = next((part for part in parts if not part.is_readable), None)
    quote = " ".join(part.quote for part in parts)
    return Candidate(
        kind=Kind.WORDS,
        value=None if faint else quote,
        quote=quote,
        why=(faint or parts[0]).why,
        places=tuple(place for part in parts for place in part.places),
    )


def _said(pages: Sequence[Page], one: Sentence) -> Candidate:
    """The plan's words of one sentence, without the label that a form prints before them."""
    label = _LABEL.match(one.text)
    start = label.end() if label else 0
    text = one.text[start:]
    return taken_from_sentence(pages, one, start, len(one.text), Kind.WORDS, text, "States a reason", is_exact=True)
