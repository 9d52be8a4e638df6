"""Answers calendar programs. They have no session: the address is the secret, and nothing behind it is a patient's.

A fetch is no entry in the log: what it shows names nobody. That an address was made or revoked is one.
"""

import time

from allauth.core.internal.ratelimit import get_ip
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from priorauth.desk.calendar.address import whose
from priorauth.desk.calendar.feed import feed_of
from priorauth.encryption import lookup

# In a minute. Programs ask every few minutes at most; many of a clinic's may come from one place.
MOST_OF_A_CALENDAR = 20
MOST_FROM_A_PLACE = 300


@login_not_required
@never_cache
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whoever has this address. Unknown, revoked or of somebody who left: it is not here."""
    if _asks_too_often(request, token):
        return HttpResponse("Too many requests.", status=429, content_type="text/plain", headers={"Retry-After": "60"})
    member = whose(token)
    if member is None:
        raise Http404
    with timezone.override(member.clinic.time_zone):
        content = feed_of(member)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _asks_too_often(request: HttpRequest, token: str) -> bool:
    """Counted without a lock: two that ask at one moment may count as one, and neither waits for the other."""
    limits = {lookup("calendar", token): MOST_OF_A_CALENDAR, get_ip(request): MOST_FROM_A_PLACE}
    return any(_count(name) > most for name, most in limits.items())


def _count(name: str) -> int:
    """How often this was asked for within the minute, this time included."""
    key = f"calendar:{name}:{int(time.time() // 60)}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key)
    except ValueError:  # it ended in between
        return 1
