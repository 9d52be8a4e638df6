"""Keys and digests. A digest covers the whole entry and the digest before it: each vouches for all earlier ones."""

import hashlib
import hmac
import json
from collections.abc import Mapping

from django.conf import settings

from priorauth.audit.models import DIGEST_LENGTH, Entry

# What the first entry of a chain names as the one before it.
BEGINNING = "0" * DIGEST_LENGTH


class UnknownKey(Exception):
    """AUDIT_KEYS does not hold the key with which something was sealed."""

    def __init__(self, key_id: str) -> None:
        self.key_id = key_id
        super().__init__(f"AUDIT_KEYS holds no key {key_id!r}. Add the key that was in use then.")


def current_key_id() -> str:
    """The key for new entries: the first of AUDIT_KEYS."""
    return next(iter(settings.AUDIT_KEYS))


def digest_of(entry: Entry) -> str:
    """HMAC-SHA256 over every column but the digest itself. Raises UnknownKey."""
    return sealed(
        entry.key_id,
        {
            "clinic": entry.clinic_id,
            "number": entry.number,
            "at": entry.at.isoformat(),
            "by": entry.by,
            "by_id": entry.by_id,
            "action": entry.action,
            "subject_type": entry.subject_type,
            "subject_id": entry.subject_id,
            "changed": entry.changed,
            "request_id": entry.request_id,
            "previous": entry.previous,
        },
    )


def sealed(key_id: str, content: Mapping[str, object]) -> str:
    """The digest of a mapping under a key, which the digest covers too. Raises UnknownKey."""
    if key_id not in settings.AUDIT_KEYS:
        raise UnknownKey(key_id)
    text = json.dumps({**content, "key": key_id}, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.new(settings.AUDIT_KEYS[key_id].encode(), text.encode(), hashlib.sha256).hexdigest()
