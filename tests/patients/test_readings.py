"""Reading an uploaded letter: the job's row, its pages, what happens where the reader is missing or dies."""

import datetime as dt
import io
import json
import logging
from pathlib import Path

import pytest
from django.db import connection
from PIL import Image

from priorauth import jobs
from priorauth.audit.models import Entry
from priorauth.clinics.models import Member
from priorauth.patients import readings, tasks
from priorauth.patients.models import Document, Reading
from priorauth.patients.services import add_document
from tests.factories import a_patient
from tests.notices import letters

pytestmark = pytest.mark.django_db
TYPED, SCANNED = "13-no-date", "20-faint-scan"


def a_letter(member: Member, content: bytes, *, pages: int = 1, media_type: str = "application/pdf") -> Document:
    values = {"kind": "denial_notice", "title": "Denial", "pages": pages}
    return add_document(patient=a_patient(member.clinic), content=content, media_type=media_type, **values)


def now(reading: Reading) -> Reading:
    return Reading.objects.of(reading.clinic).get(id=reading.id)


def read(member: Member, content: bytes, **values: object) -> Reading:
    reading = readings.ask(member, a_letter(member, content, **values))  # type: ignore[arg-type]
    while not now(reading).is_finished:
        tasks.read(str(reading.id))
    return now(reading)


def test_a_text_layer_is_read_with_the_place_of_each_word(member: Member) -> None:
    reading = read(member, letters.pdf(TYPED))
    (page,) = reading.value()
    assert (reading.status, reading.error) == ("done", "")
    assert "Juniper Health Cooperative" in page.text
    assert not page.by_ocr
    words = [word for line in page.lines for word in line.words]
    assert all(0 <= word.left < word.right <= page.width and 0 <= word.top < word.bottom for word in words)


def test_a_scan_is_recognized(member: Member) -> None:
    (page,) = read(member, letters.upload(SCANNED)).value()
    assert page.by_ocr
    assert "Westfork Employee Trust" in page.text


def test_a_picture_is_recognized(member: Member) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(letters.pdf(TYPED)) as document:
        picture = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    stored = io.BytesIO()
    picture.save(stored, "JPEG")
    (page,) = read(member, stored.getvalue(), media_type="image/jpeg").value()
    assert "Juniper Health Cooperative" in page.text


def test_a_turned_page_has_its_words_where_they_are_shown(member: Member) -> None:
    import pikepdf

    stored = io.BytesIO()
    with pikepdf.open(io.BytesIO(letters.pdf(TYPED))) as pdf:
        pdf.pages[0].rotate(90, relative=True)
        pdf.save(stored)
    (page,) = read(member, stored.getvalue()).value()
    first = page.lines[0].words[0]
    assert page.width > page.height
    assert first.left > page.width / 2


def test_text_that_a_scanner_laid_under_its_picture_is_not_believed(member: Member) -> None:
    """The words of the hidden layer say another date than the picture."""
    content = with_hidden_text(letters.upload(SCANNED), "Notice date: January 1, 2020 " * 12)
    (page,) = read(member, content).value()
    assert page.by_ocr
    assert "2020" not in page.text


def test_several_scans_are_read_one_task_each(member: Member) -> None:
    document = a_letter(member, letters.upload("19-cover-sheet-scan"), pages=2)
    reading = readings.ask(member, document)
    tasks.read(str(reading.id))
    assert (now(reading).status, now(reading).pages_read) == ("queued", 1)
    tasks.read(str(reading.id))
    assert (now(reading).status, now(reading).pages_read, now(reading).tries) == ("done", 2, 0)


def test_what_was_read_lies_encrypted(member: Member) -> None:
    reading = read(member, letters.pdf(TYPED))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pages FROM patients_reading")
        (stored,) = cursor.fetchone()
    assert "Juniper" in json.dumps(reading.pages)
    assert "Juniper" not in stored


