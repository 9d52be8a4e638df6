"""A real worker and a real broker read a letter: once, whatever dies in between."""

from collections.abc import Callable

import pytest

from priorauth.clinics.models import Member
from priorauth.patients import readings
from priorauth.patients.models import Reading
from priorauth.patients.services import add_document
from tests.factories import a_patient
from tests.jobs.conftest import killed_in_the_middle, now
from tests.machines import Broker, WorkerProcess, use_broker, wait_until
from tests.notices import letters

Start = Callable[..., WorkerProcess]
pytestmark = [
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]


def ask(member: Member, name: str, pages: int) -> Reading:
    values = {"kind": "denial_notice", "title": "Denial", "pages": pages}
    content, patient = letters.upload(name), a_patient(member.clinic)
    return readings.ask(member, add_document(patient=patient, content=content, media_type="application/pdf", **values))


def test_a_worker_killed_in_the_middle_of_a_scan_is_replaced_and_no_page_is_read_twice(
    member: Member, start_worker: Start, broker: Broker
) -> None:
    reading = killed_in_the_middle(start_worker, lambda: ask(member, "19-cover-sheet-scan", 2))
    assert all(b"Osei" not in message for message in broker.messages())

    worker = start_worker()
    wait_until(lambda: now(reading).is_finished)

    assert (now(reading).status, now(reading).pages_read) == ("done", 2)
    assert "Lena Osei" in now(reading).value()[1].text
    assert "Osei" not in worker.said()


def test_what_was_asked_while_the_broker_was_down_is_read_when_it_is_back(
    member: Member, broker: Broker, start_worker: Start, tmp_path: object
) -> None:
    use_broker(f"unix://{tmp_path}/nobody.sock")
    reading = ask(member, "13-no-date", 1)
    assert broker.messages() == []
    Reading.objects.of(reading.clinic).update(look_again_at=reading.queued_at)

    start_worker()
    wait_until(lambda: now(reading).is_finished)

    assert now(reading).status == "done"
