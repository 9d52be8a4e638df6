"""From a draft to what letters may use: one person writes, a second one reads it in the source and accepts.

Each step repeats the state that it expects, writes its entry in the log, and raises `CannotMove` with what to do.
"""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from pydantic import ValidationError

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.clinics.models import Clinic, Member
from priorauth.core.errors import LibraryError, Problem
from priorauth.core.records.policy import Policy
from priorauth.core.records.publication import Publication
from priorauth.core.records.reading import OWN
from priorauth.core.vocabulary import Trust
from priorauth.reference.models import Overlay, OwnRecord
from priorauth.reference.services import library_of, shipped_library
from priorauth.reference.twins import HAS_IT, twin_of

Status = OwnRecord.Status
AT_WORK = (Status.DRAFT, Status.WAITING)
LONGEST_NAME = 60
MEANWHILE = "Somebody changed this record since you opened it. Look at it as it is now, then decide."
NOT_THE_WRITER = "Only {} can change this draft. Discard it and start again if they can’t."
YOUR_OWN = "You wrote this version. A second person must read it in the source."
NOT_READ = "Nobody has recorded what the policy says of MS. Add its position and the plan’s words: verdicts rest on it."
NO_FINDING = "It holds no finding yet. Add one: a letter cites findings, not publications."
NOT_OF_THIS_RELEASE = "This release of the program can’t read this version. Add the record anew, from its source."


class CannotMove(Exception):
    """A step that is not open; the message says why and what to do."""


def start(member: Member, kind: OwnRecord.Kind, content: dict[str, Any]) -> OwnRecord:
    """A draft of a new record; its id gets an end of its own, so that no release of the program can ship the same."""
    name = slugify(f"{content.get('payer', '')} {content.get('title') or ''}")[:LONGEST_NAME].strip("-") or kind.value
    return _begin(member, kind, f"{OWN}{name}-{secrets.token_hex(3)}", content)


def start_reading(member: Member, policy: Policy) -> OwnRecord:
    """A draft of the clinic's own reading of a shipped policy; the version at work where there is one.

    Every criterion begins as the library has it: one that was only recalled stays a question until somebody reads it.
    """
    key = f"{OWN}{policy.id}"
    at_work = OwnRecord.objects.of(member.clinic).filter(key=key, status__in=AT_WORK).first()
    if at_work:
        return at_work
    in_use = OwnRecord.objects.of(member.clinic).filter(key=key, status=Status.IN_USE).first()
    if in_use:
        return start_version(in_use, by=member)
    return _begin(member, OwnRecord.Kind.POLICY, key, plain(policy))


def start_version(row: OwnRecord, *, by: Member) -> OwnRecord:
    """A draft that begins as this version; the one at work where there is one."""
    at_work = OwnRecord.objects.of(row.clinic).filter(key=row.key, status__in=AT_WORK).first()
    return at_work or _begin(by, OwnRecord.Kind(row.kind), row.key, row.content)


def _begin(member: Member, kind: OwnRecord.Kind, key: str, content: dict[str, Any]) -> OwnRecord:
    with transaction.atomic():
        clinic = _held(member.clinic)
        newest = OwnRecord.objects.of(clinic).filter(key=key).order_by("-number").first()
        if newest and newest.status in AT_WORK:
            return newest
        row = OwnRecord.objects.create(
            clinic=clinic,
            kind=kind.value,
            key=key,
            number=newest.number + 1 if newest else 1,
            content=_shaped(kind, content, key),
            written_by=member,
        )
        record(Action.OWN_RECORD_STARTED, member=member, subject=row)
    return row


def save(row: OwnRecord, content: dict[str, Any], *, revision: int, by: Member) -> None:
    """Writes a draft's content, which its forms have checked."""
    if row.written_by_id != by.id:
        raise CannotMove(NOT_THE_WRITER.format(row.written_by))
    content = _shaped(OwnRecord.Kind(row.kind), content, row.key)
    names = [name for name in content if content.get(name) != row.content.get(name)]
    if not names and row.is_draft:
        return
    _move(row, Status.DRAFT, Action.OWN_RECORD_CHANGED, by, revision, content=content, changed=names)


def submit(row: OwnRecord, *, revision: int, by: Member) -> None:
    """Asks for a second reader."""
    if row.written_by_id != by.id:
        raise CannotMove(NOT_THE_WRITER.format(row.written_by))
    problems = faults(row)
    if problems:
        raise CannotMove(" ".join(problems))
    _move(row, Status.DRAFT, Action.OWN_RECORD_SUBMITTED, by, revision, status=Status.WAITING, returned_because="")


def withdraw(row: OwnRecord, *, revision: int, by: Member) -> None:
    """Takes it back from the second reader, to change it."""
    if row.written_by_id != by.id:
        raise CannotMove(NOT_THE_WRITER.format(row.written_by))
    _move(row, Status.WAITING, Action.OWN_RECORD_WITHDRAWN, by, revision, status=Status.DRAFT)


