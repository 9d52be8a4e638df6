"""The search of every page: patients, with their cases, by name or by any number.

What was typed is a patient's data and stands in no address: it is kept, sealed, in the session, under a random mark.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.finding import Hit, by_name, by_number
from priorauth.cases.models import Case
from priorauth.cases.saying import Due, Status, due, status_said
from priorauth.clinics.door import for_members, require
from priorauth.clinics.models import Clinic, Member
from priorauth.clinics.roles import Right
from priorauth.paging import counted, page_of
from priorauth.patients.models import Patient
from priorauth.sealing import CannotUnseal, seal, unseal

ON_A_PAGE = 25
LONGEST = 200
SESSION_KEY = "searched"
PURPOSE = "searched for"
# So many searches of a session can be gone back to.
KEPT = 10
ORDER = ("key", "patient_id")


@dataclass
class Found:
    """A patient with the cases, and by which numbers they were found."""

    patient: Patient
    cases: list[tuple[Case, Status, Due | None, str]] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
def search(request: HttpRequest, member: Member) -> HttpResponse:
    """Keeps what is asked for and goes to its answer; shows the answer."""
    require(member, Right.READ_RECORDS)
    if request.method == "POST":
        return redirect(f"{reverse('desk:search')}?asked={_keep(request, request.POST.get('words', ''))}")
    words = _kept(request, request.GET.get("asked", ""))
    names = by_name(member.clinic, words)
    page = page_of(names, ORDER, request.GET.get("at"), ON_A_PAGE)
    hits = [] if page.before else by_number(member.clinic, words)
    found = found_of(member.clinic, [*(hit.patient for hit in hits), *(name.patient_id for name in page.rows)], hits)
    answer = {
        "searched": words,
        "numbered": [found[one] for one in dict.fromkeys(hit.patient for hit in hits)],
        "named": [found[name.patient_id] for name in page.rows],
        "page": page,
        "count": counted(names),
        "may_write": member.may(Right.WRITE_RECORDS),
    }
    record(Action.CASES_SEARCHED, member=member, subject=member)
    return render(request, "desk/search.html", answer)


def found_of(clinic: Clinic, patients: Iterable[UUID], hits: list[Hit]) -> dict[UUID, Found]:
    """The patients by id, with their cases, newest first."""
    today = timezone.localdate()
    rows = Patient.objects.of(clinic).filter(id__in=set(patients))
    found = {patient.id: Found(patient) for patient in rows}
    numbers: dict[UUID | None, str] = {hit.case: hit.number for hit in hits}
    for hit in hits:
        if hit.case is None:
            found[hit.patient].numbers.append(hit.number)
    cases = Case.objects.of(clinic).filter(patient__in=found).select_related("coverage", "state")
    for case in cases.order_by("-created_at", "-id"):
        line = (case, status_said(case.state.status), due(case.state.next_due, today), numbers.get(case.id, ""))
        found[case.patient_id].cases.append(line)
    return found


def _keep(request: HttpRequest, words: str) -> str:
    mark = secrets.token_hex(4)
    searched = request.session.get(SESSION_KEY, [])
    sealed = seal(words.strip()[:LONGEST], PURPOSE)
    request.session[SESSION_KEY] = [*searched, [mark, sealed]][-KEPT:]
    return mark


def _kept(request: HttpRequest, mark: str) -> str:
    """Empty where it is not known any more."""
    sealed = dict(request.session.get(SESSION_KEY, [])).get(mark)
    try:
        return unseal(sealed, PURPOSE) if sealed else ""
    except CannotUnseal:
        return ""
