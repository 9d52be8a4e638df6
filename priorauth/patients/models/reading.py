"""The text of a document as it was read: the job that reads it, page by page, and what came of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from priorauth.columns import EncryptedJSONField
from priorauth.core.notices import Page
from priorauth.jobs import Job
from priorauth.patients.models.base import ClinicRow
from priorauth.patients.models.document import Document


class Reading(Job, ClinicRow):
    """One document's text. Pages stay as they were read, in order; a failed job keeps those before the failure."""

    task = "patients.read"
    what_staff_do = "Try again, or type what the letter says."

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="reading", editable=False)
    pages = EncryptedJSONField(default=list, editable=False, help_text="Words with their places, page by page.")
    pages_read = models.PositiveIntegerField(default=0, editable=False)
    attempts_done = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="How many of the attempts lie behind the stretch of pages now at hand."
    )
    pages_wanted = models.PositiveIntegerField(editable=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["look_again_at"], name="unfinished_readings", condition=Q(finished_at=None))
        ]

    @property
    def tries(self) -> int:
        """Each stretch of pages counts for itself."""
        return self.attempts - self.attempts_done

    def value(self) -> tuple[Page, ...]:
        """The pages read so far."""
        return tuple(Page.model_validate(page) for page in self.pages)
