"""What all rows of a clinic's patients and cases have in common."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar, Self

from django.db import models

from priorauth.clinics.models import Clinic
from priorauth.clinics.scoping import ClinicManager
from priorauth.columns import LookupField
from priorauth.core.facts import Part


class ForeignRow(Exception):
    """A row of one clinic that would hang on a row of another."""


class ClinicRow(models.Model):
    """A row that belongs to a clinic and is named by a random id.

    `part` is what its columns become in the facts; `below` holds parts of that part, by the prefix of their columns.
    """

    part: ClassVar[type[Part]] = Part
    below: ClassVar[Mapping[str, type[Part]]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+", editable=False)

    objects: ClassVar[ClinicManager[Self]] = ClinicManager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.id}"

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Refuses a row that hangs on another clinic's; saves the hash of an encrypted column with the column."""
        for field in self._meta.concrete_fields:
            owner = self._state.fields_cache.get(field.name) if field.is_relation else None
            if isinstance(owner, ClinicRow) and owner.clinic_id != self.clinic_id:
                raise ForeignRow(f"A {self._meta.verbose_name} and its {field.name} belong to different clinics.")
        if update_fields is not None:
            names = set(update_fields)
            hashes = (field for field in self._meta.concrete_fields if isinstance(field, LookupField))
            update_fields = names | {field.name for field in hashes if field.of in names}
        super().save(update_fields=update_fields, **options)

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """Left to the services and the database: Django's own check asks for rows without naming a clinic."""

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """As `validate_unique`."""


class Revised(ClinicRow):
    """What two people may edit at a time. The revision grows with each change; see `services.take_turn`."""

    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True


class Section(Revised):
    """What staff fill in as one. Without a row below it a section is not documented, or *none* where staff say so.

    `owner` is the column that names whose section it is; the rows below it have the same.
    """

    owner: ClassVar[str]

    none_stated = models.BooleanField(default=False, help_text="Staff say that there is none.")

    class Meta:
        abstract = True
