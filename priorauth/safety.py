"""What a production server refuses to start with, each with the remedy."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50


def refuse_what_is_unsafe(settings: Mapping[str, Any]) -> None:
    """Raises with every reason at once, so that a deployment is not mended one restart at a time."""
    reasons = [
        reason
        for unsafe, reason in (
            (settings["DEBUG"], "DEBUG is on. It shows patients' data on error pages: take it away."),
            (
                len(settings["SECRET_KEY"]) < SHORTEST_KEY,
                f"SECRET_KEY is missing or shorter than {SHORTEST_KEY} characters. Make one with: "
                'python -c "import secrets; print(secrets.token_urlsafe(64))"',
            ),
            (not settings["ALLOWED_HOSTS"], "ALLOWED_HOSTS is empty. Name the server's host names."),
            ("*" in settings["ALLOWED_HOSTS"], "ALLOWED_HOSTS allows every host. Name the server's host names."),
            (
                "sqlite" in settings["DATABASES"]["default"]["ENGINE"],
                "DATABASE_URL is missing. Production runs on PostgreSQL: postgresql://user:password@host/name.",
            ),
            (not settings["REDIS_IS_NAMED"], "REDIS_URL is missing. Name the Redis that web and workers share."),
        )
        if unsafe
    ]
    if reasons:
        raise ImproperlyConfigured("\n".join(["PRIORAUTH_MODE=production cannot start:", *reasons]))
