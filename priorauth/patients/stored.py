"""Every stored file that a row names: for backups, restores and moves from one store to another.

Files leave and come as they lie in the store, encrypted; a file is never changed, so one that is there already stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.core.files.base import ContentFile
from django.db.models import FileField

from priorauth import encryption
from priorauth.encrypted_storage import EncryptedStorage


@dataclass
class Copied:
    """What a copy did: how many files are at their place now, how many of them it brought there, and what it lacks."""

    there: int = 0
    brought: int = 0
    lacking: list[str] = field(default_factory=list)


def named() -> Iterator[tuple[EncryptedStorage, str]]:
    """Each file's storage and name."""
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, FileField) and isinstance(column.storage, EncryptedStorage):
                names = (
                    model._base_manager.exclude(**{column.name: ""}).order_by("pk").values_list(column.name, flat=True)
                )
                yield from ((column.storage, name) for name in names.iterator() if name)


def copy_out(folder: Path) -> Copied:
    """Brings each file to the folder. One that the store lacks is told and does not stop the others."""
    copied = Copied()
    for storage, name in named():
        place = folder / name
        if not place.exists():
            try:
                content = storage.stored(name)
            except FileNotFoundError:
                copied.lacking.append(name)
                continue
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            half = place.with_name(f"{place.name}.half")
            half.write_bytes(content)
            half.chmod(0o600)
            half.rename(place)
            copied.brought += 1
        copied.there += 1
    return copied


def copy_in(folder: Path) -> Copied:
    """Brings back each file that the store lacks. Raises CannotDecrypt for a file that no key opens."""
    copied = Copied()
    for storage, name in named():
        if not storage.exists(name):
            place = folder / name
            if not place.is_file():
                copied.lacking.append(name)
                continue
            storage.inner.save(name, ContentFile(place.read_bytes()))
            copied.brought += 1
        encryption.decrypt(storage.stored(name), f"The file {name}")
        copied.there += 1
    return copied
