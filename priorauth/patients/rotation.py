"""Brings every encrypted value, hash and file under the keys of today. May be stopped and started again at any time.

A value that is already under the first key is left alone, and a row is written only if it is still as it was read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import FileField, Model, TextField
from django.db.models.functions import Cast

from priorauth import encryption
from priorauth.columns import Encrypted, LookupField
from priorauth.encrypted_storage import EncryptedStorage, random_name

BATCH = 200


@dataclass(frozen=True)
class Rotated:
    """What was done to one model's rows: how many were seen, how many of them were written anew."""

    model: str
    seen: int
    renewed: int


def rotate() -> Iterator[Rotated]:
    """Each model that holds something encrypted, once it is done. Raises CannotDecrypt where a key is missing."""
    for model in apps.get_models():
        fields = model._meta.concrete_fields
        texts = [field for field in fields if isinstance(field, Encrypted)]
        files = [
            field for field in fields if isinstance(field, FileField) and isinstance(field.storage, EncryptedStorage)
        ]
        if texts or files:
            yield _rotate_model(model, [field.name for field in texts], [field.name for field in files])


def _rotate_model(model: type[Model], texts: list[str], files: list[str]) -> Rotated:
    seen = renewed = 0
    rows = model._base_manager.annotate(**{f"{name}_raw": Cast(name, TextField()) for name in texts}).order_by("pk")
    last: Any = None
    while batch := list((rows if last is None else rows.filter(pk__gt=last))[:BATCH]):
        with transaction.atomic():
            renewed += sum(_renew_texts(row, texts) | _renew_files(row, files) for row in batch)
        seen += len(batch)
        last = batch[-1].pk
    return Rotated(model._meta.label, seen, renewed)


def _renew_texts(row: Any, names: list[str]) -> bool:
    raw = {name: getattr(row, f"{name}_raw") for name in names}
    hashes = {
        field.name: encryption.lookup(field.of, getattr(row, field.of))
        for field in row._meta.concrete_fields
        if isinstance(field, LookupField)
    }
    old = [name for name, token in raw.items() if token and not encryption.is_under_first_key(token.encode())]
    stale = {name: value for name, value in hashes.items() if getattr(row, name) != value}
    if not old and not stale:
        return False
    same = type(row)._base_manager.annotate(**{f"{name}_raw": Cast(name, TextField()) for name in names})
    same = same.filter(pk=row.pk, **{f"{name}_raw": token for name, token in raw.items()})
    return bool(same.update(**{name: getattr(row, name) for name in old}, **stale))


def _renew_files(row: Any, names: list[str]) -> bool:
    """The new file stands under a new name before the row points to it; the old one goes once that is committed."""
    renewed = False
    for name in names:
        file = getattr(row, name)
        if not file or encryption.is_under_first_key(file.storage.stored(file.name)):
            continue
        storage, old = file.storage, file.name
        new = storage.save(random_name(old.rpartition("/")[0]), ContentFile(file.read()))
        ours = type(row)._base_manager.filter(pk=row.pk, **{name: old}).update(**{name: new})
        transaction.on_commit(partial(storage.delete, old if ours else new))
        renewed = renewed or bool(ours)
    return renewed
