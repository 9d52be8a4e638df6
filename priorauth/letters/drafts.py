"""The working draft of a letter: reading it, and each way of editing it. The words come from the facts of the day.

Who edits names the revision that was read: `ChangedMeanwhile` (patients.writing) carries the draft as it is now.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils import timezone

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.facts import facts_so_far
from priorauth.cases.models import Case
from priorauth.clinics.models import Member
from priorauth.core.edits import (
    FIXED_SECTIONS,
    Addition,
    Confirmation,
    Edit,
    EditedLetter,
    Edits,
    Omission,
    Rewording,
    StaleEdit,
    may_be_confirmed,
)
from priorauth.core.edits import differences as differences_between
from priorauth.core.edits.alternatives import Place
from priorauth.core.edits.apply import kept
from priorauth.core.edits.differences import Difference
from priorauth.core.edits.edited import write_edited
from priorauth.core.edits.marks import by_record, typed
from priorauth.core.errors import Problem
from priorauth.core.facts import CaseFacts
from priorauth.core.items import stop
from priorauth.core.letter import CheckItem, Letter, Paragraph
from priorauth.core.vocabulary import CheckLevel, LetterKind
from priorauth.letters import digests
from priorauth.letters.html import letter_html
from priorauth.letters.models import Draft, Reading
from priorauth.letters.printable import complaint
from priorauth.patients.writing import take_turn
from priorauth.reference.services import library_of

MOST_CHARACTERS = 10_000


class CannotEdit(Exception):
    """An edit that cannot be made; the message tells staff why and what to do. Show what was typed again with it."""


@dataclass(frozen=True)
class Composed:
    """A draft as it reads on a day: the letter with its edits, and what keeps it from being signed.

    `problems` name what the case lacks for a letter; what is there can be read, not signed. `page` is its HTML.
    """

    draft: Draft
    facts: CaseFacts
    problems: tuple[Problem, ...]
    edited: EditedLetter
    page: str

    @property
    def letter(self) -> Letter:
        """With the edits."""
        return self.edited.letter

    @property
    def original(self) -> Letter:
        """As the core composed it."""
        return self.edited.original

    @property
    def stale(self) -> tuple[StaleEdit, ...]:
        """The edits that have to be decided on."""
        return self.edited.stale

    @cached_property
    def content_sha256(self) -> str:
        """Of the page that would be printed: what a signer has read."""
        return digests.of_text(self.page)

    @property
    def open_items(self) -> tuple[CheckItem, ...]:
        """What must be settled before it can be signed."""
        return (*self.letter.stops, *self.letter.open_items(CheckLevel.BEFORE_SIGNING))

    def must_stay(self, paragraph_id: str) -> tuple[str, ...]:
        """What that paragraph alone says and the letter must say; empty where it may be left out."""
        return self.edited.must_stay.get(paragraph_id, ())


@transaction.atomic
def open_draft(member: Member, case: Case, kind: LetterKind, program: str | None = None) -> Draft:
    """The case's working draft of that kind; it is started where there is none."""
    draft, is_new = Draft.objects.of(member.clinic).get_or_create(
        case=case, kind=kind.value, program=program or "", defaults={"clinic": member.clinic}
    )
    if is_new:
        record(Action.LETTER_STARTED, member=member, subject=draft)
    return draft


def composed(draft: Draft, day: dt.date) -> Composed:
    """The letter of the draft, dated that day, from the facts as they are now."""
    so_far = facts_so_far(draft.case, day)
    edited = write_edited(
        so_far.facts, LetterKind(draft.kind), library_of(draft.clinic), draft.value(), program=draft.program or None
    )
    page = letter_html(edited.letter)
    if words := complaint(page):
        edited = edited.with_item(stop("print.characters", words, "Change it where it is typed."))
    return Composed(draft, so_far.facts, so_far.problems, edited, page)


@transaction.atomic
def note_reading(member: Member, now: Composed, *, to_sign: bool = False) -> Reading:
    """Writes down that the member reads the letter as it is now, here and in the log.

    Who reads it `to_sign` is shown what changes from then on until they answer for it (`note_review`).
    """
    draft = now.draft
    composed = now.letter.model_dump(mode="json")
    values = {"content_sha256": now.content_sha256, "composed": composed}
    if to_sign:
        last = last_reading(member, draft)
        values["reviewed"] = (last.reviewed or last.composed) if last else composed
    reading, _ = Reading.objects.of(member.clinic).update_or_create(
        draft=draft, member=member, defaults=values, create_defaults={**values, "clinic": member.clinic}
    )
    record(Action.LETTER_READ, member=member, subject=draft)
    return reading


