"""Forms by which a clinic is looked after."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from priorauth.clinics.models import Clinic, Member, User
from priorauth.clinics.roles import Role
from priorauth.clinics.signin_forms import NEW_PASSWORD, reword
from priorauth.core.npi import is_npi
from priorauth.formfields import optional

WRONG_NPI = "This is no NPI: ten digits, the last of which checks the others. Compare it with the NPI registry."


def cleaned_npi(text: str) -> str:
    """Ten digits, written with or without blanks; nothing stays nothing."""
    digits = "".join(text.split())
    if digits and not is_npi(digits):
        raise forms.ValidationError(WRONG_NPI)
    return digits


class LetterheadForm(forms.ModelForm):  # type: ignore[type-arg]
    """What stands on top of every letter from the next one on."""

    class Meta:
        model = Clinic
        fields = ("name", "npi", "address", "phone", "fax", "callback", "time_zone")
        widgets = {"address": forms.Textarea(attrs={"rows": 3})}  # noqa: RUF012 (Django's own way)

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        reword(self.fields["name"], "Clinic name")
        reword(self.fields["npi"], optional("NPI"))
        reword(self.fields["address"], optional("Address"), "Line by line, as it is to be printed.")
        reword(self.fields["phone"], optional("Phone"))
        reword(self.fields["fax"], optional("Fax"))
        reword(self.fields["callback"], optional("Number for peer-to-peer calls"))
        reword(self.fields["time_zone"], "Time zone", "Letters are dated, and deadlines counted, by its days.")

    def clean_npi(self) -> str:
        return cleaned_npi(self.cleaned_data["npi"])


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label="Work email",
        max_length=254,
        error_messages={
            "required": "There is no address yet. Enter the person’s work email.",
            "invalid": "This is no email address. Write it like ann.lee@clinic.example.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off", "placeholder": "Work email", "class": "in-mail"}),
    )
    role = forms.ChoiceField(choices=Role, widget=forms.Select(attrs={"class": "in-role"}))

    def __init__(self, clinic: Clinic, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.clinic = clinic

    def clean_email(self) -> str:
        """An address in small letters that no active member has."""
        email = str(self.cleaned_data["email"]).strip().lower()
        if Member.objects.of(self.clinic).filter(user__email=email, is_active=True).exists():
            raise forms.ValidationError("This person is a member already. Change the role in the list above.")
        return email


class MemberForm(forms.Form):
    """What an admin may change of a member."""

    role = forms.ChoiceField(choices=Role)
    credentials = forms.CharField(label=optional("Credentials"), max_length=40, required=False)
    npi = forms.CharField(label=optional("NPI"), max_length=14, required=False)

    def __init__(self, member: Member, *arguments: Any, **keywords: Any) -> None:
        initial = {"role": member.role, "credentials": member.credentials, "npi": member.npi}
        super().__init__(*arguments, **{**keywords, "initial": initial})
        self.fields["credentials"].help_text = "After the name: MD, NP, PA-C, RN."
        self.fields["npi"].help_text = "Of a prescriber; it stands under the signature."

    def clean_npi(self) -> str:
        return cleaned_npi(self.cleaned_data["npi"])


class JoinForm(forms.Form):
    """A new person's name and first password."""

    full_name = forms.CharField(
        label="Your name",
        max_length=200,
        help_text="As colleagues see it, and as it is signed.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "There is no name yet. Enter your first and last name."},
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        help_text=NEW_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "There is no password yet. Choose one."},
    )
    again = forms.CharField(
        label="The same again",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter the same password a second time."},
    )

    def __init__(self, email: str, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.email = email

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, User(email=self.email, full_name=self.cleaned_data.get("full_name", "")))
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "password" in cleaned and "again" in cleaned and cleaned["password"] != cleaned["again"]:
            self.add_error("again", "The two passwords differ. Enter the same one twice.")
        return cleaned
