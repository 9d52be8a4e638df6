"""The patient, and the plans that cover one."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q

from priorauth.columns import (
    ChoiceField,
    DigitsField,
    EncryptedTextField,
    LibraryIdField,
    LookupField,
    PartField,
    SortedTextField,
)
from priorauth.core import facts
from priorauth.core.facts import Part
from priorauth.core.facts.people import AppealsAddress, Secondary, Weight
from priorauth.core.vocabulary import Pronouns, Sex
from priorauth.patients.models.base import ClinicRow, Revised, Section
from priorauth.patients.names import readings_of

LONGEST_NAME = 200


class Patient(Revised):
    """A patient of a clinic. Names, birth date and contact are searched; the record number is found by its hash."""

    part = facts.Patient
    below: ClassVar[Mapping[str, type[Part]]] = {"weight_": Weight}

    given = models.CharField(max_length=LONGEST_NAME, blank=True)
    family = models.CharField(max_length=LONGEST_NAME, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    sex = ChoiceField(Sex)
    mrn = EncryptedTextField(blank=True)
    mrn_lookup = LookupField(of="mrn")
    weight_kg = DigitsField()
    weight_date = models.DateField(null=True, blank=True)
    height_cm = DigitsField()
    pronouns = ChoiceField(Pronouns)
    statement = models.TextField(blank=True, help_text="The patient's own words.")
    contact = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["clinic", "mrn_lookup"], condition=~Q(mrn_lookup=""), name="one_patient_for_a_record_number"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["clinic", "family", "given"]),
            models.Index(fields=["clinic", "birth_date"]),
        ]

    @transaction.atomic
    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Keeps the readings of the name in step with it."""
        names = None if update_fields is None else set(update_fields)
        super().save(update_fields=names, **options)
        if names is None or names & {"given", "family"}:
            PatientName.objects.of(self.clinic).filter(patient=self).delete()
            readings = readings_of(self.given, self.family)
            PatientName.objects.of(self.clinic).bulk_create(
                PatientName(clinic_id=self.clinic_id, patient=self, key=one.key, before=one.before) for one in readings
            )


class PatientName(ClinicRow):
    """A patient's name as search reads it, from one of its words on (`names.Reading`). `Patient.save` writes it."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="+", editable=False)
    key = SortedTextField(editable=False)
    before = models.TextField(blank=True, editable=False)

    class Meta:
        indexes: ClassVar = [
            # A search reads nothing but this index until it knows whom to show.
            models.Index(fields=["clinic", "key", "patient"], include=["before", "id"], name="patients_by_name")
        ]


class Coverage(Revised):
    """One plan of a patient; a case says which of them is asked."""

    part = facts.Coverage
    below: ClassVar[Mapping[str, type[Part]]] = {"secondary_": Secondary}

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+", editable=False)
    payer = models.TextField(blank=True)
    plan_name = models.TextField(blank=True)
    plan_type = LibraryIdField("plan_type")
    policy = LibraryIdField("policy")
    member_id = EncryptedTextField(blank=True)
    member_id_lookup = LookupField(of="member_id")
    group_number = EncryptedTextField(blank=True)
    state = models.CharField(max_length=2, blank=True)
    grandfathered = models.BooleanField(null=True, blank=True, help_text="Empty where it is not documented.")
    internal_levels = models.PositiveSmallIntegerField(null=True, blank=True)
    # Days by level, only ever read whole by the reckoning of deadlines, and validated by facts.Coverage.
    windows = models.JSONField(null=True, blank=True, default=None)
    secondary_payer = models.TextField(blank=True)
    secondary_plan_type = LibraryIdField("plan_type")
    appeals = PartField(AppealsAddress)
    experimental = models.TextField(blank=True, help_text="The plan document's own definition.")
    medically_necessary = models.TextField(blank=True, help_text="The plan document's own definition.")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["clinic", "patient"]),
            models.Index(fields=["clinic", "member_id_lookup"]),
        ]


class ChartSection(Section):
    """One section of a patient's chart."""

    owner = "patient"

    class Name(models.TextChoices):
        DIAGNOSIS = "diagnosis"
        THERAPIES = "therapies"
        RELAPSES = "relapses"
        DISABILITY = "disability"
        IMAGING = "imaging"
        REPRODUCTIVE = "reproductive"
        STEROIDS = "steroids"
        PLASMA_EXCHANGE = "plasma_exchange"
        SAFETY = "safety"
        PRIOR_IVIG = "prior_ivig"
        HOUSEHOLD = "household"

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="+", editable=False)
    name = models.CharField(max_length=20, choices=Name)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patient", "name"], name="one_chart_section_of_each_name")
        ]


class ChartRow(ClinicRow):
    """A row of a patient's chart that there is once, in the section that `section` names."""

    sections: ClassVar[type[Section]] = ChartSection
    section: ClassVar[str]

    patient = models.OneToOneField(Patient, on_delete=models.CASCADE, related_name="%(class)s", editable=False)

    class Meta:
        abstract = True


class ChartEntry(ClinicRow):
    """One of several rows of the chart's section that `section` names, in the order in which they were entered."""

    sections: ClassVar[type[Section]] = ChartSection
    section: ClassVar[str]

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="+", editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "id"]
        indexes: ClassVar = [models.Index(fields=["clinic", "patient", "position"])]
