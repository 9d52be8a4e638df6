"""Files that any Django storage holds encrypted, under random names."""

import uuid
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.utils.deconstruct import deconstructible

from priorauth import encryption


@deconstructible
class EncryptedStorage(Storage):
    """Encrypts on the way into the storage of that alias and decrypts on the way out. A file is held in memory whole.

    It has neither addresses nor paths: a file is served by a view that asks who may see it.
    """

    def __init__(self, alias: str = "default") -> None:
        self.alias = alias

    @property
    def inner(self) -> Storage:
        return storages[self.alias]

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        return ContentFile(encryption.decrypt(self.stored(name), "A stored file"), name)

    def _save(self, name: str, content: "File[Any]") -> str:
        return self.inner.save(name, ContentFile(encryption.encrypt(content.read())))

    def stored(self, name: str) -> bytes:
        """The file as it lies in the storage."""
        with self.inner.open(name) as file:
            return bytes(file.read())

    def size(self, name: str) -> int:
        """Of the file as it is read; for that it has to be decrypted."""
        return len(encryption.decrypt(self.stored(name), "A stored file"))

    def delete(self, name: str) -> None:
        self.inner.delete(name)

    def exists(self, name: str) -> bool:
        return self.inner.exists(name)


def random_name(folder: str) -> str:
    """A name that says nothing of what is in the file."""
    return f"{folder}/{uuid.uuid4().hex}"
