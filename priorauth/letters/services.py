"""Keeps a composed letter, queues the job that renders it, and stores its PDF."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from priorauth import jobs
from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.clinics.models import Member
from priorauth.core.casefile import case_dict
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import Letter as ComposedLetter
from priorauth.letters import digests
from priorauth.letters.models import Letter, Rendering, pdf_name
from priorauth.letters.page_starts import PageStart
from priorauth.reference.services import keep_version


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
    return jobs.queue(Rendering(clinic=letter.clinic, letter=letter, variant=variant))


@transaction.atomic
def try_again(member: Member, job: Rendering) -> bool:
    """Queues a job that was given up, with as many tries as a new one. False where it has not been given up."""
    again = jobs.queue_again(job)
    if again:
        record(Action.LETTER_TRIED_AGAIN, member=member, subject=job.letter)
    return again


def finish(job: Rendering, pdf: bytes, page_starts: Sequence[PageStart] = ()) -> bool:
    """Stores the PDF and marks the job done. False where another worker has taken over: its file counts.

    Files that dead attempts left behind are removed.
    """
    name = job.pdf.storage.save(pdf_name(job), ContentFile(pdf))
    is_ours = jobs.finish(job, pdf=name, sha256=hashlib.sha256(pdf).hexdigest(), page_starts=list(page_starts))
    left_over = [pdf_name(job, attempt=attempt) for attempt in range(1, job.attempts)] if is_ours else [name]
    for file in left_over:
        job.pdf.storage.delete(file)
    return is_ours
