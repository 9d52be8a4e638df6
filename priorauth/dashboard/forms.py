"""How the dashboard is narrowed down; the choices stand in the address."""

import datetime as dt
from typing import Any

from django import forms

from priorauth.cases.models import Prescriber
from priorauth.cases.plans import plans_of
from priorauth.clinics.models import Clinic
from priorauth.core.dates import months_before
from priorauth.dashboard.reading import Narrowed
from priorauth.reference.services import shipped_library

DATES = {"12": "Last 12 months", "3": "Last 3 months", "24": "Last 24 months", "all": "All dates"}


class DashboardFilter(forms.Form):
    """What it cannot read narrows nothing."""

    dates = forms.ChoiceField(label="Dates", required=False, choices=list(DATES.items()))
    plan = forms.ChoiceField(label="Plan", required=False)
    indication = forms.ChoiceField(label="Indication", required=False)
    prescriber = forms.ChoiceField(label="Prescriber", required=False)

    def __init__(self, clinic: Clinic, data: Any) -> None:
        super().__init__(data)
        prescribers = Prescriber.objects.of(clinic).order_by("name").values_list("id", "name")
        indications = [(one.id, one.title) for one in shipped_library().indications.values()]
        self._choose("plan", "All plans", [(payer, payer) for payer in plans_of(clinic)])
        self._choose("indication", "All indications", indications)
        self._choose("prescriber", "All prescribers", [(str(row), name or "No name") for row, name in prescribers])
        self.is_valid()

    def _choose(self, name: str, every: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", every), *choices]

    def narrowed(self, today: dt.date) -> Narrowed:
        """What was chosen, seen from that day."""
        dates = self.cleaned_data.get("dates") or "12"
        since = None if dates == "all" else months_before(today, int(dates))
        groups = {name: self.cleaned_data.get(name, "") for name in ("plan", "indication", "prescriber")}
        return Narrowed(since, today, groups)
