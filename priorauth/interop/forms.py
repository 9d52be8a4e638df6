"""The forms that take a case file: to make a letter of it, or a case."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.html import format_html

from priorauth.cases.models import Prescriber
from priorauth.core.vocabulary import LetterKind
from priorauth.interop.examples import example, examples
from priorauth.interop.making import Wish
from priorauth.interop.yamltext import MOST_CHARACTERS
from priorauth.letters import kinds
from priorauth.reference.services import shipped_library

NO_CASE = "There is no case yet. Choose a file, paste its text, or take an example."


class CaseFileForm(forms.Form):
    """A case file: uploaded, or its text."""

    file = forms.FileField(label="Case file", required=False, help_text="A YAML file in case format 1.")
    text = forms.CharField(
        label="Its text",
        required=False,
        strip=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 11, "spellcheck": "false", "class": "mono"}),
        help_text="Paste it here, or look at what was read from the file and change it.",
    )

    error_css_class = "has-error"
    no_case = "There is no case yet. Choose a file, or paste its text."

    @property
    def helper(self) -> FormHelper:
        """Lays the fields out; the form element and its buttons stand in the template."""
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout(*[Field(name) for name in self.fields])
        return helper

    def clean_file(self) -> str:
        """The text of the uploaded file; a file that is no text is refused."""
        upload = self.cleaned_data["file"]
        if upload is None:
            return ""
        if upload.size > 4 * MOST_CHARACTERS:
            raise forms.ValidationError("This file is too large for a case file. Choose the YAML file of one case.")
        try:
            return str(upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError("This file is not text. Choose a YAML file saved as UTF-8.") from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors.get("file") and not self.case_text():
            self.add_error("file", self.no_case)
        return cleaned

    def case_text(self) -> str:
        """The case: the file before the text."""
        typed = self.cleaned_data.get("text", "")
        return self.cleaned_data.get("file") or (typed if typed.strip() else "")

    def keep_upload(self) -> None:
        """Puts the text of an uploaded file into the text field: a browser does not send a file twice."""
        if uploaded := self.cleaned_data.get("file"):
            self.data = {**self.data.dict(), "text": uploaded}  # type: ignore[attr-defined]


class ImportForm(CaseFileForm):
    """A case file that becomes a case of the clinic, and what it cannot say of this clinic."""

    prescriber = forms.ChoiceField(label="Who signs", required=False)
    from_other_practice = forms.BooleanField(
        label="The case comes from another practice and is ours now",
        required=False,
        help_text="Letters bear your clinic’s letterhead, whatever the file says.",
    )

    def __init__(self, *arguments: Any, people: Iterable[Prescriber], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.people = {str(one.id): one for one in people}
        named = [(key, ", ".join(filter(None, (one.name, one.credentials)))) for key, one in self.people.items()]
        field = self.fields["prescriber"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "The prescriber whose NPI the file has"), *named]

    @property
    def signer(self) -> Prescriber | None:
        """Who was chosen to sign."""
        return self.people.get(self.cleaned_data["prescriber"])


class LetterForm(CaseFileForm):
    """A case file in one of three ways, and what is to be made of it."""

    example = forms.ChoiceField(label="Example", required=False)
    kind = forms.ChoiceField(label="Kind of letter", choices=[("", "Choose a kind"), *kinds.CHOICES])
    program = forms.ChoiceField(label="Assistance program", required=False)
    letter_date = forms.DateField(
        label=format_html('Date of the letter <span class="opt">{}</span>', "(optional)"),
        required=False,
        input_formats=["%m/%d/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%m/%d/%Y", attrs={"placeholder": "MM/DD/YYYY", "autocomplete": "off"}),
        help_text="Left empty, the date in the case file.",
        error_messages={"invalid": "This is no date. Write it as 11/20/2026, or leave it empty."},
    )

    no_case = NO_CASE

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["kind"].error_messages["required"] = "No kind is chosen. Choose the letter that you need."
        self._choices("example", "No example", [(case.name, case.about) for case in examples()])
        programs = sorted(shipped_library().programs.values(), key=lambda program: program.name.lower())
        self._choices("program", "No program", [(program.id, program.name) for program in programs])

    def _choices(self, name: str, none: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", none), *choices]

    def clean(self) -> dict[str, Any]:
        """One case, and a program exactly where the kind needs one."""
        cleaned = super().clean()
        is_support = cleaned.get("kind") == LetterKind.ASSISTANCE_SUPPORT
        if is_support and not cleaned.get("program"):
            self.add_error("program", "A support letter goes to one program. Choose it.")
        return cleaned

    def case_text(self) -> str:
        """The case: the file before the text, the text before the example."""
        chosen = example(self.cleaned_data.get("example", ""))
        return super().case_text() or (chosen.text if chosen else "")

    def wish(self, *, draft: bool) -> Wish:
        """What the valid form asks for."""
        kind = LetterKind(self.cleaned_data["kind"])
        program = self.cleaned_data["program"] if kind is LetterKind.ASSISTANCE_SUPPORT else None
        return Wish(self.case_text(), kind, self.cleaned_data["letter_date"], program, draft)
