"""The page on which a prescriber signs, and the letter once it is signed."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.cases.models import Case, Prescriber, Submission
from priorauth.cases.submissions.services import log_submission
from priorauth.clinics.models import Clinic, Member
from priorauth.core.vocabulary import LetterKind
from priorauth.letters.drafts import composed, confirm, leave_out, open_draft, reword
from priorauth.letters.models import Draft, Letter, Rendering
from priorauth.patients.sections import section_of
from tests import people
from tests.clinics.codes import app_of, code_of
from tests.drafting.conftest import DAY, weigh
from tests.letters.tampering import without_guard
from tests.pages import words

pytestmark = pytest.mark.django_db
REVIEW = "review"
ATTESTED = {"attest": "on", "name": "Elena Marsh, MD"}


@pytest.fixture
def browser(prescriber: Member) -> Client:
    """The prescriber's browser, in which they have just signed in."""
    client = Client()
    client.post("/sign-in/", {"login": prescriber.user.email, "password": people.PASSWORD})
    return client


def address(draft: Draft) -> str:
    return f"/letters/drafts/{draft.id}/sign/"


def seen(page: HttpResponse) -> str:
    return page.content.decode().partition('name="seen" value="')[2].partition('"')[0]


def signed(browser: Client, draft: Draft) -> Letter:
    """Reads and signs."""
    answer = browser.post(address(draft), {"seen": seen(browser.get(address(draft))), **ATTESTED})
    assert answer.status_code == 302, words(answer)
    letter = Letter.objects.of(draft.clinic).get(state="signed")
    assert answer.headers["Location"] == f"/letters/signed/{letter.id}/"
    return letter


def test_it_shows_what_changed_what_is_open_and_what_is_attested(
    browser: Client, coordinator: Member, ready: Draft
) -> None:
    draft = reword(coordinator, ready, ready.revision, REVIEW, "I will see her every three months.")
    leave_out(coordinator, draft, draft.revision, "safety_line")
    page = words(browser.get(address(ready)))
    assert "2 changes" in page
    assert "<ins>I will see her every three months.</ins>" in page
    assert page.count("<del>") >= 2
    assert "Dana Whitfield, RN" in page
    assert "Every check that stops a signature is passed" in page
    assert "I have read this letter. What it says of Dana Whitlock is true" in page
    assert "the two changes included" in page
    printed = words(browser.get(address(ready), {"show": "print"}))
    assert "<ins>" not in printed
    assert "I will see her every three months." in printed


def test_each_sentence_shows_its_grounds_here_too(browser: Client, ready: Draft) -> None:
    page = words(browser.get(address(ready), {"at": "privig@rrms_second_line.0"}))
    assert "Fazekas 2008, Neurology" in page


def test_a_prescriber_signs_and_the_letter_is_frozen(browser: Client, prescriber: Member, ready: Draft) -> None:
    letter = signed(browser, ready)
    assert (letter.version, letter.signed_by_id) == (1, prescriber.id)
    assert letter.statement.startswith("I have read this letter.")
    assert letter.signed_how == "Password"
    assert Entry.objects.filter(action=Action.LETTER_SIGNED, subject_id=str(letter.id)).count() == 1


def test_the_signed_page_shows_hashes_pdf_and_versions(browser: Client, ready: Draft, clinic: Clinic) -> None:
    letter = signed(browser, ready)
    page = words(browser.get(f"/letters/signed/{letter.id}/"))
    assert "Letter signed. Version 1 can’t be changed any more." in page
    assert letter.words_sha256 in page
    assert letter.facts_sha256 in page
    assert "Elena Marsh, MD" in page
    assert "Its PDF is being made" in page
    assert "Electronically signed by Elena Marsh, MD on November 20, 2026" in page
    job = Rendering.objects.of(clinic).get(letter=letter)
    name = job.pdf.storage.save("letters/made.pdf", ContentFile(b"%PDF-1.7 words"))
    Rendering.objects.of(clinic).update(status="done", pdf=name, sha256="ab" * 32, finished_at=timezone.now())
    page = words(browser.get(f"/letters/signed/{letter.id}/", headers={"HX-Request": "true"}))
    assert "Download PDF" in page
    assert "ab" * 32 in page
    assert browser.get(f"/letters/{job.id}/letter.pdf").content == b"%PDF-1.7 words"


def test_the_signed_page_leads_to_where_its_sending_is_logged(browser: Client, ready: Draft, case: Case) -> None:
    letter = signed(browser, ready)
    link = f'href="/cases/{case.id}/submissions/new/"'
    assert link in words(browser.get(f"/letters/signed/{letter.id}/"))
    begun = log_submission(case=case, revision=section_of(Submission, case).revision, level="internal_appeal_1")
    page = words(browser.get(f"/letters/signed/{letter.id}/"))
    assert f'href="/cases/{case.id}/submissions/{begun.id}/"' in page
    assert link not in page


