"""Work in the background: the row is the truth of a job, the broker carries its id. Each change repeats the state
expected, so that nobody does a job twice; a periodic sweep sends again what was lost."""

import datetime as dt
import logging
from collections.abc import Iterator
from functools import partial
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Min
from django.utils import timezone
from django.utils.text import capfirst
from kombu.exceptions import OperationalError as BrokerDown

from priorauth.celery import app

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
SWEEP_AT_MOST = 200
AnyJob = TypeVar("AnyJob", bound="Job")


class Job(models.Model):
    """What a worker does for a clinic. `task` is the name of the Celery task that takes the row's id."""

    class Status(models.TextChoices):
        QUEUED = "queued", "Queued"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    task: ClassVar[str]
    what_staff_do: ClassVar[str] = (
        "Try again. If that fails too, tell whoever runs this server and give them the number of the job."
    )
    not_done: ClassVar[str]
    took_too_long: ClassVar[str]
    worker_stopped: ClassVar[str] = "The worker stopped in the middle"
    # What no second try mends; the exception's own words are for staff.
    lasting: ClassVar[tuple[type[Exception], ...]] = ()

    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED, editable=False)
    attempts = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="How often a worker has taken it up."
    )
    attempts_done = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="How many of the attempts lie behind the piece of work now at hand."
    )
    error = models.TextField(
        blank=True, editable=False, help_text="For staff: what went wrong and what to do. No patient's data."
    )
    queued_at = models.DateTimeField(auto_now_add=True)
    waits_since = models.DateTimeField(
        default=timezone.now, editable=False, help_text="When it could be taken up: queued, or queued again, and due."
    )
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)
    look_again_at = models.DateTimeField(
        editable=False, help_text="When the sweep takes the message, or the worker, for lost."
    )

    class Meta:
        abstract = True

    @property
    def is_finished(self) -> bool:
        return self.status in (self.Status.DONE, self.Status.FAILED)

    @property
    def tries(self) -> int:
        """How often the piece of work now at hand has been begun."""
        return self.attempts - self.attempts_done

    def seconds_waited(self, now: dt.datetime) -> int:
        """Since a worker could have taken it up; staff are told when this is long."""
        return int((now - self.waits_since).total_seconds())


def queue(job: AnyJob) -> AnyJob:
    """Saves a new job; its id is sent once the transaction is committed."""
    job.look_again_at = soon()
    job.save(force_insert=True)
    transaction.on_commit(partial(send, job))
    return job


def queue_again(job: Job) -> bool:
    """Queues a job that was given up, with as many tries as a new one. False where it has not been given up."""
    if job.status != Job.Status.FAILED:
        return False
    return _requeue(job, attempts_done=job.attempts, finished_at=None)


def send(job: Job, *, delay: dt.timedelta = dt.timedelta()) -> bool:
    """Puts the id in the queue. False where the broker is down: the row stays queued and the sweep sends it later."""
    try:
        # By name: the web process must not load what workers need.
        app.send_task(job.task, (str(job.pk),), countdown=delay.total_seconds() or None)
    except BrokerDown:
        log.warning("The broker is down: %s %s waits for the sweep.", job._meta.verbose_name, job.pk)
        return False
    return True


def claim(model: type[AnyJob], job_id: UUID) -> AnyJob | None:
    """Takes a queued job up for this worker; None where it is not queued any more."""
    now = timezone.now()
    rows = _every(model).filter(pk=job_id)
    is_ours = rows.filter(status=Job.Status.QUEUED).update(
        status=Job.Status.RUNNING,
        attempts=F("attempts") + 1,
        started_at=now,
        look_again_at=now + dt.timedelta(seconds=settings.LEASE_SECONDS),
    )
    # None, too, for one that was removed just now: nobody wants what it was to make.
    return rows.first() if is_ours else None


def finish(job: Job, **values: object) -> bool:
    """Marks the job done, with its result. False where another worker has taken over: its result counts."""
    over = {"error": "", "attempts_done": job.attempts, "finished_at": timezone.now()}
    is_ours = change(job, status=Job.Status.DONE, **over, **values)
    if is_ours:
        _told(job, "is done")
    return is_ours


