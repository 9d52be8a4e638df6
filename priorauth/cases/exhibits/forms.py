"""Forms for exhibits: what is uploaded, what it is, and which fact it proves on which page."""

from typing import Any, ClassVar

from django import forms

from priorauth.cases.fileform import FileForm, a_file
from priorauth.cases.models import Exhibit
from priorauth.cases.wizard.sectionform import SectionForm
from priorauth.core.typography import capital
from priorauth.formfields import DayField, PickField, WholeField, text
from priorauth.reference.services import shipped_library


def kinds() -> list[tuple[str, str]]:
    return [(one.id, capital(one.label)) for one in shipped_library().exhibit_kinds.values()]


class ExhibitForm(SectionForm):
    """What a document is and what it proves."""

    grid: ClassVar = {"kind": 6, "date": 6, "title": 12, "proves": 12}

    kind = PickField(kinds, label="Kind")
    date = DayField(label="Dated")
    title = text("Title", most=200, help_text="As the exhibit list prints it: MRI brain, Nov 12, 2026.")
    proves = text("What it proves", most=300)


class UploadForm(FileForm, ExhibitForm):
    """A document, read by its content."""

    grid: ClassVar = {"file": 12, **ExhibitForm.grid}

    file = a_file("File", "A PDF, a JPEG or a PNG of up to 25 MB.", required=True)
    field_order = ["file", "kind", "date", "title", "proves"]  # noqa: RUF012 (Django's own way)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("file") and not values.get("kind"):
            self.add_error("kind", "Choose what kind of document it is: the check list goes by that.")
        return values


class FillForm(UploadForm):
    """The file of an exhibit that was named before anybody had it; its description can be mended without."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["file"].required = False


class ProofForm(forms.Form):
    """Which exhibit proves one fact."""

    exhibit = forms.ChoiceField(required=False)
    page = WholeField(required=False)

    def __init__(self, *arguments: Any, exhibits: list[Exhibit], label: str, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        choice, page = self.fields["exhibit"], self.fields["page"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", "Nothing"), *((str(one.id), f"Exhibit {one.letter}") for one in exhibits)]
        self._pages = {str(one.id): one.document.pages for one in exhibits}
        choice.widget.attrs |= {"aria-label": f"Proof of: {label}", "class": "form-select in-m"}
        page.widget.attrs |= {"aria-label": f"Page that proves: {label}", "class": "form-control in-s"}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        page, most = values.get("page"), self._pages.get(values.get("exhibit") or "")
        if page and not values.get("exhibit"):
            self.add_error("exhibit", "There is a page and no exhibit. Choose the exhibit.")
        elif page is not None and (page < 1 or (most and page > most)):
            self.add_error("page", f"The exhibit has pages 1 to {most}." if most else "Pages begin with 1.")
        return values
