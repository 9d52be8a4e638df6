"""What keeps an edited letter from being signed, each with what settles it."""

import re
from collections.abc import Iterator

from priorauth.core.brief import Brief
from priorauth.core.edits.apply import Applied, Stale
from priorauth.core.edits.citations import Typed, typed_citations
from priorauth.core.edits.marks import marked_in, unmarked
from priorauth.core.edits.obliged import Obligation, sayers
from priorauth.core.edits.values import Edit, Omission, Rewording
from priorauth.core.items import before_signing, settled, stop
from priorauth.core.language import forbidden
from priorauth.core.letter import CheckItem, Section
from priorauth.core.references import texts_of
from priorauth.core.walk import written

_BLANK = re.compile(r"\bNone\b(?! of\b)|\b(?:null|undefined|NaN|N/A)\b|\?\?+|\.{4,}|…{2,}")
# After "Exhibits" several may follow; after "Ex. A, " other capitals may (IV, MS).
_EXHIBITS = re.compile(
    r"\b(?:(?:Ex\.|Exhibit)\s[A-Z]{1,2}|Exhibits\s[A-Z]{1,2}(?:(?:, | and |, and | to )[A-Z]{1,2})*)\b"
)
_SHOWN = 8


def check_edits(
    brief: Brief, composed: tuple[Section, ...], owed: tuple[Obligation, ...], edited: Applied
) -> Iterator[CheckItem]:
    """The items for the edits of a letter: its sections as composed with marks, what they must say, and the edits."""
    yield from map(_stale, edited.stale)
    yield from _dropped(owed, edited)
    for edit in edited.edits:
        if not isinstance(edit, Omission):
            yield from _words(brief, composed, edit)
    if edited.edits:
        yield settled("edits", f"Paragraphs changed by hand: {len(edited.edits)}. The originals are kept.")


def _stale(stale: Stale) -> CheckItem:
    verb = {"rewording": "was reworded", "omission": "was left out", "addition": "was added"}[stale.edit.kind]
    place = beginning(stale.edit.words or stale.edit.replaced)
    if stale.why == "changed":
        text = f"The record has changed under a paragraph that {verb}: {place}."
        lift = "Compare the two texts, then keep yours or take the new one."
    else:
        is_beside = stale.edit.kind == "addition"
        what = "The paragraph after which yours was added" if is_beside else f"A paragraph that {verb}"
        text = f"{what} is no longer in the letter: {place}."
        lift = "Keep yours as a paragraph of its own, or let it go."
    return before_signing("edits.stale", text, lift)


def _dropped(owed: tuple[Obligation, ...], edited: Applied) -> Iterator[CheckItem]:
    for one in owed:
        if not sayers(one, edited.sections):
            lift = f"{one.how} Or put the paragraph back as it was composed."
            yield stop("edits.dropped", f"The letter no longer says {one.what}, which it must.", lift)


def _words(brief: Brief, composed: tuple[Section, ...], edit: Edit) -> Iterator[CheckItem]:
    words = unmarked(edit.words)
    where = beginning(edit.words)
    for said, why in forbidden(words, brief.library.upkeep):
        yield before_signing("edits.never", f"The letter says “{said}”, which it may not.", f"Reword {where}: {why}.")
    blank = _BLANK.search(words)
    held = blank[0] if blank else next(filter(None, map(brief.unprintable, words.split("\n"))), None)
    if held:
        text = f"“{held}” stands in {where}: a blank, or a day after the letter."
        yield before_signing("edits.blank", text, "Write what is known today, or take it out.")
    yield from _exhibits(brief, edit, where)
    yield from _citations(brief, composed, edit, where)


def _exhibits(brief: Brief, edit: Edit, where: str) -> Iterator[CheckItem]:
    attached = {exhibit.id for exhibit in brief.facts.exhibits or ()}
    named = [name for run in _EXHIBITS.findall(edit.words) for name in re.findall(r"\b[A-Z]{1,2}\b", run)]
    for name in dict.fromkeys(named):
        if name not in attached:
            text = f"{where} names Exhibit {name}, which the case does not have."
            yield before_signing("edits.exhibit", text, "Attach it, or name one that is attached.")


def _citations(brief: Brief, composed: tuple[Section, ...], edit: Edit, where: str) -> Iterator[CheckItem]:
    own = {record for section in composed for record in _cited_in(section)}
    for record in marked_in(edit.words):
        yield from _newly_cited(brief, record, where) if record not in own else ()
    known = {word for _, value in written(brief.facts) for word in re.findall(r"[\w’'-]+", value)}
    before = edit.replaced if isinstance(edit, Rewording) else ""
    for found in typed_citations(unmarked(edit.words), brief.library, known):
        if found.text not in before:
            yield from _typed(found, own | set(marked_in(edit.words)), where)


def _cited_in(section: Section) -> Iterator[str]:
    for text in texts_of((section,)):
        yield from marked_in(text)


def _newly_cited(brief: Brief, record: str, where: str) -> Iterator[CheckItem]:
    publication = brief.library.publications[record]
    if not publication.may_support:
        text = f"{where} cites {record}, which nobody has read well enough to be cited."
        yield before_signing("edits.citation", text, "Take it out, or have the publication checked first.")
    elif brief.context.indication not in publication.indications:
        text = f"{where} cites {record}, which the library does not hold for this use of IVIG."
        yield before_signing("edits.citation", text, "Take it out, or cite one that was made for this use.")


def _typed(found: Typed, cited: set[str], where: str) -> Iterator[CheckItem]:
    if any(publication.id in cited for publication in found.means):
        return
    if not found.means:
        text = f"{where} cites “{found.text}”, which is not in the library."
        lift = "Take it out. To cite it, first enter it in the library and let a second person check it."
    else:
        ids = " or ".join(f"[{publication.id}]" for publication in found.means)
        text = f"{where} cites “{found.text}”, which is not in this letter’s list of references."
        lift = f"Cite it as {ids}, so that it gets its number, or take it out."
    yield before_signing("edits.citation", text, lift)


def beginning(words: str) -> str:
    """The first words in quotation marks, by which staff know a paragraph."""
    shown = unmarked(words).split()
    return f"“{' '.join(shown[:_SHOWN])}{'…' if len(shown) > _SHOWN else ''}”"
