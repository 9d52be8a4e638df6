"""The page that makes letters of case files, through Django's test client: works, complains, keeps secrets."""

import html
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.clinics.models import Clinic
from priorauth.interop.examples import example, examples
from priorauth.letters import tasks
from priorauth.letters.models import Letter, Rendering
from tests import people
from tests.pages import words

pytestmark = pytest.mark.django_db
APPEAL = {"example": "01-rrms-experimental-denial", "kind": "appeal_1"}
REFUSED = {"example": "06-spms-refused", "kind": "medical_necessity"}
START = "/from-file/"


@pytest.fixture
def clinic() -> Clinic:
    return Clinic.objects.create(name="Riverbend Neurology", slug="riverbend")


def made(browser: Client, **fields: object) -> str:
    """Makes a letter and gives its page's address."""
    answer = browser.post(START, {**APPEAL, **fields})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def rendered(address: str) -> Rendering:
    """Does what a worker does."""
    identifier = address.split("/")[2]
    tasks.render(identifier)
    return Rendering.objects.of_every_clinic().get(id=identifier)


def test_the_form_stands_at_the_root(browser: Client) -> None:
    answer = browser.get(START)
    assert answer.status_code == 200
    for case in examples():
        assert case.about in answer.content.decode().replace("&#x27;", "'")


def test_an_example_becomes_a_letter_that_waits_for_a_worker(browser: Client) -> None:
    page = browser.get(made(browser))
    assert "Waiting for a worker" in words(page)
    assert "First internal appeal" in words(page)
    assert 'hx-trigger="every 1s"' in words(page)
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in words(page)


def test_pasted_text_becomes_a_letter(browser: Client) -> None:
    case = example(APPEAL["example"])
    assert case is not None
    assert made(browser, example="", text=case.text)


def test_an_uploaded_file_becomes_a_letter(browser: Client) -> None:
    case = example(APPEAL["example"])
    assert case is not None
    upload = SimpleUploadedFile("case.yaml", case.text.encode())
    assert made(browser, example="", file=upload)


def test_the_letter_bears_the_date_that_was_asked_for(browser: Client) -> None:
    made(browser, letter_date="11/23/2026")
    assert str(Letter.objects.of_every_clinic().get().letter_date) == "2026-11-23"


def test_without_a_date_the_letter_bears_that_of_the_file(browser: Client) -> None:
    made(browser)
    assert str(Letter.objects.of_every_clinic().get().letter_date) == "2026-11-20"


def test_the_finished_pdf_can_be_downloaded(browser: Client) -> None:
    address = made(browser)
    job = rendered(address)

    page = browser.get(address)
    assert "Download PDF" in words(page)
    assert job.sha256 in words(page)
    assert "hx-trigger" not in words(page)
    answer = browser.get(f"{address}letter.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="appeal_1-2026-11-20.pdf"'


def test_htmx_gets_only_the_part_that_changes(browser: Client) -> None:
    address = made(browser)
    part = words(browser.get(address, headers={"HX-Request": "true"}))
    assert part.startswith('<section class="panel" id="job"')
    assert "<html" not in part


def test_the_check_list_says_what_settles_each_open_item(browser: Client) -> None:
    address = made(browser)
    page = browser.get(address)
    letter = Letter.objects.of_every_clinic().get().value()
    open_items = [item for item in letter.checklist if not item.ok]
    assert open_items
    for item in open_items:
        assert item.text in html.unescape(words(page))
        assert item.lift in html.unescape(words(page))
    assert "Check list" in words(page)
    assert f"of {len(letter.checklist)} settled" in words(page)


def test_the_preview_is_the_letter_with_the_styles_of_the_screen(browser: Client) -> None:
    answer = browser.get(f"{made(browser)}preview/")
    assert "/static/letters/letter.css" in words(answer)
    assert "/static/letters/screen.css" in words(answer)
    assert "Whitlock" in words(answer)
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_stopped_letter_is_not_written_and_says_what_would_lift_it(browser: Client) -> None:
    answer = browser.post(START, REFUSED)
    assert answer.status_code == 422
    assert "This letter is stopped." in words(answer)
    assert "Write a draft anyway" in words(answer)
    assert not Letter.objects.of_every_clinic().exists()


def test_a_stopped_letter_can_be_made_as_a_draft(browser: Client) -> None:
    address = str(browser.post(START, {**REFUSED, "draft": "1"}).headers["Location"])
    job = rendered(address)
    assert job.variant == "draft"
    page = words(browser.get(address))
    assert "Every page is marked DRAFT" in page
    assert "Stops the letter" in page
    assert (
        "medical_necessity-2026-11-20-draft.pdf" in browser.get(f"{address}letter.pdf").headers["Content-Disposition"]
    )


def test_mistakes_in_the_case_are_listed_with_their_paths_and_nothing_typed_is_lost(browser: Client) -> None:
    text = "format: 1\nas_of: 2026-11-20\npatient: {famly: Lee}\n"
    answer = browser.post(START, {"text": text, "kind": "appeal_1", "letter_date": "11/23/2026"})
    page = words(answer)
    assert answer.status_code == 422
    assert "<code>patient.famly</code>" in page
    assert "famly: Lee" in answer.content.decode()
    assert 'value="11/23/2026"' in page
    assert '<option value="appeal_1" selected>' in page


def test_the_text_of_a_refused_file_is_there_to_be_mended(browser: Client) -> None:
    upload = SimpleUploadedFile("case.yaml", b"format: 1\npatient: [\n")
    answer = browser.post(START, {"file": upload, "kind": "appeal_1"})
    assert answer.status_code == 422
    assert "line 3, column 1" in words(answer)
    assert "patient: [" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"kind": "appeal_1"}, "There is no case yet."),
        ({"example": "01-rrms-experimental-denial"}, "No kind is chosen."),
        ({**APPEAL, "letter_date": "2/30/2026"}, "This is no date. Write it as 11/20/2026"),
        ({**APPEAL, "kind": "assistance_support"}, "A support letter goes to one program. Choose it."),
    ],
)
def test_the_form_says_what_lacks(browser: Client, fields: dict[str, str], complaint: str) -> None:
    answer = browser.post(START, fields)
    assert answer.status_code == 422
    assert complaint in words(answer)


