"""allauth's forms of sign-in, in our words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

from priorauth.clinics.idle import who_was_here

NEW_PASSWORD = "At least 12 characters. A few words in a row are good; your name or address are not."  # noqa: S105


def reword(field: forms.Field, label: str, help_text: str = "", **attributes: str) -> None:
    """Gives a field of allauth's our label; a label stands beside every field, so placeholders go."""
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)
    field.error_messages["required"] = f"{label} is empty. Fill it in."


class SignInForm(account.LoginForm):
    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        reword(self.fields["login"], "Work email", autocomplete="username")
        reword(self.fields["password"], "Password")
        if self.request is not None and (user := who_was_here(self.request)):
            self.fields["login"].initial = user.email


class ForgottenForm(account.ResetPasswordForm):
    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        reword(self.fields["email"], "Work email", autocomplete="username")


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        reword(self.fields["password1"], "New password", NEW_PASSWORD)
        reword(self.fields["password2"], "The same again")


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        reword(self.fields["oldpassword"], "Present password")
        reword(self.fields["password1"], "New password", NEW_PASSWORD)
        reword(self.fields["password2"], "The same again")


class PasswordAgainForm(account.ReauthenticateForm):
    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        reword(self.fields["password"], "Password")


CODE = "From your authenticator app, or one of your recovery codes."


class CodeForm(factors.AuthenticateForm):
    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        reword(self.fields["code"], "6-digit code", CODE, autofocus="", spellcheck="false")


class CodeAgainForm(factors.ReauthenticateForm):
    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        reword(self.fields["code"], "6-digit code", CODE, autofocus="", spellcheck="false")


class AuthenticatorAppForm(totp.ActivateTOTPForm):
    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        reword(self.fields["code"], "6-digit code", "Which the app shows now.", spellcheck="false")


class PasskeyForm(webauthn.AddWebAuthnForm):
    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        reword(self.fields["name"], "Its name", "So that you know it again: “Blue key”, “Office laptop”.")
        reword(self.fields["passwordless"], "Sign in with it alone", "It then asks for your fingerprint, face or PIN.")


class PasskeyNameForm(webauthn.EditWebAuthnForm):
    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        reword(self.fields["name"], "Its name")
