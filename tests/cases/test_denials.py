"""A denial letter through a coordinator's browser: uploaded, read, confirmed field by field, logged."""

import datetime as dt
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from priorauth.audit.models import Entry
from priorauth.cases.models import Case, DenialReason, Determination, Exhibit, Submission
from priorauth.cases.submissions.services import start_level
from priorauth.clinics.models import Clinic
from priorauth.patients import tasks
from priorauth.patients.models import Coverage, Document, Reading
from priorauth.patients.sections import section_of
from tests import people
from tests.cases.test_exhibits import a_pdf
from tests.factories import a_case, a_clinic
from tests.notices import letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(clinic: Clinic) -> Case:
    return a_case(clinic, awaiting_reply=True)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def the_submission(case: Case) -> Submission:
    return Submission.objects.of(case.clinic).get(case=case)


def place(case: Case, *parts: object) -> str:
    return "/".join([f"/cases/{case.id}/submissions/{the_submission(case).id}/denial", *map(str, parts), ""])


def uploaded(browser: Client, case: Case, content: bytes) -> Reading:
    """The letter is taken in; a worker has not been there yet."""
    answer = browser.post(place(case), {"file": SimpleUploadedFile("denial.pdf", content)})
    assert answer.status_code == 302
    reading = Reading.objects.of(case.clinic).latest("queued_at")
    assert answer["Location"] == place(case, reading.document_id)
    return reading


def a_reading(browser: Client, case: Case, name: str) -> str:
    """The address of the page of a letter that a worker has read."""
    reading = uploaded(browser, case, letters.pdf(name))
    while not Reading.objects.of(case.clinic).get(id=reading.id).is_finished:
        tasks.read(str(reading.id))
    return place(case, reading.document_id)


def typed(case: Case, **values: str) -> dict[str, object]:
    """The form as the page sends it."""
    fields = {
        "answer-outcome": "",
        "answer-notice_date": "",
        "answer-received_date": "",
        "answer-appeal_by": "",
        "said-quote": "",
        "said-policy_cited": "",
        "said-reviewer_name": "",
        "said-reviewer_specialty": "",
        "revision": "1",
    }
    return fields | {name.replace("__", "-"): value for name, value in values.items()}


def number_of(page: str, said: str) -> str:
    """The number of the button that takes over what is said."""
    found = re.search(rf'value="(\d+)"[^>]*>Use this<span class="visually-hidden">: {re.escape(said)}', page)
    assert found, said
    return found[1]


def in_form(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*?value="([^"]*)"', page)
    if found:
        return found[1]
    area = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    return area[1].strip() if area else ""


def test_a_letter_is_taken_in_and_waits_for_a_worker(browser: Client, case: Case) -> None:
    reading = uploaded(browser, case, a_pdf())
    page = text(browser.get(place(case, reading.document_id)))
    assert "Waiting for a worker." in page
    assert "every 1s" in page
    assert "Log the answer" not in page
    assert "denial.pdf" in text(browser.get(place(case)))


def test_a_letter_that_the_store_does_not_take_is_asked_for_again(
    browser: Client, case: Case, store_is_down: None
) -> None:
    answer = browser.post(place(case), {"file": SimpleUploadedFile("denial.pdf", a_pdf())})
    assert answer.status_code == 422
    assert "could not keep this file just now" in text(answer)
    assert not Reading.objects.of(case.clinic).exists()


def test_a_letter_that_a_later_one_replaced_does_not_wait(browser: Client, case: Case) -> None:
    first = a_reading(browser, case, "13-no-date")
    logged = typed(case, answer__outcome="denied", answer__notice_date="10/05/2026")
    assert browser.post(first, logged).status_code == 302
    second = a_reading(browser, case, "13-no-date")
    revision = section_of(Submission, case).revision
    again = logged | {"answer-notice_date": "10/12/2026", "notice-is_new": "yes", "revision": str(revision)}
    assert browser.post(second, again).status_code == 302
    assert Determination.objects.of(case.clinic).get().notice_id == uuid.UUID(second.split("/")[-2])
    page = text(browser.get(place(case)))
    assert first not in page
    assert second not in page


def test_the_page_that_asks_is_told_to_load_anew_once_the_letter_is_read(browser: Client, case: Case) -> None:
    reading = uploaded(browser, case, letters.pdf("13-no-date"))
    address, by_itself = place(case, reading.document_id), {"X-By-Itself": "1"}
    assert "HX-Refresh" not in browser.get(address, headers=by_itself)
    tasks.read(str(reading.id))
    assert browser.get(address, headers=by_itself)["HX-Refresh"] == "true"


