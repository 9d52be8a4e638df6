"""What staff choose before a letter of a case is written, and what its prescriber attests."""

from typing import Any

from django import forms

from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.core.stage import kinds_that_fit
from priorauth.core.vocabulary import LetterKind
from priorauth.letters.drafts import Composed
from priorauth.letters.kinds import NAMES
from priorauth.letters.signing import statement_for


class KindForm(forms.Form):
    """The kind of letter: those that fit where the case stands."""

    kind = forms.ChoiceField(label="Kind of letter")
    program = forms.ChoiceField(label="Assistance program", required=False)

    def __init__(self, *arguments: Any, facts: CaseFacts, library: Library, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        kind, program = self.fields["kind"], self.fields["program"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(program, forms.ChoiceField)
        kind.choices = [(one.value, NAMES[one]) for one in kinds_that_fit(facts, library)]
        program.choices = [("", "None"), *((one.id, one.name) for one in library.programs.values())]

    def clean(self) -> dict[str, Any]:
        """A program where the kind needs one."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == LetterKind.ASSISTANCE_SUPPORT and not cleaned.get("program"):
            self.add_error("program", "A support letter goes to one program. Choose it.")
        return cleaned

    @property
    def chosen(self) -> tuple[LetterKind, str | None]:
        """The kind, and the program that a letter of support is for."""
        kind = LetterKind(self.cleaned_data["kind"])
        return kind, self.cleaned_data["program"] if kind is LetterKind.ASSISTANCE_SUPPORT else None


class SignForm(forms.Form):
    """The attestation: that it was read, and the signer's name. `seen` is the hash of the letter that was shown."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    attest = forms.BooleanField(
        widget=forms.CheckboxInput(attrs={"class": "form-check-input", "aria-describedby": "id_attest_error"}),
        error_messages={"required": "The letter is signed only with this. Read it, then check the box."},
    )
    name = forms.CharField(
        label="Type your name",
        max_length=200,
        widget=forms.TextInput(
            attrs={"class": "form-control", "autocomplete": "off", "aria-describedby": "id_name_help"}
        ),
        error_messages={"required": "There is no name yet. Type it as it stands under the letter."},
    )

    def __init__(self, *arguments: Any, now: Composed, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["seen"].initial = now.content_sha256
        prescriber = now.facts.prescriber
        self.signer = ", ".join(filter(None, (prescriber.name, prescriber.credentials)))
        self._names = {_plain(prescriber.name or ""), _plain(self.signer)}
        self.fields["attest"].label = statement_for(now)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if _plain(name) not in self._names:
            raise forms.ValidationError(f"This is not the name under the letter. Type {self.signer}.")
        return name


def _plain(name: str) -> str:
    return " ".join(name.replace(",", " ").split()).casefold()
