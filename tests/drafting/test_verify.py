"""`manage.py verify_letters` finds whatever is not as it was stored."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from priorauth.clinics.models import Member
from priorauth.letters import tasks
from priorauth.letters.drafts import composed
from priorauth.letters.models import Draft, Letter, Rendering
from priorauth.letters.signing import sign
from tests.drafting.conftest import DAY
from tests.letters.tampering import without_guard

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(prescriber: Member, ready: Draft) -> Letter:
    """A signed letter with its PDF."""
    letter = sign(prescriber, ready, seen=composed(ready, DAY).content_sha256, statement="Read.")
    tasks.render(str(Rendering.objects.of(letter.clinic).get(letter=letter).id))
    return letter


def checked() -> tuple[int, str]:
    """Exit status, and all that was said."""
    said = StringIO()
    try:
        call_command("verify_letters", stdout=said, stderr=said)
    except SystemExit as ended:
        return int(str(ended.code)), said.getvalue()
    return 0, said.getvalue()


def test_a_whole_archive_is_whole(letter: Letter) -> None:
    assert checked() == (0, "Letters: 1, all as they were stored.\n")


def other_facts(letter: Letter, _files: Path) -> None:
    Letter.objects.of(letter.clinic).update(facts={**letter.facts, "format": 2})


def other_words(letter: Letter, _files: Path) -> None:
    Letter.objects.of(letter.clinic).update(composed={**letter.composed, "indication": "cis"})


def other_statement(letter: Letter, _files: Path) -> None:
    Letter.objects.of(letter.clinic).update(statement="I have read nothing.")


def no_statement(letter: Letter, _files: Path) -> None:
    with without_guard():
        Letter.objects.of(letter.clinic).update(statement="", statement_sha256="")


def another_digest(letter: Letter, _files: Path) -> None:
    with without_guard():
        Letter.objects.of(letter.clinic).update(words_sha256="0" * 64)


def another_pdf(letter: Letter, _files: Path) -> None:
    job = Rendering.objects.of(letter.clinic).get(letter=letter)
    job.pdf.storage.delete(job.pdf.name)
    from django.core.files.base import ContentFile

    job.pdf.storage.save(job.pdf.name, ContentFile(b"%PDF-other"))


def broken_pdf(letter: Letter, files: Path) -> None:
    (files / Rendering.objects.of(letter.clinic).get(letter=letter).pdf.name).write_bytes(b"nothing")


def lost_pdf(letter: Letter, _files: Path) -> None:
    pdf = Rendering.objects.of(letter.clinic).get(letter=letter).pdf
    pdf.storage.delete(pdf.name)


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (other_facts, "its facts are not those that were stored"),
        (other_words, "its words are not those that were stored"),
        (other_statement, "its attested words are not those that were stored"),
        (no_statement, "its attested words are not those that were stored"),
        (another_digest, "its words are not those that were stored"),
        (another_pdf, "is not the one that was stored"),
        (broken_pdf, "cannot be read with the keys of this server"),
        (lost_pdf, "is missing"),
    ],
)
def test_what_does_not_agree_is_named(
    letter: Letter, files: Path, tamper: Callable[[Letter, Path], None], told: str
) -> None:
    tamper(Letter.objects.of(letter.clinic).get(), files)
    status, said = checked()
    assert status == 1
    assert f"letter {letter.id}: " in said
    assert told in said
    assert "Whitlock" not in said


def test_missing_triggers_are_told(letter: Letter) -> None:
    with without_guard():
        assert checked() == (1, checked()[1])
        assert "the triggers of signed letters are gone" in checked()[1]
