"""The door of every page: which member asks, and what that member may do.

A page takes the member first and reads its objects with `objects.of(member.clinic)`: another clinic's object is not
there, 404. Then it asks `require`: in one's own clinic, without the right, the answer is 403.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.utils import timezone

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.clinics.models import Member, User
from priorauth.clinics.roles import Right, Role, roles_with

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, Member, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
CHOSEN = "member_id"


class Refused(PermissionDenied):
    """A member without the right asked for something of their own clinic."""

    def __init__(self, member: Member, right: Right) -> None:
        self.role = Role(member.role).label
        self.right = right.label
        self.needed = " or ".join(role.label for role in roles_with(right))
        super().__init__(f"{self.role} may not {self.right}.")


def for_members(page: Page[P]) -> View[P]:
    """A page of a clinic, by the clinic's own clock. Who belongs to several chooses one first; who belongs to none is
    told so."""

    @wraps(page)
    def guarded(request: HttpRequest, /, *arguments: P.args, **keywords: P.kwargs) -> HttpResponse:
        member = current_member(request)
        if member is None:
            return redirect("clinics:choose")
        with timezone.override(member.clinic.time_zone):
            return page(request, member, *arguments, **keywords)

    guarded.is_for_members = True  # type: ignore[attr-defined]
    return guarded


def require(member: Member, right: Right, *, of: models.Model | None = None) -> None:
    """Goes on if the member has the right; otherwise writes the attempt into the log and raises Refused.

    Ask before a transaction begins: one that is rolled back would take the entry with it.
    """
    if member.may(right):
        return
    record(Action.ACCESS_REFUSED, member=member, subject=of or member)
    raise Refused(member, right)


def memberships(user: User) -> list[Member]:
    """Where a user may work, by the clinics' names."""
    members = Member.objects.of_every_clinic().filter(user=user, is_active=True)
    return list(members.select_related("clinic", "user").order_by("clinic__name"))


def current_member(request: HttpRequest) -> Member | None:
    """The membership that this request works under: the chosen one, or the only one. One query per request."""
    if not hasattr(request, "_member"):
        request._member = _find_member(request)  # type: ignore[attr-defined]
    found: Member | None = request._member  # type: ignore[attr-defined]
    return found


def _find_member(request: HttpRequest) -> Member | None:
    if not isinstance(request.user, User):
        return None
    possible = memberships(request.user)
    if len(possible) == 1:
        return possible[0]
    chosen = request.session.get(CHOSEN)
    return next((member for member in possible if str(member.id) == chosen), None)


def choose(request: HttpRequest, member: Member) -> None:
    """From now on this session works under that membership.

    Forms that are open in other tabs were filled for another clinic: with a new token they are shown again before
    anything of them is saved here.
    """
    rotate_token(request)
    request.session[CHOSEN] = str(member.id)
    request._member = member  # type: ignore[attr-defined]
