"""The text of a sentence or cell as safe inline HTML: no-break spaces, and links to references and exhibits.

Whatever a fact holds stays text: every piece is escaped by itself, and only the tags made here are markup.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString

from priorauth.core.dates import MONTHS, SHORT_MONTHS

NO_BREAK = "\u00a0"
_UNITS = (
    "g/kg|mg/dL|g/L|mg|µg|kg|g|mL|cm|mm|s|units?|vials?|infusions?|doses?|patients?|women"
    "|hours?|days?|weeks?|months?|years?"
)


def _after(*words: str) -> str:
    """A look back at one of the words before a space. Words of one length share one look: a pattern that looks back
    once for each word takes twice the time."""
    by_length = groupby(sorted(words, key=len), key=len)
    return "(?:" + "|".join(rf"(?<=\b(?:{'|'.join(map(re.escape, same))}) )" for _, same in by_length) + ")"


# What stands on both sides of a space that may not end a line. The side that is rarer at a space is looked at first.
_TIES = (
    rf"(?<=\d )(?=(?:{_UNITS})(?![\w/])|CFR\b)",
    rf"(?=\d)(?:{_after(*MONTHS, *SHORT_MONTHS, 'CFR', 'p.', 'pp.')}|(?<=[§¶=×] ))",
    rf"(?=[A-Z]?\d){_after('CPT', 'HCPCS', 'NPI')}",
    rf"(?=[A-Z]{{1,2}}\b){_after('Ex.', 'Exhibit')}",
    rf"(?<=\. ){_after('Ms.', 'Mr.', 'Mrs.', 'Dr.')}(?=\w)",
    r"(?=pp?\. \d)(?<=\b[A-Z] )",
    r"(?=\d{3}-\d{4})(?<=\(\d{3}\) )",
)
# Most spaces stand between small letters and are passed over at once.
_TIED = re.compile(rf" (?:(?=[\dA-Z])|(?<=[\dA-Z.] ))(?:{'|'.join(_TIES)})")
# Soft hyphens, joiners and marks that turn the direction of writing: nothing to print, and a way to disguise text.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

_PAGES = rf"(?:,?[ {NO_BREAK}]pp?\.[ {NO_BREAK}]\d+(?:[–-]\d+)?)?"
_CITATION = re.compile(r"(?:(?<![^ \[\]])([^ \[\]]+ ))?\[(\d+(?:(?:[–,]|, )\d+)*)\]")  # with the word before it
_EXHIBITS = re.compile(
    rf"(?:Ex\.|Exhibits?)[ {NO_BREAK}][A-Z]{{1,2}}\b{_PAGES}(?:(?:[;,] | and | to )[A-Z]{{1,2}}\b(?![.’]){_PAGES})*"
)
_LINKED = re.compile(f"{_CITATION.pattern}|{_EXHIBITS.pattern}")
_NUMBER = re.compile(r"\d+")
_EXHIBIT = re.compile(rf"(?:(?:Ex\.|Exhibits?)[ {NO_BREAK}])?\b([A-Z]{{1,2}})\b{_PAGES}")
_EXHIBIT_CELL = re.compile(rf"[A-Z]{{1,2}}\b{_PAGES}(?:(?:[;,] | to )[A-Z]{{1,2}}\b{_PAGES})*")
_ADDRESS = re.compile(r"\bdoi:(10\.\d{4,9}/\S*[^\s.,;])|\bhttps?://\S*[^\s.,;]")


@dataclass(frozen=True)
class Inline:
    """Makes inline HTML for one letter. Only numbers and exhibits that the letter lists become links."""

    references: frozenset[int]
    exhibits: frozenset[str]

    def text(self, text: str) -> SafeString:
        """Running text: `[1–3]` and `(Ex. A, p. 7; B)` lead to what they name."""
        text = tied(text)
        return _spliced(text, _LINKED, self._link) if "[" in text or "Ex" in text else _escaped(text)

    def exhibit_cell(self, text: str) -> SafeString:
        """A cell of an exhibit column, such as `A, B`; a dash or other text stays as it is."""
        text = tied(text)
        return self._each_exhibit(text) if _EXHIBIT_CELL.fullmatch(text) else self.text(text)

    def reference(self, text: str, journal: str) -> SafeString:
        """An entry of the reference list: the journal's name in italics, DOI and web address as links."""
        text = tied(text)
        at = text.rfind(f"{journal}. ") if journal else -1
        if at < 0:
            return _spliced(text, _ADDRESS, _address)
        rest = _spliced(text[at + len(journal) :], _ADDRESS, _address)
        return SafeString(f"{_escaped(text[:at])}<em>{_escaped(journal)}</em>{rest}")

    def _link(self, found: re.Match[str]) -> SafeString:
        return self._citation(found) if found[2] else self._each_exhibit(found[0])

    def _citation(self, found: re.Match[str]) -> SafeString:
        """Numbers in brackets, kept on one line with the word that they follow."""
        word, numbers = found[1] or "", found[2]
        if not self.references.issuperset(map(int, _NUMBER.findall(numbers))):
            return _escaped(found[0])
        links = _spliced(numbers, _NUMBER, _reference_link)
        return SafeString(f'<span class="cite">{_escaped(word)}[{links}]</span>')

    def _each_exhibit(self, text: str) -> SafeString:
        return _spliced(text, _EXHIBIT, self._exhibit)

    def _exhibit(self, found: re.Match[str]) -> SafeString:
        if found[1] not in self.exhibits:
            return _escaped(found[0])
        return _anchored(f"#{exhibit_anchor(found[1])}", found[0])


def tied(text: str) -> str:
    """Text in composed Unicode without invisible signs; no-break spaces between what belongs together, as in `25 g`."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _TIED.sub(NO_BREAK, text)


def exhibit_anchor(letter: str) -> str:
    """The id of an exhibit's row."""
    return f"exhibit-{letter.lower()}"


def reference_anchor(number: int | str) -> str:
    """The id of an entry in the reference list."""
    return f"reference-{number}"


def _reference_link(found: re.Match[str]) -> SafeString:
    return _anchored(f"#{reference_anchor(found[0])}", found[0])


def _address(found: re.Match[str]) -> SafeString:
    url = f"https://doi.org/{found[1]}" if found[1] else found[0]
    return _anchored(url, found[0])


def _anchored(target: str, text: str) -> SafeString:
    return SafeString(f'<a href="{escape(target)}">{_escaped(text)}</a>')


def _spliced(text: str, pattern: re.Pattern[str], markup: Callable[[re.Match[str]], SafeString]) -> SafeString:
    """The text escaped, with `markup` in place of each match.

    WeasyPrint breaks a line too early where a no-break space stands just before an inline element: a plain one is
    put there instead.
    """
    parts: list[SafeString] = []
    end = 0
    for found in pattern.finditer(text):
        before = text[end : found.start()]
        if before.endswith(NO_BREAK):
            before = f"{before[:-1]} "
        parts += [_escaped(before), markup(found)]
        end = found.end()
    parts.append(_escaped(text[end:]))
    return SafeString("".join(parts))


def _escaped(text: str) -> SafeString:
    """Plain text. Source Serif has raised figures but no raised minus: that one is raised by the style sheet."""
    return SafeString(escape(text).replace("⁻", "<sup>−</sup>"))
