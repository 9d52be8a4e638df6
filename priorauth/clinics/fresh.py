"""Proof that it is still the same person at the keyboard, for what nobody else may do in their name.

Who has signed in, or proved it again, within ACCOUNT_REAUTHENTICATION_TIMEOUT is not asked. Of somebody who has set up
a second factor only that counts: a password alone is less than they signed in with.
"""

import time

from allauth.account import app_settings as account_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

NAMES = {"totp": "authenticator code", "recovery_codes": "recovery code", "webauthn": "passkey"}


def require_fresh(request: HttpRequest) -> None:
    """Goes on if the person proved who they are a moment ago; otherwise they are asked for it and come back here.

    Call it before anything is changed: a form that was sent is sent again afterwards.
    """
    needs_factor = is_mfa_enabled(request.user)
    proofs = get_authentication_records(request, request.user)
    counted = (one["at"] for one in proofs if one["method"] == "mfa" or not needs_factor)
    if not any(time.time() - at < account_settings.REAUTHENTICATION_TIMEOUT for at in counted):
        raise ReauthenticationRequired


def how_proved(request: HttpRequest) -> str:
    """How the person has proved who they are in this session: `Password and authenticator code`."""
    records = get_authentication_records(request, request.user)
    named = (NAMES.get(one.get("type", ""), one.get("method", "")) for one in records)
    return " and ".join(dict.fromkeys(filter(None, named))).capitalize()
