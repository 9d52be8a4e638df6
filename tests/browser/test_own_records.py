"""A policy that nobody had read: a coordinator reads it, a second person accepts it, and the panel gives verdicts."""

import pytest
from playwright.sync_api import Browser, Page, expect

from priorauth.cases.models import Case
from priorauth.clinics.models import Clinic, Member
from priorauth.patients.services import change_coverage
from priorauth.reference import lifecycle
from priorauth.reference.models import OwnRecord
from tests import people
from tests.browser.axe import grave_faults
from tests.browser.conftest import arrived, let_in, new_page
from tests.factories import a_case
from tests.reference.own import RECALLED, WORDING, a_policy, a_publication, a_reading, in_use

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]


@pytest.fixture
def second(clinic: Clinic) -> Member:
    return people.member(clinic, "prescriber", "Elena Marsh", credentials="MD")


@pytest.fixture
def case(clinic: Clinic) -> Case:
    case = a_case(clinic)
    assert case.coverage is not None
    change_coverage(coverage=case.coverage, revision=0, policy=RECALLED)
    return case


def panel_of(page: Page, address: str, case: Case) -> Page:
    page.goto(f"{address}/cases/{case.id}/diagnosis/")
    return page


def test_a_recalled_policy_is_read_reviewed_and_gives_verdicts(
    signed_in: Page, browser: Browser, address: str, case: Case, clinic: Clinic, second: Member, complaints: list[str]
) -> None:
    page = panel_of(signed_in, address, case)
    ready = page.get_by_label("Readiness")
    expect(ready).to_contain_text("Nobody has read some of these")
    expect(ready).not_to_contain_text("criteria met")

    ready.get_by_role("link", name="Record what you read").click()
    page.get_by_role("button", name="Record what you read").click()
    page.get_by_role("link", name="Record what it says").click()
    page.get_by_label("You read it on").fill("11/20/2025")
    page.get_by_label("Where you read it").fill("Provider portal, PDF of 11 pages")
    page.get_by_label("What it says of MS").select_option("covered_with_criteria")
    page.get_by_label("Page and section").fill(WORDING["place"])
    page.get_by_label("The plan’s words on MS").fill(WORDING["text"])
    page.get_by_role("button", name="Save draft").click()

    page.get_by_role("link", name="Record what you read: criterion 4").click()
    arrived(page)
    page.get_by_label("How many at least").fill("none")
    page.get_by_label("The plan’s words").fill("Trial of two disease-modifying agents.")
    expect(page.locator("#faults")).to_contain_text("This is no number")
    expect(page.get_by_label("The plan’s words")).to_have_value("Trial of two disease-modifying agents.")
    page.get_by_label("How many at least").fill("2")
    page.get_by_label("Page and section").fill("p. 4, B.3")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Trial of two disease-modifying agents.")).to_be_visible()
    page.get_by_role("button", name="Ask for a second reader").click()
    expect(page.get_by_text("You can’t review your own")).to_be_visible()

    other = new_page(browser)
    let_in(other.context, second, address)
    other.goto(f"{address}/own/?show=waiting")
    other.get_by_role("link", name="UnitedHealthcare").click()
    expect(other.get_by_text("Trial of two disease-modifying agents.")).to_be_visible()
    other.get_by_role("button", name="It reads so: accept").click()
    expect(other.get_by_text("It counts from now on")).to_be_visible()

    panel_of(page, address, case)
    expect(ready).to_contain_text("criteria met")
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_the_pages_of_own_records(
    member: Member, signed_in: Page, address: str, second: Member, scheme: str
) -> None:
    draft, used = a_reading(member), in_use(a_policy(member), second)
    waiting, paper = a_policy(second, title="Immune globulin, 2027"), a_publication(member)
    lifecycle.submit(waiting, revision=0, by=second)
    page = signed_in
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    records = [f"/own/{row.id}/" for row in (draft, used, waiting, paper)]
    forms = [
        "/own/new/policy/",
        "/own/new/publication/",
        f"/own/{draft.id}/head/",
        f"/own/{draft.id}/add/",
        f"/own/{draft.id}/items/uhc-4/",
        f"/own/{paper.id}/items/relapse-rate/",
    ]
    for path in ["/own/", "/own/?show=retired", *records, *forms, f"/policies/{RECALLED}/", f"/policies/{used.key}/"]:
        page.goto(f"{address}{path}")
        assert grave_faults(page) == [], path
    page.goto(f"{address}/own/new/policy/")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert grave_faults(page) == []


def test_a_policy_is_read_without_javascript(browser: Browser, address: str, member: Member, clinic: Clinic) -> None:
    row = a_reading(member)
    page = new_page(browser, java_script_enabled=False)
    let_in(page.context, member, address)
    page.goto(f"{address}/own/{row.id}/")
    page.get_by_role("link", name="Record what you read: criterion 4").click()
    page.get_by_role("button", name="The policy doesn’t ask this").click()
    page.get_by_role("button", name="Ask for a second reader").click()
    expect(page.get_by_text("You can’t review your own")).to_be_visible()
    assert OwnRecord.objects.of(clinic).get().is_waiting
