"""The log's rows. An entry is written once; the model refuses a change, and so do triggers of the database."""

from typing import Any, ClassVar, NoReturn

from django.apps import apps
from django.db import models

from priorauth.audit.actions import Action, Did, sort_of

DIGEST_LENGTH = 64


class AppendOnly(Exception):
    """Somebody tried to change or delete an entry of the log."""

    def __init__(self) -> None:
        super().__init__("Entries of the log are never changed or deleted. Write another entry instead.")


class Entries(models.QuerySet["Entry"]):
    """Entries can be read; `services.record` writes them."""

    def update(self, **_values: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


class Entry(models.Model):
    """One thing that somebody saw or did. Names only: never a value, never a patient's name."""

    class By(models.TextChoices):
        MEMBER = "member", "Member"
        OPERATOR = "operator", "Operator"
        MACHINE = "machine", "System"

    pk = models.CompositePrimaryKey("clinic_id", "number")
    clinic_id = models.BigIntegerField()
    number = models.PositiveBigIntegerField(help_text="Its place in the clinic's chain; the first is 1.")
    at = models.DateTimeField()
    by = models.CharField(max_length=10, choices=By)
    by_id = models.CharField(max_length=40, blank=True)
    # No `choices`: a new action must not ask for a migration of this table.
    action = models.CharField(max_length=40, help_text="An Action’s value.")
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    changed = models.JSONField(default=list, help_text="Names of the fields that were changed.")
    request_id = models.CharField(max_length=32, blank=True)
    key_id = models.CharField(max_length=20)
    previous = models.CharField(max_length=DIGEST_LENGTH)
    digest = models.CharField(max_length=DIGEST_LENGTH)

    objects = Entries.as_manager()

    class Meta:
        ordering: ClassVar = ["clinic_id", "number"]
        indexes: ClassVar = [
            models.Index(fields=["clinic_id", "-at"], name="entries_by_time"),
            models.Index(fields=["clinic_id", "by_id", "-number"], name="entries_by_person"),
            models.Index(fields=["clinic_id", "action", "-number"], name="entries_by_action"),
            models.Index(fields=["clinic_id", "subject_type", "subject_id"], name="entries_by_subject"),
        ]

    def __str__(self) -> str:
        return f"entry {self.number} of clinic {self.clinic_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes a new entry; a second time is refused."""
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AppendOnly

    @property
    def did(self) -> Did | None:
        """What sort of deed it was."""
        return sort_of(self.action)

    @property
    def action_in_words(self) -> str:
        """As staff read it; the value itself where it is no action."""
        return Action(self.action).label if self.action in Action.values else self.action

    @property
    def changed_in_words(self) -> str:
        return ", ".join(name.replace("_", " ") for name in self.changed)

    @property
    def subject_name(self) -> str:
        """What sort of thing it was, in words."""
        if self.subject_type not in known_types():
            return self.subject_type
        return str(apps.get_model(self.subject_type)._meta.verbose_name).capitalize()


class Chain(models.Model):
    """The end of a clinic's chain. Whoever adds an entry locks this row first, so that writers queue."""

    clinic_id = models.BigIntegerField(primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=DIGEST_LENGTH)

    def __str__(self) -> str:
        return f"chain of clinic {self.clinic_id}, {self.length} entries"


def known_types() -> set[str]:
    """The types of rows that there are now; the log may name one that has been removed since."""
    return {model._meta.label_lower for model in apps.get_models()}
