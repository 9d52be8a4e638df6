"""What is sent and answered, through a coordinator's browser: logged, corrected, carried over to the next level."""

import datetime as dt
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.cases.facts import facts_of
from priorauth.cases.models import (
    Authorization,
    Call,
    Case,
    CaseState,
    DenialReason,
    Determination,
    EarlierNotice,
    Exhibit,
    InformationRequest,
    PeerToPeer,
    Submission,
)
from priorauth.cases.services import create_case, log_determination
from priorauth.cases.submissions.services import log_submission
from priorauth.clinics.models import Clinic
from priorauth.core.stage import kinds_that_fit
from priorauth.patients.models import IvigAuthorization, PriorIvig
from priorauth.patients.sections import save_once, section_of
from priorauth.reference.services import shipped_library
from tests import people
from tests.cases.test_exhibits import a_pdf
from tests.cases.test_projection import is_kept_up
from tests.factories import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(clinic: Clinic) -> Case:
    return a_case(clinic, awaiting_reply=True)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def place(case: Case, *parts: object) -> str:
    return "/".join([f"/cases/{case.id}/submissions", *map(str, parts), ""])


def the_submission(case: Case) -> Submission:
    found = Submission.objects.of(case.clinic).filter(case=case).last()
    assert found is not None
    return found


def revision(case: Case) -> str:
    return str(section_of(Submission, case).revision)


def reason(name: str) -> dict[str, str]:
    row = str(uuid.uuid4())
    return {"reasons-id": row, f"reasons-{row}-reason": name}


def denied(case: Case, browser: Client, **more: str) -> HttpResponse:
    typed = {
        "revision": revision(case),
        "answer-outcome": "denied",
        "answer-notice_date": "10/05/2026",
        "answer-received_date": "10/08/2026",
        "said-quote": "Immune globulin is considered experimental.",
        "said-reviewer_name": "R. Hale",
        **reason("experimental_investigational"),
        **more,
    }
    answer: HttpResponse = browser.post(place(case, the_submission(case).id, "answer"), typed)
    return answer


def status(case: Case) -> str:
    return CaseState.objects.of(case.clinic).get(case=case).status


def test_a_sending_is_logged_with_its_proof(browser: Client, clinic: Clinic) -> None:
    case = a_case(clinic)
    typed = {
        "revision": revision(case),
        "sending-level": "prior_authorization",
        "sending-channel": "fax",
        "sending-submitted": "11/02/2026 4:30 PM",
        "sending-reference": "FX-1",
        "sending-file": SimpleUploadedFile("fax.pdf", a_pdf(1), content_type="application/pdf"),
    }
    answer = browser.post(place(case, "new"), typed)
    assert answer.headers["Location"] == place(case)
    row = the_submission(case)
    assert (row.submitted, row.channel, row.reference) == (dt.datetime(2026, 11, 2, 16, 30), "fax", "FX-1")
    assert row.proof is not None
    assert (row.proof.kind, row.proof.pages) == ("proof_of_timely_filing", 1)
    page = text(browser.get(place(case)))
    assert "Nov 2, 2026, 4:30 PM" in page
    assert f"/cases/documents/{row.proof_id}/" in page
    assert Entry.objects.filter(action=Action.SUBMISSION_LOGGED).exists()


def test_a_sending_logged_by_mistake_is_being_prepared_again(browser: Client, case: Case) -> None:
    address = place(case, the_submission(case).id)
    browser.post(address, {"revision": revision(case), "sending-level": "prior_authorization"})
    assert the_submission(case).is_prepared
    assert status(case) == "preparing"


def test_what_has_not_happened_yet_is_not_logged_and_nothing_typed_is_lost(browser: Client, case: Case) -> None:
    tomorrow = f"{timezone.localdate() + dt.timedelta(days=1):%m/%d/%Y}"
    typed = {
        "revision": revision(case),
        "sending-level": "renewal",
        "sending-submitted": tomorrow,
        "sending-reference": "R-9",
    }
    answer = browser.post(place(case, "new"), typed)
    assert answer.status_code == 422
    assert "This day has not come yet" in text(answer)
    assert 'value="R-9"' in text(answer)
    assert Submission.objects.of(case.clinic).count() == 1


