"""Forms for applications and for the amounts that an estimate starts from."""

from typing import Any, ClassVar

from django import forms

from priorauth.assistance.models import Application
from priorauth.core.records.programs import Program
from priorauth.formfields import DayField, NumberField, PicksField, text
from priorauth.gridform import GridForm
from priorauth.reference.services import shipped_library

_PRICES = (("gram", "The drug’s price per gram"), ("infusion", "The price of giving it"))


def document_name(document: str) -> str:
    """What a program asks for, as letters and pages name it."""
    return shipped_library().words.labels["document"].get(document, document.replace("_", " ").capitalize())


class AmountField(NumberField):
    """US dollars, or percent; never below nothing. A dollar sign may be typed."""

    def __init__(self, *, most: int = 10_000_000, **options: Any) -> None:
        self.most = most
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        number = super().to_python(str(value or "").replace("$", "").replace("%", ""))
        if number is not None and not 0 <= number <= self.most:
            raise forms.ValidationError(f"This must be between 0 and {self.most:,}.")
        return number


class ApplicationForm(GridForm):
    """How an application stands."""

    grid: ClassVar = {
        "status": 6, "next_on": 6, "ready": 12, "submitted_on": 6, "answered_on": 6, "amount_usd": 6, "renews_on": 6,
        "reference": 12, "note": 12,
    }  # fmt: skip

    status = forms.ChoiceField(label="Status", choices=Application.Status.choices)
    next_on = DayField(label="Next thing due")
    ready = PicksField(list, label="At hand")
    submitted_on = DayField(label="Sent on")
    answered_on = DayField(label="Answered on")
    amount_usd = AmountField(label="Granted a year (US dollars)")
    renews_on = DayField(label="Renew by")
    reference = text("Reference number", most=60)
    note = text("Note", rows=3)

    def __init__(self, *arguments: Any, program: Program, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        ready = self.fields["ready"]
        assert isinstance(ready, forms.MultipleChoiceField)
        ready.choices = [(one, document_name(one)) for one in program.documents_needed]
        if not program.documents_needed:
            del self.fields["ready"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "ready" in self.fields:
            values["ready"] = values.get("ready") or []
        sent, answered = values.get("submitted_on"), values.get("answered_on")
        if sent and answered and answered < sent:
            self.add_error("answered_on", "This is before the day on which it was sent.")
        if values.get("status") == Application.Status.SUBMITTED and not sent and "submitted_on" not in self.errors:
            self.add_error("submitted_on", "It is marked as submitted. Give the day.")
        return values


class CostForm(GridForm):
    """The amounts; a price needs its source and its date."""

    grid: ClassVar = {
        "gram_usd": 4, "gram_source": 4, "gram_date": 4, "infusion_usd": 4, "infusion_source": 4, "infusion_date": 4,
        "deductible_left_usd": 4, "coinsurance_percent": 4, "out_of_pocket_left_usd": 4, "share_source": 8,
        "share_date": 4, "help_usd": 4, "help_name": 8,
    }  # fmt: skip

    gram_usd = AmountField(label="Drug, dollars a gram")
    gram_source = text("Where that price is from", most=200)
    gram_date = DayField(label="As of")
    infusion_usd = AmountField(label="Giving it, dollars an infusion")
    infusion_source = text("Where that price is from", most=200)
    infusion_date = DayField(label="As of")
    deductible_left_usd = AmountField(label="Deductible left, dollars")
    coinsurance_percent = AmountField(label="Coinsurance, percent", most=100)
    out_of_pocket_left_usd = AmountField(label="Left up to the limit, dollars")
    share_source = text("Where these three are from", most=200, help_text="A benefits check, a call.")
    share_date = DayField(label="As of")
    help_usd = AmountField(label="A program pays, dollars")
    help_name = text("Which program", most=200)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name, what in _PRICES:
            if values.get(f"{name}_usd") is not None:
                if not values.get(f"{name}_source"):
                    self.add_error(f"{name}_source", f"{what} needs its source: a price list, a contract, a page.")
                if not values.get(f"{name}_date") and f"{name}_date" not in self.errors:
                    self.add_error(f"{name}_date", f"{what} needs its date.")
        return values
