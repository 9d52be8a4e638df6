"""A clinic's own policies and publications: versions that a second person has read, and which of them are in use."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from priorauth.clinics.models import Clinic, Member
from priorauth.clinics.scoping import ClinicManager


class OwnRecord(models.Model):
    """One version of a policy or publication that the clinic keeps itself; `content` is the core's model as JSON.

    Only the writer changes a draft. What was ever in use stays as it was: a change is another version, and letters of
    then can be made again.
    """

    class Kind(models.TextChoices):
        POLICY = "policy", "Policy"
        PUBLICATION = "publication", "Publication"

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        WAITING = "waiting", "Waiting for the second reader"
        IN_USE = "in_use", "In use"
        RETIRED = "retired", "Retired"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+", editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    key = models.CharField(max_length=100, help_text="The record's id in the library, the same for all its versions.")
    number = models.PositiveIntegerField(default=1, help_text="Of the version.")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    content = models.JSONField()
    revision = models.PositiveIntegerField(default=0, help_text="Grows with each step; nobody accepts unseen.")
    written_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    returned_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    returned_because = models.TextField(blank=True, help_text="Why the second reader sent it back.")
    reviewed_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ClinicManager[Self]] = ClinicManager()

    class Meta:
        ordering: ClassVar = ["key", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "key", "number"], name="one_record_of_a_version"),
            models.UniqueConstraint(
                fields=["clinic", "key"], condition=Q(status="in_use"), name="one_version_of_a_record_in_use"
            ),
            models.UniqueConstraint(
                fields=["clinic", "key"],
                condition=Q(status__in=["draft", "waiting"]),
                name="one_version_of_a_record_at_work",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("written_by")), name="nobody_reviews_their_own_record"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["in_use", "retired"]) | Q(reviewed_by__isnull=False),
                name="a_record_in_use_was_reviewed",
            ),
        ]

    def __str__(self) -> str:
        return f"own record {self.id}, version {self.number}"

    @property
    def is_policy(self) -> bool:
        return self.kind == self.Kind.POLICY

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING

    @property
    def is_in_use(self) -> bool:
        return self.status == self.Status.IN_USE

    @property
    def overlay(self) -> dict[str, list[Any]]:
        """As the library's overlay takes it."""
        return {"policies" if self.is_policy else "publications": [self.content]}


class Overlay(models.Model):
    """Which versions a clinic used from then on. Its latest one is named by the clinic's row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+", editable=False)
    records = models.JSONField(help_text="The ids of the versions in use.")
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[ClinicManager[Self]] = ClinicManager()

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return f"overlay {self.id}"


class LibraryVersion(models.Model):
    """What a library version is made of that a letter bears: the shipped library, and the clinic's records of then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+", editable=False)
    version = models.CharField(max_length=64)
    shipped = models.CharField(max_length=64, help_text="The version of the library that came with the release.")
    overlay = models.ForeignKey(Overlay, on_delete=models.PROTECT, related_name="+")
    first_used_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[ClinicManager[Self]] = ClinicManager()

    class Meta:
        ordering: ClassVar = ["-first_used_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "version"], name="one_row_of_a_library_version")
        ]

    def __str__(self) -> str:
        return f"library version {self.version[:8]}"
