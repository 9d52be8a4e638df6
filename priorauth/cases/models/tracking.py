"""What is derived of a case (`core.tracking`), kept so that lists need not derive it again.

`cases.projection` is the only writer. Nothing here says more than the case's rows: it can be written anew at any time.
"""

from typing import ClassVar

from django.db import models

from priorauth.cases.models.case import Case, Prescriber
from priorauth.cases.models.submissions import Submission
from priorauth.columns import ChoiceField, LibraryIdField
from priorauth.core.tracking import CaseStatus, Followed, Place, StepKind
from priorauth.core.vocabulary import DeterminationOutcome, LetterKind, Route
from priorauth.patients.models import ClinicRow


class Grouped(ClinicRow):
    """What figures are narrowed down and split by."""

    payer = models.TextField(blank=True, editable=False)
    indication = LibraryIdField("indication", editable=False)
    prescriber = models.ForeignKey(Prescriber, on_delete=models.PROTECT, related_name="+", null=True, editable=False)

    class Meta:
        abstract = True


class CaseState(Grouped):
    """Where a case stands. It holds until `changes_on`, unless something is logged.

    `course_g` and `infusions` are what the request comes to; NULL while its dose cannot be reckoned.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="state", editable=False)
    status = ChoiceField(CaseStatus)
    level = models.CharField(max_length=100, blank=True, editable=False)
    level_name = models.TextField(blank=True, editable=False)
    outcome = ChoiceField(DeterminationOutcome)
    begun_on = models.DateField(null=True, editable=False)
    course_g = models.DecimalField(max_digits=12, decimal_places=3, null=True, editable=False)
    infusions = models.PositiveIntegerField(null=True, editable=False)
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
    target = models.UUIDField(null=True, editable=False, help_text="The draft or the application that it is about.")
    for_prescriber = models.BooleanField(default=False, editable=False, help_text="Nobody else can do it.")
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


class SubmissionState(Grouped):
    """What a submission that was sent comes to, for figures; the columns as in `core.tracking.Sent`."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="sent", editable=False)
    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="state", editable=False)
    level = models.CharField(max_length=100, blank=True, editable=False)
    is_appeal = models.BooleanField(editable=False)
    is_last = models.BooleanField(editable=False)
    route = ChoiceField(Route, editable=False)
    sent_on = models.DateField(null=True, editable=False)
    outcome = ChoiceField(DeterminationOutcome, editable=False)
    decided_on = models.DateField(null=True, editable=False)
    days = models.PositiveIntegerField(null=True, editable=False)
    decide_by = models.DateField(null=True, editable=False)
    file_by = models.DateField(null=True, editable=False)
    filed_on = models.DateField(null=True, editable=False)
    followed = ChoiceField(Followed, editable=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["clinic", "decided_on"]),
            models.Index(fields=["clinic", "decide_by"]),
            models.Index(fields=["clinic", "file_by"]),
            models.Index(fields=["clinic", "case"]),
        ]