def test_the_log_names_ids_and_nothing_that_was_read(member: Member, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        reading = read(member, letters.pdf(TYPED))
    assert str(reading.id) in caplog.text
    assert "Lindqvist" not in caplog.text
    assert Entry.objects.filter(action="document.reading_asked").count() == 1


def test_a_document_is_read_once_whoever_asks(member: Member) -> None:
    reading = read(member, letters.pdf(TYPED))
    assert readings.ask(member, reading.document) == reading
    tasks.read(str(reading.id))
    assert now(reading).attempts == reading.attempts


def test_without_tesseract_a_scan_is_told_and_typed_and_can_be_tried_again(
    member: Member, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as bare:
        bare.setenv("PATH", str(tmp_path))
        reading = read(member, letters.upload(SCANNED))
        assert reading.status == "failed"
        assert "tesseract-ocr) is not installed" in reading.error
        assert reading.error.endswith("Type what the letter says.")
    assert readings.try_again(member, reading)
    tasks.read(str(reading.id))
    assert now(reading).status == "done"


def test_without_tesseract_a_text_layer_is_read_all_the_same(
    member: Member, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = letters.pdf(TYPED)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read(member, content).status == "done"


def test_only_what_failed_is_tried_again(member: Member) -> None:
    assert not readings.try_again(member, read(member, letters.pdf(TYPED)))


def test_what_takes_too_long_says_so(member: Member, settings: object) -> None:
    settings.RENDER_SECONDS = 1  # type: ignore[attr-defined]
    noise = Image.effect_noise((4000, 4000), 120)
    stored = io.BytesIO()
    noise.save(stored, "PNG")
    reading = read(member, stored.getvalue(), media_type="image/png")
    assert reading.error == "Reading this scan took too long. Type what the letter says."


def test_a_file_that_is_gone_is_tried_a_few_times_and_then_given_up(member: Member) -> None:
    document = a_letter(member, letters.pdf(TYPED))
    document.content.storage.delete(document.content.name)
    reading = readings.ask(member, document)
    while not now(reading).is_finished:
        tasks.read(str(reading.id))
    assert (now(reading).status, now(reading).attempts) == ("failed", jobs.MOST_ATTEMPTS)
    assert now(reading).error.endswith("Try again, or type what the letter says.")


def test_the_tries_are_counted_anew_from_where_it_stopped_however_many_pages_that_was(member: Member) -> None:
    document = a_letter(member, three_typed_and_two_scanned(), pages=5)
    reading = readings.ask(member, document)
    tasks.read(str(reading.id))
    assert (now(reading).status, now(reading).pages_read) == ("queued", 4)
    document.content.storage.delete(document.content.name)
    for _ in range(2):
        before = now(reading).attempts
        while not now(reading).is_finished:
            tasks.read(str(reading.id))
        assert now(reading).attempts - before == jobs.MOST_ATTEMPTS
        assert readings.try_again(member, now(reading))


def three_typed_and_two_scanned() -> bytes:
    import pikepdf

    stored = io.BytesIO()
    with pikepdf.new() as whole:
        typed, scanned = (pikepdf.open(io.BytesIO(one)) for one in (letters.pdf(TYPED), letters.upload(SCANNED)))
        for page in (*[typed.pages[0]] * 3, *[scanned.pages[0]] * 2):
            whole.pages.append(page)
        whole.save(stored)
    return stored.getvalue()


def test_a_damaged_file_fails_with_words_for_staff(member: Member) -> None:
    reading = read(member, b"%PDF-1.7 torn off")
    assert reading.error == "The letter could not be read. Try again, or type what the letter says."


def test_a_dead_workers_page_is_read_by_another(member: Member) -> None:
    reading = readings.ask(member, a_letter(member, letters.pdf(TYPED)))
    dead = jobs.claim(Reading, reading.id)
    make_late(reading)
    tasks.sweep()
    assert now(reading).status == "queued"
    tasks.read(str(reading.id))
    assert dead is not None
    readings.read_on(dead)
    assert (now(reading).status, now(reading).attempts) == ("done", 2)


def test_a_page_that_kills_its_workers_is_given_up(member: Member) -> None:
    reading = readings.ask(member, a_letter(member, letters.pdf(TYPED)))
    for _ in range(jobs.MOST_ATTEMPTS):
        jobs.claim(Reading, reading.id)
        make_late(reading)
        tasks.sweep()
    assert now(reading).error.startswith("The worker stopped in the middle 3 times.")


def make_late(reading: Reading) -> None:
    """What time alone would do."""
    Reading.objects.of(reading.clinic).update(look_again_at=reading.queued_at - dt.timedelta(seconds=1))


def with_hidden_text(content: bytes, text: str) -> bytes:
    """The PDF with unseen text laid over its first page, as some scanners do."""
    import pikepdf

    stored = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[0]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.add_resource(font, pikepdf.Name.Font, pikepdf.Name.Hidden)
        stream = f"BT /Hidden 10 Tf 3 Tr 20 700 Td ({text}) Tj ET".encode()
        page.contents_add(pdf.make_stream(stream))
        pdf.save(stored)
    return stored.getvalue()
