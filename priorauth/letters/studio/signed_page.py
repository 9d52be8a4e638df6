"""What the page of a signed letter shows."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from priorauth.cases.models import Case, Submission
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.core.casefile import read_so_far
from priorauth.core.filing import goes_to_the_plan
from priorauth.core.letter import Letter
from priorauth.core.vocabulary import LetterKind
from priorauth.letters import kinds
from priorauth.letters.models import Draft, Rendering
from priorauth.letters.models import Letter as LetterRow
from priorauth.letters.signing import versions
from priorauth.letters.studio.changes import NumberedChange, numbered_changes
from priorauth.letters.studio.facts import Record
from priorauth.letters.studio.page import fact_count
from priorauth.letters.studio.sheet import Marks, sheet
from priorauth.letters.studio.why import Why, place_at
from priorauth.letters.verify import flaws_of
from priorauth.reference.services import library_at


@dataclass(frozen=True)
class SignedPage:
    """A signed letter as a member sees it; `at` is the address of the chosen sentence."""

    member: Member
    row: LetterRow
    at: str = ""

    @property
    def draft(self) -> Draft:
        assert self.row.draft is not None
        return self.row.draft

    @property
    def case(self) -> Case:
        return self.draft.case

    @cached_property
    def letter(self) -> Letter:
        return self.row.value()

    @property
    def title(self) -> str:
        return kinds.NAMES[LetterKind(self.row.kind)]

    @property
    def may_write(self) -> bool:
        return self.member.may(Right.WRITE_RECORDS)

    @cached_property
    def sending_address(self) -> str:
        """Where its sending is logged: at the level that is begun, else a new one. Empty for what no plan gets."""
        if not goes_to_the_plan(LetterKind(self.row.kind)):
            return ""
        begun = Submission.objects.of(self.case.clinic).filter(case=self.case, is_prepared=True).last()
        if begun:
            return reverse("cases:submission", args=(self.case.id, begun.id))
        return reverse("cases:submission_new", args=(self.case.id,))

    @cached_property
    def sheet(self) -> dict[str, object]:
        return sheet(self.letter, Marks(chosen=self.at), draft=False, signed=self.row.bears_signature)

    @cached_property
    def why(self) -> Why | None:
        """Why the chosen sentence stands there, from facts and library as they were when it was signed."""
        place = place_at(self.letter, self.at) if self.at else None
        if place is None:
            return None
        facts, _ = read_so_far(self.row.facts)
        library = library_at(self.case.clinic, self.row.library_version)
        return Why(place, self.letter, Record.of(self.case, facts, library, is_frozen=True))

    @cached_property
    def changes(self) -> tuple[NumberedChange, ...]:
        return numbered_changes(self.letter)

    @cached_property
    def versions(self) -> tuple[tuple[LetterRow, Rendering | None], ...]:
        """What was signed of the same draft, newest first."""
        return next(one.signed for one in versions(self.case) if one.draft.id == self.draft.id)

    @property
    def job(self) -> Rendering | None:
        return next(job for letter, job in self.versions if letter.id == self.row.id)

    @cached_property
    def flaws(self) -> list[str]:
        """What is not as it was signed: compared anew each time the page is opened."""
        return flaws_of(self.row.id)

    @property
    def fact_count(self) -> int:
        return fact_count(self.letter)
