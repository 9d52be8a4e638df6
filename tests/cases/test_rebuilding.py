"""The projection is written anew while people go on working: whoever comes last, lists say what the core derives."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection, connections

from priorauth.cases.models import Call, Case, CaseState, Submission, WorkItem
from priorauth.cases.projection import derive
from priorauth.cases.services import log_determination
from priorauth.cases.submissions.services import close_case, log_call, log_submission
from priorauth.patients.sections import section_of
from tests.cases.test_projection import projected, told
from tests.factories import TODAY, a_case, a_clinic, a_patient

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works: Callable[[], None]) -> None:
    """All of them at the same time; what one raises is raised."""
    start = Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        try:
            start.wait()
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        for future in [pool.submit(run, work) for work in works]:
            future.result()
    connections.close_all()


def rebuilt() -> None:
    """Three times over, so that some of it falls between any two changes."""
    for _ in range(3):
        call_command("track_cases", verbosity=0)


def worked_on(case: Case) -> None:
    """From the first request to a denial, an appeal, its end and a closed case, each in a transaction of its own."""
    sent = log_submission(case=case, revision=0, level="prior_authorization", submitted=TODAY - dt.timedelta(days=60))
    log_call(case=case, revision=section_of(Call, case).revision, date=TODAY, party="intake")
    revision = section_of(Submission, case).revision
    log_determination(submission=sent, revision=revision, outcome="denied", notice_date=TODAY)
    revision = section_of(Submission, case).revision
    log_submission(case=case, revision=revision, level="internal_appeal_1", submitted=TODAY)


def test_what_is_rebuilt_while_it_changes_is_what_the_core_derives() -> None:
    clinic = a_clinic()
    cases = [a_case(clinic, a_patient(clinic, family=f"Osei{number}", mrn=f"RN-{number}")) for number in range(4)]
    last = cases.pop()
    CaseState.objects.of(clinic).update(status="approved", next_step="nothing")
    WorkItem.objects.of(clinic).all().delete()
    together(rebuilt, rebuilt, lambda: [worked_on(case) for case in cases].clear(), lambda: closed(last))
    for case in [*cases, last]:
        day = CaseState.objects.of(clinic).get(case=case).derived_on
        assert day is not None
        assert projected(case) == told(derive(Case.objects.of(clinic).get(id=case.id), day).tracking)


def closed(case: Case) -> None:
    close_case(case=case, revision=case.revision, on=TODAY)
