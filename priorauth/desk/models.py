"""Who was reminded of what, how each member wants to hear of it, and what calendars were told."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from priorauth.cases.models import Case, WorkItem
from priorauth.clinics.models import Member
from priorauth.columns import ChoiceField
from priorauth.core.tracking import StepKind
from priorauth.jobs import Job
from priorauth.patients.models import ClinicRow


class Round(ClinicRow):
    """A clinic's reminders of one morning were made. Written with them, so that they are made once."""

    on = models.DateField(editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["clinic", "on"], name="one_round_of_a_clinic_a_day")]


class Digest(Job, ClinicRow):
    """What one member is reminded of on one morning: one email. `sent_at` is None where none had to go."""

    task = "desk.send_digest"
    what_staff_do = "What is still due is told again on the next business day."
    not_done = "The reminder could not be sent."
    took_too_long = "The mail server took too long."

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", editable=False)
    on = models.DateField(editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "digest"
        constraints: ClassVar = [models.UniqueConstraint(fields=["member", "on"], name="one_digest_of_a_member_a_day")]
        indexes: ClassVar = [
            models.Index(fields=["look_again_at"], name="unfinished_digests", condition=Q(finished_at=None))
        ]


class Reminder(ClinicRow):
    """A member is told once of a thing to do, its day, and how many days are left (`core.reminders`).

    A thing to do is known again by its case, its kind and `about`: its row is written anew whenever the case changes.
    """

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="+", editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", editable=False)
    kind = ChoiceField(StepKind, editable=False)
    about = models.CharField(max_length=40, blank=True, editable=False)
    due_on = models.DateField(editable=False)
    days_before = models.SmallIntegerField(editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member", "case", "kind", "about", "due_on", "days_before"], name="each_reminder_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["clinic", "case"])]


class Channels(ClinicRow):
    """How a member hears of what is due. Without a row: by email, and by no calendar."""

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="+", editable=False)
    by_mail = models.BooleanField(default=True)
    calendar_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 (None is none)
    calendar_made_at = models.DateTimeField(null=True, editable=False)


class CalendarDay(ClinicRow):
    """The day under which calendars know a thing to do: so that they are told when it has moved, and when."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", editable=False)
    name = models.CharField(max_length=90, editable=False)
    due_on = models.DateField(editable=False)
    moves = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "name"], name="one_calendar_day_of_a_thing_to_do")
        ]


def about(item: WorkItem) -> str:
    """Beside case and kind, what a thing to do is known by: its letter or application, or its submission."""
    return str(item.target or item.submission_id or "")
