"""From a denial to the appeal, the approval and the renewal, in a real browser, with the calendar moved."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from priorauth.cases.models import Case, Submission
from priorauth.clinics.models import Clinic, Member
from priorauth.clinics.roles import Role
from priorauth.interop import casefile
from priorauth.interop.examples import examples
from priorauth.reference.services import shipped_library
from tests import people
from tests.browser.axe import grave_faults
from tests.browser.conftest import let_in
from tests.browser.test_access_pages import faults, unwelcome
from tests.cases.importing import imported
from tests.factories import a_case, logged

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]


def case_01(clinic: Clinic) -> Case:
    """Example 01 with its request sent and not answered yet."""
    facts = casefile.read(examples()[0].text, shipped_library())
    sent = facts.submissions[0].model_copy(update={"determination": None})
    return imported(facts.model_copy(update={"submissions": (sent,)}), clinic)


def the_row(page: Page, words: str) -> None:
    """The first thing to do on the worklist, by its verb."""
    expect(page.locator("td.task .strong").first).to_have_text(words)


def test_from_the_denial_to_the_renewal(
    signed_in: Page, address: str, clinic: Clinic, monkeypatch: pytest.MonkeyPatch, complaints: list[str]
) -> None:
    def on(day: str) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *_, **__: dt.date.fromisoformat(day))

    page, case = signed_in, case_01(clinic)
    on("2026-10-20")
    page.goto(f"{address}/")
    expect(page.locator(".worklist .is-late").first).to_be_visible()
    the_row(page, "Call the plan for its decision")

    page.goto(f"{address}/cases/{case.id}/submissions/")
    page.get_by_role("link", name="Log the plan’s answer").click()
    page.get_by_text("Denied", exact=True).click()
    expect(page.get_by_text("What was granted")).to_be_hidden()
    page.get_by_label("Date of the notice").fill("10/05/2026")
    page.get_by_label("Date received").fill("10/08/2026")
    page.get_by_label("Date received").blur()
    expect(page.locator("#verdict")).to_contain_text("October 8, 2026 + 180 days = April 6, 2027")
    page.get_by_role("button", name="Add a reason").click()
    page.get_by_label("Reason", exact=True).select_option("experimental_investigational")
    page.get_by_label("The plan’s own words").fill("Immune globulin is considered experimental for this condition.")
    page.get_by_role("button", name="Log the denial and start the next level").click()
    expect(page.get_by_label("Kind of letter")).to_have_value("appeal_1")

    page.goto(f"{address}/cases/{case.id}/")
    expect(page.get_by_text("Being prepared")).to_be_visible()
    expect(page.get_by_text("Tue, Apr 6, 2027").first).to_be_visible()

    page.goto(f"{address}/cases/{case.id}/submissions/")
    page.get_by_role("link", name="Log how it was sent").click()
    page.get_by_label("Sent", exact=True).fill("10/20/2026")
    page.get_by_role("button", name="Save").click()
    appeal = page.locator(f"#submission-{Submission.objects.of(clinic).filter(level='internal_appeal_1').get().id}")
    expect(appeal.get_by_text("No answer yet")).to_be_visible()
    page.goto(f"{address}/")
    the_row(page, "Log the plan’s answer")

    on("2026-11-10")
    page.goto(f"{address}/cases/{case.id}/submissions/")
    appeal.get_by_role("link", name="Log the plan’s answer").click()
    page.get_by_text("Approved", exact=True).click()
    page.get_by_label("Date of the notice").fill("11/09/2026")
    page.get_by_label("Authorization number").fill("A-77")
    page.get_by_label("From", exact=True).fill("11/10/2026")
    page.get_by_label("To", exact=True).fill("05/09/2027")
    page.get_by_role("button", name="Log the answer").click()
    page.goto(f"{address}/cases/{case.id}/")
    expect(page.locator(".pill").get_by_text("Approved")).to_be_visible()

    # May 9 less 45 days: 9 to April 30, 39 to March 31, 45 to March 25
    on("2027-03-25")
    page.goto(f"{address}/")
    the_row(page, "Start the renewal")
    expect(page.locator(".worklist .due__rel").first).to_have_text("today")
    page.get_by_role("link", name=re.compile("Start renewal")).click()
    page.get_by_role("button", name="Start the renewal").click()
    expect(page.get_by_label("Kind of letter")).to_have_value("renewal")
    assert unwelcome(complaints) == []


def test_the_pages_have_no_grave_fault(
    page: Page, address: str, member: Member, clinic: Clinic, complaints: list[str]
) -> None:
    case = a_case(clinic, denied=True)
    submission, call = logged(case).values()
    here = f"/cases/{case.id}"
    paths = [
        "/", "/?q=nobody", "/cases/", f"{here}/", f"{here}/submissions/", f"{here}/submissions/new/",
        f"{here}/submissions/{submission}/", f"{here}/submissions/{submission}/answer/", f"{here}/calls/{call}/",
        f"{here}/review/", f"{here}/exhibits/", f"{here}/infusions/", f"{here}/hand-over/",
    ]  # fmt: skip
    let_in(page.context, member, address)
    assert faults(page, [f"{address}{path}" for path in paths]) == {}
    page.goto(f"{address}{here}/submissions/{submission}/answer/")
    page.get_by_label("Date of the notice").fill("yesterday")
    page.get_by_role("button", name="Log the answer").click()
    assert grave_faults(page) == []
    let_in(page.context, people.member(clinic, Role.AUDITOR, "Ann Lee"), address)
    assert faults(page, [f"{address}{here}/log/", f"{address}{here}/"]) == {}
    assert unwelcome(complaints) == []
