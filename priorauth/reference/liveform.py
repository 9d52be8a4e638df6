"""A form that is checked while it is typed, by the core's own models."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from pydantic import BaseModel, ValidationError

from priorauth.core.library import Library
from priorauth.core.records.problems import problems_of
from priorauth.core.typography import capital
from priorauth.gridform import GridForm

# The id under which a record is checked before it has one.
OWN_NEW = "own.new"
EMPTY = "There is nothing here yet. Fill it in."
FORBIDDEN = "A letter may not say “{}”: {}. Say it otherwise."
IN_FUTURE = "This day is still to come. Enter the day on which you read it."


class LiveForm(GridForm):
    """A form that can be looked at while it is typed: what is still empty is not complained of yet."""

    def full_clean(self) -> None:
        for field in self.fields.values():
            field.error_messages["required"] = EMPTY
        super().full_clean()

    def clean_read_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["read_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(IN_FUTURE)
        return day

    def look(self) -> None:
        """Checks what is typed so far."""
        self.full_clean()
        for name in [name for name in self.errors if name in self.fields and not self[name].data]:
            del self.errors[name]

    def read(self, model: type[BaseModel], raw: dict[str, Any]) -> None:
        """Tells what the core's own model finds wrong, at the field that holds it."""
        try:
            model.model_validate(raw)
        except ValidationError as error:
            for problem in problems_of(error, model, raw, ""):
                name = problem.path.rsplit(".", 1)[-1].partition("[")[0]
                name = "among" if name == "from" else name
                self.add_error(name if name in self.fields else None, capital(problem.message))

    def add_to(self, name: str, condition: object, message: str) -> None:
        if condition and name not in self.errors:
            self.add_error(name, message)


def sayable(text: str, library: Library) -> str:
    """The text, which letters will print; ValidationError where it claims what no letter may."""
    for pattern in library.upkeep.never_patterns:
        found = pattern.expression.search(text)
        if found:
            raise forms.ValidationError(FORBIDDEN.format(found[0], pattern.why))
    return text
