"""What every case needs words for: each indication, each denial reason, and a title for each letter."""

from collections.abc import Iterator

from priorauth.core.errors import Problem
from priorauth.core.records.words import SentenceWords
from priorauth.core.wordcheck.blanks import blanks
from priorauth.core.wordcheck.names import Names

_BLOCKS_OF_INDICATION = ("ask", "why", "narrow", "evidence", "short_evidence", "opening")
_ROWS_OF_INDICATION = ("points", "hard")
_ROWS_OF_REASON = ("answer",)
# Terms that every case can say, so that a title may end with them.
_ALWAYS = ("purpose.title",)


def completeness_problems(names: Names) -> Iterator[Problem]:
    """Words that every indication or denial reason must have, and one has not."""
    for base in _BLOCKS_OF_INDICATION:
        yield from _lacking(base, names.values("indication"), names.blocks, "a passage, table or group")
    for base in _ROWS_OF_INDICATION:
        yield from _lacking(base, names.values("indication"), names.row_lists, "a row list")
    for base in _ROWS_OF_REASON:
        yield from _lacking(base, names.values("reasons"), names.row_lists, "a row list")
    for file, words in names.files.items():
        for plan in words.letters:
            for name in ("title", "subject", "running"):
                if not any(_is_always_said(sentence) for sentence in getattr(plan, name)):
                    place = f"{file}: letters[{plan.kind}].{name}"
                    yield Problem(place, "may find nothing to say; wanted: a last variant without condition or term")


def _lacking(base: str, variants: tuple[str, ...], known: dict[str, str], wanted: str) -> Iterator[Problem]:
    for variant in variants:
        if f"{base}@{variant}" not in known:
            yield Problem("words", f"{base}@{variant} is missing; wanted: {wanted} of that name")


def _is_always_said(sentence: SentenceWords) -> bool:
    if sentence.first_of or sentence.when or sentence.each or sentence.bind:
        return False
    return all(str(blank) in _ALWAYS for blank in blanks(sentence.text or ""))
