"""Changing a section, of a patient's chart and of a case alike: what it says once, and its entries.

The owner is the patient or the case; the revision is that of the section as it was read (`section_of`). A section in
which somebody else has changed something raises ChangedMeanwhile, and nothing is written.
"""

from collections.abc import Collection
from typing import Any, TypeVar

from django.db import transaction

from priorauth.patients.models import ClinicRow, Revised, Section
from priorauth.patients.writing import add, change, next_position, remove, take_turn

Row = TypeVar("Row", bound=ClinicRow)


def open_sections(model: type[Any], *, none_stated: Collection[str] = (), **owner: Revised) -> None:
    """All sections of a new patient or case."""
    (parent,) = owner.values()
    rows = [
        model(clinic=parent.clinic, name=name, none_stated=name in none_stated, **owner) for name in model.Name.values
    ]
    model.objects.of(parent.clinic).bulk_create(rows)


def section_of(model: type[Any], owner: Revised) -> Section:
    """The section of a patient or case to which rows of the model belong, as it stands now."""
    found: Section = model.sections.objects.of(owner.clinic).get(**_owned(model, owner), name=model.section)
    return found


def revision_now(model: type[Any], owner: Revised) -> int:
    """The revision of that section, held for the caller's transaction: what two people add at one moment is kept of
    both, one after the other."""
    rows = model.sections.objects.of(owner.clinic).select_for_update()
    found: int = rows.get(**_owned(model, owner), name=model.section).revision
    return found


@transaction.atomic
def save_once(model: type[Row], owner: Revised, revision: int, **values: Any) -> Row:
    """Writes what a section says once (`Diagnosis`, `Steroids`, `Request`)."""
    take_turn(section_of(model, owner), revision)
    row = model.objects.of(owner.clinic).filter(**_owned(model, owner)).first()
    if row is None:
        return add(model, clinic=owner.clinic, **_owned(model, owner), **values)
    change(row, **values)
    return row


@transaction.atomic
def add_entry(model: type[Row], owner: Revised, revision: int, **values: Any) -> Row:
    """Adds an entry at the end of a section's list."""
    change(take_turn(section_of(model, owner), revision), none_stated=False)
    place = next_position(model, owner.clinic, **_owned(model, owner))
    return add(model, clinic=owner.clinic, position=place, **_owned(model, owner), **values)


@transaction.atomic
def change_entry(entry: Any, revision: int, **values: Any) -> None:
    """Changes an entry of a section's list."""
    take_turn(section_of(type(entry), _owner(entry)), revision)
    change(entry, **values)


@transaction.atomic
def remove_entry(entry: Any, revision: int) -> None:
    """Removes an entry, or what a section says once. What is then empty is not documented; see `state_none`."""
    take_turn(section_of(type(entry), _owner(entry)), revision)
    remove(entry)


@transaction.atomic
def state_none(model: type[Any], owner: Revised, revision: int, *, stated: bool = True) -> None:
    """Records that there is none (no relapse, no therapy), or takes that back."""
    change(take_turn(section_of(model, owner), revision), none_stated=stated)


def _owned(model: Any, owner: Revised) -> dict[str, Any]:
    return {model.sections.owner: owner}


def _owner(entry: Any) -> Revised:
    owner: Revised = getattr(entry, entry.sections.owner)
    return owner
