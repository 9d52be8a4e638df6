"""What an authenticator app on a phone does."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

from priorauth.clinics.models import User


def app_of(user: User) -> str:
    """Sets an app up for the user; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_of(secret: str, *, later: int = 0) -> str:
    """What the app shows now, or so many times 30 seconds later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def recovery_codes_of(user: User) -> list[str]:
    return list(RecoveryCodes.activate(user).get_unused_codes())


def stored(user: User) -> str:
    """What the database holds of the user's factors."""
    return str(list(Authenticator.objects.filter(user=user).values_list("data", flat=True)))
