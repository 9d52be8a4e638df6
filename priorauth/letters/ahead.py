"""The PDFs of a draft: the marked one that staff ask for, and the unmarked one that is made while somebody reads.

That one is private, so that signing does not wait: the letter it is made of becomes the signed one if nothing has
changed by then; until then no page shows or serves it.
"""

from functools import partial

from django.db import transaction

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.clinics.models import Member
from priorauth.letters.drafts import Composed
from priorauth.letters.models import Draft, Letter, Rendering
from priorauth.letters.services import queue, write_row


def marked_pdf(member: Member, now: Composed) -> Rendering:
    """The PDF of these words with DRAFT on each page, to be downloaded; the same words are rendered once.

    A brief for a call is never signed, so it needs no mark: it says itself that it is not for sending.
    """
    is_brief = now.letter.setup.not_for_sending and not now.letter.stops
    variant = Rendering.Variant.FINAL if is_brief else Rendering.Variant.DRAFT
    written = Rendering.objects.of(member.clinic).filter(letter__state=Letter.State.WRITTEN, variant=variant)
    these = written.filter(letter__draft=now.draft, letter__content_sha256=now.content_sha256)
    with transaction.atomic():
        Draft.objects.of(member.clinic).select_for_update().get(id=now.draft.id)
        found = these.select_related("letter").first()
        if found:
            return found
        letter = write_row(now.facts, now.letter, clinic=member.clinic, draft=now.draft, made_by=member)
        record(Action.LETTER_MADE, member=member, subject=letter)
        return queue(letter, variant)


def rendered_ahead(now: Composed) -> Rendering | None:
    """The rendering of just these words, in whatever state it is, that of a signed version too; None where none was
    asked for."""
    unmarked = Rendering.objects.of(now.draft.clinic).exclude(letter__state=Letter.State.WRITTEN)
    these = unmarked.filter(letter__draft=now.draft, letter__content_sha256=now.content_sha256)
    return these.select_related("letter").first()


def render_ahead(now: Composed) -> Rendering:
    """Asks for the PDF of these words, once; one of other words is removed with its letter."""
    with transaction.atomic():
        Draft.objects.of(now.draft.clinic).select_for_update().get(id=now.draft.id)
        found = rendered_ahead(now)
        remove_ahead(now.draft, but=found)
        if found:
            return found
        draft = now.draft
        letter = write_row(now.facts, now.letter, clinic=draft.clinic, draft=draft, state=Letter.State.AHEAD)
        return queue(letter, Rendering.Variant.FINAL)


def remove_ahead(draft: Draft, *, but: Rendering | None = None) -> None:
    """Forgets what was made ahead of signing. A worker that is still at it finds its job gone and removes its file."""
    letters = Letter.objects.of(draft.clinic).filter(draft=draft, state=Letter.State.AHEAD)
    if but:
        letters = letters.exclude(id=but.letter_id)
    outdated = list(letters.values_list("id", flat=True))
    jobs = Rendering.objects.of(draft.clinic).filter(letter__in=outdated)
    for job in jobs.select_for_update():
        if job.pdf:
            transaction.on_commit(partial(job.pdf.storage.delete, str(job.pdf.name)))
    jobs.delete()
    Letter.objects.of(draft.clinic).filter(id__in=outdated).delete()