def test_a_signed_letter_shows_its_grounds_as_they_were_when_it_was_signed(
    browser: Client, ready: Draft, case: Case
) -> None:
    letter = signed(browser, ready)
    weigh(case, "72.0")
    for path in (f"/letters/signed/{letter.id}/", f"/letters/signed/{letter.id}/why/"):
        page = words(browser.get(path, {"at": "dose_sum.0"}))
        assert "Weight" in page
        assert "68.0" in page
        assert "72.0" not in page
        assert "#id_weight-weight_kg" not in page


def test_the_signed_page_checks_the_hashes_anew(browser: Client, ready: Draft) -> None:
    letter = signed(browser, ready)
    assert "Checked just now: unaltered" in words(browser.get(f"/letters/signed/{letter.id}/"))
    with without_guard():
        Letter.objects.of(ready.clinic).update(words_sha256="0" * 64)
    page = words(browser.get(f"/letters/signed/{letter.id}/"))
    assert "This letter is not as it was signed. Its words are not those that were stored." in page.replace(
        "</span>", ""
    )


def test_the_pdf_of_a_letter_that_is_not_signed_is_not_there(browser: Client, ready: Draft, clinic: Clinic) -> None:
    browser.get(address(ready))
    ahead = Rendering.objects.of(clinic).get(letter__state="ahead")
    name = ahead.pdf.storage.save("letters/made.pdf", ContentFile(b"%PDF-1.7"))
    Rendering.objects.of(clinic).update(status="done", pdf=name, sha256="ab" * 32, finished_at=timezone.now())
    for part in ("", "letter.pdf", "preview/"):
        assert browser.get(f"/letters/{ahead.id}/{part}").status_code == 404


def test_editing_a_signed_letter_makes_a_new_version(browser: Client, prescriber: Member, ready: Draft) -> None:
    first = signed(browser, ready)
    link = words(browser.get(f"/letters/signed/{first.id}/")).partition("Edit: makes a new version")[0]
    assert f'href="/letters/drafts/{ready.id}/"' in link[-150:]
    draft = Draft.objects.of(ready.clinic).get()
    reword(prescriber, draft, draft.revision, REVIEW, "I will see her every three months.")
    browser.post(address(ready), {"seen": seen(browser.get(address(ready))), **ATTESTED})
    second = Letter.objects.of(ready.clinic).get(version=2)
    page = words(browser.get(f"/letters/signed/{second.id}/"))
    assert f"/letters/signed/{first.id}/" in page
    assert "I will see her every three months." in page
    assert "I will see her every three months." not in words(browser.get(f"/letters/signed/{first.id}/"))
    assert "Version 2" in words(browser.get(f"/cases/{ready.case_id}/letters/"))


def test_the_patients_letter_says_that_it_was_frozen_and_not_signed(
    browser: Client, prescriber: Member, ready: Draft
) -> None:
    beside = open_draft(prescriber, ready.case, LetterKind.PATIENT_APPEAL)
    beside = confirm(prescriber, beside, beside.revision, "dose.rounding", "The pharmacy gives 25 g.")
    before = words(browser.get(address(ready)))
    assert "The patient’s own letter, if it is written" in before
    browser.post(address(ready), {"seen": seen(browser.get(address(ready))), **ATTESTED})
    letter = Letter.objects.of(ready.clinic).get(draft=beside, state="signed")
    page = words(browser.get(f"/letters/signed/{letter.id}/"))
    assert "With the appeal, by Elena Marsh, MD. The patient signs it on paper" in page
    assert "Log the sending" not in page
    assert "Frozen with the appeal, by Elena Marsh, MD" in page
    assert "Frozen with the appeal, by Elena Marsh, MD" in words(browser.get(f"/cases/{ready.case_id}/letters/"))
    done = Entry.objects.filter(subject_id=str(letter.id)).values_list("action", flat=True)
    assert Action.LETTER_FROZEN in done
    assert Action.LETTER_SIGNED not in done


def test_what_is_open_keeps_it_from_being_signed_and_says_so(browser: Client, draft: Draft) -> None:
    page = browser.get(address(draft))
    assert "1 to settle before it can be signed" in words(page)
    answer = browser.post(address(draft), {"seen": seen(page), **ATTESTED})
    assert answer.status_code == 422
    assert "one thing must be settled first" in words(answer)
    assert not Letter.objects.of(draft.clinic).filter(state="signed").exists()


