"""Letters to render: the exemplars, and the invented case that goes with them."""

from collections.abc import Callable

import pytest

from priorauth.clinics.models import Clinic, Member
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import Letter
from priorauth.interop import casefile
from priorauth.interop.examples import examples
from priorauth.letters import services
from priorauth.letters.models import Rendering
from priorauth.reference.services import shipped_library
from tests import people
from tests.letters.exemplars import exemplar


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


def now(job: Rendering) -> Rendering:
    """The row as it is now."""
    return Rendering.objects.of_every_clinic().get(id=job.id)