def test_a_receipt_before_the_sending_is_an_error_at_its_field(browser: Client, case: Case) -> None:
    typed = {
        "revision": revision(case), "sending-level": "prior_authorization",
        "sending-submitted": "09/21/2026", "sending-plan_received": "09/20/2026",
    }  # fmt: skip
    answer = browser.post(place(case, the_submission(case).id), typed)
    assert answer.status_code == 422
    assert 'href="#id_sending-plan_received"' in text(answer)
    assert "This is before “Sent”, 09/21/2026" in text(answer)


def test_requests_for_more_and_the_peer_to_peer_call_are_rows_of_the_submission(browser: Client, case: Case) -> None:
    row = str(uuid.uuid4())
    typed = {
        "revision": revision(case), "sending-level": "prior_authorization", "sending-submitted": "09/21/2026",
        "information-id": row, f"information-{row}-text": "Infusion notes", f"information-{row}-asked_on": "09/30/2026",
        f"information-{row}-due_on": "10/14/2026", "call-asked_on": "10/06/2026", "call-party": "Dr. Hale",
    }  # fmt: skip
    assert browser.post(place(case, the_submission(case).id), typed).status_code == 302
    asked = InformationRequest.objects.of(case.clinic).get()
    assert (asked.text, asked.due_on) == ("Infusion notes", dt.date(2026, 10, 14))
    assert PeerToPeer.objects.of(case.clinic).get().party == "Dr. Hale"
    assert status(case) == "information_requested"
    emptied = {
        key: "" if key.startswith(("information-", "call-")) and not key.endswith("-id") else value
        for key, value in typed.items()
    }
    browser.post(place(case, the_submission(case).id), emptied | {"revision": revision(case)})
    assert not InformationRequest.objects.of(case.clinic).exists()
    assert not PeerToPeer.objects.of(case.clinic).exists()


def test_a_further_row_comes_without_a_reload_and_without_javascript(browser: Client, case: Case) -> None:
    fragment = text(browser.get(place(case, "rows", "information")))
    assert re.search(r'name="information-id" value="[0-9a-f-]{36}"', fragment)
    typed = {"revision": revision(case), "sending-level": "renewal", "sending-reference": "R-9", "add": "information"}
    answer = browser.post(place(case, "new"), typed)
    assert answer.status_code == 200
    assert text(answer).count('name="information-id"') == 1
    assert 'value="R-9"' in text(answer)
    assert browser.get(place(case, "rows", "nothing")).status_code == 404


def test_a_denial_is_logged_with_reasons_words_and_deadline(browser: Client, case: Case) -> None:
    assert denied(case, browser).status_code == 302
    row = Determination.objects.of(case.clinic).get()
    assert (row.outcome, row.reviewer) == ("denied", {"name": "R. Hale"})
    assert [one.reason for one in DenialReason.objects.of(case.clinic)] == ["experimental_investigational"]
    assert status(case) == "denied"
    page = text(browser.get(place(case)))
    assert "October 8, 2026 + 180 days = April 6, 2027" in page
    assert "29 CFR" in page
    assert "Start the first internal appeal" in page


def test_the_deadlines_of_an_answer_are_shown_before_it_is_logged(browser: Client, case: Case) -> None:
    typed = {"answer-outcome": "denied", "answer-received_date": "10/08/2026", "answer-appeal_by": "01/15/2027"}
    address = place(case, the_submission(case).id, "verdict")
    shown = text(browser.post(address, typed))
    assert "October 8, 2026 + 180 days = April 6, 2027" in shown
    assert "January 15, 2027, as printed in the notice" in shown
    assert "29 CFR" in shown
    assert not Determination.objects.of(case.clinic).exists()
    for unreadable in ({}, {"answer-outcome": "denied", "answer-notice_date": "01/01/0001"}):
        assert browser.post(address, unreadable).status_code == 200


def test_the_renewal_of_what_is_granted_is_shown_before_and_after_it_is_logged(browser: Client, case: Case) -> None:
    ends = timezone.localdate() + dt.timedelta(days=200)
    typed = {"answer-outcome": "approved", "grant-ends": f"{ends:%m/%d/%Y}", "revision": revision(case)}
    address = place(case, the_submission(case).id)
    assert "Start the renewal by" in text(browser.post(f"{address}verdict/", typed))
    assert "Start the renewal by" not in text(browser.post(f"{address}verdict/", typed | {"answer-outcome": "denied"}))
    assert browser.post(f"{address}answer/", typed).status_code == 302
    assert "Start the renewal by" in text(browser.get(place(case)))


