"""What was counted for clinics that are too large to be counted while somebody waits."""

from typing import ClassVar

from django.db import models

from priorauth.clinics.models import Clinic
from priorauth.patients.models import ClinicRow


class KeptFigures(ClinicRow):
    """The answer to one question (`kept.Question`), as it was at `counted_at`. It can be deleted at any time."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="+", editable=False)
    question = models.TextField(editable=False)
    asked_at = models.DateTimeField(null=True, editable=False, help_text="When a worker was last asked to count.")
    counted_at = models.DateTimeField(null=True, editable=False)
    figures = models.TextField(blank=True, editable=False, help_text="JSON of a `pages.Dashboard`; empty: not yet.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "question"], name="one_answer_to_a_question_of_a_clinic")
        ]
