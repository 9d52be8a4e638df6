"""The form in which a paragraph of a draft is reworded, left out, put back or added."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.http import urlencode

from priorauth.core.edits import FIXED_SECTIONS, EditedLetter
from priorauth.core.letter import Letter, Paragraph, Table
from priorauth.core.typography import listed
from priorauth.formfields import revision_in
from priorauth.letters.models import Draft


@dataclass(frozen=True)
class Wording:
    """The form: `after` names the block behind which a paragraph is added, else `paragraph` is reworded.

    `composed` are the words as the program wrote them, empty for a paragraph that somebody added. `error` says why what
    was typed is not saved, and `stands` what the paragraph reads instead.
    """

    draft: Draft
    words: str
    paragraph: str = ""
    after: str = ""
    composed: str = ""
    edit: str = ""
    must_stay: str = ""
    is_list: bool = False
    stands: str = ""
    error: str = ""

    @property
    def rows(self) -> int:
        return min(18, max(4, len(self.words) // 80 + 2, self.words.count("\n") + 2))

    @property
    def back(self) -> str:
        """The studio without the form, at the same place."""
        here = reverse("letters:studio", args=(self.draft.id,))
        return f"{here}?{urlencode({'at': f'{self.after or self.paragraph}.0'})}"


@dataclass(frozen=True)
class Typed:
    """What was sent: `do` is the deed, `words` what was typed; `item` is of the check list, `note` what was found.

    `finding` is one that was chosen for the sentence of that `number`, instead of the one that it cites.
    """

    do: str
    revision: int
    words: str
    paragraph: str
    after: str
    edit: str
    item: str
    note: str
    number: int
    instead_of: str
    finding: str

    @property
    def place(self) -> str:
        """The block at which something was done."""
        return self.paragraph or self.after

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> "Typed":
        names = ("do", "words", "paragraph", "after", "edit", "item", "note", "instead_of", "finding")
        values = {name: sent.get(name, "").replace("\x00", "") for name in names}
        return cls(revision=revision_in(sent.get("revision")), number=revision_in(sent.get("number")), **values)


def wording_for(draft: Draft, edited: EditedLetter, asked: Mapping[str, str]) -> Wording | None:
    """The form that an address asks for (`edit`, `add`); None where that is no paragraph that may be changed."""
    after = asked.get("add", "")
    if after:
        return Wording(draft, "", after=after) if _may_follow(after, edited.letter) else None
    return _of_paragraph(draft, edited, asked.get("edit", ""))


def wording_again(draft: Draft, edited: EditedLetter, typed: Typed, *, error: str) -> Wording:
    """The form with what was typed, on the draft as it stands now, and why it was not saved."""
    found = _of_paragraph(draft, edited, typed.paragraph)
    form = found or Wording(draft, "", paragraph=typed.paragraph, after=typed.after)
    stands = form.words if form.paragraph else ""
    words = typed.words if typed.do in ("reword", "add") else form.words
    return replace(form, words=words, stands=stands if stands != words else "", error=error)


def _of_paragraph(draft: Draft, edited: EditedLetter, paragraph_id: str) -> Wording | None:
    paragraph = next((one for one in editable_in(edited.letter) if one.id == paragraph_id), None)
    if paragraph is None:
        return None
    composed = next((one for one in editable_in(edited.original) if one.id == paragraph_id), None)
    return Wording(
        draft,
        paragraph.text,
        paragraph=paragraph.id,
        composed=composed.text if composed else "",
        edit=paragraph.edit or "",
        must_stay=listed(edited.must_stay.get(paragraph.id, ())),
        is_list=paragraph.is_list,
    )


def _may_follow(block_id: str, letter: Letter) -> bool:
    return any(block.id == block_id for block in open_blocks(letter))


def open_blocks(letter: Letter) -> list[Paragraph | Table]:
    """The blocks of the sections that may be changed by hand; the others are made of the record alone."""
    return [block for section in letter.sections if section.id not in FIXED_SECTIONS for block in section.blocks]


def editable_in(letter: Letter) -> list[Paragraph]:
    """The paragraphs that may be changed by hand."""
    return [block for block in open_blocks(letter) if isinstance(block, Paragraph)]
