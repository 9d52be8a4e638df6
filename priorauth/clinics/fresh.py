"""Proof that it is still the same person at the keyboard, for what nobody else may do in their name.

Who has signed in, or proved it again, within ACCOUNT_REAUTHENTICATION_TIMEOUT is not asked.
"""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.http import HttpRequest

NAMES = {"totp": "authenticator code", "recovery_codes": "recovery code", "webauthn": "passkey"}


def require_fresh(request: HttpRequest) -> None:
    """Goes on if the person proved who they are a moment ago; otherwise they are asked for it and come back here.

    Call it before anything is changed: a form that was sent is sent again afterwards.
    """
    raise_if_reauthentication_required(request, app="priorauth")


def how_proved(request: HttpRequest) -> str:
    """How the person has proved who they are in this session: `Password and authenticator code`."""
    records = get_authentication_records(request, request.user)
    named = (NAMES.get(one.get("type", ""), one.get("method", "")) for one in records)
    return " and ".join(dict.fromkeys(filter(None, named))).capitalize()