def test_a_year_that_is_not_ours_is_an_error_at_its_field(browser: Client, case: Case) -> None:
    answer = denied(case, browser, **{"answer-notice_date": "01/01/0001"})
    assert answer.status_code == 422
    assert "01/01/0001 is not of our time. Check the year." in text(answer)


def test_the_printed_date_wins_when_it_is_earlier(browser: Client, case: Case) -> None:
    denied(case, browser, **{"answer-appeal_by": "01/15/2027"})
    state = CaseState.objects.of(case.clinic).get(case=case)
    page = text(browser.get(place(case)))
    assert "January 15, 2027, as printed in the notice" in page
    assert "Fri, Jan 15" in page
    assert state.status == "denied"


def test_the_letter_of_a_denial_becomes_an_exhibit(browser: Client, case: Case) -> None:
    denied(case, browser, **{"answer-file": SimpleUploadedFile("d.pdf", a_pdf(2), content_type="application/pdf")})  # type: ignore[arg-type]
    exhibit = Exhibit.objects.of(case.clinic).select_related("document").get()
    assert (exhibit.document.kind, exhibit.document.pages) == ("denial_notice", 2)
    assert Determination.objects.of(case.clinic).get().notice_id == exhibit.document_id


def test_one_button_starts_the_next_level_with_its_letter(browser: Client, case: Case) -> None:
    answer = denied(case, browser, start="1")
    assert answer.headers["Location"] == f"/cases/{case.id}/letter/?kind=appeal_1"
    row = the_submission(case)
    assert (row.level, row.is_prepared) == ("internal_appeal_1", True)
    assert status(case) == "preparing"
    assert re.search(r'value="appeal_1"[^>]*selected', text(browser.get(answer.headers["Location"])))
    facts = facts_of(case, timezone.localdate())
    assert len(facts.submissions) == 1, "what is only begun is no fact"
    assert "appeal_1" in kinds_that_fit(facts, shipped_library())


def test_what_is_begun_becomes_a_fact_once_it_is_sent(browser: Client, case: Case) -> None:
    denied(case, browser, start="1")
    typed = {"revision": revision(case), "sending-level": "internal_appeal_1", "sending-submitted": "11/01/2026"}
    browser.post(place(case, the_submission(case).id), typed)
    assert [one.level for one in facts_of(case, timezone.localdate()).submissions] == [
        "prior_authorization",
        "internal_appeal_1",
    ]


def test_a_level_is_started_once(browser: Client, case: Case) -> None:
    denied(case, browser)
    typed = {"revision": revision(case), "level": "internal_appeal_1"}
    assert "/letter/" in browser.post(place(case, "start"), typed).headers["Location"]
    again = browser.post(place(case, "start"), typed, follow=True)
    assert "A colleague changed this since you opened it" in text(again)
    assert Submission.objects.of(case.clinic).filter(is_prepared=True).count() == 1


def test_an_approval_records_what_was_granted(browser: Client, case: Case) -> None:
    typed = {
        "revision": revision(case), "answer-outcome": "approved", "answer-notice_date": "10/05/2026",
        "grant-number": "A-77", "grant-begins": "10/10/2026", "grant-ends": "04/09/2027", "grant-units": "360",
        "grant-product": "gamunex_c", **reason("experimental_investigational"),
    }  # fmt: skip
    browser.post(place(case, the_submission(case).id, "answer"), typed)
    row = Authorization.objects.of(case.clinic).get()
    assert (row.number, row.ends, row.units, row.product) == ("A-77", dt.date(2027, 4, 9), 360, "gamunex_c")
    assert not DenialReason.objects.of(case.clinic).exists(), "an approval has no reasons of denial"
    assert "A-77" in text(browser.get(place(case)))


