"""The tasks, called as functions: what becomes of the row, and what the log says of it."""

import datetime as dt
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from priorauth.celery import SWEEPS, app, ask_for_sweeps
from priorauth.core.letter import Letter as ComposedLetter
from priorauth.letters import tasks
from priorauth.letters.models import Letter, Rendering
from tests.jobs.conftest import now

Keep = Callable[[], Rendering]
pytestmark = pytest.mark.django_db


def test_rendering_makes_the_pdf(keep: Keep, files: Path) -> None:
    job = keep()

    tasks.render(str(job.id))

    assert now(job).status == "done"
    assert now(job).pdf.read().startswith(b"%PDF-")
    assert not (files / now(job).pdf.name).read_bytes().startswith(b"%PDF-")


def test_a_second_message_changes_nothing(keep: Keep) -> None:
    job = keep()
    tasks.render(str(job.id))
    before = now(job)

    tasks.render(str(job.id))

    after = now(job)
    assert (after.attempts, after.pdf.name, after.finished_at) == (1, before.pdf.name, before.finished_at)


def test_the_same_letter_gives_the_same_bytes(keep: Keep) -> None:
    digests = set()
    for job in (keep(), keep()):
        tasks.render(str(job.id))
        digests.add(now(job).sha256)

    assert len(digests) == 1


def test_a_disk_that_does_not_answer_is_tried_again(keep: Keep, folder: Path) -> None:
    job = keep()
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file where the folder of PDFs should be")

    tasks.render(str(job.id))

    assert now(job).status == "queued"
    assert now(job).error == "The server's database or disk did not answer."


def test_what_cannot_be_printed_fails_with_words_for_staff(keep: Keep, letter: ComposedLetter) -> None:
    job = keep()
    change_words(job, "Łukasik", "漢")

    tasks.render(str(job.id))

    assert now(job).status == "failed"
    assert "cannot print U+6F22" in now(job).error


def test_a_broken_row_fails_for_good_and_the_log_does_not_quote_it(
    keep: Keep, caplog: pytest.LogCaptureFixture
) -> None:
    job = keep()
    Letter.objects.of(job.clinic).update(composed={"patient": "Dana Whitlock"})

    with caplog.at_level(logging.INFO):
        tasks.render(str(job.id))

    assert now(job).status == "failed"
    assert "Try again." in now(job).error
    assert "ValidationError" in caplog.text
    assert "Whitlock" not in caplog.text + now(job).error


def test_the_log_names_ids_and_no_patient(keep: Keep, letter: ComposedLetter, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        job = keep()
        tasks.render(str(job.id))

    assert str(job.id) in caplog.text
    for word in ("Whitlock", "Dana", "W2214"):
        assert word not in caplog.text


def test_a_sweep_without_a_broker_waits_for_the_next_one(keep: Keep) -> None:
    job = keep()
    past = timezone.now() - dt.timedelta(seconds=1)
    Rendering.objects.of(job.clinic).update(look_again_at=past)

    ask_for_sweeps()
    tasks.sweep()

    assert now(job).status == "queued"
    assert now(job).look_again_at > timezone.now()


def test_each_sweep_that_workers_ask_for_is_a_task() -> None:
    assert set(SWEEPS) <= set(app.tasks)


def change_words(job: Rendering, old: str, new: str) -> None:
    """Puts a sign into the kept letter that its fonts lack."""
    composed = job.letter.composed
    composed["setup"]["title"] = f"{composed['setup']['title']} {new}"
    Letter.objects.of(job.clinic).update(composed=composed)
