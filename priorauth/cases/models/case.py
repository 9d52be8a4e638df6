"""The case: whose request it is, which plan is asked, who asks and who signs."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from priorauth.clinics.models import Member
from priorauth.columns import ChoiceField
from priorauth.core import facts
from priorauth.core.vocabulary import Filer
from priorauth.patients.models import ClinicRow, Coverage, Patient, Revised, Section


class Prescriber(ClinicRow):
    """Who signs the clinic's letters."""

    part = facts.Prescriber

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="+", null=True, editable=False)
    name = models.TextField(blank=True)
    credentials = models.TextField(blank=True)
    specialty = models.TextField(blank=True)
    npi = models.CharField(max_length=10, blank=True)
    phone = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "npi"], condition=~Q(npi=""), name="one_prescriber_for_an_npi")
        ]


class Case(Revised):
    """One patient's request for one course, through all its levels."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+", editable=False)
    coverage = models.ForeignKey(Coverage, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    prescriber = models.ForeignKey(Prescriber, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    filed_by = ChoiceField(Filer)
    owner = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="+", null=True, blank=True, help_text="Who sees it through."
    )
    handover = models.ForeignKey(
        "cases.Handover",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
        help_text="How it came to its owner.",
    )
    closed_on = models.DateField(null=True, blank=True)
    closed_because = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["clinic", "created_at", "id"], name="cases_by_age"),
            models.Index(fields=["clinic", "patient"]),
            # Whose cases they are, for “mine”, without a look at the rows.
            models.Index(fields=["clinic", "owner", "id"], name="cases_by_owner"),
            models.Index(fields=["clinic", "prescriber", "id"], name="cases_by_prescriber"),
        ]


class CaseSection(Section):
    """One section of a case."""

    owner = "case"

    class Name(models.TextChoices):
        REQUEST = "request"
        ANSWERS = "answers"
        OVERRIDES = "overrides"
        SUBMISSIONS = "submissions"
        CALLS = "calls"
        EXHIBITS = "exhibits"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", editable=False)
    name = models.CharField(max_length=20, choices=Name)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "name"], name="one_case_section_of_each_name")]


class CaseEntry(ClinicRow):
    """One of several rows of the case's section that `section` names, in the order in which they were entered."""

    sections: ClassVar[type[Section]] = CaseSection
    section: ClassVar[str]

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "id"]
        indexes: ClassVar = [models.Index(fields=["clinic", "case", "position"])]
