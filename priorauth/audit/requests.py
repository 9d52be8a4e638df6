"""The number of the web request that is being answered: entries and log lines carry it."""

import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """32 hexadecimal digits; empty outside a request."""
    return _request_id.get()


def numbered(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: gives each request a number of its own, which the answer tells."""

    def handle(request: HttpRequest) -> HttpResponse:
        token = _request_id.set(uuid.uuid4().hex)
        try:
            # Django logs a refusal when the middleware is through already, and with the request at hand.
            request.request_id = request_id()  # type: ignore[attr-defined]
            response = get_response(request)
            response["X-Request-ID"] = request_id()
            return response
        finally:
            _request_id.reset(token)

    return handle
