"""What is derived of a case (`core.tracking`), kept so that lists need not derive it again.

`cases.projection` is the only writer. Nothing here says more than the case's rows: it can be written anew at any time.
"""

from typing import ClassVar

from django.db import models

from priorauth.cases.models.case import Case
from priorauth.cases.models.submissions import Submission
from priorauth.columns import ChoiceField
from priorauth.core.tracking import CaseStatus, Place, StepKind
from priorauth.core.vocabulary import DeterminationOutcome, LetterKind
from priorauth.patients.models import ClinicRow


class CaseState(ClinicRow):
    """Where a case stands. It holds until `changes_on`, unless something is logged."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="state", editable=False)
    status = ChoiceField(CaseStatus)
    level = models.CharField(max_length=100, blank=True, editable=False)
    level_name = models.TextField(blank=True, editable=False)
    outcome = ChoiceField(DeterminationOutcome)
    payer = models.TextField(blank=True, editable=False)
    next_step = models.TextField(blank=True, editable=False)
    next_due = models.DateField(null=True, editable=False)
    derived_on = models.DateField(null=True, editable=False)
    changes_on = models.DateField(null=True, editable=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["clinic", "status"]),
            models.Index(fields=["clinic", "payer"]),
            models.Index(fields=["clinic", "changes_on"]),
        ]


class WorkItem(ClinicRow):
    """One thing to do in a case, the columns as in `core.tracking.Step`."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+", null=True, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    kind = ChoiceField(StepKind)
    do = models.TextField(editable=False)
    why = models.TextField(blank=True, editable=False)
    act = models.TextField(editable=False)
    place = ChoiceField(Place)
    path = models.TextField(blank=True, editable=False)
    level = models.CharField(max_length=100, blank=True, editable=False)
    letter = ChoiceField(LetterKind)
    due_on = models.DateField(null=True, editable=False)
    sorts_on = models.DateField(editable=False, help_text="Its day; the last day of the calendar where it has none.")
    because = models.TextField(blank=True)
    payer = models.TextField(blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["sorts_on", "case_id", "position"]
        # The worklist is read in the order of one of the first four, whichever filters are set.
        indexes: ClassVar = [
            models.Index(fields=["clinic", "sorts_on", "case", "position"]),
            models.Index(fields=["clinic", "kind", "sorts_on", "case", "position"], name="work_by_kind"),
            models.Index(fields=["clinic", "payer", "sorts_on", "case", "position"], name="work_by_payer"),
            models.Index(fields=["clinic", "payer", "kind", "sorts_on", "case", "position"], name="work_by_both"),
            # What is to be done in some cases, and when, without a look at the rows.
            models.Index(fields=["clinic", "case", "position"], include=["sorts_on", "id"], name="work_by_case"),
        ]
