"""What workers count for the dashboard of a large clinic. A message carries an id and nothing else."""

from uuid import UUID

from priorauth.celery import app
from priorauth.dashboard import kept


@app.task(name=kept.COUNT_TASK, soft_time_limit=kept.LONGEST, time_limit=kept.LONGEST + 30)
def count(kept_id: str) -> None:
    """Counts the answer to one question anew."""
    kept.count(UUID(kept_id))