def note_review(member: Member, draft: Draft, seen: str) -> None:
    """The member has answered for the letter that they read last: it is no news any more. `seen` is its hash."""
    reading = last_reading(member, draft)
    if reading and reading.content_sha256 == seen:
        reading.reviewed = reading.composed
        reading.save(update_fields=["reviewed"])


def last_reading(member: Member, draft: Draft) -> Reading | None:
    """What the member read last of this draft."""
    return Reading.objects.of(member.clinic).filter(draft=draft, member=member).first()


def changed_since_read(member: Member, now: Composed, seen: str = "") -> tuple[Difference, ...]:
    """What changed since the member read it to sign it: facts, day, edits of colleagues; since `seen` where they have
    answered for that. Nothing where they never read it."""
    reading = last_reading(member, now.draft)
    return differences_between(reading.before(seen), now.letter) if reading else ()


@transaction.atomic
def reword(member: Member, draft: Draft, revision: int, paragraph_id: str, words: str) -> Draft:
    """Other words for a paragraph; for one that was added, too. Words as they were composed undo the edit."""
    now = _taken(draft, revision)
    edits = now.draft.value()
    own = edits.of(paragraph_id)
    if isinstance(own, Addition):
        edit: Edit = own.model_copy(update={"words": _typed(member, now, words), **_by(member)})
        return _saved(member, now.draft, edits.having(edit), "reworded")
    section, paragraph = _paragraph(now, paragraph_id)
    marked = _typed(member, now, words, is_list=paragraph.is_list)
    replaced = _replaced(member, now, paragraph_id)
    if marked == now.edited.text_of(paragraph_id):
        return _saved(member, now.draft, edits.without(own.id) if own else edits, "restored")
    edit = Rewording(**_new(member, section, own), paragraph=paragraph_id, replaced=replaced, words=marked)
    return _saved(member, now.draft, edits.having(edit), "reworded")


@transaction.atomic
def choose_finding(member: Member, draft: Draft, revision: int, place: Place, instead_of: str, finding: str) -> Draft:
    """Another finding in the place of the one that a sentence cites, in the library's words: a rewording like any."""
    now = _taken(draft, revision)
    edits = now.draft.value()
    choice = now.edited.choices.get(place)
    if choice is None or choice.instead_of != instead_of or finding not in choice.others:
        raise CannotEdit("The letter has changed: this finding can’t stand there. Choose among those shown now.")
    paragraph_id, _ = place
    own = edits.of(paragraph_id)
    if own and own.id in {one.edit.id for one in now.stale}:
        raise CannotEdit("The record changed under an edit of this paragraph. Decide first which words count.")
    section, _ = _paragraph(now, paragraph_id)
    words = now.edited.text_with(place, finding, library_of(draft.clinic))
    replaced = now.edited.text_of(paragraph_id) or ""
    edit = Rewording(**_new(member, section, own), paragraph=paragraph_id, replaced=replaced, words=words)
    return _saved(member, now.draft, edits.having(edit), "finding_chosen")


@transaction.atomic
def leave_out(member: Member, draft: Draft, revision: int, paragraph_id: str) -> Draft:
    """Leaves a paragraph out, or takes an added one away. CannotEdit for one that alone says what must be said."""
    now = _taken(draft, revision)
    edits = now.draft.value()
    own = edits.of(paragraph_id)
    if isinstance(own, Addition):
        return _saved(member, now.draft, edits.without(own.id), "taken_out")
    section, _ = _paragraph(now, paragraph_id)
    if obliged := now.must_stay(paragraph_id):
        raise CannotEdit(f"This paragraph must stay: it says {' and '.join(obliged)}. You can reword it.")
    edit = Omission(**_new(member, section, own), paragraph=paragraph_id, replaced=_replaced(member, now, paragraph_id))
    return _saved(member, now.draft, edits.having(edit), "left_out")


@transaction.atomic
def add_paragraph(member: Member, draft: Draft, revision: int, after: str, words: str) -> Draft:
    """A paragraph of one's own after a block of the letter, or after another that was added."""
    now = _taken(draft, revision)
    section = next((section for section, block_id in _blocks(now) if block_id == after), None)
    if section is None:
        raise CannotEdit("Nothing can be added there. Choose a paragraph between the salutation and the signature.")
    edit = Addition(**_new(member, section, None), after=after, words=_typed(member, now, words))
    return _saved(member, now.draft, now.draft.value().having(edit), "added")


@transaction.atomic
def restore(member: Member, draft: Draft, revision: int, edit_id: str) -> Draft:
    """Takes an edit back, named by its id or by its paragraph; the composed words stand there again."""
    now = take_turn(draft, revision)
    edits = now.value()
    edit = edits.get(edit_id) or edits.of(edit_id)
    return _saved(member, now, edits.without(edit.id) if edit else edits, "restored")


