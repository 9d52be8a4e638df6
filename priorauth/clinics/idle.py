"""A session ends after IDLE_MINUTES in which its person did nothing; each thing done starts the time anew."""

import datetime as dt
import time
from collections.abc import Callable

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from priorauth.clinics.models import User

SEEN_AT = "seen_at"
# Writing the session at every request would be a write for every icon; a third of a minute is exact enough.
EXACT_TO_SECONDS = 20
# Set by a page that asks by itself, such as one that waits for a PDF: nobody did anything.
BY_ITSELF = "X-By-Itself"
WAS_HERE = "was_here"
WAS_HERE_FOR = dt.timedelta(hours=12)


def sliding(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: keeps the session of an active person alive and remembers who was here when it ends."""

    def handle(request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        if was_signed_in and BY_ITSELF not in request.headers:
            touch(request)
        response = get_response(request)
        if request.user.is_authenticated:
            remember(request, response)
        elif was_signed_in:
            response.delete_cookie(WAS_HERE)
        return response

    return handle


def touch(request: HttpRequest) -> None:
    """The person did something just now."""
    now = int(time.time())
    if now - request.session.get(SEEN_AT, 0) >= EXACT_TO_SECONDS:
        request.session[SEEN_AT] = now


def seconds_left(request: HttpRequest) -> int:
    """Until this session ends if nothing is done; 0 for a signed-out browser."""
    if not request.user.is_authenticated:
        return 0
    seen_at = int(request.session.get(SEEN_AT, time.time()))
    return max(0, seen_at + settings.SESSION_COOKIE_AGE - int(time.time()))


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """So that the sign-in page knows whose session ended, and for whom to keep what comes from it."""
    if request.session.modified:
        response.set_signed_cookie(
            WAS_HERE,
            str(request.user.pk),
            salt=WAS_HERE,
            max_age=WAS_HERE_FOR,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )


def who_was_here(request: HttpRequest) -> User | None:
    """Who was signed in last in this browser and did not sign out."""
    try:
        user_id = request.get_signed_cookie(WAS_HERE, salt=WAS_HERE, max_age=WAS_HERE_FOR) or "0"
    except (KeyError, signing.BadSignature):
        return None
    return User.objects.filter(pk=int(user_id), is_active=True).first()