def test_a_renewal_takes_the_authorization_into_the_chart(browser: Client, case: Case) -> None:
    log_determination(
        submission=the_submission(case), revision=int(revision(case)), outcome="approved",
        authorization={"number": "A-77", "begins": dt.date(2026, 10, 10), "ends": dt.date(2026, 12, 20)},
    )  # fmt: skip
    answer = browser.post(place(case, "start"), {"revision": revision(case), "level": "renewal"})
    assert answer.headers["Location"] == f"/cases/{case.id}/letter/?kind=renewal"
    assert IvigAuthorization.objects.of(case.clinic).get().number == "A-77"
    assert "renewal" in kinds_that_fit(facts_of(case, timezone.localdate()), shipped_library())


def test_a_begun_renewal_changes_the_chart_for_everybody(browser: Client, case: Case) -> None:
    other = create_case(patient=case.patient, coverage=case.coverage)
    save_once(PriorIvig, case.patient, 0, product="privigen")
    log_determination(
        submission=the_submission(case), revision=int(revision(case)), outcome="approved",
        authorization={"number": "A-77", "ends": timezone.localdate() + dt.timedelta(days=20), "product": "gamunex_c"},
    )  # fmt: skip
    browser.post(place(case, "start"), {"revision": revision(case), "level": "renewal"})
    assert section_of(PriorIvig, case.patient).revision == 2
    assert PriorIvig.objects.of(case.clinic).get().product == "gamunex_c"
    assert is_kept_up(other)
    entry = Entry.objects.get(action=Action.LEVEL_STARTED)
    assert entry.changed == ["prior_ivig.authorization", "submissions.level"]


def test_a_new_notice_replaces_the_first_and_keeps_it(browser: Client, case: Case) -> None:
    denied(case, browser)
    denied(case, browser, **{"answer-notice_date": "10/12/2026", "answer-received_date": "", "notice-is_new": "yes"})
    assert Determination.objects.of(case.clinic).get().notice_date == dt.date(2026, 10, 12)
    kept = EarlierNotice.objects.of(case.clinic).get()
    assert kept.said["notice_date"] == "2026-10-05"
    assert kept.said["reasons"] == ["experimental_investigational"]
    assert "Denied, notice of 10/05/2026" in text(browser.get(place(case)))


def test_a_new_notice_has_nothing_of_the_one_that_it_replaces(browser: Client, case: Case) -> None:
    letter = SimpleUploadedFile("d.pdf", a_pdf(2), content_type="application/pdf")
    denied(case, browser, **{"answer-appeal_by": "01/15/2027", "answer-file": letter})  # type: ignore[arg-type]
    first = Determination.objects.of(case.clinic).get().notice_id
    denied(
        case,
        browser,
        **{
            "answer-outcome": "approved",
            "answer-notice_date": "10/12/2026",
            "answer-received_date": "",
            "notice-is_new": "yes",
        },
    )
    now = Determination.objects.of(case.clinic).get()
    assert (now.notice_id, now.quote, now.policy_cited, now.reviewer, now.appeal_by) == (None, "", "", None, None)
    kept = EarlierNotice.objects.of(case.clinic).get()
    assert (kept.notice_id, kept.said["quote"]) == (first, "Immune globulin is considered experimental.")


def test_a_correction_keeps_no_second_notice(browser: Client, case: Case) -> None:
    denied(case, browser)
    denied(case, browser, **{"said-quote": "Corrected."})
    assert Determination.objects.of(case.clinic).get().quote == "Corrected."
    assert not EarlierNotice.objects.of(case.clinic).exists()


def test_the_second_of_two_sees_what_changed_and_loses_nothing(browser: Client, case: Case, clinic: Clinic) -> None:
    old = revision(case)
    denied(case, people.browser(people.member(clinic, "prescriber", "Elena Marsh")))
    typed = {"revision": old, "answer-outcome": "denied", "answer-notice_date": "10/06/2026", "said-quote": "Mine."}
    answer = browser.post(place(case, the_submission(case).id, "answer"), typed)
    assert answer.status_code == 422
    assert "A colleague saved this since you opened it" in text(answer)
    assert "Immune globulin is considered experimental." in text(answer)
    assert "Mine." in text(answer)
    found = re.search(r'name="revision" value="(\d+)"', text(answer))
    assert found is not None
    again = browser.post(place(case, the_submission(case).id, "answer"), typed | {"revision": found[1]})
    assert again.status_code == 302
    assert Determination.objects.of(case.clinic).get().quote == "Mine."


