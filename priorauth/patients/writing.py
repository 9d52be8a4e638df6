"""The ways in which a row of a patient or case changes. Every service goes through them.

The import of a case file writes its rows at once (`cases.importing`), and the rotation of keys changes no value.

Whoever changes what a colleague may have changed names the revision that was read; see `take_turn`.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Max

from priorauth.clinics.models import Clinic
from priorauth.patients.checking import cleaned
from priorauth.patients.models import ClinicRow, Revised

Row = TypeVar("Row", bound=ClinicRow)
Turn = TypeVar("Turn", bound=Revised)

ID_TAKEN = "This row cannot be kept: the page sent it under the name of another. Remove it and add it again."


class ChangedMeanwhile(Exception):
    """Somebody saved it since it was read. `row` is as it stands now: show it beside what was typed, and ask."""

    def __init__(self, row: Revised) -> None:
        self.row = row
        super().__init__(f"The {row._meta.verbose_name} has been changed by somebody else in the meantime.")


def add(model: type[Row], *, clinic: Clinic, **values: Any) -> Row:
    """A new row of the clinic. Raises ValidationError where a value cannot be taken, or an id is another row's."""
    columns = cleaned(model, values, clinic)
    if "id" not in columns:
        return model.objects.create(clinic=clinic, **columns)
    try:
        with transaction.atomic():
            return model.objects.create(clinic=clinic, **columns)
    except IntegrityError:
        raise ValidationError({"id": [ID_TAKEN]}) from None


def change(row: ClinicRow, **values: Any) -> list[str]:
    """Writes the columns that differ, and no other; returns their names. Raises ValidationError where a value cannot
    be taken."""
    typed = cleaned(type(row), values, row.clinic)
    changed = {name: value for name, value in typed.items() if getattr(row, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(update_fields=list(changed))
    return list(changed)


def remove(row: ClinicRow) -> None:
    """Deletes the row, and with it the proofs of what it said."""
    row.delete()


def put(model: type[Row], values: Mapping[str, Any] | None, **owner: Any) -> Row | None:
    """The one row below its owner, changed where it is there and new where it is not; None as values takes it away.

    `owner` are the columns that name it, at least one of them a row of the clinic. Raises ValidationError where a
    value cannot be taken.
    """
    clinic = next(one.clinic for one in owner.values() if isinstance(one, ClinicRow))
    row = model.objects.of(clinic).filter(**owner).first()
    if row is None:
        return None if values is None else add(model, clinic=clinic, **owner, **values)
    if values is None:
        remove(row)
        return None
    change(row, **values)
    return row


def replace(model: type[ClinicRow], each: Iterable[Mapping[str, Any]], **owner: ClinicRow) -> None:
    """The rows below an owner, in this order, for rows that nothing else refers to.

    One that is there under the `id` of its values is changed, every other one is new; what is not named goes.
    """
    (parent,) = owner.values()
    old = {str(row.id): row for row in model.objects.of(parent.clinic).filter(**owner)}
    named = [(old.pop(str(values.get("id", "")), None), values) for values in each]
    for unnamed in old.values():
        remove(unnamed)
    for position, (row, values) in enumerate(named):
        place = {"position": position} if hasattr(model, "position") else {}
        if row is None:
            add(model, clinic=parent.clinic, **owner, **place, **values)
        else:
            change(row, **place, **{name: value for name, value in values.items() if name != "id"})


def take_turn(row: Turn, revision: int) -> Turn:
    """The row, taken for a change: its revision grows. ChangedMeanwhile where it is not the one that was read."""
    same = type(row).objects.of(row.clinic).filter(id=row.id)
    is_ours = same.filter(revision=revision).update(revision=F("revision") + 1)
    now = same.get()
    if not is_ours:
        raise ChangedMeanwhile(now)
    return now


def next_position(model: type[ClinicRow], clinic: Clinic, **owner: ClinicRow) -> int:
    """Behind the last entry of its list."""
    last = model.objects.of(clinic).filter(**owner).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
