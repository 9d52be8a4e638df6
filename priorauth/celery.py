"""The Celery application: workers and web both import it."""

import logging
import os
from typing import Any

from celery import Celery, bootsteps, signals
from kombu.exceptions import OperationalError as BrokerDown

log = logging.getLogger(__name__)

# The tasks that find again what was lost and catch up what turns with the day.
SWEEPS = ("letters.sweep", "patients.sweep", "cases.catch_up", "desk.remind")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "priorauth.settings")

app = Celery("priorauth")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.setup_logging.connect
def keep_djangos_logging(**_kwargs: Any) -> None:
    """Being connected is enough: Celery then leaves the handlers of settings.LOGGING alone."""


def ask_for_sweeps(**_kwargs: Any) -> None:
    """Queues each sweep, void when its next one comes; where the broker is down, the next ones will do."""
    from django.conf import settings

    for name in SWEEPS:
        try:
            app.send_task(name, expires=settings.SWEEP_SECONDS)
        except BrokerDown:
            log.warning("The broker is down: no %s this time.", name)


class Sweeper(bootsteps.StartStopStep):
    """Asks for the sweeps every SWEEP_SECONDS, in every worker. No scheduler is needed."""

    requires = frozenset({"celery.worker.components:Timer"})

    def __init__(self, worker: Any, **options: Any) -> None:
        super().__init__(worker, **options)
        self.timer_entry: Any = None

    def start(self, worker: Any) -> None:
        from django.conf import settings

        self.timer_entry = worker.timer.call_repeatedly(settings.SWEEP_SECONDS, ask_for_sweeps)

    def stop(self, worker: Any) -> None:
        if self.timer_entry is not None:
            self.timer_entry.cancel()
        self.timer_entry = None


app.steps["worker"].add(Sweeper)
signals.worker_ready.connect(ask_for_sweeps, weak=False)
