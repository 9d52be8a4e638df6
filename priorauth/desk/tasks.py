"""What workers do for reminders. A message carries the id of a digest or nothing; everything else is read from rows."""

import logging
from typing import Any
from uuid import UUID

from celery import signals
from kombu.exceptions import OperationalError as BrokerDown

from priorauth import jobs
from priorauth.celery import app
from priorauth.clinics.models import Clinic
from priorauth.desk.models import Digest
from priorauth.desk.reminders import digest as digests
from priorauth.desk.reminders.morning import remind
from priorauth.logs import where

log = logging.getLogger(__name__)


@app.task(name="desk.remind")
def remind_all() -> None:
    """Sends again what was lost, and makes the reminders of every clinic whose morning has come."""
    jobs.sweep(Digest)
    for clinic in Clinic.objects.all():
        try:
            count = remind(clinic)
        except Exception as problem:  # what is wrong in one clinic must not silence the others
            log.error("The reminders of clinic %s could not be made:\n%s", clinic.pk, where(problem))
        else:
            if count:
                log.info("%d digests of clinic %s are on their way.", count, clinic.pk)


@app.task(name=Digest.task)
def send_digest(digest_id: str) -> None:
    """Sends one digest, once. A second message for the same one changes nothing."""
    job = jobs.claim(Digest, UUID(digest_id))
    if job is None:
        log.info("Digest %s is not waiting; nothing to do.", digest_id)
        return
    digests.send(job)


def ask_to_remind(**_kwargs: Any) -> None:
    """Queues it once; where the broker is down, the next one will do."""
    from django.conf import settings

    try:
        remind_all.apply_async(expires=settings.SWEEP_SECONDS)
    except BrokerDown:
        log.warning("The broker is down: nobody is reminded this time.")


signals.worker_ready.connect(ask_to_remind, weak=False)
