"""The Celery application: workers and web both import it."""

import os
from typing import Any

from celery import Celery, bootsteps, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "priorauth.settings")

app = Celery("priorauth")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.setup_logging.connect
def keep_djangos_logging(**_kwargs: Any) -> None:
    """Being connected is enough: Celery then leaves the handlers of settings.LOGGING alone."""


class Sweeper(bootsteps.StartStopStep):
    """Asks for a sweep when a worker starts and every SWEEP_SECONDS from then on. No scheduler process is needed."""

    requires = frozenset({"celery.worker.components:Timer"})

    def __init__(self, worker: Any, **options: Any) -> None:
        super().__init__(worker, **options)
        self.timer_entry: Any = None

    def start(self, worker: Any) -> None:
        from django.conf import settings

        from priorauth.letters.tasks import ask_for_sweep

        self.timer_entry = worker.timer.call_repeatedly(settings.SWEEP_SECONDS, ask_for_sweep)

    def stop(self, worker: Any) -> None:
        if self.timer_entry is not None:
            self.timer_entry.cancel()
            self.timer_entry = None


app.steps["worker"].add(Sweeper)
