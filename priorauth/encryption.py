"""Encrypts single values and files with rotating keys; makes the keyed hashes by which a value is found exactly.

`settings.ENCRYPTION_KEYS` is a list of Fernet keys: the first encrypts, all decrypt. `settings.LOOKUP_KEY` keys the
hashes, so that whoever has the database alone can neither read a number nor try numbers out.
"""

import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotDecrypt(Exception):
    """What is stored was written with a key that is not in the list, or was changed."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} cannot be decrypted: it was written with a key that ENCRYPTION_KEYS does not hold, or it was "
            "changed. Put the missing key back at the end of the list."
        )


def new_key() -> str:
    """A new key that encrypts."""
    return Fernet.generate_key().decode()


def encrypt(data: bytes) -> bytes:
    """The data under the first key, as a Fernet token (URL-safe text)."""
    return _ciphers(tuple(settings.ENCRYPTION_KEYS))[0].encrypt(data)


def decrypt(token: bytes, what: str) -> bytes:
    """What was encrypted under any of the keys. `what` names it in CannotDecrypt and holds nothing of a patient."""
    try:
        return MultiFernet(_ciphers(tuple(settings.ENCRYPTION_KEYS))).decrypt(token)
    except InvalidToken:
        raise CannotDecrypt(what) from None


def is_under_first_key(token: bytes) -> bool:
    """Whether a rotation may leave the token as it is."""
    try:
        _ciphers(tuple(settings.ENCRYPTION_KEYS))[0].decrypt(token)
    except InvalidToken:
        return False
    return True


def lookup(purpose: str, value: str) -> str:
    """The keyed hash of a number, the same however it is spaced, hyphenated or capitalized; empty for an empty one.

    Each purpose (`member_id`, `mrn`) has a key of its own, so that equal numbers of two kinds cannot be told.
    """
    bare = "".join(letter for letter in value.casefold() if letter.isalnum())
    if not bare:
        return ""
    key = hmac.digest(settings.LOOKUP_KEY.encode(), purpose.encode(), hashlib.sha256)
    return hmac.digest(key, bare.encode(), hashlib.sha256).hex()


@lru_cache(maxsize=8)
def _ciphers(keys: tuple[str, ...]) -> tuple[Fernet, ...]:
    return tuple(Fernet(key) for key in keys)
