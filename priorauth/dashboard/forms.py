"""How the dashboard is narrowed down; the choices stand in the address, and nothing of a patient among them."""

import datetime as dt
from typing import Any

from django import forms

from priorauth.cases.models import Prescriber
from priorauth.cases.plans import plans_of
from priorauth.clinics.models import Clinic
from priorauth.core.dates import months_before
from priorauth.dashboard.narrowing import GROUPS, Narrowed
from priorauth.formfields import DayField
from priorauth.reference.services import shipped_library

DATES = {
    "12": "Last 12 months",
    "3": "Last 3 months",
    "24": "Last 24 months",
    "all": "All dates",
    "days": "From day to day",
}
WRONG_WAY = "The last day lies before the first."


class DashboardFilter(forms.Form):
    """A choice that it cannot read narrows nothing; a day that it cannot read is said at its field."""

    dates = forms.ChoiceField(label="Dates", required=False, choices=list(DATES.items()))
    plan = forms.ChoiceField(label="Plan", required=False)
    indication = forms.ChoiceField(label="Indication", required=False)
    prescriber = forms.ChoiceField(label="Prescriber", required=False)
    since = DayField(label="From")
    until = DayField(label="Through")

    def __init__(self, clinic: Clinic, data: Any) -> None:
        super().__init__(data)
        prescribers = Prescriber.objects.of(clinic).order_by("name").values_list("id", "name")
        indications = [(one.id, one.title) for one in shipped_library().indications.values()]
        self._choose("plan", "All plans", [(payer, payer) for payer in plans_of(clinic)])
        self._choose("indication", "All indications", indications)
        self._choose("prescriber", "All prescribers", [(str(row), name or "No name") for row, name in prescribers])
        self.is_valid()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", WRONG_WAY)
        return cleaned

    def _choose(self, name: str, every: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", every), *choices]

    @property
    def choices(self) -> list[forms.BoundField]:
        return [self[name] for name in ("dates", *GROUPS)]

    @property
    def days(self) -> list[forms.BoundField]:
        """The fields of the first and last day, where days were asked for."""
        return [self["since"], self["until"]] if self.cleaned_data.get("dates") == "days" else []

    def narrowed(self, today: dt.date) -> Narrowed:
        """What was chosen, seen from that day."""
        dates = self.cleaned_data.get("dates") or "12"
        groups = {name: self.cleaned_data.get(name, "") for name in GROUPS}
        if dates == "days":
            return Narrowed(self.cleaned_data.get("since"), self.cleaned_data.get("until") or today, groups)
        since = None if dates == "all" else months_before(today, int(dates))
        return Narrowed(since, today, groups)
