"""The sections of the chart that are lists: therapies, relapses, visits with scores, MRI reports."""

from django.db import models

from priorauth.columns import ChoiceField, DigitsField, LibraryIdField, PartialDateField, WordsField
from priorauth.core import facts
from priorauth.core.vocabulary import Outcome, Recovery, RelapseSite, Severity
from priorauth.patients.models.patient import ChartEntry


class Therapy(ChartEntry):
    part = facts.Therapy
    section = "therapies"

    therapy = LibraryIdField("therapy")
    started = PartialDateField()
    ended = PartialDateField()
    dose = models.TextField(blank=True)
    outcome = ChoiceField(Outcome)
    reason = LibraryIdField("discontinuation_reason")
    adherence = models.TextField(blank=True)
    detail = models.TextField(blank=True)

    class Meta(ChartEntry.Meta):
        verbose_name_plural = "therapies"


class Relapse(ChartEntry):
    part = facts.Relapse
    section = "relapses"

    date = PartialDateField()
    symptoms = models.TextField(blank=True)
    site = ChoiceField(RelapseSite)
    severity = ChoiceField(Severity)
    treatment = WordsField("relapse_treatment", help_text="An empty list is untreated, on record.")
    recovery = ChoiceField(Recovery)
    on_therapy = LibraryIdField("therapy")


class Disability(ChartEntry):
    """Scores of one visit."""

    part = facts.Disability
    section = "disability"

    date = PartialDateField()
    edss = DigitsField()
    t25fw_s = DigitsField()
    nine_hpt_s = DigitsField()

    class Meta(ChartEntry.Meta):
        verbose_name_plural = "disability"


class Imaging(ChartEntry):
    """One MRI report."""

    part = facts.Imaging
    section = "imaging"

    date = PartialDateField()
    region = models.TextField(blank=True)
    new_t2 = models.PositiveIntegerField(null=True, blank=True)
    enhancing = models.PositiveIntegerField(null=True, blank=True)
    summary = models.TextField(blank=True)

    class Meta(ChartEntry.Meta):
        verbose_name_plural = "imaging"
