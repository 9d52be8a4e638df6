"""Answers calendar programs. They have no session: the address is the secret, and nothing behind it is a patient's.

A fetch is no entry in the log: what it shows names nobody. That an address was made or revoked is one.
"""

from allauth.core.internal.ratelimit import consume
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from priorauth.desk.calendar.address import whose
from priorauth.desk.calendar.feed import feed_of

# Programs ask every few minutes at most, and many of a clinic's may come from one address.
LIMITS = {"calendar": "20/m/key,300/m/ip"}


@login_not_required
@never_cache
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whoever has this address. Unknown, revoked or of somebody who left: it is not here."""
    if not consume(request, app="priorauth", action="calendar", config=LIMITS, key=token, limit_get=True):
        return HttpResponse("Too many requests.", status=429, content_type="text/plain", headers={"Retry-After": "60"})
    member = whose(token)
    if member is None:
        raise Http404
    with timezone.override(member.clinic.time_zone):
        content = feed_of(member)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
