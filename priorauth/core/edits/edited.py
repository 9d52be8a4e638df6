"""The whole path with a prescriber's edits: from facts, library and edits to the letter and what is to be decided."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from priorauth.core.disclosures import stated
from priorauth.core.edits.alternatives import Choice, Place, choices
from priorauth.core.edits.apply import Applied, applied
from priorauth.core.edits.checks import check_edits
from priorauth.core.edits.confirmed import with_confirmations
from priorauth.core.edits.marks import printed
from priorauth.core.edits.obliged import must_stay, obligations
from priorauth.core.edits.values import Edit, Edits
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import Change, CheckItem, Letter, Paragraph, Section
from priorauth.core.library import Library
from priorauth.core.vocabulary import LetterKind
from priorauth.core.write import brief_of, letter_of, worded


class StaleEdit(NamedTuple):
    """An edit to decide on: `yours` was typed, `now` would stand there today; None where nothing would."""

    edit: Edit
    why: Literal["changed", "gone"]
    yours: str
    now: str | None


class EditedLetter(NamedTuple):
    """A letter with its edits, the same as it was composed, and what whoever edits it has to know.

    `stale` edits are not in the letter. `must_stay` names the paragraphs that can't be left out of it now, each with
    what it alone says. `composed` are the sections that edits refer to: before any edit, with marks for citations.
    `marked` are those with the edits, and `choices` the sentences there whose finding may be another.
    """

    letter: Letter
    original: Letter
    stale: tuple[StaleEdit, ...]
    must_stay: Mapping[str, tuple[str, ...]]
    composed: tuple[Section, ...]
    marked: tuple[Section, ...]
    choices: Mapping[Place, Choice]

    def with_item(self, item: CheckItem) -> "EditedLetter":
        """The same with one more item on its check list."""
        letter = self.letter.model_copy(update={"checklist": (*self.letter.checklist, item)})
        return self._replace(letter=letter)

    def text_of(self, paragraph_id: str) -> str | None:
        """The words of a composed paragraph, with marks; None where there is none of that id."""
        found = _paragraph_in(self.composed, paragraph_id)
        return found.text if found else None

    def text_with(self, place: Place, finding: str, library: Library) -> str:
        """The words of a paragraph as they are now, with marks, but another finding in one of its `choices`."""
        paragraph_id, number = place
        paragraph = _paragraph_in(self.marked, paragraph_id)
        assert paragraph is not None, "a choice is of a paragraph that is there"
        texts = [sentence.text for sentence in paragraph.sentences]
        texts[number] = stated(finding, library).text
        return " ".join(texts)


def _paragraph_in(sections: tuple[Section, ...], paragraph_id: str) -> Paragraph | None:
    blocks = (block for section in sections for block in section.blocks if block.id == paragraph_id)
    return next((block for block in blocks if isinstance(block, Paragraph)), None)


def write_edited(
    facts: CaseFacts, kind: LetterKind, library: Library, edits: Edits, *, program: str | None = None
) -> EditedLetter:
    """The letter of `write_letter` with these edits; without any it is the same to the byte. Raises as that does."""
    brief = brief_of(facts, kind, library, program)
    composed, setup = worded(brief, kind)
    owed = obligations(brief, composed)
    original = letter_of(brief, kind, setup, composed)
    edited = applied(composed, edits, library)
    letter = original
    if edits.items:
        items = tuple(check_edits(brief, composed, owed, edited))
        letter = letter_of(brief, kind, setup, edited.sections, more=items)
        letter = letter.model_copy(update={"changes": tuple(_changes(edited, original, letter))})
    if edits.confirmations:
        checklist = with_confirmations(letter.checklist, edits.confirmations)
        letter = letter.model_copy(update={"checklist": checklist})
    found = choices(brief, edited.sections)
    stale = tuple(
        StaleEdit(one.edit, one.why, printed(one.edit.words, letter), one.now and printed(one.now, letter))
        for one in edited.stale
    )
    return EditedLetter(letter, original, stale, must_stay(owed, edited.sections), composed, edited.sections, found)


def _changes(edited: Applied, original: Letter, letter: Letter) -> Iterator[Change]:
    before, after = _paragraphs(original), _paragraphs(letter)
    for edit in edited.edits:
        yield Change(
            edit=edit.id,
            kind=edit.kind,
            section=edit.section,
            paragraph=edit.paragraph,
            before=before.get(edit.paragraph, ""),
            after=after.get(edit.paragraph, ""),
            by=edit.by,
            at=edit.at,
        )


def _paragraphs(letter: Letter) -> dict[str, str]:
    blocks = (block for section in letter.sections for block in section.blocks)
    return {block.id: block.text for block in blocks if isinstance(block, Paragraph)}
