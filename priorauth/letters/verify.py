"""Reads every stored letter and its PDFs and says what is not as it was when it was stored."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection
from django.db.models import Model

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
    """What of one letter does not agree: its facts, its words, its PDFs. Nothing where it is as it was stored."""
    flaws: list[str] = []
    for name, digest in (("facts", "facts_sha256"), ("composed", "words_sha256")):
        flaws += _column(Letter, letter_id, name, digest)
    for job in Rendering.objects.of_every_clinic().filter(letter=letter_id, status=Rendering.Status.DONE):
        flaws += _pdf(job)
    return flaws


def _column(model: type[Model], row_id: object, name: str, digest: str) -> Iterator[str]:
    what = "facts" if name == "facts" else "words"
    try:
        value, kept = model._base_manager.values_list(name, digest).get(pk=row_id)
    except (CannotDecrypt, ValueError):
        yield f"its {what} cannot be read with the keys of this server"
        return
    if digests.of_json(value) != kept:
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