@transaction.atomic
def decide_stale(member: Member, draft: Draft, revision: int, edit_id: str, keep: bool) -> Draft:
    """Keeps one's own words over what the facts say today, or lets them go. One that is not stale stays as it is."""
    now = _taken(draft, revision)
    edits = now.draft.value()
    edit = edits.get(edit_id)
    if edit is None or edit_id not in {one.edit.id for one in now.stale}:
        return now.draft
    mine = kept(edit, now.edited.composed) if keep else None
    edits = edits.having(mine.model_copy(update=_by(member))) if mine else edits.without(edit_id)
    return _saved(member, now.draft, edits, "kept" if mine else "let_go")


@transaction.atomic
def confirm(member: Member, draft: Draft, revision: int, item_id: str, note: str) -> Draft:
    """Settles an item of the check list that no fact settles, with what was found out about it."""
    now = _taken(draft, revision)
    item = next((item for item in now.open_items if item.id == item_id and may_be_confirmed(item)), None)
    if item is None:
        raise CannotEdit("This item is settled by the record or by the letter’s words, not by a confirmation.")
    if not note.strip():
        raise CannotEdit("Say who was asked and what they said, or what you decided.")
    found = Confirmation(item=item.id, text=item.text, note=" ".join(note.split())[:MOST_CHARACTERS], **_by(member))
    return _saved(member, now.draft, now.draft.value().confirming(found), "confirmed")


@transaction.atomic
def unconfirm(member: Member, draft: Draft, revision: int, item_id: str) -> Draft:
    """Takes a confirmation back: the item is open again."""
    now = take_turn(draft, revision)
    return _saved(member, now, now.value().unconfirming(item_id), "unconfirmed")


def _taken(draft: Draft, revision: int) -> Composed:
    return composed(take_turn(draft, revision), timezone.localdate())


def _saved(member: Member, draft: Draft, edits: Edits, how: str) -> Draft:
    draft.edits = edits.model_dump(mode="json")
    draft.save(update_fields=["edits", "changed_at"])
    record(Action.LETTER_EDITED, member=member, subject=draft, changed=[f"edits.{how}"])
    return draft


def _typed(member: Member, now: Composed, words: str, *, is_list: bool = False) -> str:
    """The words with marks for citations: their numbers are those of the letter that the member has before them."""
    if len(words) > MOST_CHARACTERS:
        raise CannotEdit(f"This is longer than {MOST_CHARACTERS:,} characters. Shorten it, or make two of it.")
    reading = last_reading(member, now.draft)
    references = (reading.value() if reading else now.letter).references
    marked = typed(words, references, library_of(now.draft.clinic), is_list=is_list)
    if not marked:
        raise CannotEdit("Nothing is written here. Write something, or leave the paragraph out.")
    return marked


def _replaced(member: Member, now: Composed, paragraph_id: str) -> str:
    """The composed words that the member saw; where they have changed since, the edit is stale at once."""
    today = now.edited.text_of(paragraph_id) or ""
    reading = last_reading(member, now.draft)
    if reading is None or reading.content_sha256 == now.content_sha256:
        return today
    seen = reading.value()
    blocks = (block for section in seen.sections for block in section.blocks if block.id == paragraph_id)
    block = next((block for block in blocks if isinstance(block, Paragraph) and block.edit is None), None)
    before = now.draft.value().of(paragraph_id)
    if block is None:
        return before.replaced if before else today
    return by_record(block.text, seen.references)


def _paragraph(now: Composed, paragraph_id: str) -> tuple[str, Paragraph]:
    for section in now.edited.composed:
        for block in section.blocks:
            if block.id == paragraph_id and isinstance(block, Paragraph):
                if section.id in FIXED_SECTIONS:
                    raise CannotEdit("This part comes from the record alone. Change it there, and the letter follows.")
                return section.id, block
    raise CannotEdit("This paragraph is not in the letter any more. Add what you wrote as a paragraph of your own.")


def _blocks(now: Composed) -> list[tuple[str, str]]:
    """The section and id of every block that a paragraph can be added after."""
    sections = [*now.edited.composed, *now.letter.sections]
    open_sections = (section for section in sections if section.id not in FIXED_SECTIONS)
    return [(section.id, block.id) for section in open_sections for block in section.blocks]


def _new(member: Member, section: str, before: Edit | None) -> dict[str, Any]:
    return {"id": before.id if before else uuid.uuid4().hex, "section": section, **_by(member)}


def _by(member: Member) -> dict[str, Any]:
    return {"by": str(member), "at": timezone.localtime()}
