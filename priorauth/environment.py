"""Typed readers of environment variables that refuse nonsense and say what is wanted instead."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

YES = frozenset({"1", "true", "yes", "on"})
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


def folder(name: str, default: Path) -> Path:
    """An absolute path; a relative one would mean another folder for each program that reads it."""
    path = Path(text(name, str(default)))
    if path.is_absolute():
        return path
    raise ImproperlyConfigured(f"{name}={str(path)!r} is a relative path. Write it from the root, beginning with /.")


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
