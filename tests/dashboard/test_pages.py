"""The dashboard as an admin sees it: every figure against a count by hand."""

import csv
import datetime as dt
import io
from decimal import Decimal
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from priorauth.assistance.models import CostSheet
from priorauth.cases.models import Case, CaseState, Submission, WorkItem
from priorauth.cases.projection import project
from priorauth.cases.services import log_determination
from priorauth.clinics.models import Clinic
from priorauth.patients.sections import add_entry, section_of
from priorauth.reference.services import shipped_library
from tests import people
from tests.factories import TODAY, a_case, a_clinic, a_patient, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(clinic: Clinic) -> Client:
    return people.browser(people.member(clinic, "admin", "Joan Ames"))


def words(answer: HttpResponse) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def rows(answer: HttpResponse) -> dict[tuple[str, str, str], list[str]]:
    """The CSV by table, group and figure."""
    return {(row[0], row[1], row[2]): row[3:] for row in csv.reader(io.StringIO(answer.content.decode()))}


def a_case_of(clinic: Clinic, number: int) -> Case:
    return a_case(clinic, a_patient(clinic, mrn=f"RN-{number}"))


def answered(submission: Submission, outcome: str, notice: dt.date | None, *reasons: str) -> None:
    revision = section_of(Submission, submission.case).revision
    log_determination(
        submission=submission, revision=revision, outcome=outcome, notice_date=notice, reasons=list(reasons)
    )


def appealed(case: Case, day: dt.date) -> Submission:
    revision = section_of(Submission, case).revision
    row: Submission = add_entry(Submission, case, revision, level="internal_appeal_1", submitted=day)
    return row


@pytest.fixture
def decisions(clinic: Clinic) -> list[Case]:
    """Approved after 14 days; denied and overturned; denied and upheld; denied without a day; still open."""
    cases = [a_case_of(clinic, number) for number in range(5)]
    first = [sent(case) for case in cases[:4]]  # all sent on September 21, 2026
    answered(first[0], "approved", dt.date(2026, 10, 5))
    answered(first[1], "denied", dt.date(2026, 10, 1), "experimental_investigational")
    answered(appealed(cases[1], dt.date(2026, 10, 10)), "approved", dt.date(2026, 11, 9))
    answered(first[2], "denied", dt.date(2026, 10, 11), "experimental_investigational", "step_therapy_not_met")
    answered(appealed(cases[2], dt.date(2026, 10, 20)), "denied", dt.date(2026, 11, 1), "step_therapy_not_met")
    answered(first[3], "denied", None)
    return cases


def test_the_figures_are_those_counted_by_hand(browser: Client, decisions: list[Case]) -> None:
    found = rows(browser.get("/dashboard/figures.csv"))
    assert found["summary", "", "approved at first request"] == ["1", "3", "", "", ""]
    assert found["summary", "", "overturned on appeal"] == ["1", "2", "", "", ""]
    # 14, 10, 30, 20 and 12 days: the middle one is 14.
    assert found["summary", "", "median days to decide"] == ["14", "5", "", "", ""]
    assert found["decisions", "Aetna", "approved"] == ["2", "5", "40", "12", "77"]
    assert found["decisions", "Aetna", "denied"] == ["3", "5", "", "", ""]
    assert found["reasons", "Experimental or investigational", "appealed"] == ["2", "2", "", "", ""]
    assert found["reasons", "Experimental or investigational", "overturned"] == ["1", "2", "", "", ""]
    assert found["reasons", "Step therapy not met", "appealed"] == ["1", "2", "", "", ""]
    # October’s notices answer requests: 14, 10 and 20 days. November’s answer appeals: 30 and 12.
    assert found["days", "2026-10", "median days, requests"] == ["14", "3", "", "", ""]
    assert found["days", "2026-11", "median days, appeals"] == ["21", "2", "", "", ""]


def test_the_page_says_what_it_leaves_out_and_gives_no_share_of_three(browser: Client, decisions: list[Case]) -> None:
    page = words(browser.get("/dashboard/"))
    assert "5 decisions in 3 cases" in page
    assert "1 more without a date is left out" in page
    assert "1 <small>of 3</small>" in page
    assert "No percentage under 5" in page


@pytest.mark.parametrize("split", ["plan", "indication", "route", "level", "prescriber"])
def test_decisions_are_split_as_asked(browser: Client, decisions: list[Case], split: str) -> None:
    found = rows(browser.get(f"/dashboard/figures.csv?split={split}"))
    groups = {group for table, group, _ in found if table == "decisions"}
    assert (
        groups
        == {
            "plan": {"Aetna"},
            "indication": {shipped_library().indications["rrms_second_line"].title},
            "route": {"Exclusion"},
            "level": {"Prior authorization", "Internal appeal 1"},
            "prescriber": {"Elena Marsh"},
        }[split]
    )


def test_dates_and_groups_narrow_it_down(browser: Client, decisions: list[Case]) -> None:
    assert ("decisions", "Aetna", "approved") not in rows(browser.get("/dashboard/figures.csv?indication=cis"))
    with time_machine.travel(dt.datetime(2027, 2, 5, 12), tick=True):  # three months back is November 5, 2026
        later = people.browser(people.member(decisions[0].clinic, "admin", "Ann Lee"))
        assert rows(later.get("/dashboard/figures.csv?dates=3"))["decisions", "Aetna", "approved"][:2] == ["1", "1"]


