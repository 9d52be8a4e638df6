"""Immune globulin that the patient has had: its infusions, the response, the authorization under which it was given."""

from typing import ClassVar

from django.db import models

from priorauth.columns import (
    ChoiceField,
    DigitsField,
    EncryptedTextField,
    LibraryIdField,
    LookupField,
    PartialDateField,
)
from priorauth.core import facts
from priorauth.core.facts import chart
from priorauth.core.vocabulary import SiteOfCare
from priorauth.patients.models.base import ClinicRow
from priorauth.patients.models.patient import ChartRow


class PriorIvig(ChartRow):
    part = facts.PriorIvig
    section = "prior_ivig"

    product = LibraryIdField("product")
    regimen = models.TextField(blank=True)
    started = PartialDateField()
    no_infusion_stated = models.BooleanField(default=False, help_text="Staff say that there was none.")


class IvigResponse(ClinicRow):
    """Response as the chart states it; counts are over 12 months before and after the first infusion."""

    part = chart.Response

    prior_ivig = models.OneToOneField(PriorIvig, on_delete=models.CASCADE, related_name="response", editable=False)
    text = models.TextField(blank=True)
    edss_before = DigitsField()
    edss_after = DigitsField()
    relapses_12m_before = models.PositiveIntegerField(null=True, blank=True)
    relapses_12m_after = models.PositiveIntegerField(null=True, blank=True)
    steroid_courses_12m_before = models.PositiveIntegerField(null=True, blank=True)
    steroid_courses_12m_after = models.PositiveIntegerField(null=True, blank=True)


class IvigAuthorization(ClinicRow):
    part = chart.PriorAuthorization

    prior_ivig = models.OneToOneField(PriorIvig, on_delete=models.CASCADE, related_name="authorization", editable=False)
    number = EncryptedTextField(blank=True)
    number_lookup = LookupField(of="number")
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    units = models.PositiveIntegerField(null=True, blank=True)
    icd10 = models.CharField(max_length=10, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["clinic", "number_lookup"])]


class Infusion(ClinicRow):
    part = chart.Infusion

    prior_ivig = models.ForeignKey(PriorIvig, on_delete=models.CASCADE, related_name="+", editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    date = models.DateField(null=True, blank=True)
    grams = DigitsField()
    rate = models.TextField(blank=True)
    reaction = models.TextField(blank=True)
    product = LibraryIdField("product", help_text="Where it is not the one of the authorization.")
    site = ChoiceField(SiteOfCare)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        indexes: ClassVar = [models.Index(fields=["clinic", "prior_ivig", "position"])]
