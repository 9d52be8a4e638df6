"""What turns with the day alone is caught up by a worker, so that lists are right before anybody opens them."""

import logging

from priorauth.cases.projection import catch_up
from priorauth.celery import app
from priorauth.clinics.models import Clinic

log = logging.getLogger(__name__)

AT_ONCE = 500


@app.task(name="cases.catch_up")
def catch_up_all() -> None:
    """Derives anew what has turned, in every clinic; what is left over the next one does."""
    count = sum(catch_up(clinic, clinic.today(), AT_ONCE) for clinic in Clinic.objects.all())
    if count:
        log.info("%d cases had turned with the day and were derived anew.", count)
