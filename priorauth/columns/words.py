"""Words from a closed list, ids of the library, short lists of words, small parts of the facts as JSON, sorted text."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from priorauth.columns.typed import CharField, JSONField, TextField
from priorauth.core.facts import Part


class ChoiceField(CharField[str, str]):
    """One word of an enumeration of the core; empty is not documented."""

    def __init__(self, words: Iterable[StrEnum] = (), **options: Any) -> None:
        choices = [(word.value, word.value.replace("_", " ").capitalize()) for word in words]
        super().__init__(**{"choices": choices, **options, "max_length": 40, "blank": True})


class LibraryIdField(CharField[str, str]):
    """An id of the library, of the kind named (`core.casefile.ids.known`); empty is not documented."""

    def __init__(self, kind: str, **options: Any) -> None:
        self.kind = kind
        super().__init__(**{**options, "max_length": 100, "blank": True})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, [self.kind, *args], options


class WordsField(JSONField[Any, Any]):
    """Words in their order: address lines, or ids (of that kind) that nobody searches by.

    NULL is not documented, [] is none.
    """

    def __init__(self, kind: str = "", **options: Any) -> None:
        self.kind = kind
        super().__init__(**{**options, "null": True, "blank": True, "default": None})


class PartField(JSONField[Any, Any]):
    """A small part of the facts that nobody searches by, as a case file holds it; NULL where it is not on record.

    Its core model validates the shape when it is saved. Only for parts of text: JSON would lose the digits of numbers.
    """

    def __init__(self, part: type[Part] = Part, **options: Any) -> None:
        self.part = part
        super().__init__(**{**options, "null": True, "blank": True, "default": None})

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if value is not None:
            self.part.model_validate(value)
        return super().get_db_prep_save(value, connection)


class SortedTextField(TextField[str, str]):
    """Text in the order of its letters' numbers, whatever the database's language: an index finds its beginnings."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        return super().db_parameters(connection) | ({"collation": "C"} if connection.vendor == "postgresql" else {})
