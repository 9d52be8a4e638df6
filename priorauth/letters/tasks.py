"""What workers do. A message carries an id and nothing else; everything about the letter is read from its row."""

import logging
from typing import Any
from uuid import UUID

from billiard.exceptions import SoftTimeLimitExceeded
from celery import signals
from django.db import InterfaceError, OperationalError
from kombu.exceptions import OperationalError as BrokerDown

from priorauth.celery import app
from priorauth.core.errors import RenderingError
from priorauth.letters import services
from priorauth.letters.pdf import print_letter, warm
from priorauth.logs import where

log = logging.getLogger(__name__)

# What passes by itself: a database that restarts or is busy, a disk or a file store that does not answer for a moment.
PASSING = (OperationalError, InterfaceError, OSError)


@app.task(name=services.RENDER_TASK)
def render(rendering_id: str) -> None:
    """Makes the PDF of one rendering, once. A second message for the same one changes nothing."""
    job = services.claim(UUID(rendering_id))
    if job is None:
        log.info("Rendering %s is not waiting; nothing to do.", rendering_id)
        return
    try:
        pdf, page_starts = print_letter(job.letter.value(), draft=job.is_draft)
        services.finish(job, pdf, page_starts)
    except SoftTimeLimitExceeded:
        log.warning("Rendering %s, attempt %d, took too long.", job.id, job.attempts)
        services.try_later(job, "Making the PDF took too long.")
    except PASSING as problem:
        log.warning("Rendering %s, attempt %d, met a passing fault:\n%s", job.id, job.attempts, where(problem))
        services.try_later(job, "The server's database or disk did not answer.")
    except RenderingError as problem:
        log.warning("Rendering %s cannot be printed:\n%s", job.id, where(problem))
        services.fail(job, str(problem))
    except Exception as problem:  # whatever it was, the page must say that it failed
        log.error("Rendering %s failed for good:\n%s", job.id, where(problem))
        services.fail(job, f"The PDF could not be made. {services.WHAT_STAFF_DO}")
    else:
        log.info("Rendering %s is done, attempt %d.", job.id, job.attempts)


@app.task(name="letters.sweep")
def sweep() -> None:
    """Sends again what was lost."""
    services.sweep()


def ask_for_sweep(**_kwargs: Any) -> None:
    """Queues a sweep that is void when the next one comes; where the broker is down, the next one will do."""
    from django.conf import settings

    try:
        sweep.apply_async(expires=settings.SWEEP_SECONDS)
    except BrokerDown:
        log.warning("The broker is down: no sweep this time.")


def warm_up(**_kwargs: Any) -> None:
    """Each process of a worker makes what letters share before the first of them comes."""
    warm()


signals.worker_ready.connect(ask_for_sweep, weak=False)
signals.worker_process_init.connect(warm_up, weak=False)
