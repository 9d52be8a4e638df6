"""A letter that is being worked on: the edits. Its words are composed anew from the facts whenever it is read."""

from typing import ClassVar

from django.db import models

from priorauth.cases.models import Case
from priorauth.clinics.models import Member
from priorauth.columns import EncryptedJSONField
from priorauth.core.edits import Edits
from priorauth.core.letter import Letter as ComposedLetter
from priorauth.letters import kinds
from priorauth.patients.models import ClinicRow, Revised


class Draft(Revised):
    """The working draft of a case, one for each kind of letter and, for letters of support, each program."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", editable=False)
    kind = models.CharField(max_length=40, choices=kinds.CHOICES, editable=False)
    program = models.CharField(max_length=100, blank=True, editable=False, help_text="Of a letter of support.")
    edits = EncryptedJSONField(default=dict, editable=False, help_text="What was changed by hand (core.edits.Edits).")
    asked_at = models.DateTimeField(null=True, editable=False, help_text="Since when it waits to be signed.")
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", null=True, editable=False)
    started_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["started_at"]
        verbose_name = "letter draft"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "kind", "program"], name="one_draft_of_a_kind_for_a_case")
        ]

    @property
    def is_asked_for(self) -> bool:
        """Whether it waits for its signature."""
        return self.asked_at is not None

    def value(self) -> Edits:
        """The edits as the core knows them."""
        return Edits.model_validate(self.edits)


class Reading(ClinicRow):
    """A draft's letter as one member last read it, and as they had read it when they last set out to sign it.

    What they type refers to the first; what has changed is shown against the second, until they answer for it.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="+", editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", editable=False)
    content_sha256 = models.CharField(max_length=64, editable=False)
    composed = EncryptedJSONField(editable=False)
    reviewed = EncryptedJSONField(default=dict, editable=False, help_text="Empty: never read to be signed.")
    read_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "member"], name="one_reading_of_a_draft_by_a_member")
        ]

    def value(self) -> ComposedLetter:
        """The letter as it was read."""
        return ComposedLetter.model_validate(self.composed)

    def before(self, seen: str = "") -> ComposedLetter:
        """What changes are shown against: what was reviewed, or the letter last read where its hash is `seen`."""
        if self.content_sha256 == seen or not self.reviewed:
            return self.value()
        return ComposedLetter.model_validate(self.reviewed)
