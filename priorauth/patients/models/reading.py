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
    """One document's text. Pages stay as they were read, in order; a failed job keeps those before the failure.

    Each stretch of pages is a piece of work with tries of its own.
    """

    task = "patients.read"
    what_staff_do = "Try again, or type what the letter says."
    not_done = "The letter could not be read."
    took_too_long = "Reading the letter took too long."

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="reading", editable=False)
    pages = EncryptedJSONField(default=list, editable=False, help_text="Words with their places, page by page.")
    pages_read = models.PositiveIntegerField(default=0, editable=False)
    pages_wanted = models.PositiveIntegerField(editable=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["look_again_at"], name="unfinished_readings", condition=Q(finished_at=None))
        ]

    def value(self) -> tuple[Page, ...]:
        """The pages read so far."""
        return tuple(Page.model_validate(page) for page in self.pages)
