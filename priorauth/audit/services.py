"""Writes the log. Every other app calls `record`, inside the transaction of what it records."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Protocol

from django.db import models, transaction
from django.utils import timezone

from priorauth.audit.actions import Action
from priorauth.audit.models import Chain, Entry
from priorauth.audit.requests import request_id
from priorauth.audit.seal import BEGINNING, current_key_id, digest_of

FIELD_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")


class Doer(Protocol):
    """Who did it, in which clinic. A clinic's Member is one."""

    @property
    def clinic_id(self) -> int: ...
    @property
    def audit_by(self) -> Entry.By: ...
    @property
    def audit_id(self) -> str: ...


@dataclass(frozen=True)
class Machine:
    """The program itself: a worker, a nightly check."""

    clinic_id: int
    audit_by: ClassVar = Entry.By.MACHINE
    audit_id: ClassVar[str] = ""


@dataclass(frozen=True)
class Operator:
    """Whoever runs the server and is no member of the clinic."""

    clinic_id: int
    user_id: int
    audit_by: ClassVar = Entry.By.OPERATOR

    @property
    def audit_id(self) -> str:
        return str(self.user_id)


def record(action: Action, *, member: Doer, subject: models.Model, changed: Iterable[str] = ()) -> Entry:
    """Adds an entry to the clinic's chain, in the caller's transaction: both are written or neither.

    `subject` is the row that was seen or changed, `changed` the names of its changed fields, never their values.
    Raises ValueError for a subject of another clinic and for what is no field's name.
    """
    names = sorted(changed)
    require_names_only(names)
    require_same_clinic(member.clinic_id, subject)
    with transaction.atomic():
        chain, _ = Chain.objects.select_for_update().get_or_create(
            clinic_id=member.clinic_id, defaults={"head": BEGINNING}
        )
        entry = Entry(
            clinic_id=member.clinic_id,
            number=chain.length + 1,
            at=timezone.now(),
            by=member.audit_by.value,
            by_id=member.audit_id,
            action=action.value,
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            changed=names,
            request_id=request_id(),
            key_id=current_key_id(),
            previous=chain.head,
        )
        entry.digest = digest_of(entry)
        entry.save()
        Chain.objects.filter(clinic_id=chain.clinic_id).update(length=entry.number, head=entry.digest)
    return entry


def require_names_only(names: Iterable[str]) -> None:
    """A value that slips in where a field's name belongs would put a patient's data into the log."""
    for name in names:
        if not FIELD_NAME.fullmatch(name):
            raise ValueError("The log takes names of fields, like weight_kg, never their values.")


def require_same_clinic(clinic_id: int, subject: models.Model) -> None:
    """Raises ValueError where an entry of one clinic would tell of another one’s row."""
    if getattr(subject, "clinic_id", clinic_id) != clinic_id:
        raise ValueError(f"{subject._meta.label} {subject.pk} does not belong to clinic {clinic_id}.")
