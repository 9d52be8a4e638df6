"""The home page: everything that is to be done, by how soon it bites, narrowed by what the address says."""

import datetime as dt
import re
from copy import copy
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from priorauth.assistance.services import apply_to, save_application
from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.cases.models import Case, WorkItem
from priorauth.cases.projection import project
from priorauth.cases.submissions.services import close_case
from priorauth.clinics.models import Clinic, Member
from priorauth.core.tracking import StepKind
from priorauth.desk.worklist import KINDS, SLICES, slice_of
from priorauth.letters.signing import ask_to_sign
from priorauth.patients.writing import change
from tests import people
from tests.desk.conftest import SetDay
from tests.factories import TODAY, a_case, a_clinic, a_draft, a_patient, an_exhibit

pytestmark = pytest.mark.django_db


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def rows(browser: Client, query: str = "") -> list[str]:
    """The things to do, in the order of the page."""
    page = text(browser.get(f"/{query}"))
    return re.findall(r'<td class="task">.*?<span class="strong">(.*?)</span>', page, re.DOTALL)


def reads(captured: CaptureQueriesContext) -> int:
    """The queries but for those of the session, which is prolonged every few seconds."""
    return sum(query["sql"].startswith("SELECT") and "session" not in query["sql"] for query in captured)


def onward(page: str) -> str:
    """Where the link to the next page leads."""
    return page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]


def named(clinic: Clinic, family: str, **traits: bool) -> Case:
    return a_case(clinic, a_patient(clinic, family=family, mrn=f"RN-{family}"), **traits)


def test_it_is_the_home_page_and_stands_in_the_rail(browser: Client) -> None:
    page = text(browser.get("/"))
    assert "<h1>Worklist</h1>" in page
    assert "No cases yet" in page
    assert 'href="/from-file/"' in page


def test_what_bites_first_stands_first_and_only_overdue_is_red(browser: Client, clinic: Clinic) -> None:
    """Sent September 21: the plan's answer was due on October 6. Denied October 5: file by April 3, 2027."""
    named(clinic, "Osei", awaiting_reply=True)
    named(clinic, "Tran", denied=True)
    assert rows(browser)[0] == "Call the plan for its decision"
    page = text(browser.get("/"))
    assert page.count("due  is-late") == page.count("days overdue")
    assert "45 days overdue" in page
    assert "1 thing is overdue or due today." in page


@pytest.mark.parametrize(
    ("today", "group", "said"),
    [
        (dt.date(2027, 3, 24), "Next 7 days", "in 10 days"),
        (dt.date(2027, 3, 29), "Today", "in 5 days"),
        (dt.date(2027, 3, 30), "Overdue", "in 4 days"),
        (dt.date(2027, 4, 3), "Overdue", "today"),
    ],
)
def test_what_is_to_be_sent_stands_under_the_day_to_send_it_by(
    browser: Client, clinic: Clinic, set_day: SetDay, today: dt.date, group: str, said: str
) -> None:
    """Denied October 5: file by Saturday, April 3, 2027; five business days before it is Monday, March 29."""
    case = named(clinic, "Tran", denied=True)
    set_day(today)
    project(case)
    page = text(browser.get("/?kind=appeal"))
    assert re.findall(r'<th colspan="6" scope="colgroup">(.*?)</th>', page) == [group]
    assert "Send by Mon, Mar 29" in page
    assert f'<span class="due__rel">{said}</span>' in page


def test_the_button_leads_straight_to_the_place(browser: Client, clinic: Clinic) -> None:
    case = named(clinic, "Osei", awaiting_reply=True)
    assert f'href="/cases/{case.id}/submissions/#calls"' in text(browser.get("/"))
    item = WorkItem.objects.of(clinic).filter(kind=StepKind.FACTS).first()
    assert item is None
    typed = named(clinic, "Vang")
    assert f'href="/cases/{typed.id}/request/#' in text(browser.get("/?kind=facts"))


def test_what_waits_outside_the_plan_has_its_row_its_owner_and_its_place(
    browser: Client, member: Member, clinic: Clinic
) -> None:
    """A letter to sign, an exhibit without a file, an application without documents: straight to each of them."""
    marsh = people.member(clinic, "prescriber", "Elena Marsh", npi="1234567893")
    case = named(clinic, "Osei")
    change(case.prescriber, member=marsh)
    draft = a_draft(case)
    ask_to_sign(member, draft)
    an_exhibit(case)
    application = apply_to(member, case, "paf_copay_relief")
    save_application(member, application, application.revision, status="documents_requested", next_on=TODAY)
    page = text(browser.get("/"))
    assert "Attach exhibit A" in page
    assert f'href="/cases/{case.id}/exhibits/"' in page
    assert f'href="/letters/drafts/{draft.id}/sign/"' in page
    assert f'href="{reverse("assistance:application", args=(case.id, application.id))}"' in page
    assert "Sign the letter for the prior authorization" not in rows(browser, "?whose=mine")
    assert rows(people.browser(marsh), "?whose=mine") == ["Sign the letter for the prior authorization"]
    links = re.findall(r'<a class="btn btn-sm [^"]*" href="([^"#]*)', page)
    assert {browser.get(link).status_code for link in links} == {200}


