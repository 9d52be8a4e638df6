"""The one manager that demands the clinic. Whoever forgets it gets an error, never another clinic's row."""

from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from django.db import models

if TYPE_CHECKING:
    from priorauth.clinics.models import Clinic

Row = TypeVar("Row", bound=models.Model)


class UnscopedQuery(Exception):
    """A query of a clinic's rows that names no clinic."""


class ClinicManager(models.Manager[Row]):
    """`objects.of(clinic)` is the door. `of_every_clinic` is for the machine's own errands: jobs, sweeps, checks."""

    def of(self, clinic: "Clinic") -> models.QuerySet[Row]:
        return super().get_queryset().filter(clinic=clinic)

    def of_every_clinic(self) -> models.QuerySet[Row]:
        return super().get_queryset()

    def create(self, **fields: Any) -> Row:
        """Writes a row, which names its clinic like every other value."""
        if fields.get("clinic") is None:
            raise UnscopedQuery(f"A {self.model.__name__} belongs to a clinic. Name it: create(clinic=...).")
        row = self.model(**fields)
        row.save(force_insert=True, using=self.db)
        return row

    def get_queryset(self) -> NoReturn:
        raise UnscopedQuery(f"{self.model.__name__} rows belong to clinics. Ask with objects.of(clinic).")
