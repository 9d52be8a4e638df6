"""A case as a whole, through a browser: where it stands, its clocks, its timeline, and who saw it."""

import datetime as dt
import re
from html import unescape

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.audit.services import record
from priorauth.cases.models import Case, Submission
from priorauth.cases.projection import project
from priorauth.cases.services import log_determination
from priorauth.cases.submissions.services import log_call, log_submission
from priorauth.clinics.models import Clinic, Member
from priorauth.core.tracking import track
from priorauth.desk.drawing import WIDTH, Axis
from priorauth.patients.sections import section_of
from priorauth.reference.services import shipped_library
from tests import people
from tests.cases.importing import imported
from tests.core.examples import example, facts_with
from tests.desk.conftest import SetDay
from tests.factories import TODAY, a_case, a_draft, a_patient, a_signed_letter, an_exhibit

pytestmark = pytest.mark.django_db


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def page(browser: Client, case: Case) -> str:
    answer = browser.get(f"/cases/{case.id}/")
    assert answer.status_code == 200
    return text(answer)


def test_it_says_whose_case_it_is_where_it_stands_and_what_is_next(browser: Client, clinic: Clinic) -> None:
    found = page(browser, a_case(clinic, denied=True))
    assert "<h1>Dana Whitlock, 38</h1>" in found
    assert "x-octagon-fill" in found
    assert "Denied" in found
    assert "Start the first internal appeal" in found
    assert "October 5, 2026 + 180 days = April 3, 2027" in found
    assert "Prior authorization sent" in found
    assert "What the facts support" in found


def test_a_case_from_which_nothing_was_sent_runs_no_clock(browser: Client, clinic: Clinic) -> None:
    found = page(browser, a_case(clinic))
    assert "No clock runs before the first request is sent." in found
    assert "Being prepared" in found


def test_with_the_clock_moved_the_plan_is_late_and_then_red(browser: Client, clinic: Clinic, set_day: SetDay) -> None:
    """Sent September 21 and decided within 15 days, by October 6."""
    case = a_case(clinic, awaiting_reply=True)
    set_day(dt.date(2026, 10, 6))
    project(case)
    assert "is-late" not in page(browser, case)
    set_day(dt.date(2026, 10, 9))
    late = page(browser, case)
    assert "Plan is late" in late
    assert "3 days overdue" in late
    assert "Call the plan for its decision" in late


def test_it_is_in_the_list_of_cases_and_every_look_is_logged(browser: Client, clinic: Clinic) -> None:
    case = a_case(clinic, denied=True)
    assert f'href="/cases/{case.id}/"' in text(browser.get("/cases/"))
    page(browser, case)
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.subject_id) == (Action.CASE_VIEWED, str(case.id))


def test_who_reads_only_is_offered_nothing_to_do(clinic: Clinic) -> None:
    case = a_case(clinic, denied=True)
    found = page(people.browser(people.member(clinic, "auditor", "Ann Lee")), case)
    assert "Log a call" not in found
    assert f'href="/cases/{case.id}/log/"' in found


def test_the_log_of_a_case_holds_its_entries_only_and_is_paged(clinic: Clinic) -> None:
    case, other = a_case(clinic, denied=True), a_case(clinic, a_patient(clinic, family="Vang", mrn="RN-2"))
    auditor = people.browser(people.member(clinic, "auditor", "Ann Lee"))
    for _ in range(60):
        page(auditor, case)
    page(auditor, other)
    answer = auditor.get(f"/cases/{case.id}/log/")
    onward = re.search(r'href="(\?at=[^"]+)" rel="next"', answer.content.decode())
    assert text(answer).count("Case opened") == 50
    assert "1 to 50 of 60 entries" in text(answer)
    assert onward
    assert text(auditor.get(f"/cases/{case.id}/log/{unescape(onward[1])}")).count("Case opened") == 10


def queries(browser: Client, case: Case) -> int:
    with CaptureQueriesContext(connection) as captured:
        page(browser, case)
    return len(captured)


