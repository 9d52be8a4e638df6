"""The sections of the chart that say one thing: diagnosis, pregnancy, steroids, safety screen, household."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from priorauth.columns import ChoiceField, DigitsField, LibraryIdField, PartialDateField, WordsField
from priorauth.core import facts
from priorauth.core.facts.people import Household as HouseholdFacts
from priorauth.core.vocabulary import CASE_COURSES, Answer, PlasmaExchangeStatus, ReproductiveStatus, SteroidStatus
from priorauth.patients.models.patient import ChartEntry, ChartRow


class Diagnosis(ChartRow):
    part = facts.Diagnosis
    section = "diagnosis"

    course = ChoiceField(CASE_COURSES)
    icd10 = models.CharField(max_length=10, blank=True)
    icd10_also = WordsField(help_text="Further codes in billing order.")
    onset = PartialDateField()
    diagnosed = PartialDateField()
    criteria = models.TextField(blank=True)
    mimics_excluded = models.TextField(blank=True)


class Reproductive(ChartRow):
    part = facts.Reproductive
    section = "reproductive"

    status = ChoiceField(ReproductiveStatus)
    due_date = models.DateField(null=True, blank=True)
    delivery_date = models.DateField(null=True, blank=True)
    breastfeeding = models.BooleanField(null=True, blank=True, help_text="Empty where it is not documented.")


class Steroids(ChartRow):
    part = facts.Steroids
    section = "steroids"

    status = ChoiceField(SteroidStatus)
    reasons = WordsField("steroid_contraindication")
    date = PartialDateField()
    detail = models.TextField(blank=True)


class PlasmaExchange(ChartRow):
    part = facts.PlasmaExchange
    section = "plasma_exchange"

    status = ChoiceField(PlasmaExchangeStatus)
    date = PartialDateField()
    detail = models.TextField(blank=True)


class SafetyAnswer(ChartEntry):
    """The answer to one screening question; a question without a row was not asked."""

    part = facts.SafetyAnswer
    section = "safety"

    question = LibraryIdField("safety_question")
    answer = ChoiceField(Answer)
    detail = models.TextField(blank=True)
    value = DigitsField()
    unit = models.TextField(blank=True)
    date = PartialDateField()

    class Meta(ChartEntry.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patient", "question"], name="one_answer_to_a_safety_question"),
            models.CheckConstraint(condition=~Q(question=""), name="a_safety_answer_has_its_question"),
        ]


class Household(ChartRow):
    """For assistance screening only; never in a letter to a payer."""

    part = HouseholdFacts
    section = "household"

    size = models.PositiveIntegerField(null=True, blank=True)
    income_usd = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=2, blank=True)
    us_resident = models.BooleanField(null=True, blank=True, help_text="Empty where it is not documented.")
