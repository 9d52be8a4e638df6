"""The life of a rendering: each change repeats the state that it expects, so that nothing is done twice or lost."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from priorauth import jobs
from priorauth.clinics.models import Clinic
from priorauth.core.casefile import read_case
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import Letter as ComposedLetter
from priorauth.letters import services
from priorauth.letters.models import Letter, Rendering
from priorauth.reference.services import shipped_library
from tests.jobs.conftest import now
from tests.machines import Broker

Keep = Callable[[], Rendering]
pytestmark = pytest.mark.django_db


def claimed(job: Rendering) -> Rendering:
    taken = jobs.claim(Rendering, job.id)
    assert taken is not None
    return taken


def late(job: Rendering) -> None:
    """Makes the sweep's time come for the job."""
    past = timezone.now() - dt.timedelta(seconds=1)
    Rendering.objects.of_every_clinic().filter(id=job.id).update(look_again_at=past)


def test_a_letter_is_kept_whole(keep: Keep, letter: ComposedLetter, facts: CaseFacts) -> None:
    row = keep().letter

    assert Letter.objects.of(row.clinic).get() == row
    assert row.value() == letter
    assert read_case(row.facts, shipped_library()) == facts
    assert (row.kind, row.letter_date, row.library_version) == (letter.kind, letter.date, letter.library)


def test_letter_and_job_are_written_together_or_not_at_all(keep: Keep, clinic: Clinic) -> None:
    def keep_and_break() -> None:
        with transaction.atomic():
            keep()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        keep_and_break()

    assert not Letter.objects.of(clinic).exists()
    assert not Rendering.objects.of(clinic).exists()


@pytest.mark.django_db(transaction=True)
def test_the_message_goes_out_after_the_commit(keep: Keep, broker: Broker) -> None:
    with transaction.atomic():
        keep()
        assert broker.messages() == []

    assert len(broker.messages()) == 1


@pytest.mark.django_db(transaction=True)
def test_the_message_carries_the_id_and_nothing_of_the_patient(keep: Keep, broker: Broker, facts: CaseFacts) -> None:
    job = keep()
    (message,) = broker.messages()

    envelope = json.loads(message)
    assert envelope["content-type"] == "application/json"
    assert str(job.id) in envelope["headers"]["argsrepr"]
    assert facts.patient is not None
    for word in (facts.patient.family, facts.patient.given, facts.patient.mrn):
        assert str(word) not in message.decode()


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_loses_nothing(keep: Keep) -> None:
    job = keep()

    assert now(job).status == "queued"


def test_a_job_is_claimed_once(keep: Keep) -> None:
    job = keep()

    assert claimed(job).attempts == 1
    assert jobs.claim(Rendering, job.id) is None
    assert now(job).attempts == 1


def test_a_finished_job_has_its_file_and_its_digest(keep: Keep, files: Path) -> None:
    job = claimed(keep())

    assert services.finish(job, b"%PDF-")

    done = now(job)
    assert done.status == "done"
    assert done.finished_at is not None
    assert done.sha256 == hashlib.sha256(b"%PDF-").hexdigest()
    assert done.pdf.read() == b"%PDF-"
    assert b"%PDF-" not in (files / done.pdf.name).read_bytes()


def test_a_file_on_the_disk_is_its_owners_alone(keep: Keep, folder: Path) -> None:
    job = claimed(keep())

    services.finish(job, b"%PDF-")

    assert (folder / now(job).pdf.name).stat().st_mode & 0o077 == 0


def test_the_result_of_a_worker_that_was_given_up_does_not_count(keep: Keep, files: Path) -> None:
    slow = claimed(keep())
    late(slow)
    jobs.sweep(Rendering)
    fast = claimed(slow)

    assert services.finish(fast, b"second")
    assert not services.finish(slow, b"first")

    assert now(fast).attempts == 2
    assert len(list(files.rglob("*.pdf"))) == 1
    assert now(fast).pdf.read() == b"second"


def test_the_file_that_a_dead_worker_left_is_removed(keep: Keep, files: Path) -> None:
    dead = claimed(keep())
    (files / "letters").mkdir(parents=True)
    (files / f"letters/{dead.id}-1.pdf").write_bytes(b"half of it")
    late(dead)
    jobs.sweep(Rendering)

    services.finish(claimed(dead), b"whole")

    assert len(list(files.rglob("*.pdf"))) == 1
    assert now(dead).pdf.read() == b"whole"


def test_a_passing_fault_queues_the_job_again_and_a_lasting_one_gives_it_up(keep: Keep) -> None:
    job = keep()
    for _ in range(jobs.MOST_ATTEMPTS - 1):
        jobs.try_later(claimed(job), "The disk did not answer.")
        assert now(job).status == "queued"

    jobs.try_later(claimed(job), "The disk did not answer.")

    assert now(job).status == "failed"
    assert now(job).error.startswith("The disk did not answer. It was tried 3 times. Try again.")


def test_the_sweep_leaves_alone_what_is_on_its_way(keep: Keep) -> None:
    keep()
    claimed(keep())

    assert jobs.sweep(Rendering) == 0


@pytest.mark.django_db(transaction=True)
def test_the_sweep_sends_again_what_the_broker_lost(keep: Keep, broker: Broker) -> None:
    job = keep()
    broker.empty()
    late(job)

    assert jobs.sweep(Rendering) == 1
    assert str(job.id) in broker.messages()[0].decode()
    assert jobs.sweep(Rendering) == 0


def test_a_job_that_keeps_killing_its_worker_is_given_up(keep: Keep) -> None:
    job = keep()
    for _ in range(jobs.MOST_ATTEMPTS):
        late(claimed(job))
        jobs.sweep(Rendering)

    assert now(job).status == "failed"
    assert "the worker stopped in the middle 3 times" in now(job).error


def test_a_letter_has_one_rendering_of_each_variant(keep: Keep) -> None:
    job = keep()

    with pytest.raises(IntegrityError):
        Rendering.objects.create(
            clinic=job.clinic, letter=job.letter, variant=job.variant, look_again_at=timezone.now()
        )
