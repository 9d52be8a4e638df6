"""Keeps a composed letter and takes its rendering through its states. Each change repeats the state expected."""

import datetime as dt
import hashlib
import logging
from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerDown

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.celery import app
from priorauth.clinics.models import Member
from priorauth.core.casefile import case_dict
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import Letter as ComposedLetter
from priorauth.letters import digests
from priorauth.letters.models import Letter, Rendering, pdf_name
from priorauth.letters.models.rendering import MOST_ATTEMPTS
from priorauth.letters.page_starts import PageStart
from priorauth.reference.services import keep_version

log = logging.getLogger(__name__)

RENDER_TASK = "letters.render"
SWEEP_AT_MOST = 200
WHAT_STAFF_DO = "Try again. If that fails too, tell whoever runs this server and give them the number of the job."
Status = Rendering.Status


def keep(member: Member, facts: CaseFacts, letter: ComposedLetter, *, draft: bool) -> Rendering:
    """Writes the letter, its job and the log's entry in one transaction; sends the job's id once they are committed."""
    with transaction.atomic():
        row = write_row(facts, letter, clinic=member.clinic, made_by=member)
        job = queue(row, Rendering.Variant.DRAFT if draft else Rendering.Variant.FINAL)
        record(Action.LETTER_MADE, member=member, subject=row)
    return job


def write_row(facts: CaseFacts, letter: ComposedLetter, **more: Any) -> Letter:
    """A new row of a letter; `more` are the columns that say whose it is and in what state."""
    values: Any = frozen(facts, letter) | more
    keep_version(values["clinic"], letter.library)
    return Letter.objects.create(**values)


def frozen(facts: CaseFacts, letter: ComposedLetter) -> dict[str, Any]:
    """The columns of a letter's row that hold what it says and what it was made from, with their SHA-256."""
    of_case, composed = case_dict(facts), letter.model_dump(mode="json")
    return {
        "kind": letter.kind.value,
        "letter_date": letter.date,
        "facts": of_case,
        "library_version": letter.library,
        "composed": composed,
        "facts_sha256": digests.of_json(of_case),
        "words_sha256": digests.of_json(composed),
        "content_sha256": digests.of_content(letter),
    }


def queue(letter: Letter, variant: Rendering.Variant) -> Rendering:
    """A new job for a letter; its id is sent once the transaction is committed."""
    look_again_at = timezone.now() + patience_with_the_broker()
    job = Rendering.objects.create(clinic=letter.clinic, letter=letter, variant=variant, look_again_at=look_again_at)
    transaction.on_commit(partial(send, job.id))
    return job


def try_again(member: Member, job: Rendering) -> bool:
    """Queues a job that was given up, with as many attempts as a new one. False where it has not been given up."""
    with transaction.atomic():
        look_again_at = timezone.now() + patience_with_the_broker()
        is_ours = job.status == Status.FAILED and change(
            job,
            status=Status.QUEUED,
            error="",
            most_attempts=job.attempts + MOST_ATTEMPTS,
            finished_at=None,
            look_again_at=look_again_at,
        )
        if is_ours:
            record(Action.LETTER_TRIED_AGAIN, member=member, subject=job.letter)
            transaction.on_commit(partial(send, job.id))
    return is_ours


def send(rendering_id: UUID, *, delay: dt.timedelta = dt.timedelta()) -> bool:
    """Puts the id in the queue. False where the broker is down: the row stays queued and the sweep sends it later."""
    try:
        # By name: the web process must not load the renderer.
        app.send_task(RENDER_TASK, (str(rendering_id),), countdown=delay.total_seconds() or None)
    except BrokerDown:
        log.warning("The broker is down: rendering %s waits for the sweep.", rendering_id)
        return False
    return True


def claim(rendering_id: UUID) -> Rendering | None:
    """Takes a queued job up for this worker; None where it is not queued any more, so that nobody does it twice."""
    now = timezone.now()
    jobs = Rendering.objects.of_every_clinic().filter(id=rendering_id)
    is_ours = jobs.filter(status=Status.QUEUED).update(
        status=Status.RUNNING,
        attempts=F("attempts") + 1,
        started_at=now,
        look_again_at=now + dt.timedelta(seconds=settings.LEASE_SECONDS),
    )
    return jobs.select_related("letter").get() if is_ours else None


def finish(job: Rendering, pdf: bytes, page_starts: Sequence[PageStart] = ()) -> bool:
    """Stores the PDF and marks the job done. False where another worker has taken over: its file counts.

    Files that dead attempts left behind are removed.
    """
    name = job.pdf.storage.save(pdf_name(job), ContentFile(pdf))
    made = {"pdf": name, "sha256": hashlib.sha256(pdf).hexdigest(), "page_starts": list(page_starts)}
    is_ours = change(job, status=Status.DONE, error="", **made, **finished())
    left_over = [pdf_name(job, attempt=attempt) for attempt in range(1, job.attempts)] if is_ours else [name]
    for file in left_over:
        job.pdf.storage.delete(file)
    return is_ours


def fail(job: Rendering, words: str) -> bool:
    """Gives the job up, with words for staff."""
    return change(job, status=Status.FAILED, error=words, **finished())


def try_later(job: Rendering, words: str) -> bool:
    """Queues the job again after a passing fault, a little later each time; gives it up after its `most_attempts`."""
    if job.attempts >= job.most_attempts:
        return fail(job, f"{words} It was tried {job.attempts} times. {WHAT_STAFF_DO}")
    delay = dt.timedelta(seconds=2 * 4 ** (job.attempts - 1))
    look_again_at = timezone.now() + delay + patience_with_the_broker()
    is_ours = change(job, status=Status.QUEUED, error=words, look_again_at=look_again_at)
    if is_ours:
        transaction.on_commit(partial(send, job.id, delay=delay))
    return is_ours


def sweep() -> int:
    """Sends again what the broker lost and takes back what a dead worker held. Returns how many jobs were late."""
    late = Rendering.objects.of_every_clinic().filter(finished_at=None, look_again_at__lt=timezone.now())
    jobs = list(late.order_by("look_again_at")[:SWEEP_AT_MOST])
    for job in jobs:
        if job.status == Status.RUNNING:
            take_back(job)
        else:
            look_again_at = timezone.now() + patience_with_the_broker()
            if change(job, status=Status.QUEUED, look_again_at=look_again_at):
                send(job.id)
    if jobs:
        log.info("The sweep found %d late renderings.", len(jobs))
    return len(jobs)


def take_back(job: Rendering) -> None:
    """A worker that held the job past its lease is dead: another one does it, unless it keeps killing workers."""
    log.warning("The worker of rendering %s, attempt %d, is gone.", job.id, job.attempts)
    if job.attempts >= job.most_attempts:
        fail(job, f"The PDF could not be made: the worker stopped in the middle {job.attempts} times. {WHAT_STAFF_DO}")
    elif change(job, status=Status.QUEUED, look_again_at=timezone.now() + patience_with_the_broker()):
        send(job.id)


def change(job: Rendering, **values: object) -> bool:
    """Updates the row if it is still in the state and attempt in which `job` was read."""
    same = Rendering.objects.of_every_clinic().filter(id=job.id, status=job.status, attempts=job.attempts)
    return bool(same.update(**values))


def finished() -> dict[str, dt.datetime]:
    return {"finished_at": timezone.now()}


def patience_with_the_broker() -> dt.timedelta:
    """How long a queued job's message may take before it is sent again; a second message does no harm."""
    return dt.timedelta(seconds=2 * settings.SWEEP_SECONDS)
