"""A clinic on the morning of the example cases, a Friday, with things to do that are due on chosen days."""

import datetime as dt
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache

from priorauth import jobs
from priorauth.cases.models import Case, CaseState, WorkItem
from priorauth.clinics.models import Clinic, Member
from priorauth.core.tracking import Place, StepKind
from priorauth.desk.models import Digest
from priorauth.desk.tasks import remind_all, send_digest
from tests import people
from tests.factories import TODAY, a_case, a_clinic, a_patient

Travel = Callable[[str], None]


@pytest.fixture
def clinic(db: None) -> Clinic:
    return a_clinic()


@pytest.fixture
def member(clinic: Clinic) -> Member:
    return people.member(clinic)


@pytest.fixture(autouse=True)
def travel(request: pytest.FixtureRequest) -> Iterator[Travel]:
    """Sets the world's clock to a time in New York; every test begins on TODAY at eight. A real worker has its own."""
    if request.node.get_closest_marker("processes"):
        yield lambda _: None
        return
    with time_machine.travel(at("2026-11-20 08:00"), tick=False) as clock:
        yield lambda moment: clock.move_to(at(moment))


@pytest.fixture(autouse=True)
def _no_limits_used(db: None) -> None:
    cache.clear()


def at(moment: str, zone: str = "America/New_York") -> dt.datetime:
    return dt.datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))


def quiet_case(clinic: Clinic, family: str = "Whitlock", owner: Member | None = None) -> Case:
    """A case with nothing to do but what a test adds."""
    case = a_case(clinic, a_patient(clinic, family=family, mrn=f"RN-{family}"))
    Case.objects.of(clinic).filter(id=case.id).update(owner=owner)
    WorkItem.objects.of(clinic).filter(case=case).delete()
    CaseState.objects.of(clinic).filter(case=case).update(changes_on=None)
    return Case.objects.of(clinic).get(id=case.id)


def to_do(
    case: Case, due_on: dt.date = TODAY, kind: StepKind = StepKind.APPEAL, do: str = "Start the appeal"
) -> WorkItem:
    """A thing to do on a day."""
    values = {"kind": kind, "do": do, "act": "Start", "place": Place.SUBMISSIONS, "due_on": due_on, "sorts_on": due_on}
    return WorkItem.objects.create(clinic=case.clinic, case=case, **values)


def work_off() -> None:
    """What a worker does: asks for reminders, and sends the digests that are queued."""
    remind_all()
    for digest in Digest.objects.of_every_clinic().filter(status=jobs.Job.Status.QUEUED):
        send_digest(str(digest.id))
