"""Writers at the same moment queue: no number twice, no gap, and the chain is whole."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.audit.services import Machine, record
from priorauth.audit.verify import verified
from priorauth.clinics.models import Clinic

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, EACH = 6, 10


def write_some(clinic: Clinic) -> None:
    try:
        for _ in range(EACH):
            record(Action.CLINIC_CHANGED, member=Machine(clinic.pk), subject=clinic)
    finally:
        connection.close()


def test_parallel_writers_queue() -> None:
    clinic = Clinic.objects.create(name="Riverbend", slug="riverbend")
    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(write_some, clinic) for _ in range(WRITERS)]:
            done.result()
    connections.close_all()

    numbers = Entry.objects.filter(clinic_id=clinic.pk).values_list("number", flat=True)
    assert list(numbers) == list(range(1, WRITERS * EACH + 1))
    assert [walk.flaws for walk in verified()] == [[]]
