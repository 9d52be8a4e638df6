"""Typed readers of environment variables that refuse nonsense and say what is wanted instead."""

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

YES = frozenset({"1", "true", "yes", "on"})
MAKE_A_FERNET_KEY = 'python -c "import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())"'
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,20}")
NO = frozenset({"0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    """The value without surrounding blanks; `default` where the variable is absent or empty."""
    return str(env.str(name, default="")).strip() or default


def flag(name: str, default: bool) -> bool:
    """Yes or no. Anything else is an error: a misspelt "flase" must not switch something on."""
    value = text(name).lower()
    if not value:
        return default
    if value in YES | NO:
        return value in YES
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no. Write 1 or 0.")


def whole_number(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number within its bounds, both included."""
    value = text(name)
    if not value:
        return default
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number.") from None
    if least <= number <= most:
        return number
    raise ImproperlyConfigured(f"{name}={number} is out of bounds. Write a number from {least} to {most}.")


def one_of(name: str, default: str, choices: Sequence[str]) -> str:
    """One of a few words."""
    value = text(name, default)
    if value in choices:
        return value
    raise ImproperlyConfigured(f"{name}={value!r} is not known. Write one of: {', '.join(choices)}.")


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or list(default)


def fernet_keys(name: str) -> list[str]:
    """Keys that encrypt, separated by commas: each 32 bytes as URL-safe base64. The message shows none of them."""
    keys = words(name)
    for number, key in enumerate(keys, start=1):
        try:
            is_key = len(base64.b64decode(key, altchars=b"-_", validate=True)) == 32
        except binascii.Error:
            is_key = False
        if not is_key:
            raise ImproperlyConfigured(f"{name}: number {number} is no key. Make one with: {MAKE_A_FERNET_KEY}")
    return keys


def keyring(name: str, default: Mapping[str, str]) -> dict[str, str]:
    """Keys by their ids, written `id:key,id:key`. The first one is used, the others read what they once wrote."""
    ring: dict[str, str] = {}
    for word in words(name):
        key_id, colon, key = word.partition(":")
        if not colon or not key or not KEY_ID.fullmatch(key_id) or key_id in ring:
            raise ImproperlyConfigured(
                f"{name} is no list of keys. Write id:key,id:key, each id once, the newest first."
            )
        ring[key_id] = key
    return ring or dict(default)


def folder(name: str, default: Path) -> Path:
    """An absolute path; a relative one would mean another folder for each program that reads it."""
    path = Path(text(name, str(default)))
    if path.is_absolute():
        return path
    raise ImproperlyConfigured(f"{name}={str(path)!r} is a relative path. Write it from the root, beginning with /.")


def bucket(name: str) -> str:
    """The name of a bucket, as S3 allows them; empty where files are kept in the data folder."""
    value = text(name)
    if not value or BUCKET.fullmatch(value):
        return value
    raise ImproperlyConfigured(
        f"{name}={value!r} is no name of a bucket. Write 3 to 63 small letters, digits, dots and hyphens."
    )


def web_address(name: str) -> str:
    """http:// or https:// with a host and nothing behind it; empty where none is named."""
    url = text(name)
    parts = urlsplit(url)
    is_whole = parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/")
    if not url or (is_whole and not (parts.query or parts.username)):
        return url.rstrip("/")
    raise ImproperlyConfigured(f"{name} is not the address of a server. Write https://host or https://host:9000.")


def database(name: str, default: Path) -> dict[str, Any]:
    """Django's description of the database: PostgreSQL by URL, or the SQLite file `default`.

    SQLite runs in WAL mode and takes its write lock when a transaction begins; otherwise two writers that both began
    by reading fail with "database is locked".
    """
    url = text(name)
    if not url or url.startswith("sqlite:"):
        path = Path(urlsplit(url).path) if url else default
        if not path.is_absolute() or path.name == "":
            raise ImproperlyConfigured(f"{name}={url!r} names no file. Write sqlite:////folder/file, or leave it out.")
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL"}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options}
    parsed: dict[str, Any] = env.db_url_config(url) if urlsplit(url).scheme in ("postgres", "postgresql") else {}
    if not parsed.get("NAME"):
        raise ImproperlyConfigured(f"{name} is not a PostgreSQL address. Write postgresql://user:password@host/name.")
    return {**parsed, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def mail(name: str) -> dict[str, Any]:
    """Django's settings for sending mail, by URL; without one, messages are written to the terminal.

    smtp+tls://user:password@host:587 (STARTTLS), smtp+ssl://user:password@host:465, smtp://host:25 (in the clear, for a
    relay on the same machine), file:///folder.
    """
    url = text(name)
    parts = urlsplit(url)
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "file" and parts.path.startswith("/"):
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": parts.path}
    if parts.scheme in ("smtp", "smtp+tls", "smtp+ssl") and parts.hostname:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}[parts.scheme],
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
            "EMAIL_USE_SSL": parts.scheme == "smtp+ssl",
        }
    raise ImproperlyConfigured(
        f"{name} is not a mail server's address. Write smtp+tls://user:password@host:587 or file:///folder."
    )


def broker(name: str, default: str) -> str:
    """Celery's address of a Redis: redis://, rediss:// or, for a unix socket, unix:///path?db=0."""
    url = text(name, default)
    parts = urlsplit(url)
    if parts.scheme in ("redis", "rediss") and parts.hostname:
        return url
    if parts.scheme == "unix" and parts.path:
        number = parse_qs(parts.query).get("db", ["0"])[0]
        return f"redis+socket://{parts.path}?virtual_host={number}"
    raise ImproperlyConfigured(
        f"{name} is not a Redis address. Write redis://host:6379/0 or unix:///folder/redis.sock."
    )
