"""A rendering: the row is the truth of the job, the broker carries its id."""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from priorauth.clinics.models import Clinic
from priorauth.clinics.scoping import ClinicManager
from priorauth.encrypted_storage import EncryptedStorage
from priorauth.letters.models.letter import Letter

MOST_ATTEMPTS = 3


def pdf_name(rendering: "Rendering", _filename: str = "", *, attempt: int | None = None) -> str:
    """One file for each attempt, so that a worker thought dead cannot write over its successor's file."""
    return f"letters/{rendering.id}-{attempt or rendering.attempts}.pdf"


class Rendering(models.Model):
    """The job that makes one PDF, with what became of it."""

    class Variant(models.TextChoices):
        DRAFT = "draft", "Draft"
        FINAL = "final", "Final"

    class Status(models.TextChoices):
        QUEUED = "queued", "Queued"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="+")
    variant = models.CharField(max_length=10, choices=Variant)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="How often a worker has taken it up.")
    most_attempts = models.PositiveSmallIntegerField(default=MOST_ATTEMPTS, help_text="After these it is given up.")
    error = models.TextField(blank=True, help_text="For staff: what went wrong and what to do. No patient's data.")
    pdf = models.FileField(storage=EncryptedStorage(), upload_to=pdf_name, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the PDF as it is downloaded.")
    page_starts = models.JSONField(
        default=list, help_text="Of each page: the section and block that stand first, and whether they began before."
    )
    queued_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    look_again_at = models.DateTimeField(help_text="When the sweep takes the message, or the worker, for lost.")

    objects: ClassVar[ClinicManager[Self]] = ClinicManager()

    class Meta:
        ordering: ClassVar = ["queued_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["letter", "variant"], name="one_rendering_of_each_variant"),
            models.CheckConstraint(
                condition=~Q(status="done") | (~Q(pdf="") & ~Q(sha256="")), name="a_done_rendering_has_its_pdf"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["look_again_at"], name="unfinished_renderings", condition=Q(finished_at=None))
        ]

    def __str__(self) -> str:
        return f"rendering {self.id}, {self.status}"

    @property
    def is_finished(self) -> bool:
        return self.status in (self.Status.DONE, self.Status.FAILED)

    @property
    def is_draft(self) -> bool:
        return self.variant == self.Variant.DRAFT

    def seconds_waited(self, now: dt.datetime) -> int:
        """Since it was queued; staff are told when this is long."""
        return int((now - self.queued_at).total_seconds())