def test_the_queries_do_not_grow_with_the_rows(browser: Client, clinic: Clinic) -> None:
    case = a_case(clinic, denied=True)
    page(browser, case)
    few = queries(browser, case)
    for level in ("internal_appeal_1", "external_review"):
        revision = section_of(Submission, case).revision
        row = log_submission(case=case, revision=revision, level=level, submitted=dt.date(2026, 10, 20))
        log_determination(submission=row, revision=revision + 1, outcome="denied", reasons=["site_of_care"])
    for revision in range(4):
        log_call(case=case, revision=revision, date=TODAY, party="intake")
    assert queries(browser, case) == few


def test_an_authorization_is_labelled_with_its_end(browser: Client, clinic: Clinic) -> None:
    case = a_case(clinic, awaiting_reply=True)
    row = Submission.objects.of(clinic).get(case=case)
    log_determination(
        submission=row, revision=section_of(Submission, case).revision, outcome="approved",
        notice_date=dt.date(2026, 10, 5),
        authorization={"number": "A-1", "begins": dt.date(2026, 10, 10), "ends": dt.date(2027, 4, 9)},
    )  # fmt: skip
    found = page(browser, case)
    assert "Until Apr 9, 2027" in found
    assert "From Apr 9, 2027" not in found


def drawn(day: str, *submissions: dict[str, object]) -> Axis:
    coverage = {"plan_type": "erisa_self_funded"}
    state = track(facts_with(as_of=day, coverage=coverage, submissions=list(submissions)), shipped_library())
    return Axis(state.clocks, dt.date.fromisoformat(day))


def test_the_bars_stand_where_their_days_are() -> None:
    """Friday, November 20: the axis begins on Monday three weeks before this one, October 26."""
    axis = drawn("2026-11-20", {"level": "prior_authorization", "plan_received": "2026-11-10"})
    assert axis.first == dt.date(2026, 10, 26)
    assert [mark.is_now for mark in axis.marks] == [False, False, False, True, False, False, False, False]
    (lane,) = axis.lanes
    # November 10 is day 15; 15 days later is day 30; today is day 25
    assert (lane.x, lane.width, lane.used, lane.now) == (150, 150, 100, 255)
    assert (lane.look, lane.goes_on) == ("", False)
    assert lane.said == "The plan’s decision: 10 of 15 days used"


def test_a_bar_that_goes_on_is_cut_at_the_edge() -> None:
    denial = {"outcome": "denied", "received_date": "2026-11-13"}
    axis = drawn("2026-11-20", {"level": "prior_authorization", "determination": denial})
    lane = next(lane for lane in axis.lanes if lane.goes_on)
    assert lane.x + lane.width == WIDTH


def test_a_clock_without_an_end_has_no_bar() -> None:
    axis = drawn("2026-11-20", {"level": "prior_authorization", "reference": "X-1"})
    (lane,) = axis.lanes
    assert not lane.has_bar
    assert lane.due is None


def test_the_log_of_a_case_tells_of_its_letters_and_documents(clinic: Clinic, member: Member) -> None:
    case = a_case(clinic)
    people.browser(member).get(f"/letters/drafts/{a_draft(case).id}/")
    exhibit = an_exhibit(case)
    record(Action.DOCUMENT_READ, member=member, subject=exhibit.document)
    auditor = people.browser(people.member(clinic, "auditor", "Ann Lee"))
    found = text(auditor.get(f"/cases/{case.id}/log/"))
    assert "Letter’s text shown" in found
    assert "Document opened" in found


def test_the_request_shows_how_it_is_reckoned(browser: Client, clinic: Clinic) -> None:
    found = page(browser, imported(example("01"), clinic))
    assert "How it is reckoned" in found
    assert re.search(r"[\d.]+ g/kg × [\d.]+ kg", found)
    assert re.search(r"\d+ g ÷ \d+ mg = [\d.]+ units", found)


def test_a_signed_letter_stands_in_the_timeline(browser: Client, clinic: Clinic) -> None:
    case = a_case(clinic)
    letter = a_signed_letter(people.member(clinic, "prescriber", "Elena Marsh"), case)
    found = page(browser, case)
    assert "Signed by Elena Marsh" in found
    assert f'href="/letters/signed/{letter.id}/"' in found
