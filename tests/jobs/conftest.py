"""Letters to render: the exemplars, and the invented case that goes with them."""

from collections.abc import Callable

import pytest

from priorauth.clinics.models import Clinic
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import Letter
from priorauth.interop import casefile
from priorauth.interop.examples import examples
from priorauth.letters import services
from priorauth.letters.models import Rendering
from priorauth.reference.services import shipped_library
from tests.letters.exemplars import exemplar


@pytest.fixture
def clinic(db: None) -> Clinic:
    return Clinic.objects.create(name="Riverbend Neurology", slug="riverbend")


@pytest.fixture
def letter() -> Letter:
    return exemplar("01-patient_appeal")


@pytest.fixture
def facts() -> CaseFacts:
    return casefile.read(examples()[0].text, shipped_library())


@pytest.fixture
def keep(clinic: Clinic, facts: CaseFacts, letter: Letter) -> Callable[[], Rendering]:
    """Keeps the letter and queues its rendering, as the page does."""

    def keep_one() -> Rendering:
        return services.keep(clinic, facts, letter, draft=False)

    return keep_one


def now(job: Rendering) -> Rendering:
    """The row as it is now."""
    return Rendering.objects.of_every_clinic().get(id=job.id)
