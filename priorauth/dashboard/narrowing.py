"""Which rows the figures are counted from."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

# What figures are narrowed down and split by, and the column of `CaseState` and `SubmissionState` that has it.
GROUPS = {"plan": "payer", "indication": "indication", "prescriber": "prescriber_id"}
SPLITS = {**GROUPS, "route": "route", "level": "level"}
CROSSED = ("plan", "route", "indication")


@dataclass(frozen=True)
class Narrowed:
    """These days, both ends included, and these groups; an empty group is every one, no first day the beginning."""

    since: dt.date | None
    until: dt.date
    groups: Mapping[str, str]

    def in_groups(self, prefix: str = "") -> Q:
        """The groups as a filter on the columns that stand `prefix` away."""
        return Q(**{f"{prefix}{GROUPS[name]}": value for name, value in self.groups.items() if value})

    def in_days(self, column: str) -> Q:
        """The days as a filter on a column."""
        first = Q(**{f"{column}__gte": self.since}) if self.since else Q()
        return first & Q(**{f"{column}__lte": self.until})
