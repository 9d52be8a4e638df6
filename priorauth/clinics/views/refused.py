"""The page for a member who lacks a right."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from priorauth.clinics.door import Refused


@login_not_required
def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Says which role it needs, where the door said so; otherwise that it cannot be done."""
    answer = {"refused": exception if isinstance(exception, Refused) else None}
    return render(request, "403.html", answer, status=403)
