"""The forms that start a case."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.utils import timezone

from priorauth.cases.finding import of_the_same_name
from priorauth.clinics.models import Clinic
from priorauth.formfields import NOT_YET, DayField, text
from priorauth.patients.models import Patient


class NewPatientForm(forms.Form):
    """The names of a new patient. `alike` are those of the clinic who may be the same person."""

    given = text("Given name", most=200)
    family = text("Family name", most=200)
    birth_date = DayField(label="Birth date")
    mrn = text("Record number (MRN)", most=60)
    is_another = forms.BooleanField(label="It is another person of the same name", required=False)

    def __init__(self, *arguments: Any, clinic: Clinic, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["family"].required = True
        self.fields["family"].error_messages["required"] = "Enter the family name of the patient."
        self.clinic = clinic
        self.alike: list[Patient] = []
        self.helper = _helper({"given": 6, "family": 6, "birth_date": 6, "mrn": 6})

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if (birth := values.get("birth_date")) and birth > timezone.localdate():
            self.add_error("birth_date", NOT_YET)
        if not self.errors and not values["is_another"]:
            self.alike = of_the_same_name(self.clinic, values["given"], values["family"], values["birth_date"])
            if self.alike:
                self.add_error(None, "Somebody of this name is a patient of the clinic already. Choose below.")
        return values

    @property
    def patient(self) -> dict[str, Any]:
        """What was typed."""
        return {name: self.cleaned_data[name] for name in ("given", "family", "birth_date", "mrn")}


class FurtherCaseForm(forms.Form):
    """How the next case of a patient begins."""

    as_before = forms.BooleanField(
        label="Begin with the prescriber and the request of the last case",
        required=False,
        initial=True,
        help_text="The chart and the plan are there in any case.",
    )

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.helper = _helper({"as_before": 12})


def _helper(widths: dict[str, int]) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    cells = [Field(name, wrapper_class=f"mb-3 c{width}") for name, width in widths.items()]
    helper.layout = Layout(Div(*cells, css_class="fgrid"))
    return helper
