"""PDFs in an S3-compatible store: a store that is down is waited for, and a killed worker leaves one object."""

from collections.abc import Callable

import pytest

from priorauth.letters import tasks
from priorauth.letters.models import Rendering
from tests.jobs.conftest import killed_in_the_middle, now
from tests.machines import Bucket, WorkerProcess, wait_until

Keep = Callable[[], Rendering]


@pytest.mark.django_db
def test_a_letter_waits_for_a_store_that_is_down(keep: Keep, store_is_down: None) -> None:
    job = keep()

    tasks.render(str(job.id))

    assert now(job).status == "queued"
    assert now(job).error == "The server's database or disk did not answer."


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("workers")
def test_a_worker_killed_in_the_middle_leaves_one_object(
    keep: Keep, bucket: Bucket, start_worker: Callable[..., WorkerProcess]
) -> None:
    job = killed_in_the_middle(start_worker, keep)
    # What it may have stored before it could say so.
    (bucket / f"letters/{job.id}-1.pdf").write_bytes(b"half of it")

    start_worker()
    wait_until(lambda: now(job).is_finished)
    assert (now(job).status, now(job).attempts) == ("done", 2)

    # The row is done before what dead attempts left is removed.
    wait_until(lambda: [each.key for each in bucket.rglob(f"{job.id}*.pdf")] == [now(job).pdf.name])
    assert not (bucket / now(job).pdf.name).read_bytes().startswith(b"%PDF-")
    assert now(job).pdf.read().startswith(b"%PDF-")
