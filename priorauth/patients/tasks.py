"""What workers do with documents. A message carries an id and nothing else; everything else is read from its row."""

from priorauth import jobs, worker
from priorauth.celery import app
from priorauth.patients import readings
from priorauth.patients.models import Reading


@app.task(name=Reading.task)
def read(reading_id: str) -> None:
    """Reads the next pages of one document. A second message for the same pages changes nothing."""
    worker.run(Reading, reading_id, readings.read_on)


@app.task(name="patients.sweep")
def sweep() -> None:
    """Sends again what was lost."""
    jobs.sweep(Reading)
