"""Reads every stored letter and its PDFs and says what is not as it was when it was stored."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from priorauth.encryption import CannotDecrypt
from priorauth.letters import digests
from priorauth.letters.models import Letter, Rendering
from priorauth.letters.triggers import COUNT, WANTED

AT_A_TIME = 100


@dataclass
class Checked:
    """A letter that was checked, by its id, and in words what does not agree."""

    letter_id: str
    flaws: list[str] = field(default_factory=list)


def triggers_stand() -> bool:
    """Whether the database itself still refuses to change a signed letter."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT[connection.vendor])
        return bool(cursor.fetchone()[0] == WANTED)


def verified() -> Iterator[Checked]:
    """Every letter of every clinic, each with its facts, its words and its PDFs; one at a time in memory."""
    letters = Letter.objects.of_every_clinic().order_by("id")
    for letter_id in letters.values_list("id", flat=True).iterator(chunk_size=AT_A_TIME):
        yield Checked(str(letter_id), flaws_of(letter_id))


def flaws_of(letter_id: UUID) -> list[str]:
    """What of one letter does not agree: its facts, its words, what was attested, its PDFs. Nothing where all do."""
    flaws: list[str] = []
    columns = Letter.objects.of_every_clinic().filter(id=letter_id)
    flaws += _column(columns.values_list("facts", "facts_sha256"), "facts", digests.of_json)
    flaws += _column(columns.values_list("composed", "words_sha256"), "words", digests.of_json)
    attested = columns.filter(state=Letter.State.SIGNED).values_list("statement", "statement_sha256")
    flaws += _column(attested, "attested words", digests.of_text)
    for job in Rendering.objects.of_every_clinic().filter(letter=letter_id, status=Rendering.Status.DONE):
        flaws += _pdf(job)
    return flaws


def _column(columns: QuerySet[Letter, Any], what: str, digest_of: Callable[[Any], str]) -> Iterator[str]:
    """What is wrong with a value and the SHA-256 beside it; nothing where there is no such row."""
    try:
        found = list(columns)
    except (CannotDecrypt, ValueError):
        yield f"its {what} cannot be read with the keys of this server"
        return
    if any(digest_of(value) != kept for value, kept in found):
        yield f"its {what} are not those that were stored"


def _pdf(job: Rendering) -> Iterator[str]:
    try:
        with job.pdf.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        yield f"the PDF of rendering {job.id} is missing"
        return
    except CannotDecrypt:
        yield f"the PDF of rendering {job.id} cannot be read with the keys of this server"
        return
    if hashlib.sha256(content).hexdigest() != job.sha256:
        yield f"the PDF of rendering {job.id} is not the one that was stored"