def accept(row: OwnRecord, *, revision: int, by: Member) -> None:
    """Puts it to use, in place of the version before it. The second reader is never the writer."""
    if row.written_by_id == by.id:
        raise CannotMove(YOUR_OWN)
    problems = faults(row)
    if problems:
        raise CannotMove(" ".join(problems))
    now = timezone.now()
    with transaction.atomic():
        _held(row.clinic)
        before = OwnRecord.objects.of(row.clinic).filter(key=row.key, status=Status.IN_USE)
        before.update(status=Status.RETIRED, retired_by=by, retired_at=now)
        _move(
            row, Status.WAITING, Action.OWN_RECORD_ACCEPTED, by, revision,
            status=Status.IN_USE, reviewed_by=by, reviewed_at=now,
        )  # fmt: skip
        _use(row.clinic)


def send_back(row: OwnRecord, reason: str, *, revision: int, by: Member) -> None:
    """Makes it a draft again, with what the second reader found."""
    if row.written_by_id == by.id:
        raise CannotMove(YOUR_OWN)
    _move(
        row, Status.WAITING, Action.OWN_RECORD_RETURNED, by, revision,
        status=Status.DRAFT, returned_because=reason, returned_by=by,
    )  # fmt: skip


def retire(row: OwnRecord, *, revision: int, by: Member) -> None:
    """Takes it out of use; letters that were made with it keep it."""
    with transaction.atomic():
        _held(row.clinic)
        _move(
            row, Status.IN_USE, Action.OWN_RECORD_RETIRED, by, revision,
            status=Status.RETIRED, retired_by=by, retired_at=timezone.now(),
        )  # fmt: skip
        _use(row.clinic)


def discard(row: OwnRecord, *, revision: int, by: Member) -> None:
    """Deletes a draft, which nothing has used."""
    with transaction.atomic():
        gone = OwnRecord.objects.of(row.clinic).filter(id=row.id, status=Status.DRAFT, revision=revision)
        record(Action.OWN_RECORD_DISCARDED, member=by, subject=row)
        if not gone.delete()[0]:
            raise CannotMove(MEANWHILE)


def faults(row: OwnRecord) -> list[str]:
    """What keeps a version from being used, in words for staff."""
    if row.is_policy and row.content.get("ms_position_basis") != Trust.CLINIC:
        return [NOT_READ]
    if not row.is_policy and not row.content.get("findings"):
        return [NO_FINDING]
    twin = "" if row.is_policy else twin_of(row.key, row.content["citation"], library_of(row.clinic))
    if twin:
        return [HAS_IT.format(twin)]
    return [problem.message for problem in problems_of(row)]


def problems_of(row: OwnRecord) -> tuple[Problem, ...]:
    """What keeps it from joining the library of this release."""
    try:
        shipped_library().with_overlay(row.overlay)
    except LibraryError as error:
        return error.problems
    return ()


def _shaped(kind: OwnRecord.Kind, content: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The content as its model writes it, so that what says the same is the same. CannotMove where it has changed."""
    model: type[Policy | Publication] = Policy if kind is OwnRecord.Kind.POLICY else Publication
    try:
        return plain(model.model_validate({**content, "id": key}))
    except ValidationError:
        raise CannotMove(NOT_OF_THIS_RELEASE) from None


def plain(model: Any) -> dict[str, Any]:
    """A record of the core as JSON, its keys as its files have them."""
    found: dict[str, Any] = model.model_dump(mode="json", by_alias=True)
    return found


def _held(clinic: Clinic) -> Clinic:
    """The clinic's row, held: who changes what is in use waits for whoever does so already."""
    return Clinic.objects.select_for_update().get(pk=clinic.pk)


def _use(clinic: Clinic) -> None:
    """From now on the clinic's library has what is in use now."""
    ids = OwnRecord.objects.of(clinic).filter(status=Status.IN_USE).order_by("key").values_list("id", flat=True)
    overlay = Overlay.objects.create(clinic=clinic, records=[str(one) for one in ids])
    Clinic.objects.filter(pk=clinic.pk).update(overlay=overlay.id)
    clinic.overlay = overlay.id


def _move(
    row: OwnRecord,
    expected: OwnRecord.Status,
    action: Action,
    by: Member,
    revision: int,
    *,
    changed: Iterable[str] = (),
    **values: Any,
) -> None:
    with transaction.atomic():
        same = OwnRecord.objects.of(row.clinic).filter(id=row.id, status=expected, revision=revision)
        if not same.update(revision=F("revision") + 1, **values):
            raise CannotMove(MEANWHILE)
        record(action, member=by, subject=row, changed=changed)
    row.refresh_from_db(from_queryset=OwnRecord.objects.of(row.clinic))
