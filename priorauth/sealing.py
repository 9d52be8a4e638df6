"""Encrypts small texts at rest under keys derived from SECRET_KEY, one for each purpose."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class CannotUnseal(Exception):
    """The text was sealed under a key that is not here, or was changed."""


def seal(text: str, purpose: str) -> str:
    """The text, readable only by `unseal` with the same purpose."""
    return _keys(purpose).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str, purpose: str) -> str:
    """What was sealed. Raises CannotUnseal."""
    try:
        return _keys(purpose).decrypt(sealed.encode("ascii")).decode()
    except (InvalidToken, UnicodeEncodeError):
        raise CannotUnseal(
            f"What was sealed as {purpose} cannot be read. Add the SECRET_KEY of then to SECRET_KEY_FALLBACKS."
        ) from None


def _keys(purpose: str) -> MultiFernet:
    return MultiFernet([_derived(key, purpose) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _derived(key: str, purpose: str) -> Fernet:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"priorauth.{purpose}".encode()).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(made))