def test_what_is_no_document_is_refused_with_what_to_do(browser: Client, case: Case) -> None:
    answer = browser.post(place(case), {"file": SimpleUploadedFile("denial.pdf", b"MZ a program")})
    assert answer.status_code == 422
    assert "no document that can be read" in text(answer)
    assert not Document.objects.of(case.clinic).exists()


def test_each_candidate_is_marked_in_the_letter_and_offered_beside_its_field(browser: Client, case: Case) -> None:
    page = text(browser.get(a_reading(browser, case, "02-hmo")))
    marks, offered = (set(re.findall(rf'id="{what}-(\d+)"', page)) for what in ("mark", "offer"))
    assert len(offered) > 8
    assert marks < offered
    assert "<mark>04/17/2026</mark>" in page
    assert "“Notice Date”, page 1" in page


def test_nothing_is_taken_over_by_itself(browser: Client, case: Case) -> None:
    page = text(browser.get(a_reading(browser, case, "02-hmo")))
    for name in ("answer-notice_date", "answer-appeal_by", "said-quote", "said-policy_cited"):
        assert in_form(page, name) == ""
    assert "In the form" not in page
    assert not Determination.objects.of(case.clinic).exists()


def test_a_press_takes_one_value_over_and_keeps_what_was_typed(browser: Client, case: Case) -> None:
    address = a_reading(browser, case, "02-hmo")
    use = number_of(text(browser.get(address)), "Apr 17, 2026")
    page = text(browser.post(address, typed(case, said__reviewer_name="Dr. Lowe", use=use)))
    assert in_form(page, "answer-notice_date") == "04/17/2026"
    assert in_form(page, "said-reviewer_name") == "Dr. Lowe"
    assert in_form(page, "answer-appeal_by") == ""
    assert page.count("In the form") == 1
    assert "to fix before" not in page
    assert not Determination.objects.of(case.clinic).exists()


def test_a_reason_becomes_a_row_and_the_words_join(browser: Client, case: Case) -> None:
    address = a_reading(browser, case, "03-medicare-advantage")
    page = text(browser.get(address))
    said = typed(case, said__quote="Denied.")
    first = text(browser.post(address, said | {"use": number_of(page, "Not medically necessary")}))
    (row,) = re.findall(r'name="reasons-id" value="([^"]+)"', first)
    assert re.search(rf'name="reasons-{row}-reason".*?value="not_medically_necessary" selected', first, re.DOTALL)
    words = "The notes sent do not include a record of relapses."
    assert (
        in_form(text(browser.post(address, said | {"use": number_of(page, words)})), "said-quote") == f"Denied. {words}"
    )


def test_the_outcome_is_offered_and_chosen_by_a_press(browser: Client, case: Case) -> None:
    address = a_reading(browser, case, "03-medicare-advantage")
    page = text(browser.get(address))
    chosen = re.compile(r'name="answer-outcome" value="denied"[^>]* checked')
    assert not chosen.search(page)
    pressed = text(browser.post(address, typed(case) | {"use": number_of(page, "Denied")}))
    assert chosen.search(pressed)


def test_contradictions_stand_on_top_and_the_person_chooses(browser: Client, case: Case) -> None:
    page = text(browser.get(a_reading(browser, case, "15-contradicting-dates")))
    assert "2 dates for the notice: May 4, 2026 and May 7, 2026." in page
    assert page.index("The letter contradicts itself.") < page.index("What the plan decided")
    assert {number_of(page, "May 4, 2026"), number_of(page, "May 7, 2026")} == {"2", "3"}


def test_what_cannot_be_read_for_sure_has_no_button(browser: Client, case: Case) -> None:
    page = text(browser.get(a_reading(browser, case, "16-two-digit-year")))
    assert "Read it yourself" in page
    assert not re.search(r"Use this<span[^>]*>: 3/4/26", page)
    assert '<mark class="chk">3/4/26</mark>' in page


def test_numbers_are_compared_with_the_record(browser: Client, case: Case) -> None:
    page = text(browser.get(a_reading(browser, case, "02-hmo")))
    assert page.count("Not as on file") == 2
    assert "As on file</span>" not in page


