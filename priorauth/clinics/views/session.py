"""The session's end, from the side of the person: nothing typed is lost."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.csrf import csrf_failure as djangos_csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from priorauth.clinics import idle, kept
from priorauth.clinics.door import current_member, for_members
from priorauth.clinics.middleware import sign_in_address
from priorauth.clinics.models import Member


@login_not_required
@never_cache
@require_GET
def session(request: HttpRequest) -> HttpResponse:
    """For session.js: whether this browser is signed in, as whom, for how long; and the token that forms need then."""
    if not request.user.is_authenticated:
        return JsonResponse({"signedIn": False})
    member = current_member(request)
    return JsonResponse(
        {
            "signedIn": True,
            "secondsLeft": idle.seconds_left(request),
            "user": str(request.user.pk),
            "member": str(member.id) if member else "",
            "csrf": get_token(request),
        }
    )


@never_cache
@require_GET
@for_members
def signed_in(request: HttpRequest, _member: Member) -> HttpResponse:
    """Where a new tab ends that was opened to sign in again: the work goes on in the old one."""
    return render(request, "clinics/signed_in.html")


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def typed(request: HttpRequest, _member: Member) -> HttpResponse:
    """What was typed before the session ended, to be sent now or thrown away."""
    found = kept.typed(request)
    if request.method == "POST" or found is None:
        kept.forget(request)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "clinics/typed.html", {"typed": found})


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is too old, as after signing in again in another tab. If it is our own, it can be sent again.

    Browsers say where a form comes from, and no other site can say that it is ours.
    """
    is_a_part = "HX-Request" in request.headers  # what was typed is still on the page, which can send it again
    is_our_own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if is_our_own and not is_a_part and kept.keep(request):
        then = reverse("clinics:typed")
        return redirect(then if request.user.is_authenticated else sign_in_address(then))
    return djangos_csrf_failure(request, reason)
