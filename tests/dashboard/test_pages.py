"""The dashboard as an admin sees it: every figure against a count by hand."""

import csv
import datetime as dt
import io
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from priorauth.cases.models import Case, Submission
from priorauth.cases.services import log_determination
from priorauth.clinics.models import Clinic
from priorauth.patients.sections import add_entry, section_of
from priorauth.reference.services import shipped_library
from tests import people
from tests.factories import a_case, a_clinic, a_patient, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day_of_the_examples")]


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
    assert found["days", "2026-10", "median days to decide"] == ["14", "3", "", "", ""]
    assert found["days", "2026-11", "median days to decide"] == ["21", "2", "", "", ""]


def test_the_page_says_what_it_leaves_out_and_gives_no_share_of_three(browser: Client, decisions: list[Case]) -> None:
    page = words(browser.get("/dashboard/"))
    assert "5 decisions in 3 cases" in page
    assert "1 more without a date is left out" in page
    assert "1 <small>of 3</small>" in page
    assert "No percentage under 5" in page


@pytest.mark.parametrize("split", ["plan", "indication", "level", "prescriber"])
def test_decisions_are_split_as_asked(browser: Client, decisions: list[Case], split: str) -> None:
    found = rows(browser.get(f"/dashboard/figures.csv?split={split}"))
    groups = {group for table, group, _ in found if table == "decisions"}
    assert (
        groups
        == {
            "plan": {"Aetna"},
            "indication": {shipped_library().indications["rrms_second_line"].title},
            "level": {"Prior authorization", "Internal appeal 1"},
            "prescriber": {"Elena Marsh"},
        }[split]
    )


def test_dates_and_groups_narrow_it_down(browser: Client, decisions: list[Case]) -> None:
    assert ("decisions", "Aetna", "approved") not in rows(browser.get("/dashboard/figures.csv?indication=cis"))
    with time_machine.travel(dt.datetime(2027, 2, 5, 12), tick=True):  # three months back is November 5, 2026
        later = people.browser(people.member(decisions[0].clinic, "admin", "Ann Lee"))
        assert rows(later.get("/dashboard/figures.csv?dates=3"))["decisions", "Aetna", "approved"][:2] == ["1", "1"]


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
