"""Asks for the text of an uploaded document, and keeps what a worker reads of it, a stretch of pages at a time."""

from django.conf import settings
from django.db import transaction

from priorauth import jobs
from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.clinics.models import Member
from priorauth.core.notices import Page
from priorauth.patients.models import Document, Reading
from priorauth.patients.ocr import NoRecognition
from priorauth.patients.reading import read_pages

# A denial with its attachments is shorter; what follows is not read.
MOST_PAGES = 40


@transaction.atomic
def ask(member: Member, document: Document) -> Reading:
    """The document's reading; where there is none yet, its job is written, and sent once that is committed."""
    known = Reading.objects.of(document.clinic).filter(document=document).first()
    if known is not None:
        return known
    wanted = min(document.pages or 1, MOST_PAGES)
    record(Action.DOCUMENT_READING_ASKED, member=member, subject=document)
    return jobs.queue(Reading(clinic=document.clinic, document=document, pages_wanted=wanted))


@transaction.atomic
def try_again(member: Member, reading: Reading) -> bool:
    """Queues a reading that failed once more, from the page where it stopped. False where it did not fail."""
    again = jobs.queue_again(reading)
    if again:
        record(Action.DOCUMENT_READING_ASKED, member=member, subject=reading.document)
    return again


def read_on(reading: Reading) -> None:
    """Reads the next pages: those with a text layer at once, and one scan at most, so that no task runs long."""
    document, read = reading.document, list(reading.pages)
    seconds = max(settings.RENDER_SECONDS - 5, 1)
    pages = read_pages(
        document.content.read(), document.media_type, start=len(read), stop=reading.pages_wanted, seconds=seconds
    )
    try:
        for page in pages:
            read.append(_stored(page))
            if page.by_ocr:
                break
    except NoRecognition as problem:
        jobs.fail(reading, str(problem), pages=read, pages_read=len(read))
        return
    keep = jobs.finish if len(read) >= reading.pages_wanted else jobs.go_on
    keep(reading, pages=read, pages_read=len(read))


def _stored(page: Page) -> object:
    return page.model_dump(mode="json")
