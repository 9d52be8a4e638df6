"""A real worker and broker: the PDF is there before anybody signs."""

from collections.abc import Callable

import pytest

from priorauth.clinics.models import Member
from priorauth.letters.ahead import render_ahead
from priorauth.letters.drafts import composed
from priorauth.letters.models import Draft, Rendering
from priorauth.letters.signing import sign
from tests.drafting.conftest import DAY
from tests.machines import Broker, WorkerProcess, wait_until

pytestmark = [
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]


def test_signing_does_not_wait_for_the_pdf(
    prescriber: Member, ready: Draft, start_worker: Callable[..., WorkerProcess]
) -> None:
    worker = start_worker()
    ahead = render_ahead(composed(ready, DAY))
    jobs = Rendering.objects.of(ready.clinic)
    wait_until(lambda: jobs.get(id=ahead.id).is_finished)

    letter = sign(prescriber, ready, seen=composed(ready, DAY).content_sha256, statement="Read.")

    job = jobs.get(letter=letter)
    assert (job.id, job.status) == (ahead.id, "done")
    assert job.pdf.read().startswith(b"%PDF-")
    assert "Whitlock" not in worker.said()


def test_the_message_says_nothing_of_the_patient(ready: Draft, broker: Broker) -> None:
    job = render_ahead(composed(ready, DAY))
    (message,) = broker.messages()
    assert str(job.id) in message.decode()
    assert "Whitlock" not in message.decode()
