"""A text column that the database holds encrypted, and beside it a keyed hash by which it is found."""

import json
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from priorauth import encryption
from priorauth.columns.typed import CharField, JSONTextField, TextField


class Encrypted:
    """What encrypted columns have in common. They cannot be filtered by: see LookupField.

    A value that no key opens raises CannotDecrypt; what is stored is never handed out in its place.
    """

    model: Any
    name: Any

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        plain = super().get_db_prep_save(value, connection)  # type: ignore[misc]
        return encryption.encrypt(plain.encode()).decode() if isinstance(plain, str) and plain else plain

    def opened(self, token: str | None) -> str:
        what = f"A value of {self.model.__name__}.{self.name}"
        return encryption.decrypt(token.encode(), what).decode() if token else ""

    def get_lookup(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.name} is encrypted and cannot be filtered by. Ask by a LookupField beside it.")


class EncryptedTextField(Encrypted, TextField[str, str]):
    """Text, encrypted on its way into the database. Empty text stays empty."""

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> str:
        return self.opened(value)


class EncryptedJSONField(Encrypted, JSONTextField[Any, Any]):
    """Plain values (lists, mappings, text, numbers) that the database holds as encrypted JSON."""

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> Any:
        return json.dumps(value, ensure_ascii=False)

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        return json.loads(self.opened(value))

    def value_to_string(self, obj: models.Model) -> str:
        return json.dumps(self.value_from_object(obj))


class LookupField(CharField[str, str]):
    """The keyed hash of the encrypted column `of`, written whenever that one is; ask with `lookup(of, …)`."""

    def __init__(self, *, of: str, **options: Any) -> None:
        self.of = of
        super().__init__(**{**options, "max_length": 64, "blank": True, "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for fixed in ("max_length", "blank", "editable"):
            options.pop(fixed, None)
        return name, path, args, {**options, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        found = encryption.lookup(self.of, getattr(model_instance, self.of))
        setattr(model_instance, self.attname, found)
        return found