def test_every_button_of_every_state_leads_to_a_page(browser: Client, clinic: Clinic) -> None:
    for number, traits in enumerate(
        ({}, {"awaiting_reply": True}, {"denied": True}, {"denied": True, "expedited": True})
    ):
        named(clinic, f"Patient{number}", **traits)
    page = text(browser.get("/"))
    links = re.findall(r'<a class="btn btn-sm [^"]*" href="([^"#]*)', page)
    assert len(links) == len(rows(browser))
    assert {browser.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("?due=overdue", {"Call the plan for its decision"}),
        ("?due=today", set()),
        ("?kind=plan_overdue", {"Call the plan for its decision"}),
        ("?kind=appeal&due=later", {"Start the first internal appeal"}),
        ("?kind=appeal&due=later&plan=Aetna", {"Start the first internal appeal"}),
        ("?kind=renewal&plan=Aetna", set()),
        ("?plan=Aetna&due=overdue", {"Call the plan for its decision"}),
        ("?plan=Nobody&due=overdue", {"Call the plan for its decision"}),
        ("?whose=mine", set()),
    ],
)
def test_the_filters_stand_in_the_address(browser: Client, clinic: Clinic, query: str, wanted: set[str]) -> None:
    """What is no filter narrows nothing."""
    named(clinic, "Osei", awaiting_reply=True)
    named(clinic, "Tran", denied=True)
    assert set(rows(browser, query)) == wanted


def test_mine_is_what_i_started_or_sign(browser: Client, member: Member, clinic: Clinic) -> None:
    case = named(clinic, "Osei", awaiting_reply=True)
    assert rows(browser, "?whose=mine") == []
    Case.objects.of(clinic).filter(id=case.id).update(owner=member)
    assert "Call the plan for its decision" in rows(browser, "?whose=mine")
    assert "Dana Whitfield" in text(browser.get("/"))


def test_a_prescriber_begins_with_their_own_and_is_told_of_no_more(clinic: Clinic, member: Member) -> None:
    case = named(clinic, "Osei", awaiting_reply=True)
    marsh = people.browser(people.member(clinic, "prescriber", "Elena Marsh"))
    assert rows(marsh) == []
    assert "Of what is shown, nothing is overdue or due today" in text(marsh.get("/"))
    assert "Call the plan for its decision" in rows(marsh, "?whose=all")
    Case.objects.of(clinic).filter(id=case.id).update(owner=Member.objects.of(clinic).get(role="prescriber"))
    assert "Call the plan for its decision" in rows(marsh)


def test_a_filter_does_not_say_that_nothing_is_overdue_at_all(browser: Client, clinic: Clinic) -> None:
    named(clinic, "Osei", awaiting_reply=True)
    assert "1 thing is overdue or due today" in text(browser.get("/"))
    assert "Of what is shown, nothing is overdue or due today" in text(browser.get("/?kind=signature"))


def test_what_turns_with_the_day_turns_on_the_list(browser: Client, clinic: Clinic, set_day: SetDay) -> None:
    case = named(clinic, "Osei", awaiting_reply=True)
    set_day(dt.date(2026, 10, 6))
    project(case)
    assert rows(browser) == ["Log the plan’s answer"]
    set_day(dt.date(2026, 10, 7))
    assert rows(browser)[0] == "Call the plan for its decision"


def test_a_closed_case_asks_for_nothing(browser: Client, clinic: Clinic) -> None:
    case = named(clinic, "Osei", awaiting_reply=True)
    close_case(case=case, revision=case.revision, on=TODAY)
    assert rows(browser) == []
    assert "Nothing is to be done" in text(browser.get("/"))


def test_nothing_of_another_clinic_is_listed(browser: Client, clinic: Clinic) -> None:
    named(a_clinic("Lakeside", npi=""), "Osei", awaiting_reply=True)
    assert rows(browser) == []


def test_it_is_paged_and_its_queries_do_not_grow(browser: Client, clinic: Clinic) -> None:
    named(clinic, "First", denied=True)
    browser.get("/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/")
    for number in range(12):
        named(clinic, f"Patient{number}", denied=True)
    with CaptureQueriesContext(connection) as many:
        page = text(browser.get("/"))
    assert reads(many) == reads(few)
    assert f"1 to 25 of {WorkItem.objects.of(clinic).count()} things to do" in page
    assert len(rows(browser, onward(page))) == WorkItem.objects.of(clinic).count() - 25


def test_every_look_is_logged(browser: Client) -> None:
    browser.get("/")
    assert Entry.objects.latest("number").action == Action.WORKLIST_VIEWED


def test_every_kind_of_step_has_its_words() -> None:
    assert set(KINDS) == set(StepKind)


@pytest.mark.parametrize("days", [-400, -1, 0, 1, 7, 8, 900, None])
def test_each_day_lies_in_one_span(clinic: Clinic, days: int | None) -> None:
    case = named(clinic, "Osei")
    day = None if days is None else TODAY + dt.timedelta(days=days)
    WorkItem.objects.of(clinic).update(due_on=day, sorts_on=day or dt.date.max)
    holding = [one for one in SLICES if WorkItem.objects.of(clinic).filter(one.holds(TODAY), case=case).exists()]
    assert holding == [slice_of(day, TODAY)]


def test_more_than_a_thousand_are_counted_up_to_a_thousand(browser: Client, clinic: Clinic) -> None:
    item = WorkItem.objects.of(clinic).filter(case=named(clinic, "Osei", denied=True)).first()
    assert item is not None
    copies = []
    for position in range(100, 1105):
        item.pk, item.position = None, position
        copies.append(copy(item))
        copies[-1].id = uuid4()
    WorkItem.objects.of(clinic).bulk_create(copies)
    page = " ".join(text(browser.get("/")).split())
    assert "of 1,000+ things to do" in page or "of 1,001+ things to do" in page
    assert "26 to 50 of" in text(browser.get(f"/{onward(page)}"))


def test_a_place_that_nobody_sealed_is_the_first_page(browser: Client, clinic: Clinic) -> None:
    named(clinic, "Osei", denied=True)
    assert rows(browser, "?at=2026-11-20") == rows(browser)
