"""What every template may show of the person who asks."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from priorauth.clinics import idle, kept
from priorauth.clinics.door import current_member
from priorauth.clinics.roles import RIGHTS, Right, Role


def whoever_asks(request: HttpRequest) -> dict[str, Any]:
    """The member, or None; which rights the rail shows pages for; and what the sign-in pages say."""
    member = current_member(request) if hasattr(request, "user") else None
    rights = RIGHTS[Role(member.role)] if member else frozenset()
    return {
        "member": member,
        "may": {right.value: right in rights for right in Right},
        "idle_minutes": settings.SESSION_COOKIE_AGE // 60,
        "factor_required": settings.SECOND_FACTOR_REQUIRED,
        "reset_days": settings.PASSWORD_RESET_TIMEOUT // (24 * 3600),
        # Only the sign-in page asks, so only it pays for the answer.
        "typed_waits": lambda: kept.is_there(request),
        "was_here": lambda: idle.who_was_here(request),
    }
