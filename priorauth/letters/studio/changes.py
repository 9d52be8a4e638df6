"""The changes that people made to a composed letter, numbered alike on the sheet and in the list beside it."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from priorauth.core.edits import Difference
from priorauth.core.letter import Change, Letter

VERBS = {"rewording": "Reworded", "omission": "Left out", "addition": "Added"}
_SHOWN = 60
# Below this share of common words, two texts side by side read better than one that is woven of both.
_ALIKE = 0.5


@dataclass(frozen=True)
class NumberedChange:
    """A change with its number, from 1 in the letter's order."""

    number: int
    change: Change

    @property
    def verb(self) -> str:
        return VERBS[self.change.kind]

    @property
    def beginning(self) -> str:
        """The first words of what was typed, or of what was left out."""
        words = self.change.after or self.change.before
        return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0]}…"

    @property
    def text(self) -> SafeString:
        """The paragraph with what was taken out and what was put in."""
        return marked(self.change.before, self.change.after)


@dataclass(frozen=True)
class News:
    """What is not as it was read: a paragraph, table or heading that is new, gone or changed."""

    verb: str
    text: SafeString


def news(differences: Iterable[Difference]) -> tuple[News, ...]:
    """The differences as whoever read the letter before reads them now."""
    return tuple(News(_verb(one), marked(one.before or "", one.after or "")) for one in differences)


def _verb(one: Difference) -> str:
    if one.before is None:
        return "New"
    return "Gone" if one.after is None else "Changed"


def numbered_changes(letter: Letter) -> tuple[NumberedChange, ...]:
    return tuple(NumberedChange(number, change) for number, change in enumerate(letter.changes, start=1))


def marked(before: str, after: str) -> SafeString:
    """Both texts as one, word by word: what only the first has is deleted, what only the second has is inserted."""
    return SafeString(" ".join(_runs(before.split(), after.split())))


def _runs(before: list[str], after: list[str]) -> Iterator[SafeString]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    if before and after and matcher.ratio() < _ALIKE:
        yield format_html("<del>{}</del> <ins>{}</ins>", " ".join(before), " ".join(after))
        return
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        old, new = " ".join(before[start:end]), " ".join(after[new_start:new_end])
        if tag == "equal":
            yield format_html("{}", old)
        if tag in ("delete", "replace"):
            yield format_html("<del>{}</del>", old)
        if tag in ("insert", "replace"):
            yield format_html("<ins>{}</ins>", new)
