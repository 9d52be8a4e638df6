"""What workers do. A message carries an id and nothing else; everything about the letter is read from its row."""

from typing import Any

from celery import signals

from priorauth import jobs, worker
from priorauth.celery import app
from priorauth.letters import services
from priorauth.letters.models import Rendering
from priorauth.letters.pdf import print_letter, warm


@app.task(name=Rendering.task)
def render(rendering_id: str) -> None:
    """Makes the PDF of one rendering, once."""
    worker.run(Rendering, rendering_id, _render)


def _render(job: Rendering) -> None:
    pdf, page_starts = print_letter(job.letter.value(), draft=job.is_draft, signed=job.letter.bears_signature)
    services.finish(job, pdf, page_starts)


@app.task(name="letters.sweep")
def sweep() -> None:
    """Sends again what was lost."""
    jobs.sweep(Rendering)


def warm_up(**_kwargs: Any) -> None:
    """Each process of a worker makes what letters share before the first of them comes."""
    warm()


signals.worker_process_init.connect(warm_up, weak=False)
