"""Whoever works in several clinics says in which."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from priorauth.clinics import door, kept
from priorauth.clinics.models import User


@never_cache
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """One button for each clinic; without any, what to do about it."""
    assert isinstance(request.user, User)
    memberships = door.memberships(request.user)
    if request.method == "POST":
        wanted = request.POST.get("member")
        member = next((member for member in memberships if str(member.id) == wanted), None)
        if member is None:
            raise Http404
        door.choose(request, member)
        return redirect("clinics:typed" if kept.typed(request) else settings.LOGIN_REDIRECT_URL)
    return render(request, "clinics/choose.html", {"memberships": memberships})
