"""How django-allauth behaves here: nobody signs up alone, messages are our own, secrets are sealed."""

import time
from typing import Any, ClassVar

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from priorauth.clinics import kept, mail, signals
from priorauth.clinics.models import User
from priorauth.sealing import seal, unseal

FACTORS = "second factor"


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in and passwords."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "This email and password don’t fit together. Check both, or set a new password.",
        "incorrect_password": "This isn’t your password. Enter the one you sign in with.",
        "enter_current_password": "This isn’t your present password. Enter the one you sign in with.",
        "too_many_login_attempts": "That was tried too often. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A message of allauth's, from the folder of the same name."""
        try:
            mail.send(template_prefix.rpartition("/")[2], email, context)
        except mail.MailNotSent as problem:
            messages.error(self.request, str(problem))

    def add_message(self, request: HttpRequest, level: int, *arguments: Any, **keywords: Any) -> None:
        """Of allauth's own remarks only what went wrong is shown: that somebody signed in, the page says."""
        if level >= messages.ERROR:
            super().add_message(request, level, *arguments, **keywords)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("clinics:typed") if kept.is_there(request) else super().get_login_redirect_url(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password for somebody whom we know stands in the log of their clinics."""
        email = str(credentials.get("email", "")).strip().lower()
        if user := User.objects.filter(email=email).first():
            signals.record_refused_sign_in(user)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """Who has a second factor proves by it that it is still they; a password is asked of the others."""
        methods: list[dict[str, str]] = super().get_reauthentication_methods(user)
        factors = [one for one in methods if one["id"].startswith("mfa_")]
        return factors or methods

    def is_reauthentication_required(self, *, app: str, **_keywords: Any) -> bool:
        """Whoever signed in a moment ago is not asked again; allauth counts only what was asked again."""
        request = context.request
        records = get_authentication_records(request, request.user)
        return not any(time.time() - one["at"] < account_settings.REAUTHENTICATION_TIMEOUT for one in records)


class MfaAdapter(DefaultMFAAdapter):
    """Second factors."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code doesn’t fit. Enter the one that the app shows now; each works once.",
    }

    def encrypt(self, text: str) -> str:
        return seal(text, FACTORS)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, FACTORS)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 (allauth's name)
        """A name to begin with: the first is "Passkey", the next "Passkey 2"."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {count + 1}" if count else "Passkey"

    def _get_site_name(self) -> str:
        return "priorauth"