def test_a_citation_that_was_typed_by_hand_blocks_signing_and_names_it(
    browser: Client, prescriber: Member, ready: Draft
) -> None:
    reword(prescriber, ready, ready.revision, REVIEW, "I see her monthly (PMID 12345678).")
    page = browser.get(address(ready))
    assert "“PMID 12345678”, which is not in the library" in words(page)
    assert browser.post(address(ready), {"seen": seen(page), **ATTESTED}).status_code == 422


def test_what_changed_since_it_was_read_is_shown_before_anything_is_signed(
    browser: Client, coordinator: Member, ready: Draft
) -> None:
    page = browser.get(address(ready))
    reword(coordinator, ready, ready.revision, REVIEW, "I will see her every three months.")
    answer = browser.post(address(ready), {"seen": seen(page), **ATTESTED})
    shown = words(answer)
    assert answer.status_code == 422
    assert "it has changed since you read it" in shown
    assert "New since you read it" in shown
    assert "<ins>I will see her every three months.</ins>" in shown
    assert seen(answer) != seen(page)
    browser.post(address(ready), {"seen": seen(answer), **ATTESTED})
    assert Letter.objects.of(ready.clinic).filter(state="signed").exists()


def test_signing_on_another_day_shows_what_that_moves(
    browser: Client, ready: Draft, today: Callable[[dt.date], None]
) -> None:
    page = browser.get(address(ready))
    today(DAY + dt.timedelta(days=1))
    answer = browser.post(address(ready), {"seen": seen(page), **ATTESTED})
    assert answer.status_code == 422
    assert "21," in words(answer).partition("New since you read it")[2].partition("</ul>")[0]


def test_what_is_new_since_the_last_reading_is_shown_when_the_page_is_opened(
    browser: Client, coordinator: Member, ready: Draft
) -> None:
    assert "New since you read it" not in words(browser.get(address(ready)))
    reword(coordinator, ready, ready.revision, REVIEW, "I will see her every three months.")
    assert "New since you read it" in words(browser.get(address(ready)))


@pytest.mark.parametrize(
    "part", ["sign/", "sign/?show=print", "", "why/?at=review.0"], ids=["again", "printed", "studio", "why"]
)
def test_it_stays_new_wherever_the_letter_is_looked_at_until_it_is_answered_for(
    browser: Client, coordinator: Member, ready: Draft, part: str
) -> None:
    browser.get(address(ready))
    reword(coordinator, ready, ready.revision, REVIEW, "I will see her every three months.")
    browser.get(f"/letters/drafts/{ready.id}/{part}")
    page = browser.get(address(ready))
    assert "New since you read it" in words(page)
    browser.post(address(ready), {"seen": seen(page), **ATTESTED})
    assert Letter.objects.of(ready.clinic).filter(state="signed").exists()
    assert "New since you read it" not in words(browser.get(address(ready)))


@pytest.mark.parametrize("name", ["Elena Marsh, MD", "Dana Whitfield"], ids=["right", "mistyped"])
def test_a_name_typed_under_an_older_letter_shows_what_changed_and_asks_anew(
    browser: Client, coordinator: Member, ready: Draft, name: str
) -> None:
    page = browser.get(address(ready))
    reword(coordinator, ready, ready.revision, REVIEW, "I will see her every three months.")
    answer = browser.post(address(ready), {"seen": seen(page), "attest": "on", "name": name})
    assert "<ins>I will see her every three months.</ins>" in words(answer).partition("New since you read it")[2]
    assert seen(answer) == composed(Draft.objects.of(ready.clinic).get(), DAY).content_sha256
    assert " checked" not in answer.content.decode().partition('<form class="signbox"')[2]


def test_a_mistyped_name_keeps_what_is_new_in_view(browser: Client, coordinator: Member, ready: Draft) -> None:
    browser.get(address(ready))
    reword(coordinator, ready, ready.revision, REVIEW, "I will see her every three months.")
    page = browser.get(address(ready))
    answer = browser.post(address(ready), {"seen": seen(page), "attest": "on", "name": "Dana Whitfield"})
    assert "New since you read it" in words(answer)
    assert browser.post(address(ready), {"seen": seen(answer), **ATTESTED}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"name": "Elena Marsh"}, "check the box"),
        ({"attest": "on"}, "There is no name yet"),
        ({"attest": "on", "name": "Dana Whitfield"}, "This is not the name under the letter"),
    ],
)
def test_the_form_says_what_is_missing(browser: Client, ready: Draft, typed: dict[str, str], complaint: str) -> None:
    answer = browser.post(address(ready), {"seen": seen(browser.get(address(ready))), **typed})
    assert answer.status_code == 422
    assert complaint in words(answer)


