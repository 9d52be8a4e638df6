"""Real workers and a real broker: what is queued gets done once, whatever dies in between."""

from collections.abc import Callable
from pathlib import Path

import pytest

from priorauth.letters.models import Rendering
from tests.jobs.conftest import killed_in_the_middle, now
from tests.machines import Broker, WorkerProcess, use_broker, wait_until

Keep = Callable[[], Rendering]
Start = Callable[..., WorkerProcess]
pytestmark = [
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]


def test_a_worker_makes_the_pdf(keep: Keep, start_worker: Start, files: Path) -> None:
    worker = start_worker()
    job = keep()

    wait_until(lambda: now(job).is_finished)

    assert now(job).status == "done"
    assert now(job).pdf.read().startswith(b"%PDF-")
    assert not (files / now(job).pdf.name).read_bytes().startswith(b"%PDF-")
    wait_until(lambda: f"Rendering {job.id} is done" in worker.said())
    assert "[task " in worker.said()
    assert "Whitlock" not in worker.said()


def test_a_worker_killed_in_the_middle_is_replaced_and_the_letter_is_made_once(
    keep: Keep, start_worker: Start, files: Path
) -> None:
    job = killed_in_the_middle(start_worker, keep)

    start_worker()
    wait_until(lambda: now(job).is_finished)

    assert now(job).status == "done"
    assert now(job).attempts == 2
    # The row is done before what dead attempts left is removed.
    wait_until(lambda: len(list(files.rglob(f"{job.id}*.pdf"))) == 1)


def test_what_was_saved_while_the_broker_was_down_is_made_when_it_is_back(
    keep: Keep, broker: Broker, start_worker: Start, tmp_path: Path
) -> None:
    use_broker(f"unix://{tmp_path}/nobody.sock")
    job = keep()
    assert broker.messages() == []
    make_late(job)

    start_worker()
    wait_until(lambda: now(job).is_finished)

    assert now(job).status == "done"


def make_late(job: Rendering) -> None:
    """What time alone would do."""
    Rendering.objects.of(job.clinic).update(look_again_at=job.queued_at)
