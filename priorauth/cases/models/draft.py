"""What a member typed and could not save yet: it waits until the same member mends it, whatever happens in between."""

from typing import ClassVar

from django.db import models

from priorauth.cases.models.case import Case
from priorauth.clinics.models import Member
from priorauth.columns import EncryptedTextField
from priorauth.patients.models import ClinicRow


class Draft(ClinicRow):
    """The fields of one part of the wizard, as they were typed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", editable=False)
    part_name = models.CharField(max_length=40, editable=False)
    typed = EncryptedTextField(editable=False, help_text="JSON: pairs of name and value.")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "member", "part_name"], name="one_draft_of_a_part_for_a_member")
        ]
