"""A rendering: the row is the truth of the job, the broker carries its id."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from priorauth.core.errors import RenderingError
from priorauth.encrypted_storage import EncryptedStorage
from priorauth.jobs import Job
from priorauth.letters.models.letter import Letter
from priorauth.patients.models import ClinicRow


def pdf_name(rendering: "Rendering", _filename: str = "", *, attempt: int | None = None) -> str:
    """One file for each attempt, so that a worker thought dead cannot write over its successor's file."""
    return f"letters/{rendering.id}-{attempt or rendering.attempts}.pdf"


class Rendering(Job, ClinicRow):
    """The job that makes one PDF, with what became of it."""

    task = "letters.render"
    not_done = "The PDF could not be made."
    took_too_long = "Making the PDF took too long."
    worker_stopped = "The PDF could not be made: the worker stopped in the middle"
    lasting = (RenderingError,)

    class Variant(models.TextChoices):
        DRAFT = "draft", "Draft"
        FINAL = "final", "Final"

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="+")
    variant = models.CharField(max_length=10, choices=Variant)
    pdf = models.FileField(storage=EncryptedStorage(), upload_to=pdf_name, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the PDF as it is downloaded.")
    page_starts = models.JSONField(
        default=list, help_text="Of each page: the section and block that stand first, and whether they began before."
    )

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
    def is_draft(self) -> bool:
        return self.variant == self.Variant.DRAFT
