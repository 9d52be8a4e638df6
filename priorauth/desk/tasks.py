"""What workers do for reminders. A message carries the id of a digest or nothing; everything else is read from rows."""

import logging

from priorauth import jobs, worker
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
    worker.run(Digest, digest_id, digests.send)
