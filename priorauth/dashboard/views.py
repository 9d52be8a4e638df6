"""The dashboard, on screen and as CSV. It shows counts, and nobody's record."""

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Member
from priorauth.clinics.roles import Right
from priorauth.dashboard.forms import DashboardFilter
from priorauth.dashboard.kept import Counted, Question, figures_of
from priorauth.dashboard.pages import SPLITS, as_rows

# A cell that begins like this is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@never_cache
@require_GET
@for_members
def dashboard(request: HttpRequest, member: Member) -> HttpResponse:
    """The figures, narrowed down by the address."""
    require(member, Right.READ_FIGURES)
    filters = DashboardFilter(member.clinic, request.GET)
    counted = figures(request, member, filters)
    answer = {
        "filters": filters,
        "dashboard": counted.dashboard,
        "counted_at": counted.at,
        "splits": [(name, label, _query(request, split=name)) for name, label in SPLITS.items()],
        "query": request.GET.urlencode(),
    }
    return render(request, "dashboard/dashboard.html", answer)


@never_cache
@require_GET
@for_members
def as_csv(request: HttpRequest, member: Member) -> HttpResponse:
    """The same figures as a file; while they are counted for the first time, the page that says so."""
    require(member, Right.READ_FIGURES)
    counted = figures(request, member, DashboardFilter(member.clinic, request.GET))
    if counted.dashboard is None:
        return redirect(f"{reverse('dashboard:dashboard')}?{request.GET.urlencode()}")
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="dashboard-{timezone.localdate()}.csv"'
    rows = as_rows(counted.dashboard)
    csv.writer(answer).writerows([_harmless(cell) for cell in row] for row in rows)
    return answer


def figures(request: HttpRequest, member: Member, filters: DashboardFilter) -> Counted:
    today = timezone.localdate()
    split = request.GET.get("split", "")
    question = Question(filters.narrowed(today), split if split in SPLITS else "plan", today)
    return figures_of(member.clinic, question)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _query(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
    return query.urlencode()
