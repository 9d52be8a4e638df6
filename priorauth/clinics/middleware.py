"""Who is signed out goes to the sign-in page, and nothing typed is lost on the way there."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from priorauth.clinics import kept

# Where somebody without a second factor may go, if everybody needs one.
ON_THE_WAY_TO_A_FACTOR = ("mfa_", "account_logout", "account_reauthenticate", "clinics:session")


class SignedInOnly(LoginRequiredMiddleware):
    """Every view asks for a sign-in unless it is marked as public with `login_not_required`."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if answer := super().process_view(request, view_func, view_args, view_kwargs):
            return answer
        if lacks_a_factor(request):
            return redirect("mfa_index")
        if request.method == "POST" and (typed := kept.typed(request)) and typed.path == request.get_full_path():
            kept.forget(request)  # it has been sent now
        return None

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        """To the sign-in page and back; a form that was sent is kept meanwhile."""
        if request.headers.get("HX-Request"):
            # A part of a page must not be replaced by a sign-in page; session.js shows that the session has ended.
            return HttpResponse(status=401)
        if kept.keep(request):
            return redirect(sign_in_address(reverse("clinics:typed")))
        return super().handle_no_permission(request, view_func)


def sign_in_address(then: str) -> str:
    return f"{reverse('account_login')}?next={quote(then)}"


def lacks_a_factor(request: HttpRequest) -> bool:
    """Whether the person has to set up a second factor before anything else."""
    if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
        return False
    view = request.resolver_match.view_name if request.resolver_match else ""
    if view.startswith(ON_THE_WAY_TO_A_FACTOR):
        return False
    return not is_mfa_enabled(request.user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