def test_the_confirmed_letter_is_logged_with_its_document_as_exhibit(browser: Client, case: Case) -> None:
    address = a_reading(browser, case, "02-hmo")
    row = "8f14e45f-ceea-4a67-a1d2-6b3c5d0e9f11"
    answer = browser.post(
        address,
        typed(case, answer__outcome="denied", answer__notice_date="04/17/2026", answer__appeal_by="10/14/2026")
        | {"reasons-id": row, f"reasons-{row}-reason": "step_therapy_not_met", "said-quote": "Not tried first."},
    )
    assert answer.status_code == 302
    logged = Determination.objects.of(case.clinic).get()
    assert (logged.notice_date, logged.appeal_by) == (dt.date(2026, 4, 17), dt.date(2026, 10, 14))
    assert [one.reason for one in DenialReason.objects.of(case.clinic)] == ["step_therapy_not_met"]
    assert Exhibit.objects.of(case.clinic).get().document == logged.notice
    assert Entry.objects.filter(action="case.determination_logged").exists()
    assert "None. Upload the plan’s letter" in text(browser.get(place(case)))


def test_what_is_wrong_is_told_and_nothing_typed_is_lost(browser: Client, case: Case) -> None:
    address = a_reading(browser, case, "02-hmo")
    answer = browser.post(address, typed(case, answer__notice_date="31/31/2026", said__quote="Not tried first."))
    assert answer.status_code == 422
    assert "Choose what the plan answered." in text(answer)
    assert in_form(text(answer), "answer-notice_date") == "31/31/2026"
    assert in_form(text(answer), "said-quote") == "Not tried first."


def test_the_enter_key_logs_nothing(browser: Client, case: Case) -> None:
    """It presses the form's first button."""
    address = a_reading(browser, case, "02-hmo")
    form = text(browser.get(address)).partition('action="?"')[2]
    assert re.search(r"<button[^>]*type=\"submit\"[^>]*>", form)[0].count('name="look"') == 1  # type: ignore[index]
    page = browser.post(address, typed(case, answer__outcome="denied", look="1"))
    assert page.status_code == 200
    assert not Determination.objects.of(case.clinic).exists()


def test_a_failed_reading_says_why_and_is_tried_again(
    browser: Client, case: Case, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    reading = uploaded(browser, case, letters.upload("20-faint-scan"))
    with monkeypatch.context() as bare:
        bare.setenv("PATH", str(tmp_path))
        tasks.read(str(reading.id))
    address = place(case, reading.document_id)
    page = text(browser.get(address))
    assert "tesseract-ocr) is not installed" in page
    assert "Log the answer" in page
    assert browser.post(f"{address}again/").status_code == 302
    assert Reading.objects.of(case.clinic).get(id=reading.id).status == "queued"


def test_the_letter_of_another_patient_is_not_there(browser: Client, case: Case, clinic: Clinic) -> None:
    address = a_reading(browser, case, "13-no-date")
    stranger = people.browser(people.member(a_clinic("Mesa"), name="Sam Reyes"))
    assert stranger.get(address).status_code == 404
    assert "Lindqvist" not in text(stranger.get(address))


def test_opening_it_is_in_the_log(browser: Client, case: Case) -> None:
    browser.get(a_reading(browser, case, "13-no-date"))
    assert Entry.objects.latest("number").action == "document.read"


def test_the_page_costs_the_same_whatever_was_found(browser: Client, case: Case) -> None:
    counts = []
    for name in ("13-no-date", "02-hmo"):
        address = a_reading(browser, case, name)
        with CaptureQueriesContext(connection) as queries:
            browser.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_where_appeals_go_is_kept_with_the_coverage_by_a_press(browser: Client, case: Case) -> None:
    address = a_reading(browser, case, "07-two-columns")
    page = text(browser.get(address))
    said = "Mail appeals to Lakeland Mutual Appeals, PO Box 1190, Madison, WI 53701-1190"
    found = re.search(
        rf'name="keep" value="(\d+)"[^>]*>Keep on file<span class="visually-hidden">: {re.escape(said)}', page
    )
    assert found
    kept = text(browser.post(address, typed(case, said__quote="Not covered.") | {"keep": found[1]}))
    coverage = Coverage.objects.of(case.clinic).get()
    assert coverage.appeals == {"address": ["Lakeland Mutual Appeals", "PO Box 1190", "Madison, WI 53701-1190"]}
    assert "As on file" in kept
    assert "Not covered." in kept  # what was typed of the answer is still there
    assert Entry.objects.filter(changed=["coverage.appeals"]).exists()
    assert not Determination.objects.of(case.clinic).exists()


def test_the_next_appeal_says_where_it_goes(browser: Client, case: Case) -> None:
    coverage = case.coverage
    assert coverage is not None
    Coverage.objects.of(case.clinic).update(appeals={"to": "Aetna Appeals", "fax": "555-0190"})
    start_level(case=case, revision=section_of(Submission, case).revision, level="internal_appeal_1")
    page = text(browser.get(f"/cases/{case.id}/submissions/"))
    assert "Aetna Appeals · Fax 555-0190" in page
