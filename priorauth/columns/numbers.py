"""Numbers of a chart, with the digits that were typed."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from priorauth.columns.typed import CharField

MOST_DIGITS = 100


class DigitsField(CharField[Any, Decimal | None]):
    """A Decimal as text: a letter says 68.0 kg where the chart does, and databases would make it 68. Not for sums."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "max_length": MOST_DIGITS, "null": True, "blank": True})

    def to_python(self, value: Any) -> Any:
        if value in (None, ""):
            return None
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            raise ValidationError("Write a number, as in 68.5.") from None
        if not number.is_finite():
            raise ValidationError("Write a number, as in 68.5.")
        return number

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> Decimal | None:
        return None if value is None else Decimal(value)

    def get_prep_value(self, value: Any) -> str | None:
        number = self.to_python(value)
        return None if number is None else str(number)

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""
