"""Letters to render: the exemplars, and the invented case that goes with them."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from priorauth.clinics.models import Clinic, Member
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import Letter
from priorauth.interop import casefile
from priorauth.interop.examples import examples
from priorauth.jobs import Job
from priorauth.letters import services
from priorauth.letters.models import Rendering
from priorauth.reference.services import shipped_library
from tests import people
from tests.letters.exemplars import exemplar
from tests.machines import WorkerProcess, wait_until

AnyJob = TypeVar("AnyJob", bound=Job)


@pytest.fixture
def clinic(db: None) -> Clinic:
    return Clinic.objects.create(name="Riverbend Neurology", slug="riverbend")


@pytest.fixture
def member(clinic: Clinic) -> Member:
    return people.member(clinic, "coordinator")


@pytest.fixture
def letter() -> Letter:
    return exemplar("01-patient_appeal")


@pytest.fixture
def facts() -> CaseFacts:
    return casefile.read(examples()[0].text, shipped_library())


@pytest.fixture
def keep(member: Member, facts: CaseFacts, letter: Letter) -> Callable[[], Rendering]:
    """Keeps the letter and queues its rendering, as the page does."""

    def keep_one() -> Rendering:
        return services.keep(member, facts, letter, draft=False)

    return keep_one


def now(job: AnyJob) -> AnyJob:
    """The row as it is now."""
    found: AnyJob = type(job)._default_manager.of_every_clinic().get(pk=job.pk)  # type: ignore[attr-defined]
    return found


def killed_in_the_middle(start: Callable[[], WorkerProcess], ask: Callable[[], AnyJob]) -> AnyJob:
    """A job whose worker was killed while it held it, and whose lease is over.

    A worker may be done before this process gets round to killing it: then another one is asked for another job.
    """
    for _ in range(20):
        job = _worker_killed(start(), ask)
        if now(job).status == Job.Status.RUNNING:
            type(job)._default_manager.of_every_clinic().filter(pk=job.pk).update(  # type: ignore[attr-defined]
                look_again_at=job.queued_at
            )
            return job
    raise AssertionError("each worker was done before it could be killed")


def _worker_killed(victim: WorkerProcess, ask: Callable[[], AnyJob]) -> AnyJob:
    wait_until(lambda: "ready" in victim.said())
    job = ask()
    wait_until(lambda: now(job).status != Job.Status.QUEUED, every=0.001)
    victim.kill()
    return job
