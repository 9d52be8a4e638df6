"""The form of an infusion that was given."""

from typing import Any, ClassVar

from priorauth.cases.submissions.forms import LoggedForm
from priorauth.cases.wizard import picks
from priorauth.formfields import DayField, NumberField, PickField, text


class InfusionForm(LoggedForm):
    grid: ClassVar = {"date": 6, "grams": 6, "product": 12, "site": 12, "reaction": 12}
    past = ("date",)

    date = DayField(label="Date")
    grams = NumberField(label="Grams given")
    product = PickField(picks.products, label="Product", empty="As authorized")
    site = PickField(lambda: picks.PLACES, label="Where", empty="Not documented")
    reaction = text("Reaction", most=400)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not values.get("date") and not self.errors.get("date"):
            self.add_error("date", "There is no day yet. Write it as 03/14/2026.")
        if not values.get("grams") and not self.errors.get("grams"):
            self.add_error("grams", "Enter the grams that were given, as in 30. The units are counted from them.")
        return values
