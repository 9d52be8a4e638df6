"""Keeps what a person had typed when the session ended, until the same person has signed in again.

The form is sealed and waits in the session of the signed-out browser, for the user who was signed in there last. Files
cannot be given back to a form, so their names are kept and asked for.
"""

import datetime as dt
from typing import Self

from django.http import HttpRequest
from django.utils import timezone
from pydantic import BaseModel, ConfigDict

from priorauth.clinics.idle import who_was_here
from priorauth.clinics.models import User
from priorauth.sealing import CannotUnseal, seal, unseal

SESSION_KEY = "typed"
PURPOSE = "typed before signing in"
KEPT_FOR = dt.timedelta(hours=12)
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
NOT_TYPED = "csrfmiddlewaretoken"


class Typed(BaseModel):
    """A form as it was sent, and by whom."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    user_id: int
    path: str
    at: dt.datetime
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]

    @classmethod
    def of(cls, request: HttpRequest, user: User) -> Self:
        return cls(
            user_id=user.pk,
            path=request.get_full_path(),
            at=timezone.now(),
            fields=tuple(
                (name, value) for name, values in request.POST.lists() if name != NOT_TYPED for value in values
            ),
            files=tuple(file.name or name for name, files in request.FILES.lists() for file in files),
        )

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The fields that hold something, for people to read."""
        return [(name.replace("_", " "), value) for name, value in self.fields if value.strip()]


def keep(request: HttpRequest) -> bool:
    """Keeps a form of a clinic's page that arrived too late. False where it is none, or nobody was signed in there.

    Forms of sign-in are never kept: they hold passwords, and /typed/ shows what was kept.
    """
    user = request.user if isinstance(request.user, User) else who_was_here(request)
    if user is None or request.method != "POST" or request.content_type not in FORMS or not is_of_a_clinic(request):
        return False
    request.session[SESSION_KEY] = seal(Typed.of(request, user).model_dump_json(), PURPOSE)
    if not request.user.is_authenticated:
        request.session.set_expiry(int(KEPT_FOR.total_seconds()))
    return True


def is_of_a_clinic(request: HttpRequest) -> bool:
    """Whether the request was for a page of a clinic, other than the one that shows what was kept."""
    found = request.resolver_match
    return found is not None and getattr(found.func, "is_for_members", False) and found.view_name != "clinics:typed"


def typed(request: HttpRequest) -> Typed | None:
    """What was kept for the person who is signed in now."""
    try:
        found = Typed.model_validate_json(unseal(request.session[SESSION_KEY], PURPOSE))
    except (KeyError, CannotUnseal):
        return None
    is_theirs = found.user_id == request.user.pk and timezone.now() - found.at < KEPT_FOR
    return found if is_theirs else None


def is_there(request: HttpRequest) -> bool:
    return SESSION_KEY in request.session


def forget(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)
