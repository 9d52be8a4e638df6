"""How a worker does a job (`jobs.py`): once, and whatever goes wrong ends up in its row, in words for staff."""

import logging
from collections.abc import Callable
from uuid import UUID

from billiard.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError
from django.utils.text import capfirst

from priorauth import jobs
from priorauth.jobs import AnyJob
from priorauth.logs import where

log = logging.getLogger(__name__)

# What passes by itself: a database that restarts or is busy, a disk or a file store that does not answer for a moment.
PASSING = (OperationalError, InterfaceError, OSError)


def run(model: type[AnyJob], job_id: str, work: Callable[[AnyJob], None]) -> None:
    """Does the job whose id a message carried; a second message for the same one changes nothing.

    `work` does it and says in the row what came of it. A passing fault is tried again later, every other one is told.
    """
    name = capfirst(str(model._meta.verbose_name))
    job = jobs.claim(model, UUID(job_id))
    if job is None:
        log.info("%s %s is not waiting; nothing to do.", name, job_id)
        return
    which = (name, job.pk, job.attempts)
    try:
        work(job)
    except SoftTimeLimitExceeded:
        log.warning("%s %s, attempt %d, took too long.", *which)
        jobs.try_later(job, job.took_too_long)
    except PASSING as problem:
        log.warning("%s %s, attempt %d, met a passing fault:\n%s", *which, where(problem))
        jobs.try_later(job, "The server's database or disk did not answer.")
    except model.lasting as problem:
        log.warning("%s %s, attempt %d, cannot be done:\n%s", *which, where(problem))
        jobs.fail(job, str(problem))
    except Exception as problem:  # whatever it was, the page must say that it failed
        log.error("%s %s, attempt %d, failed for good:\n%s", *which, where(problem))
        jobs.fail(job, f"{job.not_done} {job.what_staff_do}")
