"""Dates as charts and portals give them: a day, a month or a year; a day, or a day with its time."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from priorauth.columns.typed import CharField
from priorauth.core.dates import PartialDate


class PartialDateField(CharField[Any, PartialDate | None]):
    """A PartialDate as its ISO text, which sorts by the first day that it may mean."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "max_length": 10, "null": True, "blank": True})

    def to_python(self, value: Any) -> Any:
        if value in (None, ""):
            return None
        try:
            return PartialDate.parse(value)
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> PartialDate | None:
        return None if value is None else PartialDate.parse(value)

    def get_prep_value(self, value: Any) -> str | None:
        date = self.to_python(value)
        return None if date is None else str(date)

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""


class MomentField(CharField[Any, dt.datetime | dt.date | None]):
    """A day, or a day with its local time where hours count, as ISO text: which of the two is part of the value."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "max_length": 26, "null": True, "blank": True})

    def to_python(self, value: Any) -> Any:
        if value in (None, ""):
            return None
        if isinstance(value, dt.date):
            return value
        try:
            return _moment(str(value))
        except ValueError:
            raise ValidationError("Write a date as 2026-03-14, or with its time as 2026-03-14 16:30.") from None

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        return None if value is None else _moment(value)

    def get_prep_value(self, value: Any) -> str | None:
        moment = self.to_python(value)
        return None if moment is None else moment.isoformat()

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""


def _moment(text: str) -> dt.datetime | dt.date:
    return dt.date.fromisoformat(text) if len(text) == 10 else dt.datetime.fromisoformat(text)
