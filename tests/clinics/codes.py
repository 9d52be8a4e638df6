"""What an authenticator app on a phone does, and a passkey."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.webauthn.internal.auth import WebAuthn
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

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


def passkey_of(user: User) -> Authenticator:
    """A passkey of the user's as the database keeps it; nobody has its private half."""
    key = {1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)}  # an ES256 key as COSE writes it
    credential = AttestedCredentialData.create(Aaguid.NONE, b"passkey", key)
    flags = AuthenticatorData.FLAG.USER_PRESENT | AuthenticatorData.FLAG.ATTESTED
    seen = AuthenticatorData.create(bytes(32), flags, 0, bytes(credential))
    answer = {
        "clientDataJSON": websafe_encode(b'{"type": "webauthn.create", "challenge": "", "origin": ""}'),
        "attestationObject": websafe_encode(bytes(AttestationObject.create("none", seen, {}))),
    }
    name = websafe_encode(b"passkey")
    sent = {"id": name, "rawId": name, "type": "public-key", "response": answer}
    return WebAuthn.add(user, "Laptop", sent).instance


def stored(user: User) -> str:
    """What the database holds of the user's factors."""
    return str(list(Authenticator.objects.filter(user=user).values_list("data", flat=True)))
