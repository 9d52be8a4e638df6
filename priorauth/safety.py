"""What a production server refuses to start with, each with the remedy."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from priorauth.environment import MAKE_A_FERNET_KEY

SHORTEST_KEY = 50

Check = tuple[bool, str]
"""Whether a setting is unsafe, and the reason with its remedy."""


def refuse_what_is_unsafe(settings: Mapping[str, Any]) -> None:
    """Raises with every reason at once, so that a deployment is not mended one restart at a time."""
    checks = (*_keys(settings), *_servers(settings), *_files(settings["FILES_STORE"]), *_people(settings))
    reasons = [reason for unsafe, reason in checks if unsafe]
    if reasons:
        raise ImproperlyConfigured("\n".join(["PRIORAUTH_MODE=production cannot start:", *reasons]))


def _keys(settings: Mapping[str, Any]) -> tuple[Check, ...]:
    """What signs, encrypts and seals."""
    return (
        (
            len(settings["SECRET_KEY"]) < SHORTEST_KEY,
            f"SECRET_KEY is missing or shorter than {SHORTEST_KEY} characters. Make one with: "
            'python -c "import secrets; print(secrets.token_urlsafe(64))"',
        ),
        (
            not settings["ENCRYPTION_KEYS"],
            "ENCRYPTION_KEYS is missing. Without it no stored number or file can be read again: make a key with "
            f"the following, and keep a copy apart from the backups: {MAKE_A_FERNET_KEY}",
        ),
        (
            len(settings["LOOKUP_KEY"]) < SHORTEST_KEY,
            f"LOOKUP_KEY is missing or shorter than {SHORTEST_KEY} characters. Make one as you made SECRET_KEY.",
        ),
        (
            settings["LOOKUP_KEY"] == settings["SECRET_KEY"] != "",
            "LOOKUP_KEY is the same as SECRET_KEY. Make one of its own.",
        ),
        (
            not settings["AUDIT_KEYS"] or any(len(key) < SHORTEST_KEY for key in settings["AUDIT_KEYS"].values()),
            f"AUDIT_KEYS is missing or holds a key shorter than {SHORTEST_KEY} characters. Write id:key with a key "
            "made like SECRET_KEY, and not the same one.",
        ),
        (
            settings["SECRET_KEY"] in settings["AUDIT_KEYS"].values(),
            "AUDIT_KEYS holds SECRET_KEY. Whoever may sign cookies must not be able to write the log.",
        ),
        (
            0 < len(settings["METRICS_TOKEN"]) < SHORTEST_KEY,
            f"METRICS_TOKEN is shorter than {SHORTEST_KEY} characters. Make one as you made SECRET_KEY.",
        ),
    )


def _servers(settings: Mapping[str, Any]) -> tuple[Check, ...]:
    """What is served, to whom, and what it stands on."""
    return (
        (settings["DEBUG"], "DEBUG is on. It shows patients' data on error pages: take it away."),
        (not settings["ALLOWED_HOSTS"], "ALLOWED_HOSTS is empty. Name the server's host names."),
        ("*" in settings["ALLOWED_HOSTS"], "ALLOWED_HOSTS allows every host. Name the server's host names."),
        (
            "sqlite" in settings["DATABASES"]["default"]["ENGINE"],
            "DATABASE_URL is missing. Production runs on PostgreSQL: postgresql://user:password@host/name.",
        ),
        (
            any(not origin.startswith("https://") for origin in settings["CSRF_TRUSTED_ORIGINS"]),
            "CSRF_TRUSTED_ORIGINS names an origin without https://. Forms come by HTTPS only.",
        ),
        (
            not settings["SITE_ADDRESS"].startswith("https://") and bool(settings["ALLOWED_HOSTS"]),
            "SITE_ADDRESS does not begin with https://. Links in messages lead there.",
        ),
        (not settings["REDIS_IS_NAMED"], "REDIS_URL is missing. Name the Redis that web and workers share."),
    )


def _files(store: Mapping[str, str]) -> tuple[Check, ...]:
    """Where uploads and PDFs are kept, if that is not the data folder."""
    endpoint = urlsplit(store["endpoint"])
    return (
        (
            bool(store["endpoint"]) and not store["bucket"],
            "FILES_ENDPOINT is set and FILES_BUCKET is missing: files would stay on this machine. Name the bucket.",
        ),
        (
            bool(store["access_key"]) != bool(store["secret_key"]),
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY go together: set both, or neither on a machine with a role.",
        ),
        (
            endpoint.scheme == "http" and not _is_private(endpoint.hostname or ""),
            "FILES_ENDPOINT is reached without https:// over a public network. Write https://host.",
        ),
    )


def _is_private(host: str) -> bool:
    """This machine, a private address, or a name that only a container's own network knows."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host


def _people(settings: Mapping[str, Any]) -> tuple[Check, ...]:
    """How people are let in and reached."""
    return (
        (
            not settings["SECOND_FACTOR_REQUIRED"],
            "SECOND_FACTOR is optional. Everybody who sees patients' records needs one: take it away.",
        ),
        (
            not settings["MAIL_IS_NAMED"],
            "EMAIL_URL is missing. Invitations and new passwords go by mail: smtp+tls://user:password@host:587.",
        ),
        (
            settings["DEFAULT_FROM_EMAIL"].endswith("@localhost"),
            "EMAIL_FROM is missing. Name the address that messages come from.",
        ),
    )
