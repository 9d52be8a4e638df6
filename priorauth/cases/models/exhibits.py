"""The documents chosen for a case, each with its letter, and which fact is proved by which of them on which page."""

from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import Q

from priorauth.cases.models.case import Case, CaseEntry
from priorauth.core import facts
from priorauth.patients.models import ClinicRow, Disability, Document, Imaging, Relapse, SafetyAnswer, Therapy

# The column for each kind of entry that may be proved.
PROVABLE: dict[type[ClinicRow], str] = {
    Therapy: "therapy",
    Relapse: "relapse",
    Disability: "disability",
    Imaging: "imaging",
    SafetyAnswer: "safety_answer",
}


class Exhibit(CaseEntry):
    """A document chosen for a case. The list of exhibits goes by position; the letter is how facts name it."""

    part = facts.Exhibit
    section = "exhibits"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+", editable=False)
    letter = models.CharField(max_length=2)
    proves = models.TextField(blank=True, help_text="What it proves, for the exhibit list.")

    class Meta(CaseEntry.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "letter"], name="one_exhibit_of_each_letter")]


class Proof(ClinicRow):
    """Where a case finds the proof of one fact: an entry of the chart, or what is said once (`fact`, a path)."""

    class Fact(models.TextChoices):
        WEIGHT = "patient.weight"
        EXPERIMENTAL = "coverage.definitions.experimental"
        MEDICALLY_NECESSARY = "coverage.definitions.medically_necessary"
        AUTHORITY = "filed_by.authority"
        DIAGNOSIS = "diagnosis"
        REPRODUCTIVE = "reproductive"
        STEROIDS = "steroids"
        PLASMA_EXCHANGE = "plasma_exchange"
        PRIOR_IVIG = "prior_ivig"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", editable=False)
    fact = models.CharField(max_length=40, choices=Fact, blank=True)
    therapy = models.ForeignKey(Therapy, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    relapse = models.ForeignKey(Relapse, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    disability = models.ForeignKey(Disability, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    imaging = models.ForeignKey(Imaging, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    safety_answer = models.ForeignKey(SafetyAnswer, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    letter = models.CharField(max_length=2, blank=True, help_text="Named on record, but no exhibit of the case has it.")
    page = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "fact"], condition=~Q(fact=""), name="one_proof_of_a_fact"),
            *(
                models.UniqueConstraint(fields=["case", name], name=f"one_proof_of_a_{name}")
                for name in PROVABLE.values()
            ),
            models.CheckConstraint(
                condition=reduce(or_, (Q(**{f"{name}__isnull": False}) for name in PROVABLE.values()), ~Q(fact="")),
                name="a_proof_proves_something",
            ),
            models.CheckConstraint(
                condition=Q(exhibit=None) | Q(letter=""), name="a_proof_names_one_exhibit_or_one_that_is_missing"
            ),
        ]
