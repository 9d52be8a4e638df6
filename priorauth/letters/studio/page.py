"""What the pages of one draft show, composed once for the request."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from priorauth.cases.models import Case
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.core.letter import Letter
from priorauth.core.library import Library
from priorauth.core.typography import listed
from priorauth.core.vocabulary import CheckLevel, LetterKind
from priorauth.letters import kinds
from priorauth.letters.checks import Checked
from priorauth.letters.drafts import Composed
from priorauth.letters.models import Draft, Rendering
from priorauth.letters.signing import WITH_PATIENTS_LETTER, why_not_signer
from priorauth.letters.studio.breaks import Breaks, breaks_of
from priorauth.letters.studio.changes import NumberedChange, numbered_changes
from priorauth.letters.studio.checks import CheckLevelLines, must_be_on_record, with_links
from priorauth.letters.studio.facts import Record
from priorauth.letters.studio.findings import PublicationCard, cards
from priorauth.letters.studio.marks import Beside, change_marks, marks
from priorauth.letters.studio.sheet import Marks, sheet
from priorauth.letters.studio.why import Place, Why, place_at, places
from priorauth.letters.studio.wording import Typed, Wording, open_blocks
from priorauth.reference.services import library_of


@dataclass(frozen=True)
class Acts:
    """What can be done at the chosen sentence: the addresses of its forms. `must_stay` says what it alone says."""

    reword: str
    add: str
    must_stay: str
    is_fixed_row: bool


@dataclass(frozen=True)
class FindingChoice:
    """The findings that the chosen sentence may cite instead of its own, each with its card."""

    place: Place
    instead_of: str
    others: tuple[tuple[str, PublicationCard], ...]


@dataclass(frozen=True)
class Refused:
    """What was sent and could not be saved, and why."""

    typed: Typed
    error: str


@dataclass(frozen=True)
class DraftPage(Checked):
    """One draft as a member sees it. `at` is the address of the chosen sentence, `wording` the open form.

    `job` is the rendering of these words, of which the page breaks are known.
    """

    request: HttpRequest
    member: Member
    composed: Composed
    at: str = ""
    wording: Wording | None = None
    job: Rendering | None = None
    refused: Refused | None = None

    @property
    def draft(self) -> Draft:
        return self.composed.draft

    @property
    def case(self) -> Case:
        return self.draft.case

    @cached_property
    def letter(self) -> Letter:
        return self.composed.letter

    @property
    def title(self) -> str:
        return kinds.NAMES[LetterKind(self.draft.kind)]

    @property
    def may_write(self) -> bool:
        return self.member.may(Right.WRITE_RECORDS)

    @cached_property
    def may_sign(self) -> bool:
        """Whether this member is the one who signs it."""
        return not why_not_signer(self.member, self.draft)

    @property
    def has_signer(self) -> bool:
        """Whether it is a letter that a prescriber signs."""
        return kinds.is_signed_by_prescriber(LetterKind(self.draft.kind))

    @cached_property
    def confirmed(self) -> frozenset[str]:
        """The items of the check list that somebody confirmed."""
        return frozenset(one.item for one in self.draft.value().confirmations)

    @property
    def library(self) -> Library:
        return library_of(self.case.clinic)

    @cached_property
    def record(self) -> Record:
        return Record.of(self.case, self.composed.facts, self.library)

    @cached_property
    def why(self) -> Why | None:
        """The grounds of the chosen sentence; None where none is chosen, or where it is not there any more."""
        place = place_at(self.letter, self.at) if self.at else None
        return Why(place, self.letter, self.record) if place else None

    @property
    def acts(self) -> Acts | None:
        """None where nothing can be changed by hand: for a reader, and in parts that are made of the record alone."""
        if self.why is None or not self.may_write or self.why.place.block not in open_blocks(self.letter):
            return None
        place = self.why.place
        here = reverse("letters:studio", args=(self.draft.id,))
        return Acts(
            reword="" if place.is_row else f"{here}?{urlencode({'edit': place.block.id})}",
            add=f"{here}?{urlencode({'add': place.block.id})}",
            must_stay=listed(self.composed.must_stay(place.block.id)),
            is_fixed_row=place.is_row,
        )

    @cached_property
    def choice(self) -> FindingChoice | None:
        """None where the sentence's finding can't be another: it cites none, weighs several, or must be said."""
        if self.why is None or self.acts is None:
            return None
        place = self.why.place
        found = self.composed.edited.choices.get((place.block.id, place.number))
        if found is None:
            return None
        others = tuple((finding, cards((finding,), "", self.library)[0]) for finding in found.others)
        return FindingChoice(place, found.instead_of, others)

    @cached_property
    def sheet(self) -> dict[str, object]:
        """The letter with the studio's signs."""
        beside = Beside(
            request=self.request,
            draft=self.draft,
            edited=self.composed.edited,
            breaks=self.breaks,
            may_write=self.may_write,
            chosen=self.at,
            wording=self.wording,
        )
        return sheet(self.letter, marks(beside), draft=True)

    @cached_property
    def breaks(self) -> Breaks:
        return breaks_of(self.job.page_starts if self.job else (), self.letter)

    @cached_property
    def marked_sheet(self) -> dict[str, object]:
        """The letter with every change marked against the composed words."""
        changes = change_marks(self.letter, self.composed.edited.original, chosen=self.at)
        return sheet(self.letter, changes, draft=True)

    @cached_property
    def check_levels(self) -> tuple[CheckLevelLines, ...]:
        unread = must_be_on_record(self.composed.problems, self.case)
        return (*unread, *with_links(self.levels, self.case, self.library))

    @property
    def blocking(self) -> int:
        """How many items keep the letter from being signed."""
        return sum(len(one.lines) for one in self.check_levels if one.level is not CheckLevel.ADVICE)

    @property
    def refused_without_form(self) -> Refused | None:
        """What was refused, where the form in which it was typed is not on the page any more."""
        lines = (line for level in self.check_levels for line in level.lines if line.may_be_confirmed)
        has_form = self.wording is not None or (
            self.refused is not None and any(line.item.id == self.refused.typed.item for line in lines)
        )
        return None if has_form else self.refused

    @cached_property
    def changes(self) -> tuple[NumberedChange, ...]:
        return numbered_changes(self.letter)

    @cached_property
    def clean_sheet(self) -> dict[str, object]:
        """The letter as it will print."""
        return sheet(self.letter, Marks(chosen=self.at), draft=True)

    @property
    def freezes_patients_letter(self) -> bool:
        """Whether the patient's own letter goes out with this one."""
        return self.letter.kind in WITH_PATIENTS_LETTER

    @property
    def fact_count(self) -> int:
        return fact_count(self.letter)


def fact_count(letter: Letter) -> int:
    """How many facts the letter's sentences rest on."""
    return len({path for place in places(letter) for path in place.grounds.facts})
