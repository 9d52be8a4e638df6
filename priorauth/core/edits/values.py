"""The edits of one letter, frozen. A change of them gives new ones.

Citations in all words are marks that name the record (`edits.marks`), so that they keep their publication while the
numbers of the list move.
"""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field

from priorauth.core.edits.confirmed import Confirmation
from priorauth.core.letter import Value


class _Edit(Value):
    """`by` and `at` are for the record: who made it, in words, and when. `section` is where it stands."""

    id: str
    section: str
    by: str = ""
    at: dt.datetime | None = None


class Rewording(_Edit):
    """Other words for a paragraph; `replaced` is what stood there. The items of a list are lines."""

    kind: Literal["rewording"] = "rewording"
    paragraph: str
    replaced: str
    words: str


class Omission(_Edit):
    """A paragraph left out; `replaced` is what stood there."""

    kind: Literal["omission"] = "omission"
    paragraph: str
    replaced: str

    @property
    def words(self) -> str:
        return ""


class Addition(_Edit):
    """A paragraph of the prescriber's own, after the block named; further ones there follow in the order of making."""

    kind: Literal["addition"] = "addition"
    after: str
    words: str

    @property
    def paragraph(self) -> str:
        """The id that it has in the letter."""
        return f"added_{self.id}"

    @property
    def replaced(self) -> str:
        return ""


Edit = Annotated[Rewording | Omission | Addition, Field(discriminator="kind")]


class Edits(Value):
    """All edits of a letter, in the order of making, at most one for a paragraph; and what was confirmed for it."""

    items: tuple[Edit, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()

    def get(self, edit_id: str) -> Edit | None:
        return next((edit for edit in self.items if edit.id == edit_id), None)

    def of(self, paragraph: str) -> Edit | None:
        """The edit that changes, leaves out or is that paragraph."""
        return next((edit for edit in self.items if edit.paragraph == paragraph), None)

    def having(self, edit: Edit) -> Self:
        """With this edit, in the place of one of the same id or of the same paragraph."""
        if any(_same(edit, other) for other in self.items):
            items = tuple(edit if _same(edit, other) else other for other in self.items)
        else:
            items = (*self.items, edit)
        return self.model_copy(update={"items": items})

    def without(self, edit_id: str) -> Self:
        """Without that edit. What was added after a paragraph that goes with it moves up to where that stood."""
        gone = self.get(edit_id)
        items = tuple(edit for edit in self.items if edit.id != edit_id)
        if isinstance(gone, Addition):
            items = tuple(_moved_up(edit, gone) for edit in items)
        return self.model_copy(update={"items": items})

    def confirming(self, confirmation: Confirmation) -> Self:
        """With this confirmation, in the place of an earlier one of the same item."""
        others = self.unconfirming(confirmation.item).confirmations
        return self.model_copy(update={"confirmations": (*others, confirmation)})

    def unconfirming(self, item: str) -> Self:
        """Without what was confirmed of that item."""
        others = tuple(one for one in self.confirmations if one.item != item)
        return self.model_copy(update={"confirmations": others})


def _same(one: Edit, other: Edit) -> bool:
    return one.id == other.id or one.paragraph == other.paragraph


def _moved_up(edit: Edit, gone: Addition) -> Edit:
    hangs_on_it = isinstance(edit, Addition) and edit.after == gone.paragraph
    return edit.model_copy(update={"after": gone.after, "section": gone.section}) if hangs_on_it else edit
