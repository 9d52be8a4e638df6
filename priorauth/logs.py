"""Log lines name ids and counts, never a patient: so an exception is logged by its kind and place, not by its words."""

import logging
import re
import traceback
from types import TracebackType

from priorauth.audit.requests import request_id

# Links that let somebody in, or a calendar.
SECRET_LINKS = re.compile(r"(/join/|/password/new/|/calendar/)[^/\s]+")


def where(problem: BaseException) -> str:
    """The kinds of an exception and its causes and the lines they came from. Their messages may quote a case file."""
    parts = []
    current: BaseException | None = problem
    while current is not None:
        frames = traceback.extract_tb(current.__traceback__)
        places = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        parts.append("\n".join([f"{type(current).__module__}.{type(current).__qualname__}", *places]))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n".join(parts)


class QuietFormatter(logging.Formatter):
    """One line per record: the id of its task or request, no secret link; exceptions as `where` tells them."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s%(within)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        task_id = running_task_id()
        request = request_id() or getattr(getattr(record, "request", None), "request_id", "")
        record.within = f" [task {task_id}]" if task_id else f" [request {request}]" if request else ""
        return SECRET_LINKS.sub(r"\1…", super().format(record))

    def formatException(  # noqa: N802 (logging's own name)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        return where(ei[1]) if ei[1] is not None else ""


def running_task_id() -> str | None:
    """The id of the task that this thread works on; None outside a worker."""
    from celery import current_task

    return current_task.request.id if current_task else None
