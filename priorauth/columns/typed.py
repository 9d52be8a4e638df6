"""Django's text and JSON columns with the types that mypy knows them by: `CharField[what is set, what is read]`."""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from django.db.models import CharField, JSONField, TextField
    from django.db.models import JSONField as JSONTextField
else:

    class CharField(models.CharField):
        def __class_getitem__(cls, types: Any) -> type:
            return cls

    class TextField(models.TextField):
        def __class_getitem__(cls, types: Any) -> type:
            return cls

    class JSONField(models.JSONField):
        def __class_getitem__(cls, types: Any) -> type:
            return cls

    class JSONTextField(TextField):
        """A column of text whose values are JSON."""


__all__ = ["CharField", "JSONField", "JSONTextField", "TextField"]
