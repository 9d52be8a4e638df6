"""What workers do with documents. A message carries an id and nothing else; everything else is read from its row."""

import logging
from typing import Any
from uuid import UUID

from billiard.exceptions import SoftTimeLimitExceeded
from celery import signals
from django.db import InterfaceError, OperationalError
from kombu.exceptions import OperationalError as BrokerDown

from priorauth import jobs
from priorauth.celery import app
from priorauth.logs import where
from priorauth.patients import readings
from priorauth.patients.models import Reading

log = logging.getLogger(__name__)

# What passes by itself: a database that restarts or is busy, a disk or a file store that does not answer for a moment.
PASSING = (OperationalError, InterfaceError, OSError)


@app.task(name=Reading.task)
def read(reading_id: str) -> None:
    """Reads the next pages of one document. A second message for the same pages changes nothing."""
    job = jobs.claim(Reading, UUID(reading_id))
    if job is None:
        log.info("Reading %s is not waiting; nothing to do.", reading_id)
        return
    try:
        readings.read_on(job)
    except SoftTimeLimitExceeded:
        log.warning("Reading %s, attempt %d, took too long.", job.id, job.attempts)
        jobs.try_later(job, "Reading the letter took too long.")
    except PASSING as problem:
        log.warning("Reading %s, attempt %d, met a passing fault:\n%s", job.id, job.attempts, where(problem))
        jobs.try_later(job, "The server's database or disk did not answer.")
    except Exception as problem:  # whatever it was, the page must say that it failed
        log.error("Reading %s failed for good:\n%s", job.id, where(problem))
        jobs.fail(job, f"The letter could not be read. {job.what_staff_do}")
    else:
        log.info("Reading %s went on, attempt %d.", job.id, job.attempts)


@app.task(name="patients.sweep")
def sweep() -> None:
    """Sends again what was lost."""
    jobs.sweep(Reading)


def ask_for_sweep(**_kwargs: Any) -> None:
    """Queues a sweep that is void when the next one comes; where the broker is down, the next one will do."""
    from django.conf import settings

    try:
        sweep.apply_async(expires=settings.SWEEP_SECONDS)
    except BrokerDown:
        log.warning("The broker is down: no sweep this time.")


signals.worker_ready.connect(ask_for_sweep, weak=False)
