"""What was sent to the plan, what it answered, and the calls in between."""

from typing import ClassVar

from django.db import models

from priorauth.cases.models.case import CaseEntry
from priorauth.columns import (
    ChoiceField,
    EncryptedJSONField,
    EncryptedTextField,
    LibraryIdField,
    LookupField,
    MomentField,
    PartField,
)
from priorauth.core import facts
from priorauth.core.facts import submissions
from priorauth.core.vocabulary import DeterminationOutcome, PeerToPeerOutcome
from priorauth.patients.models import ClinicRow, Document


class Submission(CaseEntry):
    """One level of the case. A time of day is kept where hours count."""

    part = facts.Submission
    section = "submissions"

    level = LibraryIdField("level")
    submitted = MomentField()
    plan_received = MomentField()
    channel = models.TextField(blank=True)
    reference = EncryptedTextField(blank=True)
    reference_lookup = LookupField(of="reference")
    is_prepared = models.BooleanField(default=False, editable=False, help_text="Begun and not sent: no fact yet.")
    proof = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True, help_text="Proof of sending."
    )

    class Meta(CaseEntry.Meta):
        indexes: ClassVar = [*CaseEntry.Meta.indexes, models.Index(fields=["clinic", "reference_lookup"])]


class InformationRequest(ClinicRow):
    """What the plan asked for on the way to its decision. No letter rests on it."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+", editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    text = models.TextField(blank=True)
    asked_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        indexes: ClassVar = [models.Index(fields=["clinic", "submission", "position"])]


class PeerToPeer(ClinicRow):
    """The call between physicians after a denial. No letter rests on it."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="peer_to_peer", editable=False)
    asked_on = models.DateField(null=True, blank=True)
    scheduled = MomentField()
    held_on = models.DateField(null=True, blank=True)
    party = models.TextField(blank=True, help_text="With whom.")
    outcome = ChoiceField(PeerToPeerOutcome)
    summary = models.TextField(blank=True)


class Determination(ClinicRow):
    """The plan's answer to a submission."""

    part = facts.Determination

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, related_name="determination", editable=False
    )
    outcome = ChoiceField(DeterminationOutcome)
    notice_date = models.DateField(null=True, blank=True)
    received_date = models.DateField(null=True, blank=True)
    appeal_by = models.DateField(null=True, blank=True, help_text="As printed in the notice.")
    quote = models.TextField(blank=True, help_text="The plan's own words.")
    policy_cited = models.TextField(blank=True)
    reviewer = PartField(submissions.Reviewer)
    notice = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True, help_text="The plan's letter."
    )


class EarlierNotice(ClinicRow):
    """A determination as it stood before a corrected or second notice replaced it. It is never changed."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+", editable=False)
    said = EncryptedJSONField(editable=False, help_text="As a case file has it.")
    notice = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+", null=True, editable=False)
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["replaced_at", "id"]
        indexes: ClassVar = [models.Index(fields=["clinic", "submission"])]


class DenialReason(ClinicRow):
    """One reason of a determination, in the notice's order."""

    determination = models.ForeignKey(Determination, on_delete=models.CASCADE, related_name="+", editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    reason = LibraryIdField("denial_reason")

    class Meta:
        ordering: ClassVar = ["position", "id"]
        indexes: ClassVar = [models.Index(fields=["clinic", "determination", "position"])]


class Authorization(ClinicRow):
    """What an approval grants."""

    part = submissions.Authorization

    determination = models.OneToOneField(
        Determination, on_delete=models.CASCADE, related_name="authorization", editable=False
    )
    number = EncryptedTextField(blank=True)
    number_lookup = LookupField(of="number")
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    units = models.PositiveIntegerField(null=True, blank=True)
    product = LibraryIdField("product")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["clinic", "number_lookup"])]


class Call(CaseEntry):
    """One call to the plan."""

    part = facts.Call
    section = "calls"

    date = models.DateField(null=True, blank=True)
    party = models.TextField(blank=True, help_text="With whom.")
    reference = EncryptedTextField(blank=True)
    reference_lookup = LookupField(of="reference")
    summary = models.TextField(blank=True)

    class Meta(CaseEntry.Meta):
        indexes: ClassVar = [*CaseEntry.Meta.indexes, models.Index(fields=["clinic", "reference_lookup"])]
