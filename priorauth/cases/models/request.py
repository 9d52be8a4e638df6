"""What is asked for, and what the prescriber has written about it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from priorauth.cases.models.case import Case, CaseEntry, CaseSection
from priorauth.columns import ChoiceField, DigitsField, LibraryIdField, WordsField
from priorauth.core import facts
from priorauth.core.vocabulary import PhaseName, Rounding, SiteOfCare, Urgency, WeightBasis
from priorauth.patients.models import ClinicRow, Section


class Request(ClinicRow):
    part = facts.Request
    sections: ClassVar[type[Section]] = CaseSection
    section = "request"

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="request", editable=False)
    indication = LibraryIdField("indication")
    product = LibraryIdField("product")
    weight_basis = ChoiceField(WeightBasis)
    rounding = ChoiceField(Rounding)
    months = models.PositiveIntegerField(null=True, blank=True)
    start = models.DateField(null=True, blank=True)
    site_of_care = ChoiceField(SiteOfCare)
    urgency = ChoiceField(Urgency)
    urgency_reason = models.TextField(blank=True)
    response_measures = WordsField()
    review_date = models.DateField(null=True, blank=True)
    stop_rule = models.TextField(blank=True)
    taper = models.TextField(blank=True)
    rate = models.TextField(blank=True)
    premedication = models.TextField(blank=True)


class Phase(ClinicRow):
    """One phase of the regimen, in their order."""

    part = facts.Phase

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="+", editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    name = ChoiceField(PhaseName)
    g_per_kg_per_day = DigitsField()
    days = models.PositiveIntegerField(null=True, blank=True)
    every_weeks = DigitsField()
    doses = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        indexes: ClassVar = [models.Index(fields=["clinic", "request", "position"])]


class WrittenAnswer(CaseEntry):
    """The prescriber's answer to a reviewer's question, in the prescriber's words."""

    part = facts.WrittenAnswer
    section = "answers"

    question = LibraryIdField("must_answer")
    text = models.TextField(blank=True)
    by = models.TextField(blank=True)
    date = models.DateField(null=True, blank=True)

    class Meta(CaseEntry.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "question"], name="one_answer_to_a_reviewers_question"),
            models.CheckConstraint(condition=~Q(question=""), name="a_written_answer_has_its_question"),
        ]


class Override(CaseEntry):
    """The prescriber's written override of a stop."""

    part = facts.Override
    section = "overrides"

    rule = LibraryIdField("override")
    reason = models.TextField(blank=True)
    by = models.TextField(blank=True)
    date = models.DateField(null=True, blank=True)
