"""Headers that every page carries."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
HEADER = "Content-Security-Policy"


def policy(framed_by: str = "'none'") -> str:
    """Everything comes from this server's own files; only icons are masks drawn from data: addresses."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "font-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "frame-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {framed_by}",
        ]
    )


def content_security_policy(get_response: Handler) -> Handler:
    """No inline script or style, nothing from elsewhere, no page inside another unless its view says so."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(HEADER, policy())
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        return response

    return handle


def may_be_framed_by_own_pages(view: View[P]) -> View[P]:
    """For a view whose page stands in a frame of another page of ours."""

    @wraps(view)
    def framed(request: HttpRequest, /, *arguments: P.args, **keywords: P.kwargs) -> HttpResponse:
        response = view(request, *arguments, **keywords)
        response[HEADER] = policy("'self'")
        return response

    return framed
