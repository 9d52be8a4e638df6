"""What turns with the day alone, caught up by a worker."""

import datetime as dt

import pytest
from django.utils import timezone

from priorauth.cases.models import CaseState
from priorauth.cases.projection import project
from priorauth.cases.submissions.services import log_submission
from priorauth.cases.tasks import catch_up_all
from priorauth.celery import ask_for_sweeps
from priorauth.core.tracking import CaseStatus
from tests.factories import a_case, a_clinic
from tests.machines import Broker, WorkerProcess, wait_until

pytestmark = pytest.mark.django_db


def test_a_second_run_changes_nothing() -> None:
    case = a_case(a_clinic(), awaiting_reply=True)
    project(case, dt.date(2026, 9, 22))
    catch_up_all()
    first = CaseState.objects.of(case.clinic).values().get()
    assert first["status"] == CaseStatus.PLAN_OVERDUE
    catch_up_all()
    assert CaseState.objects.of(case.clinic).values().get() == first


def test_without_a_broker_it_waits_for_the_next_time(caplog: pytest.LogCaptureFixture) -> None:
    ask_for_sweeps()
    assert "no cases.catch_up this time" in caplog.text


@pytest.mark.processes
@pytest.mark.xdist_group("workers")
@pytest.mark.django_db(transaction=True)
def test_a_worker_does_it_when_it_starts(broker: Broker, start_worker: "object") -> None:
    case, today = a_case(a_clinic()), timezone.localdate()
    log_submission(case=case, revision=0, level="prior_authorization", submitted=today - dt.timedelta(days=90))
    project(case, today - dt.timedelta(days=89))
    worker = start_worker()  # type: ignore[operator]
    assert isinstance(worker, WorkerProcess)
    wait_until(lambda: CaseState.objects.of(case.clinic).get().status == CaseStatus.PLAN_OVERDUE)