def go_on(job: Job, **values: Any) -> bool:
    """Keeps what is done so far, and queues the job again for the rest, whose tries are counted anew."""
    is_ours = _requeue(job, attempts_done=job.attempts, **values)
    if is_ours:
        _told(job, "goes on")
    return is_ours


def fail(job: Job, words: str, **values: object) -> bool:
    """Gives the job up, with words for staff."""
    return change(job, status=Job.Status.FAILED, error=words, finished_at=timezone.now(), **values)


def try_later(job: Job, words: str) -> bool:
    """Queues the job again after a passing fault, a little later each time; gives it up after MOST_ATTEMPTS."""
    if job.tries >= MOST_ATTEMPTS:
        return fail(job, f"{words} It was tried {job.tries} times. {job.what_staff_do}")
    return _requeue(job, delay=dt.timedelta(seconds=2 * 4 ** (job.tries - 1)), error=words)


def sweep(model: type[Job]) -> int:
    """Sends again what the broker lost and takes back what a dead worker held. Returns how many jobs were late."""
    late = _every(model).filter(finished_at=None, look_again_at__lt=timezone.now())
    jobs = list(late.order_by("look_again_at")[:SWEEP_AT_MOST])
    for job in jobs:
        if job.status == Job.Status.RUNNING:
            _take_back(job)
        elif change(job, look_again_at=soon()):
            send(job)
    if jobs:
        log.info("The sweep found %d late: %s.", len(jobs), model._meta.verbose_name_plural)
    return len(jobs)


def change(job: Job, **values: object) -> bool:
    """Updates the row if it is still in the state and attempt in which `job` was read."""
    same = _every(type(job)).filter(pk=job.pk, status=job.status, attempts=job.attempts)
    return bool(same.update(**values))


def soon() -> dt.datetime:
    """When a queued job's message is taken for lost and sent again; a second message does no harm."""
    return timezone.now() + dt.timedelta(seconds=2 * settings.SWEEP_SECONDS)


def _requeue(job: Job, *, delay: dt.timedelta = dt.timedelta(), error: str = "", **values: object) -> bool:
    """Queues a known job once more; its id is sent, after the delay, once the transaction is committed."""
    due = {"waits_since": timezone.now() + delay, "look_again_at": soon() + delay}
    is_ours = change(job, status=Job.Status.QUEUED, error=error, **due, **values)
    if is_ours:
        transaction.on_commit(partial(send, job, delay=delay))
    return is_ours


def _take_back(job: Job) -> None:
    """A worker that held the job past its lease is dead: another one does it, unless it keeps killing workers."""
    log.warning("The worker of %s %s, attempt %d, is gone.", job._meta.verbose_name, job.pk, job.attempts)
    if job.tries >= MOST_ATTEMPTS:
        fail(job, f"{job.worker_stopped} {job.tries} times. {job.what_staff_do}")
    elif change(job, status=Job.Status.QUEUED, waits_since=timezone.now(), look_again_at=soon()):
        send(job)


def _told(job: Job, what: str) -> None:
    log.info("%s %s %s, attempt %d.", capfirst(str(job._meta.verbose_name)), job.pk, what, job.attempts)


def _every(model: type[AnyJob]) -> "models.QuerySet[AnyJob]":
    manager: Any = model._default_manager
    rows: models.QuerySet[AnyJob] = manager.of_every_clinic()
    return rows


def backlog() -> Iterator[tuple[str, str, int, dt.datetime | None]]:
    """Of each kind of job and each status but done: how many there are, and since when the oldest has waited."""
    unfinished = (Job.Status.QUEUED, Job.Status.RUNNING, Job.Status.FAILED)
    for model in (one for one in apps.get_models() if issubclass(one, Job)):
        rows = _every(model).filter(status__in=unfinished).values_list("status")
        found = {row[0]: row[1:] for row in rows.annotate(Count("pk"), Min("waits_since")).order_by()}
        for status in unfinished:
            yield model._meta.model_name or "", status.value, *found.get(status.value, (0, None))
