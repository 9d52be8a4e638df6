"""Signing: who may, what is refused, what is frozen, and that it stays so."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from priorauth import jobs
from priorauth.audit.models import Entry
from priorauth.cases.models import Case, Prescriber
from priorauth.clinics.models import Clinic, Member
from priorauth.core.casefile import read_case
from priorauth.core.vocabulary import LetterKind
from priorauth.letters import digests, drafts, services, tasks
from priorauth.letters.ahead import render_ahead
from priorauth.letters.drafts import composed, open_draft
from priorauth.letters.models import Draft, Letter, Rendering, SignedLetter
from priorauth.letters.signing import (
    ChangedSinceRead,
    NotReady,
    NotTheSigner,
    sign,
    statement_for,
    versions,
    why_not_signer,
)
from priorauth.letters.studio.signed_page import SignedPage
from priorauth.patients.rotation import rotate
from priorauth.reference import lifecycle
from priorauth.reference.services import records_of_version, shipped_library
from tests import people
from tests.drafting.conftest import DAY, weigh
from tests.letters.read_back import page_texts
from tests.reference.own import a_policy, in_use

pytestmark = pytest.mark.django_db


def signed(member: Member, draft: Draft, seen: str | None = None) -> Letter:
    """Signed by somebody who has read the letter just now, or `seen`."""
    now = composed(draft, timezone.localdate())
    return sign(member, draft, seen=seen or now.content_sha256, statement=statement_for(now), how="Password")


def job_of(letter: Letter) -> Rendering:
    return Rendering.objects.of(letter.clinic).get(letter=letter)


def again(letter: Letter) -> Letter:
    return Letter.objects.of(letter.clinic).get(id=letter.id)


def test_what_was_read_is_frozen(prescriber: Member, ready: Draft) -> None:
    now = composed(ready, DAY)
    letter = again(signed(prescriber, ready))

    assert (letter.state, letter.version, letter.signed_by, letter.signed_how) == ("signed", 1, prescriber, "Password")
    assert letter.letter_date == DAY
    assert letter.value() == now.letter
    assert read_case(letter.facts, shipped_library()) == now.facts
    assert letter.library_version == shipped_library().version
    assert letter.facts_sha256 == digests.of_json(letter.facts)
    assert letter.words_sha256 == digests.of_json(letter.composed)
    assert letter.content_sha256 == now.content_sha256
    assert letter.statement.startswith("I have read this letter. What it says of Dana Whitlock is true")
    assert letter.statement_sha256 == digests.of_text(letter.statement)
    assert Entry.objects.filter(action="letter.signed", subject_id=str(letter.id), by_id=str(prescriber.id)).exists()


def test_its_pdf_is_made_unmarked(prescriber: Member, ready: Draft) -> None:
    job = job_of(signed(prescriber, ready))
    assert (job.variant, job.status) == ("final", "queued")
    tasks.render(str(job.id))
    assert job_of(job.letter).status == "done"


def test_its_pdf_says_where_it_is_signed_by_whom_and_when(prescriber: Member, ready: Draft) -> None:
    job = job_of(signed(prescriber, ready))
    tasks.render(str(job.id))
    (page,) = [text for text in page_texts(job_of(job.letter).pdf.read()) if "Sincerely," in text]
    assert "Electronically signed by Elena Marsh, MD on November 20, 2026" in page


def test_every_page_of_it_names_the_patient(prescriber: Member, ready: Draft) -> None:
    job = job_of(signed(prescriber, ready))
    tasks.render(str(job.id))
    pages = page_texts(job_of(job.letter).pdf.read())
    assert len(pages) == 3
    assert all("Dana Whitlock · Ref. PA-77120934" in page for page in pages)


def test_the_letter_that_the_patient_signs_keeps_its_empty_line(prescriber: Member, ready: Draft, case: Case) -> None:
    beside = open_draft(prescriber, case, LetterKind.PATIENT_APPEAL)
    drafts.confirm(prescriber, beside, beside.revision, "dose.rounding", "The pharmacy gives 25 g.")
    signed(prescriber, ready)
    job = Rendering.objects.of(case.clinic).get(letter__kind=LetterKind.PATIENT_APPEAL)
    tasks.render(str(job.id))
    assert not any("Electronically signed" in page for page in page_texts(job_of(job.letter).pdf.read()))


def test_the_version_of_the_library_is_kept_where_the_pdf_was_made_ahead_of_it(
    prescriber: Member, coordinator: Member, ready: Draft
) -> None:
    render_ahead(composed(ready, DAY))
    row = in_use(a_policy(coordinator), prescriber)
    member, draft = (one.__class__.objects.of(row.clinic).get(id=one.id) for one in (prescriber, ready))
    letter = again(signed(member, draft))
    assert letter.library_version != shipped_library().version
    assert records_of_version(row.clinic, letter.library_version) == [row]


def test_its_grounds_come_from_the_library_that_it_was_made_from(
    prescriber: Member, coordinator: Member, ready: Draft
) -> None:
    plain = again(signed(prescriber, ready))
    row = in_use(a_policy(coordinator), prescriber)
    member, draft = (one.__class__.objects.of(row.clinic).get(id=one.id) for one in (prescriber, ready))
    draft = drafts.reword(member, draft, draft.revision, "close_reviewer", "Please call me.")
    own = again(signed(member, draft))
    lifecycle.retire(row, revision=row.revision, by=coordinator)
    for letter, holds_it in ((plain, False), (own, True)):
        why = SignedPage(member, letter, at="close_reviewer.0").why
        assert why
        assert why.record.library.version == letter.library_version
        assert (row.key in why.record.library.policies) is holds_it


def test_the_changes_are_kept_with_the_letter(prescriber: Member, coordinator: Member, ready: Draft) -> None:
    ready = drafts.reword(coordinator, ready, ready.revision, "close_reviewer", "Please call me.")
    letter = again(signed(prescriber, ready))
    (change,) = letter.value().changes
    assert (change.after, change.by) == ("Please call me.", "Dana Whitfield, RN")
    assert change.before.startswith("Please authorize")
    assert "the one change included" in letter.statement


# ---- who may ---------------------------------------------------------------------------------------------------------


def test_only_the_prescriber_in_whose_name_it_speaks_signs(
    clinic: Clinic, coordinator: Member, prescriber: Member, ready: Draft
) -> None:
    other = people.member(clinic, "prescriber", "Samuel Ortega", credentials="DO", npi="1992700000")
    assert why_not_signer(prescriber, ready) == ""
    for member in (coordinator, other):
        assert why_not_signer(member, ready) == "Only Elena Marsh, in whose name the letter speaks, can sign it."
        with pytest.raises(NotTheSigner):
            signed(member, ready)
    assert not Letter.objects.of(clinic).exists()


def test_a_prescriber_is_known_by_the_npi_too(clinic: Clinic, prescriber: Member, ready: Draft) -> None:
    Prescriber.objects.of(clinic).update(member=None)
    draft = Draft.objects.of(clinic).select_related("case__prescriber").get(id=ready.id)
    assert why_not_signer(prescriber, draft) == ""
    assert signed(prescriber, draft).version == 1


@pytest.mark.parametrize(
    ("kind", "told"), [(LetterKind.PEER_TO_PEER, "Nobody signs this brief"), (LetterKind.PATIENT_APPEAL, "The patient")]
)
def test_not_every_kind_is_signed_by_the_prescriber(
    prescriber: Member, case: Case, kind: LetterKind, told: str
) -> None:
    with pytest.raises(NotTheSigner, match=told):
        signed(prescriber, open_draft(prescriber, case, kind))


# ---- what is refused -------------------------------------------------------------------------------------------------


def test_nothing_open_may_be_left(prescriber: Member, draft: Draft) -> None:
    with pytest.raises(NotReady, match="one thing must be settled first") as refused:
        signed(prescriber, draft)
    assert [item.id for item in refused.value.items] == ["dose.rounding"]


def test_nor_what_the_case_lacks(prescriber: Member, ready: Draft, case: Case) -> None:
    from priorauth.patients.models import Therapy

    Therapy.objects.of(case.clinic).filter(patient=case.patient).update(therapy="")
    with pytest.raises(NotReady) as refused:
        signed(prescriber, ready)
    assert refused.value.problems


@pytest.mark.parametrize("typed", ["As Novak et al (2019) found.", "IVIG is the standard of care.", "Seen on ____."])
def test_nor_words_that_no_letter_may_hold(prescriber: Member, ready: Draft, typed: str) -> None:
    ready = drafts.reword(prescriber, ready, ready.revision, "close_reviewer", typed)
    with pytest.raises(NotReady):
        signed(prescriber, ready)


def test_what_changed_since_it_was_read_is_shown_first(
    prescriber: Member, coordinator: Member, ready: Draft, clinic: Clinic
) -> None:
    read = composed(ready, DAY)
    drafts.note_reading(prescriber, read)
    ready = drafts.reword(coordinator, ready, ready.revision, "close_reviewer", "Please call me.")

    with pytest.raises(ChangedSinceRead) as refused:
        signed(prescriber, ready, seen=read.content_sha256)

    (change,) = refused.value.changes
    assert (change.block, change.after) == ("close_reviewer", "Please call me.")
    assert not Letter.objects.of(clinic).exists()
    assert signed(prescriber, ready, seen=refused.value.now.content_sha256).version == 1


def test_so_are_other_facts(prescriber: Member, ready: Draft, case: Case) -> None:
    read = composed(ready, DAY)
    drafts.note_reading(prescriber, read)
    weigh(case, "71.0")
    with pytest.raises(ChangedSinceRead) as refused:
        signed(prescriber, ready, seen=read.content_sha256)
    assert "dose_sum" in {one.block for one in refused.value.changes}


def test_so_is_another_day(prescriber: Member, ready: Draft, today: Callable[[dt.date], None]) -> None:
    read = composed(ready, DAY)
    drafts.note_reading(prescriber, read)
    today(DAY + dt.timedelta(days=1))
    with pytest.raises(ChangedSinceRead) as refused:
        signed(prescriber, ready, seen=read.content_sha256)
    assert {one.block: one.after for one in refused.value.changes}["date"] == "November 21, 2026"
    assert refused.value.now.letter.date == DAY + dt.timedelta(days=1)


def test_what_nobody_has_read_is_not_signed(prescriber: Member, ready: Draft) -> None:
    with pytest.raises(ChangedSinceRead) as refused:
        signed(prescriber, ready, seen="0" * 64)
    assert refused.value.changes == ()


# ---- versions --------------------------------------------------------------------------------------------------------


def test_signing_twice_is_signing_once(prescriber: Member, ready: Draft) -> None:
    assert signed(prescriber, ready) == signed(prescriber, ready)
    assert Letter.objects.of(ready.clinic).count() == 1


def test_a_later_edit_makes_a_new_version(prescriber: Member, ready: Draft) -> None:
    first = again(signed(prescriber, ready))
    ready = drafts.reword(prescriber, ready, ready.revision, "close_reviewer", "Please call me.")
    second = signed(prescriber, ready)
    assert (first.version, second.version) == (1, 2)
    assert again(first).composed == first.composed


def test_the_versions_of_a_case(
    prescriber: Member, ready: Draft, case: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    open_draft(prescriber, case, LetterKind.PEER_TO_PEER)
    for words in ("One.", "Two.", "Three."):
        ready = drafts.reword(prescriber, ready, ready.revision, "close_reviewer", words)
        signed(prescriber, ready)
    assert case.clinic
    with django_assert_num_queries(3):
        appeal, brief = versions(case)
        told = [(letter.version, str(letter.signed_by), job and job.status) for letter, job in appeal.signed]
    assert told == [(number, "Elena Marsh, MD", "queued") for number in (3, 2, 1)]
    assert (brief.draft.kind, brief.signed) == ("peer_to_peer", ())


def test_the_patients_letter_is_frozen_with_the_appeal(prescriber: Member, ready: Draft, case: Case) -> None:
    beside = open_draft(prescriber, case, LetterKind.PATIENT_APPEAL)
    beside = drafts.confirm(prescriber, beside, beside.revision, "dose.rounding", "The pharmacy gives 25 g.")
    signed(prescriber, ready)
    letter = Letter.objects.of(case.clinic).get(draft=beside)
    assert (letter.state, letter.statement) == ("signed", "Frozen with version 1 of: First internal appeal.")


def test_one_with_something_open_is_not(prescriber: Member, ready: Draft, case: Case) -> None:
    beside = open_draft(prescriber, case, LetterKind.PATIENT_APPEAL)
    signed(prescriber, ready)
    assert not Letter.objects.of(case.clinic).filter(draft=beside).exists()


# ---- it stays so -----------------------------------------------------------------------------------------------------


def test_the_model_refuses_to_change_or_delete_it(prescriber: Member, ready: Draft) -> None:
    letter = again(signed(prescriber, ready))
    letter.kind = "appeal_2"
    with pytest.raises(SignedLetter):
        letter.save()
    with pytest.raises(SignedLetter):
        letter.delete()


@pytest.mark.parametrize(
    "values",
    [
        {"state": "written"},
        {"version": 7},
        {"words_sha256": ""},
        {"statement_sha256": ""},
        {"signed_at": None},
        {"letter_date": DAY},
    ],
)
def test_so_does_the_database(prescriber: Member, ready: Draft, values: dict[str, object]) -> None:
    letters = Letter.objects.of(ready.clinic).filter(id=signed(prescriber, ready).id)
    with pytest.raises(DatabaseError, match="a signed letter is never changed"), transaction.atomic():
        letters.update(**values)
    with pytest.raises(DatabaseError, match="a signed letter is never changed"), transaction.atomic():
        letters._raw_delete(letters.db)  # type: ignore[attr-defined]


def test_nor_is_its_pdf_exchanged(prescriber: Member, ready: Draft) -> None:
    job = job_of(signed(prescriber, ready))
    tasks.render(str(job.id))
    rows = Rendering.objects.of(ready.clinic).filter(id=job.id)
    for values in ({"sha256": "0" * 64}, {"status": "queued"}):
        with pytest.raises(DatabaseError, match="a signed letter is never changed"), transaction.atomic():
            rows.update(**values)
    with pytest.raises(DatabaseError, match="a signed letter is never changed"), transaction.atomic():
        rows.delete()


def test_new_keys_can_be_put_under_it(prescriber: Member, ready: Draft, settings: object) -> None:
    from priorauth.encryption import new_key

    letter = again(signed(prescriber, ready))
    settings.ENCRYPTION_KEYS = [new_key(), *settings.ENCRYPTION_KEYS]  # type: ignore[attr-defined]
    assert sum(one.renewed for one in rotate())
    assert again(letter).composed == letter.composed


# ---- jobs ------------------------------------------------------------------------------------------------------------


def test_a_job_that_was_given_up_is_asked_for_again(prescriber: Member, ready: Draft) -> None:
    letter = signed(prescriber, ready)
    job = jobs.claim(Rendering, job_of(letter).id)
    assert job
    jobs.fail(job, "The PDF could not be made.")

    assert services.try_again(prescriber, job_of(letter))

    job = job_of(letter)
    assert (job.status, job.error, job.finished_at) == ("queued", "", None)
    assert Entry.objects.filter(action="letter.tried_again").count() == 1
    assert not services.try_again(prescriber, job)
    for _ in range(jobs.MOST_ATTEMPTS - 1):
        taken = jobs.claim(Rendering, job.id)
        assert taken
        jobs.try_later(taken, "Busy.")
    assert job_of(letter).status == "queued"


def test_a_failed_rendering_ahead_is_tried_again_when_its_letter_is_signed(prescriber: Member, ready: Draft) -> None:
    job = jobs.claim(Rendering, render_ahead(composed(ready, DAY)).id)
    assert job
    jobs.fail(job, "The PDF could not be made.")
    assert job_of(signed(prescriber, ready)).status == "queued"


@pytest.mark.parametrize("words", ["Please call me 漢字.", "Thank you \U0001f642."])
def test_what_the_fonts_cannot_print_is_not_signed(prescriber: Member, ready: Draft, words: str) -> None:
    ready = drafts.reword(prescriber, ready, ready.revision, "close_reviewer", words)
    now = composed(ready, DAY)
    (item,) = now.open_items
    assert item.id == "print.characters"
    assert item.text.startswith("The letter's fonts cannot print U+")
    with pytest.raises(NotReady):
        sign(prescriber, ready, seen=now.content_sha256, statement=statement_for(now))
    assert Letter.objects.of(prescriber.clinic).filter(state="signed").count() == 0
