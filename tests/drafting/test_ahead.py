"""The PDF that is made while somebody reads: once for the same words, private, and there when it is signed."""

from pathlib import Path

import pytest
from django.urls import reverse

from priorauth import jobs
from priorauth.cases.models import Case
from priorauth.clinics.models import Member
from priorauth.core.vocabulary import LetterKind
from priorauth.letters import drafts, services, tasks
from priorauth.letters.ahead import marked_pdf, render_ahead, rendered_ahead
from priorauth.letters.drafts import Composed, composed, open_draft
from priorauth.letters.models import Draft, Letter, Rendering
from priorauth.letters.signing import sign
from tests import people
from tests.drafting.conftest import DAY, weigh
from tests.letters.read_back import page_texts

pytestmark = pytest.mark.django_db


def now(draft: Draft) -> Composed:
    return composed(Draft.objects.of(draft.clinic).select_related("case").get(id=draft.id), DAY)


def done(job: Rendering) -> Rendering:
    tasks.render(str(job.id))
    return Rendering.objects.of(job.clinic).select_related("letter").get(id=job.id)


def test_the_same_words_are_rendered_once(draft: Draft) -> None:
    assert rendered_ahead(now(draft)) is None
    job = render_ahead(now(draft))
    assert render_ahead(now(draft)) == job == rendered_ahead(now(draft))
    assert Rendering.objects.of(draft.clinic).count() == 1


def test_it_knows_where_its_pages_begin(draft: Draft) -> None:
    job = done(render_ahead(now(draft)))
    ids = {section.id: [block.id for block in section.blocks] for section in now(draft).letter.sections}
    assert len(job.page_starts) == len(page_texts(job.pdf.read()))
    assert len(job.page_starts) > 1
    named = [start for start in job.page_starts if "block" in start]
    assert all(start["block"] in ids[start["section"]] for start in named)


def test_other_words_take_its_place_and_its_file_goes(coordinator: Member, draft: Draft, files: Path) -> None:
    first = done(render_ahead(now(draft)))
    drafts.reword(coordinator, draft, draft.revision, "close_reviewer", "Please call me.")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda work, **_: work())
        second = render_ahead(now(draft))
    assert list(Rendering.objects.of(draft.clinic)) == [second]
    assert Letter.objects.of(draft.clinic).count() == 1
    assert not (files / first.pdf.name).is_file()


def test_other_facts_do_too(draft: Draft, case: Case) -> None:
    first = render_ahead(now(draft))
    weigh(case, "71.0")
    assert render_ahead(now(draft)) != first
    assert Rendering.objects.of(draft.clinic).count() == 1


def test_a_worker_still_at_outdated_words_leaves_nothing(coordinator: Member, draft: Draft, files: Path) -> None:
    job = jobs.claim(Rendering, render_ahead(now(draft)).id)
    assert job
    drafts.reword(coordinator, draft, draft.revision, "close_reviewer", "Please call me.")
    render_ahead(now(draft))
    assert not services.finish(job, b"%PDF-")
    assert list(files.rglob("*.pdf")) == []


@pytest.mark.parametrize("name", ["interop:letter", "interop:preview", "interop:pdf"])
def test_nobody_can_fetch_it(prescriber: Member, draft: Draft, name: str) -> None:
    job = done(render_ahead(now(draft)))
    client = people.browser(prescriber)
    assert client.get(reverse(name, args=[job.id])).status_code == 404
    assert str(job.id) not in client.get(reverse("interop:start")).content.decode()


def test_signing_the_same_words_takes_it_over(prescriber: Member, ready: Draft) -> None:
    ahead = done(render_ahead(now(ready)))
    letter = sign(prescriber, ready, seen=now(ready).content_sha256, statement="Read.")
    job = Rendering.objects.of(ready.clinic).get()
    assert (letter.id, job.id, job.status, job.sha256) == (ahead.letter_id, ahead.id, "done", ahead.sha256)
    assert (letter.state, letter.version, letter.made_by) == ("signed", 1, prescriber)
    assert letter.statement == "Read."
    assert any("Electronically signed by Elena Marsh, MD on" in page for page in page_texts(job.pdf.read()))
    assert people.browser(prescriber).get(reverse("interop:pdf", args=[job.id])).status_code == 200


def test_one_that_is_still_being_made_becomes_the_signed_one(prescriber: Member, ready: Draft) -> None:
    job = jobs.claim(Rendering, render_ahead(now(ready)).id)
    assert job
    letter = sign(prescriber, ready, seen=now(ready).content_sha256, statement="Read.")
    assert services.finish(job, b"%PDF-")
    assert Rendering.objects.of(ready.clinic).get(letter=letter).pdf.read() == b"%PDF-"


def test_the_next_reading_makes_a_rendering_of_its_own(prescriber: Member, ready: Draft) -> None:
    render_ahead(now(ready))
    letter = sign(prescriber, ready, seen=now(ready).content_sha256, statement="Read.")
    ready = drafts.reword(prescriber, ready, ready.revision, "close_reviewer", "Please call me.")
    assert render_ahead(now(ready)).letter_id != letter.id
    assert Rendering.objects.of(ready.clinic).filter(letter=letter).exists()


def test_words_that_are_signed_are_not_rendered_ahead_again(prescriber: Member, ready: Draft) -> None:
    render_ahead(now(ready))
    letter = sign(prescriber, ready, seen=now(ready).content_sha256, statement="Read.")
    assert render_ahead(now(ready)).letter_id == letter.id
    assert Rendering.objects.of(ready.clinic).count() == 1


def test_a_draft_for_download_is_marked_and_made_once(coordinator: Member, draft: Draft) -> None:
    job = done(marked_pdf(coordinator, now(draft)))
    assert marked_pdf(coordinator, now(draft)) == job
    pages = page_texts(job.pdf.read())
    assert all("DRAFT" in text for text in pages)
    assert not any("Electronically signed" in text for text in pages)
    assert people.browser(coordinator).get(reverse("interop:pdf", args=[job.id])).status_code == 200


def test_a_brief_needs_no_mark(coordinator: Member, case: Case) -> None:
    brief = open_draft(coordinator, case, LetterKind.PEER_TO_PEER)
    job = done(marked_pdf(coordinator, now(brief)))
    assert marked_pdf(coordinator, now(brief)) == job
    assert not any("DRAFT" in text for text in page_texts(job.pdf.read()))
