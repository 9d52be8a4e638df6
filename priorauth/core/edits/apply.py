"""Puts edits into the sections of a letter, before its citations are numbered."""

import re
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import add
from typing import Literal, NamedTuple

from priorauth.core.disclosures import stated
from priorauth.core.edits.marks import marked_in, resolved
from priorauth.core.edits.values import Addition, Edit, Edits, Omission, Rewording
from priorauth.core.grounds import ExhibitRef, Grounds
from priorauth.core.letter import Paragraph, Section, Sentence, Table
from priorauth.core.library import Library

# They are made of the record alone: what is wrong there is put right in the record.
FIXED_SECTIONS = frozenset(("header", "re_block", "signature", "enclosures"))
_EXHIBIT = re.compile(r"\b(?:Ex\.|Exhibit)[ \u00a0]([A-Z]{1,2})\b(?:,?[ \u00a0]p\.[ \u00a0]?(\d{1,4}))?")


class Stale(NamedTuple):
    """An edit whose ground has moved: `now` is what stands in its place today, None where nothing does."""

    edit: Edit
    why: Literal["changed", "gone"]
    now: str | None


class Applied(NamedTuple):
    """The sections with what could be applied; what was applied, in the letter's order; what has to be decided."""

    sections: tuple[Section, ...]
    edits: tuple[Edit, ...]
    stale: tuple[Stale, ...]


def applied(sections: tuple[Section, ...], edits: Edits, library: Library) -> Applied:
    """The sections with the edits; those that do not fit any more leave the composed words as they are.

    The sections are those before numbering, with marks for citations. Without edits they come back as they are.
    """
    if not edits.items:
        return Applied(sections, (), ())
    edits = Edits(items=tuple(_resolved(edit, library) for edit in edits.items))
    blocks = {block.id: block for section in sections if section.id not in FIXED_SECTIONS for block in section.blocks}
    stale = tuple(_stale(edits, blocks))
    dead = {one.edit.id for one in stale}
    editor = _Editor((edit for edit in edits.items if edit.id not in dead), library)
    edited = tuple(section for section in map(editor.section, sections) if section.blocks)
    return Applied(edited, tuple(editor.done), stale)


def _resolved(edit: Edit, library: Library) -> Edit:
    return edit if isinstance(edit, Omission) else edit.model_copy(update={"words": resolved(edit.words, library)})


def _stale(edits: Edits, blocks: dict[str, Paragraph | Table]) -> Iterator[Stale]:
    additions = {edit.paragraph for edit in edits.items if isinstance(edit, Addition)}
    for edit in edits.items:
        block = blocks.get(edit.after if isinstance(edit, Addition) else edit.paragraph)
        if isinstance(edit, Addition):
            if block is None and edit.after not in additions:
                additions.discard(edit.paragraph)
                yield Stale(edit, "gone", None)
        elif not isinstance(block, Paragraph):
            yield Stale(edit, "gone", None)
        elif block.text != edit.replaced:
            yield Stale(edit, "changed", block.text)


class _Editor:
    """Goes through the sections and notes what it did."""

    def __init__(self, edits: Iterable[Edit], library: Library) -> None:
        self.library = library
        self.changes: dict[str, Rewording | Omission] = {}
        self.additions: dict[str, list[Addition]] = {}
        for edit in edits:
            if isinstance(edit, Addition):
                self.additions.setdefault(edit.after, []).append(edit)
            else:
                self.changes[edit.paragraph] = edit
        self.done: list[Edit] = []

    def section(self, section: Section) -> Section:
        if section.id in FIXED_SECTIONS:
            return section
        blocks = tuple(block for old in section.blocks for block in (*self._changed(old), *self._after(old.id)))
        return section if blocks == section.blocks else section.model_copy(update={"blocks": blocks})

    def _changed(self, block: Paragraph | Table) -> Iterator[Paragraph | Table]:
        edit = self.changes.get(block.id)
        if edit is None or isinstance(block, Table):
            yield block
            return
        self.done.append(edit)
        if isinstance(edit, Rewording):
            yield block.model_copy(update={"sentences": reworded(block, edit.words, self.library), "edit": edit.id})

    def _after(self, block_id: str) -> Iterator[Paragraph]:
        for edit in self.additions.get(block_id, ()):
            self.done.append(edit)
            sentence = Sentence(text=edit.words, grounds=own_grounds(edit.words), is_own=True)
            yield Paragraph(id=edit.paragraph, sentences=(sentence,), edit=edit.id)
            yield from self._after(edit.paragraph)


def reworded(paragraph: Paragraph, words: str, library: Library) -> tuple[Sentence, ...]:
    """The sentences that the words make. One that was taken over as it stood keeps its grounds, a statement of the
    library has its finding; new words stand on those of the sentences that they replace, and are the prescriber's."""
    chosen = {sentence.text: sentence for sentence in _stated_in(words, library)}
    unused = list(paragraph.sentences)
    found: list[Sentence | str] = []
    for piece in _pieces(paragraph, words, chosen):
        same = next((sentence for sentence in unused if sentence.text == piece), None)
        found.append(same or chosen.get(piece) or piece)
        if same:
            unused.remove(same)
    held = reduce(add, (sentence.grounds for sentence in unused or paragraph.sentences))
    return tuple(
        Sentence(text=one, grounds=held + own_grounds(one), is_own=True) if isinstance(one, str) else one
        for one in found
    )


def _stated_in(words: str, library: Library) -> Iterator[Sentence]:
    """The library's own statements on what the words cite, where they may stand in them."""
    for record in marked_in(words):
        for finding in library.publications[record].findings:
            yield stated(f"{record}/{finding.id}", library)


def _pieces(paragraph: Paragraph, words: str, chosen: Iterable[str]) -> list[str]:
    """The words, cut where a sentence of the paragraph, or a chosen one, stands in them as it was."""
    if paragraph.is_list:
        return words.split("\n")
    pieces: list[str] = []
    rest = f" {words} "
    whole = [text for text in (*(one.text for one in paragraph.sentences), *chosen) if f" {text} " in rest]
    for text in sorted(whole, key=rest.find):
        at = rest.find(f" {text} ")
        if at >= 0:
            pieces += [rest[:at], text]
            rest = rest[at + 1 + len(text) :]
    return [piece.strip() for piece in (*pieces, rest) if piece.strip()]


def own_grounds(words: str) -> Grounds:
    """What own words name themselves: the publications that they cite, the exhibits that they point to."""
    exhibits = [ExhibitRef(id=name, page=int(page) if page else None) for name, page in _EXHIBIT.findall(words)]
    findings = tuple(f"{record}#citation" for record in marked_in(words))
    return Grounds(findings=findings, exhibits=tuple(dict.fromkeys(exhibits)))


def kept(edit: Edit, composed: tuple[Section, ...]) -> Edit | None:
    """The edit as it goes on where the prescriber keeps it: on today's words, or as a paragraph of its own.

    None for a paragraph that was left out and is not there any more: there is nothing to keep.
    """
    places = [section for section in composed if section.id not in FIXED_SECTIONS]
    blocks = {block.id: block for section in places for block in section.blocks}
    block = None if isinstance(edit, Addition) else blocks.get(edit.paragraph)
    if isinstance(block, Paragraph):
        return edit.model_copy(update={"replaced": block.text})
    if isinstance(edit, Omission):
        return None
    place = next((section for section in places if section.id == edit.section), places[-1])
    after = place.blocks[-1].id
    return Addition(id=edit.id, section=place.id, by=edit.by, at=edit.at, after=after, words=edit.words)
