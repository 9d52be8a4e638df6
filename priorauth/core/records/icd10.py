"""Diagnosis codes: which are billable when, for which course, and in which order."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from priorauth.core.records.base import Part, Record, Text, Verification
from priorauth.core.vocabulary import Course


class CodeGroup(StrEnum):
    MS = "ms"
    RELATED = "related"
    EXCLUSION = "exclusion"
    PREGNANCY = "pregnancy"
    HISTORY = "history"
    SCREENING = "screening"


class Activity(StrEnum):
    ACTIVE = "active"
    NON_ACTIVE = "non_active"
    UNSPECIFIED = "unspecified"


class IcdCode(Record):
    """A code; its id is the code, and one that ends in `-` stands for all below it."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]\d[0-9A-Z](\.[0-9A-Z]*-?)?$")]
    title: Text
    billable: bool
    valid_from: dt.date | None = None
    valid_billable_until: dt.date | None = None
    group: CodeGroup
    course: Course | None = None
    activity: Activity | None = None
    inclusion: Text | None = None
    note: Text | None = None
    verified: Verification | None


class CodeEdition(Record):
    """One year's code set. `checked` says whether it was compared with the codes of this library."""

    valid_from: dt.date
    valid_to: dt.date | None
    checked: bool


class CodeSet(Part):
    """The editions of the code set, and in words which of them were checked."""

    version: Text
    editions: tuple[CodeEdition, ...]

    def is_checked_on(self, day: dt.date) -> bool:
        """Whether the edition in force on that day was checked; False where none is known for it."""
        return any(
            edition.checked
            for edition in self.editions
            if edition.valid_from <= day and (edition.valid_to is None or day <= edition.valid_to)
        )


class KeyChange(Part):
    effective: dt.date
    text: Text
    app_rule: Text
    conflicts: tuple[Text, ...]
    verified: Verification | None


class SequencingRule(Record):
    rule: Text
    verified: Verification | None