def test_a_file_that_is_no_text_is_refused(browser: Client) -> None:
    upload = SimpleUploadedFile("case.pdf", b"%PDF-1.7 \xff\xfe")
    answer = browser.post(START, {"file": upload, "kind": "appeal_1"})
    assert "This file is not text. Choose a YAML file saved as UTF-8." in words(answer)


def test_a_colleague_sees_the_letter_and_a_member_of_another_clinic_does_not(browser: Client, clinic: Clinic) -> None:
    address = made(browser)
    rendered(address)
    colleague = people.browser(people.member(clinic, "prescriber", "Elena Marsh"))
    other = Clinic.objects.create(name="Mesa Neurology", slug="mesa")
    stranger = people.browser(people.member(other, name="Sam Reyes"))
    for part in ("", "preview/", "letter.pdf"):
        assert colleague.get(f"{address}{part}").status_code == 200
        assert stranger.get(f"{address}{part}").status_code == 404


def test_every_look_at_a_letter_stands_in_the_log(browser: Client, clinic: Clinic) -> None:
    address = made(browser)
    rendered(address)
    for part in ("", "preview/", "letter.pdf"):
        browser.get(f"{address}{part}")
    letter = Letter.objects.of(clinic).get()

    entries = Entry.objects.filter(clinic_id=clinic.pk, subject_type="letters.letter")
    assert {entry.subject_id for entry in entries} == {str(letter.id)}
    assert [entry.action for entry in entries] == [
        Action.LETTER_MADE,
        Action.LETTER_VIEWED,
        Action.LETTER_READ,
        Action.LETTER_DOWNLOADED,
    ]
    assert {entry.by_id for entry in entries} == {str(letter.made_by_id)}
    assert "Whitlock" not in str(list(entries.values()))


def test_waiting_for_the_pdf_is_no_look_at_the_patient(browser: Client) -> None:
    address = made(browser)
    count = Entry.objects.count()
    part = browser.get(address, headers={"HX-Request": "true", "X-By-Itself": "1"})
    assert "Whitlock" not in words(part)
    assert Entry.objects.count() == count


def test_an_auditor_reads_letters_and_writes_none(browser: Client, clinic: Clinic) -> None:
    address = made(browser)
    auditor = people.browser(people.member(clinic, "auditor", "Luis Barrera"))
    assert auditor.get(address).status_code == 200
    assert "You read letters here" in words(auditor.get(START))

    refused = auditor.post(START, APPEAL)
    assert refused.status_code == 403
    assert "You can’t write letters or change patients’ records" in words(refused)
    assert "PA coordinator or Prescriber" in words(refused)
    assert Letter.objects.of(clinic).count() == 1
    assert Entry.objects.filter(action=Action.ACCESS_REFUSED).count() == 1


def test_the_pdf_is_not_there_before_it_is_made(browser: Client) -> None:
    assert browser.get(f"{made(browser)}letter.pdf").status_code == 404


def test_a_failed_job_says_so_in_words(browser: Client) -> None:
    address = made(browser)
    Rendering.objects.of_every_clinic().update(
        status="failed", error="The PDF could not be made. Make the letter again.", finished_at="2026-11-20T00:00Z"
    )
    page = words(browser.get(address))
    assert "The PDF could not be made. Make the letter again." in page
    assert "hx-trigger" not in page


def test_a_long_wait_is_explained(browser: Client) -> None:
    address = made(browser)
    Rendering.objects.of_every_clinic().update(waits_since="2026-11-20T00:00Z")
    assert "This takes longer than usual." in words(browser.get(address))


def test_no_page_may_run_foreign_code_or_be_framed_by_others(browser: Client) -> None:
    for address in (START, made(browser)):
        answer = browser.get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "style=" not in answer.content.decode()
        assert "<script>" not in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]


def test_no_address_names_the_patient(browser: Client) -> None:
    address = made(browser)
    assert "whitlock" not in address.lower()
    assert "whitlock" not in reverse("interop:start").lower()


def test_a_page_that_is_not_there_says_what_to_do(browser: Client) -> None:
    answer = browser.get("/letters/00000000-0000-4000-8000-000000000000/")
    assert answer.status_code == 404
    assert "it leads to something that your clinic does not have" in words(answer)


def test_a_broken_server_shows_no_details(browser: Client, settings: object, files: Path) -> None:
    browser.raise_request_exception = False
    address = made(browser)
    Letter.objects.of_every_clinic().update(composed={"patient": "Dana Whitlock"})
    answer = browser.get(address)
    assert answer.status_code == 500
    assert "Something broke on our side" in words(answer)
    assert "Whitlock" not in words(answer)
