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
    """Asks for what is swept and caught up, at a worker's start and every SWEEP_SECONDS. No scheduler is needed."""

    requires = frozenset({"celery.worker.components:Timer"})

    def __init__(self, worker: Any, **options: Any) -> None:
        super().__init__(worker, **options)
        self.timer_entries: list[Any] = []

    def start(self, worker: Any) -> None:
        from django.conf import settings

        from priorauth.cases import tasks as cases
        from priorauth.desk import tasks as desk
        from priorauth.letters import tasks as letters
        from priorauth.patients import tasks as patients

        asked = (letters.ask_for_sweep, patients.ask_for_sweep, cases.ask_to_catch_up, desk.ask_to_remind)
        self.timer_entries = [worker.timer.call_repeatedly(settings.SWEEP_SECONDS, ask) for ask in asked]

    def stop(self, worker: Any) -> None:
        for entry in self.timer_entries:
            entry.cancel()
        self.timer_entries = []


app.steps["worker"].add(Sweeper)
