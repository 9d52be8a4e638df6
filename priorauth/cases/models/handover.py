"""How a case came to its owner: each claim, release and hand-over, with the note that went with it."""

from typing import ClassVar

from django.db import models

from priorauth.cases.models.case import Case
from priorauth.clinics.models import Member
from priorauth.columns import EncryptedTextField
from priorauth.patients.models import ClinicRow


class Handover(ClinicRow):
    """From `by` on, the case was seen through by `to`, or by nobody; `note` is what the one told the other."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", editable=False)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", editable=False)
    to = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", null=True, editable=False)
    note = EncryptedTextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["at"]
        indexes: ClassVar = [models.Index(fields=["clinic", "case", "at"])]