def test_an_answer_without_an_outcome_says_so(browser: Client, case: Case) -> None:
    answer = browser.post(
        place(case, the_submission(case).id, "answer"), {"revision": revision(case), "said-quote": "No."}
    )
    assert answer.status_code == 422
    assert "Choose what the plan answered." in text(answer)
    assert "No." in text(answer)


def test_calls_are_logged_corrected_and_removed(browser: Client, case: Case) -> None:
    typed = {
        "call-date": "11/02/2026",
        "call-party": "Andre, intake",
        "call-reference": "C-1",
        "call-summary": "Received.",
    }
    assert browser.post(f"/cases/{case.id}/calls/", typed).status_code == 302
    assert browser.post(f"/cases/{case.id}/calls/", typed).status_code == 302
    row = Call.objects.of(case.clinic).get()
    assert Entry.objects.filter(action=Action.CALL_LOGGED).count() == 1
    assert "Andre, intake" in text(browser.get(place(case)))
    address, at = f"/cases/{case.id}/calls/{row.id}/", str(section_of(Call, case).revision)
    browser.post(address, typed | {"call-summary": "Received Oct 1.", "revision": at})
    assert Call.objects.of(case.clinic).get().summary == "Received Oct 1."
    assert browser.post(address, typed | {"revision": at}).status_code == 422
    browser.post(address, {"remove": "1", "revision": str(section_of(Call, case).revision)})
    assert not Call.objects.of(case.clinic).exists()


def test_every_page_of_a_call_is_a_look_at_the_case(browser: Client, case: Case) -> None:
    browser.post(f"/cases/{case.id}/calls/", {"call-date": "11/02/2026"})
    address = f"/cases/{case.id}/calls/{Call.objects.of(case.clinic).get().id}/"
    looks = Entry.objects.filter(action=Action.CASE_VIEWED)
    before = looks.count()
    browser.get(address)
    browser.post(address, {"call-date": "no day"})
    browser.post(f"/cases/{case.id}/calls/", {"call-date": "no day"})
    assert looks.count() == before + 3


def test_a_call_without_a_day_is_not_kept_and_not_lost(browser: Client, case: Case) -> None:
    answer = browser.post(f"/cases/{case.id}/calls/", {"call-date": "", "call-summary": "They have it."})
    assert answer.status_code == 422
    assert "They have it." in text(answer)
    assert not Call.objects.of(case.clinic).exists()


def test_a_submission_is_taken_out_with_its_answer(browser: Client, case: Case) -> None:
    denied(case, browser)
    typed = {"revision": revision(case), "remove": "1"}
    browser.post(place(case, the_submission(case).id), typed)
    assert not Submission.objects.of(case.clinic).exists()
    assert facts_of(case, timezone.localdate()).submissions == ()
    assert status(case) == "preparing"


def test_a_case_is_closed_and_opened_again(browser: Client, case: Case) -> None:
    browser.post(place(case, "close"), {"revision": str(case.revision), "because": "moved away"})
    now = Case.objects.of(case.clinic).get(id=case.id)
    assert (now.closed_on, now.closed_because) == (timezone.localdate(), "moved away")
    assert status(case) == "closed"
    browser.post(place(case, "close"), {"revision": str(now.revision), "open": "1"})
    assert status(case) != "closed"


def test_the_log_names_fields_and_never_what_was_typed(browser: Client, case: Case) -> None:
    denied(case, browser)
    entry = Entry.objects.filter(action=Action.DETERMINATION_LOGGED).latest("number")
    assert "submissions.quote" in entry.changed
    assert "experimental" not in str(entry.changed)


def queries(browser: Client, case: Case) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        browser.get(place(case))
    return len(captured)


def test_the_queries_do_not_grow_with_the_rows(browser: Client, clinic: Clinic) -> None:
    case = a_case(clinic, denied=True)
    browser.get(place(case))
    few = queries(browser, case)
    for level in ("internal_appeal_1", "external_review"):
        row = log_submission(case=case, revision=int(revision(case)), level=level, submitted=dt.date(2026, 10, 20))
        log_determination(submission=row, revision=int(revision(case)), outcome="denied", reasons=["site_of_care"])
        browser.post(f"/cases/{case.id}/calls/", {"call-date": "11/02/2026"})
    assert queries(browser, case) == few
