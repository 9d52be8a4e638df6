"""Applications to programs, what the clinic knows of funds, and the amounts that an estimate of cost starts from."""

from typing import ClassVar

from django.db import models

from priorauth.cases.models import Case
from priorauth.clinics.models import Member
from priorauth.columns import DigitsField, EncryptedTextField, LibraryIdField
from priorauth.patients.models import ClinicRow, Revised


class Application(Revised):
    """What a case asks of one program."""

    class Status(models.TextChoices):
        CONSIDERING = "considering", "Considering"
        PREPARING = "preparing", "Preparing"
        SUBMITTED = "submitted", "Submitted"
        DOCUMENTS_REQUESTED = "documents_requested", "Documents requested"
        APPROVED = "approved", "Approved"
        DENIED = "denied", "Denied"
        ACTIVE = "active", "Active"
        EXPIRING = "expiring", "Expiring"
        CLOSED = "closed", "Closed"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", editable=False)
    program = LibraryIdField("program", editable=False)
    status = models.CharField(max_length=20, choices=Status, default=Status.CONSIDERING)
    ready = models.JSONField(default=list, blank=True, help_text="The ids of the documents that are at hand.")
    submitted_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    next_on = models.DateField(null=True, blank=True, help_text="When the next thing is due.")
    renews_on = models.DateField(null=True, blank=True)
    amount_usd = DigitsField(help_text="What the program grants a year.")
    reference = EncryptedTextField(blank=True)
    note = EncryptedTextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "program"], name="one_application_of_a_case_to_a_program")
        ]
        indexes: ClassVar = [models.Index(fields=["clinic", "next_on"])]

    @property
    def is_open(self) -> bool:
        return self.status not in (self.Status.DENIED, self.Status.CLOSED)


class Fund(ClinicRow):
    """Whether a program takes applications, as somebody of the clinic found it. The newest row counts."""

    program = LibraryIdField("program", editable=False)
    is_open = models.BooleanField()
    checked_on = models.DateField()
    checked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", editable=False)
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["program", "-noted_at"]
        indexes: ClassVar = [models.Index(fields=["clinic", "program", "-noted_at"])]


class CostSheet(Revised):
    """The amounts from which a case's cost is reckoned, in US dollars, each price with its source and date."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="+", editable=False)
    gram_usd = DigitsField()
    gram_source = models.CharField(max_length=200, blank=True)
    gram_date = models.DateField(null=True, blank=True)
    infusion_usd = DigitsField()
    infusion_source = models.CharField(max_length=200, blank=True)
    infusion_date = models.DateField(null=True, blank=True)
    deductible_left_usd = DigitsField()
    coinsurance_percent = DigitsField()
    out_of_pocket_left_usd = DigitsField()
    share_source = models.CharField(max_length=200, blank=True)
    share_date = models.DateField(null=True, blank=True)
    help_usd = DigitsField()
    help_name = models.CharField(max_length=200, blank=True)
