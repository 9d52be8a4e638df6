"""The form that starts a case."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms

from priorauth.clinics.models import Clinic
from priorauth.formfields import DayField, text
from priorauth.patients.models import Patient


class PatientField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A patient, by name and birth date."""

    def label_from_instance(self, obj: Patient) -> str:
        born = f", born {obj.birth_date:%m/%d/%Y}" if obj.birth_date else ""
        return f"{obj.family}, {obj.given}{born}"


class NewCaseForm(forms.Form):
    """A patient of the clinic, or the names of a new one."""

    known = PatientField(Patient._base_manager.none(), label="Patient of this clinic", required=False)
    as_before = forms.BooleanField(
        label="Begin with the prescriber and the request of this patient’s last case",
        required=False,
        initial=True,
        help_text="Of a patient who is chosen above. The chart and the plan are there in any case.",
    )
    given = text("Given name", most=200)
    family = text("Family name", most=200)
    birth_date = DayField(label="Birth date")
    mrn = text("Record number (MRN)", most=60)

    def __init__(self, *arguments: Any, clinic: Clinic, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        patients = Patient.objects.of(clinic).order_by("family", "given", "id")
        field = self.fields["known"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = patients
        field.empty_label = "A new patient"
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        widths = {"known": 12, "as_before": 12, "given": 6, "family": 6, "birth_date": 6, "mrn": 6}
        cells = [Field(name, wrapper_class=f"mb-3 c{width}") for name, width in widths.items()]
        self.helper.layout = Layout(Div(*cells, css_class="fgrid"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("known") and not values.get("family"):
            self.add_error(
                "family", "There is no patient yet. Choose one above, or enter the family name of a new one."
            )
        return values

    @property
    def chosen(self) -> Patient | None:
        found: Patient | None = self.cleaned_data["known"]
        return found

    @property
    def patient(self) -> dict[str, Any]:
        """What was typed of a new patient."""
        names = ("given", "family", "birth_date", "mrn")
        return {} if self.chosen else {name: self.cleaned_data[name] for name in names}