def test_who_has_not_proved_who_they_are_lately_does_so_first(prescriber: Member, ready: Draft) -> None:
    browser = people.browser(prescriber)
    answer = browser.post(address(ready), {"seen": seen(browser.get(address(ready))), **ATTESTED})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in/again/")
    assert not Letter.objects.of(ready.clinic).filter(state="signed").exists()
    browser.post(answer.headers["Location"], {"password": people.PASSWORD}, follow=True)
    assert Letter.objects.of(ready.clinic).get(state="signed").version == 1


def test_nobody_is_asked_who_they_are_for_a_letter_that_cannot_be_signed_yet(prescriber: Member, draft: Draft) -> None:
    browser = people.browser(prescriber)
    answer = browser.post(address(draft), {"seen": seen(browser.get(address(draft))), **ATTESTED})
    assert answer.status_code == 422
    assert "one thing must be settled first" in words(answer)


def test_who_has_an_authenticator_app_proves_it_by_a_code(prescriber: Member, ready: Draft) -> None:
    """The page that asks for a password leads them to the one that asks for a code."""
    browser, secret = Client(), app_of(prescriber.user)
    browser.post("/sign-in/", {"login": prescriber.user.email, "password": people.PASSWORD})
    browser.post("/sign-in/code/", {"code": code_of(secret)})
    proved_long_ago(browser)
    answer = browser.post(address(ready), {"seen": seen(browser.get(address(ready))), **ATTESTED})
    assert answer.headers["Location"].startswith("/sign-in/code/again/")
    by_password = browser.post("/sign-in/again/", {"password": people.PASSWORD})
    assert by_password.headers["Location"] == "/sign-in/code/again/"
    assert not Letter.objects.of(ready.clinic).filter(state="signed").exists()
    browser.post(answer.headers["Location"], {"code": code_of(secret, later=1)}, follow=True)
    letter = Letter.objects.of(ready.clinic).get(state="signed")
    assert letter.signed_how == "Password and authenticator code"


def proved_long_ago(browser: Client) -> None:
    """As if the session had begun an hour ago."""
    session = browser.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**one, "at": one["at"] - 3600} for one in records]
    session.save()


@pytest.mark.parametrize("query", ["?at=dose_sum.0", "?show=print"])
def test_so_does_who_had_chosen_a_sentence_or_the_printed_page(prescriber: Member, ready: Draft, query: str) -> None:
    """The form is sent again only to an address without a query: to that of the form, wherever the page was opened."""
    browser = people.browser(prescriber)
    page = browser.get(address(ready) + query)
    form = page.content.decode().partition('<form class="signbox"')[2].partition(">")[0]
    target = form.partition('action="')[2].partition('"')[0] or address(ready) + query
    answer = browser.post(target, {"seen": seen(page), **ATTESTED})
    browser.post(answer.headers["Location"], {"password": people.PASSWORD}, follow=True)
    assert Letter.objects.of(ready.clinic).get(state="signed").version == 1


def test_others_see_who_can_sign_and_no_form(clinic: Clinic, coordinator: Member, ready: Draft) -> None:
    other = people.member(clinic, "prescriber", "Samuel Ortega", credentials="MD")
    for member in (coordinator, other):
        page = words(people.browser(member).get(address(ready)))
        assert "Only Elena Marsh, in whose name the letter speaks, can sign it." in page
        assert "Sign letter" not in page
    assert people.browser(coordinator).post(address(ready)).status_code == 403


def test_a_case_without_a_prescriber_says_where_one_is_chosen(coordinator: Member, ready: Draft, case: Case) -> None:
    Prescriber.objects.of(case.clinic).update(name="")
    Case.objects.of(case.clinic).update(prescriber=None)
    page = words(people.browser(coordinator).get(address(ready)))
    assert "Choose the prescriber" in page
    assert f"/cases/{case.id}/request/#id_signer-prescriber" in page


def test_a_letter_that_was_never_signed_has_no_signed_page(browser: Client, ready: Draft, clinic: Clinic) -> None:
    browser.get(address(ready))
    letter = Letter.objects.of(clinic).get(state="ahead")
    assert browser.get(f"/letters/signed/{letter.id}/").status_code == 404


def test_reading_to_sign_and_reading_what_was_signed_are_in_the_log(
    browser: Client, prescriber: Member, ready: Draft
) -> None:
    letter = signed(browser, ready)
    browser.get(f"/letters/signed/{letter.id}/")
    read = Entry.objects.filter(action=Action.LETTER_READ, by_id=str(prescriber.id))
    assert set(read.values_list("subject_id", flat=True)) == {str(ready.id), str(letter.id)}
    assert composed(ready, DAY).letter.kind == letter.kind