def test_both_days_of_a_span_count(browser: Client, decisions: list[Case]) -> None:
    """Notices of October 1, 5 and 11 and November 1 and 9."""
    found = rows(browser.get("/dashboard/figures.csv?dates=days&since=10/05/2026&until=11/01/2026"))
    assert found["decisions", "Aetna", "approved"][:2] == ["1", "3"]


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("yesterday", "", "This is no day. Write it as 03/14/2026."),
        ("10/05/2026", "10/04/2026", "The last day lies before the first."),
    ],
)
def test_a_day_that_cannot_be_is_said_at_its_field_and_kept(
    browser: Client, decisions: list[Case], since: str, until: str, said: str
) -> None:
    page = words(browser.get("/dashboard/", {"dates": "days", "since": since, "until": until}))
    assert said in page
    assert f'value="{since}"' in page


def test_deadlines_are_counted_on_the_day_of_what_was_done(browser: Client, decisions: list[Case]) -> None:
    """The denials of October 1 and 11 were appealed on October 10 and 20, within 180 days; the plan took 10, 20, 14
    and, after the appeals, 30 and 12 days, where it has 15 and 30."""
    found = rows(browser.get("/dashboard/figures.csv?dates=days&since=10/01/2026&until=10/11/2026"))
    assert found["deadlines", "Aetna", "filed in time"][:2] == ["1", "1"]
    assert found["deadlines", "Aetna", "decided in time"][:2] == ["2", "3"]
    whole = rows(browser.get("/dashboard/figures.csv"))
    assert whole["deadlines", "Aetna", "filed in time"][:2] == ["2", "2"]
    assert whole["deadlines", "Aetna", "decided in time"][:2] == ["4", "5"]


def test_what_is_to_be_done_is_told_by_owner(browser: Client, decisions: list[Case]) -> None:
    case = decisions[4]
    owner = people.member(case.clinic, "coordinator", "Ruth Calder")
    Case.objects.of(case.clinic).filter(id=case.id).update(owner=owner)
    items = WorkItem.objects.of(case.clinic).filter(case=case)
    items.update(due_on=TODAY - dt.timedelta(days=1))
    found = rows(browser.get("/dashboard/figures.csv"))
    count = str(items.count())
    assert found["things to do", "Ruth Calder", "overdue"][:2] == [count, count]
    assert ("things to do", "Nobody", "overdue") in found


def test_a_price_without_its_source_is_none(browser: Client, decisions: list[Case]) -> None:
    """The first case is won: 70 kg are not on record, so it is given grams here; $10 a gram of 100 g."""
    case = decisions[0]
    CaseState.objects.of(case.clinic).filter(case=case).update(course_g=100, infusions=4)
    sheet = CostSheet.objects.create(clinic=case.clinic, case=case, gram_usd=Decimal(10), gram_date=TODAY)
    line = ("dollars", "Approved at first request", "requests with a price")
    assert rows(browser.get("/dashboard/figures.csv"))[line][:2] == ["0", "1"]
    sheet.gram_source = "Invented list"
    sheet.save()
    found = rows(browser.get("/dashboard/figures.csv"))
    assert found[line][:2] == ["1", "1"]
    assert found["dollars", "Approved at first request", "US dollars"][0] == "1000.00"
    assert "Invented list" in words(browser.get("/dashboard/"))


def test_a_case_that_is_not_derived_for_today_is_told(browser: Client, decisions: list[Case]) -> None:
    CaseState.objects.of(decisions[0].clinic).filter(case=decisions[0]).update(changes_on=TODAY)
    assert "1 case is still being brought up to today." in words(browser.get("/dashboard/"))


def test_what_the_address_says_amiss_narrows_nothing(browser: Client, decisions: list[Case]) -> None:
    assert "5 decisions" in words(browser.get("/dashboard/?dates=99&plan=Nobody&split=x"))


def test_a_payer_that_looks_like_a_formula_is_harmless(browser: Client, clinic: Clinic) -> None:
    case = a_case_of(clinic, 1)
    assert case.coverage
    type(case.coverage).objects.of(clinic).update(payer="=1+1")
    answered(sent(case), "approved", dt.date(2026, 10, 5))
    assert "'=1+1" in browser.get("/dashboard/figures.csv").content.decode()


def test_the_number_of_queries_does_not_grow(browser: Client, clinic: Clinic) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            browser.get("/dashboard/")
        return len(found)

    answered(sent(a_case_of(clinic, 1)), "denied", dt.date(2026, 10, 5), "site_of_care")
    queries()
    before = queries()
    for number in (2, 3, 4):
        answered(sent(a_case_of(clinic, number)), "denied", dt.date(2026, 10, 5), "site_of_care")
    assert queries() == before


def test_another_clinic_is_not_counted(browser: Client, decisions: list[Case]) -> None:
    other = a_clinic("Hillside", npi="1987654321")
    answered(sent(a_case_of(other, 9)), "approved", dt.date(2026, 10, 5))
    assert "5 decisions in 3 cases" in words(browser.get("/dashboard/"))


def test_a_long_table_shows_its_largest_rows_and_the_file_all(clinic: Clinic, browser: Client) -> None:
    case = a_case(clinic, denied=True)
    for number in range(30):
        owner = people.member(clinic, "coordinator", f"Owner {number}")
        Case.objects.of(clinic).create(clinic=clinic, patient=case.patient, coverage=case.coverage, owner=owner)
    for one in Case.objects.of(clinic).exclude(id=case.id):
        project(one)
    page = words(browser.get("/dashboard/"))
    assert "The 25 with most to do of" in page
    assert sum(f"Owner {number}<" in page for number in range(30)) in (24, 25)
    named = {group for table, group, _ in rows(browser.get("/dashboard/figures.csv")) if table == "things to do"}
    assert {f"Owner {number}" for number in range(30)} <= named
