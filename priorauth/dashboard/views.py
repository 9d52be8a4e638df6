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
from priorauth.dashboard.counting import Question
from priorauth.dashboard.forms import DashboardFilter
from priorauth.dashboard.kept import Counted, figures_of
from priorauth.dashboard.pages import SPLITS, Dashboard, Namer
from priorauth.dashboard.table import as_rows

# A cell that begins like this is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@never_cache
@require_GET
@for_members
def dashboard(request: HttpRequest, member: Member) -> HttpResponse:
    """The figures, narrowed down by the address."""
    require(member, Right.READ_FIGURES)
    filters = DashboardFilter(member.clinic, request.GET)
    question, answer = asked(request, member, filters)
    shown = {
        "filters": filters,
        "split": question.split,
        "label": SPLITS[question.split],
        "dashboard": _named(member, question, answer),
        "counted_at": answer.at,
        "splits": [(name, label, _query(request, split=name)) for name, label in SPLITS.items()],
        "query": request.GET.urlencode(),
    }
    return render(request, "dashboard/dashboard.html", shown)


@never_cache
@require_GET
@for_members
def as_csv(request: HttpRequest, member: Member) -> HttpResponse:
    """The same figures as a file; while they are counted for the first time, the page that says so."""
    require(member, Right.READ_FIGURES)
    dashboard = _named(member, *asked(request, member, DashboardFilter(member.clinic, request.GET)))
    if dashboard is None:
        return redirect(f"{reverse('dashboard:dashboard')}?{request.GET.urlencode()}")
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="dashboard-{timezone.localdate()}.csv"'
    csv.writer(answer).writerows([_harmless(cell) for cell in row] for row in as_rows(dashboard))
    return answer


def asked(request: HttpRequest, member: Member, filters: DashboardFilter) -> tuple[Question, Counted]:
    """What the address asks for, and the answer."""
    today = timezone.localdate()
    split = request.GET.get("split", "")
    question = Question(filters.narrowed(today), split if split in SPLITS else "plan", today)
    return question, figures_of(member.clinic, question)


def _named(member: Member, question: Question, answer: Counted) -> Dashboard | None:
    return Dashboard(question, answer.figures, Namer(member.clinic)) if answer.figures else None


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _query(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
    return query.urlencode()
