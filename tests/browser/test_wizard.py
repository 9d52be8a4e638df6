"""A coordinator types a case in a real browser: it saves by itself, the panel changes, an error loses nothing."""

import re

import pytest
from playwright.sync_api import APIResponse, Browser, Page, Route, expect

from priorauth.cases.models import Case, WrittenAnswer
from priorauth.clinics.models import Clinic, Member
from priorauth.patients.models import Diagnosis, SafetyAnswer, Therapy
from tests import people
from tests.browser.axe import grave_faults
from tests.browser.conftest import arrived, new_page
from tests.factories import a_case
from tests.machines import WorkerProcess, wait_until
from tests.sending import fields_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]


def start_case(page: Page, address: str) -> None:
    page.goto(f"{address}/cases/")
    page.get_by_role("link", name="New case").click()
    page.get_by_label("Given name").fill("Mai")
    page.get_by_label("Family name").fill("Vang")
    page.get_by_label("Birth date").fill("03/14/1990")
    page.get_by_role("button", name="Start the case").click()
    expect(page.get_by_role("heading", name="Mai Vang")).to_be_visible()


def go(page: Page, step: str) -> None:
    page.get_by_label("Steps of this case").get_by_role("link", name=re.compile(step)).click()
    arrived(page)


def test_a_case_is_typed_and_saves_as_it_goes(
    member: Member, signed_in: Page, address: str, complaints: list[str], clinic: Clinic
) -> None:
    page = signed_in
    start_case(page, address)
    go(page, "Diagnosis")
    ready = page.get_by_label("Readiness")
    expect(ready).to_contain_text("No indication yet")
    page.get_by_label("Course of MS").select_option("rrms")
    page.get_by_label("ICD-10-CM code").select_option("G35.A")
    wait_until(Diagnosis.objects.of(clinic).filter(course="rrms", icd10="G35.A").exists)

    go(page, "Treatment history")
    page.get_by_role("button", name="Add a therapy").click()
    page.get_by_label("Therapy", exact=True).select_option("glatiramer")
    page.get_by_label("Started").fill("03/2022")
    page.get_by_label("Stopped", exact=True).fill("01/2022")
    page.get_by_label("What happened").fill("two relapses")
    page.get_by_label("What happened").blur()
    expect(page.locator("#faults")).to_contain_text("This is before the start date, 03/2022")
    # What was typed before may have been saved meanwhile, if somebody typed slowly.
    assert not any(row.ended for row in Therapy.objects.of(clinic))

    page.reload()
    expect(page.get_by_label("What happened")).to_have_value("two relapses")
    page.get_by_label("Stopped", exact=True).fill("01/2024")
    page.get_by_role("button", name="Save and go to relapses").click()
    expect(page.get_by_role("heading", name="Relapses")).to_be_visible()
    assert Therapy.objects.of(clinic).get().detail == "two relapses"
    assert complaints == []


def test_the_questions_of_an_indication_come_without_a_reload_and_typing_goes_on(
    member: Member, signed_in: Page, address: str, complaints: list[str], clinic: Clinic
) -> None:
    page = signed_in
    start_case(page, address)
    go(page, "Request")
    asked = page.locator("#answers").get_by_role("textbox")
    expect(page.locator("#answers")).to_contain_text("Choose an indication")
    page.get_by_label("Indication", exact=True).select_option("pregnancy")
    stop_rule = page.get_by_label("When it is stopped")
    stop_rule.press_sequentially("At delivery")
    expect(asked.first).to_be_visible()
    expect(page.locator("#answers")).not_to_contain_text("Choose an indication")
    expect(stop_rule).to_be_focused()
    expect(stop_rule).to_have_value("At delivery")

    asked.first.fill("She says so.")
    asked.first.blur()
    wait_until(WrittenAnswer.objects.of(clinic).filter(text="She says so.").exists)
    assert complaints == []


def test_a_press_of_save_waits_for_the_save_under_way(
    member: Member, signed_in: Page, address: str, clinic: Clinic
) -> None:
    """The server has saved by itself and its answer is late: the person's own save is no colleague's."""
    page = signed_in
    start_case(page, address)
    go(page, "Diagnosis")
    late: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST" and not late:
            late.append((route, route.fetch()))
        else:
            route.continue_()

    page.route("**/diagnosis/", hold)
    page.get_by_label("Criteria met").fill("McDonald")
    page.get_by_label("Criteria met").blur()
    wait_until(lambda: page.wait_for_timeout(20) or bool(late))
    page.get_by_label("Criteria met").fill("McDonald 2017")
    page.get_by_label("Criteria met").press("Enter")
    expect(page.get_by_label("Criteria met")).to_have_value("McDonald 2017")
    ((route, answer),) = late
    route.fulfill(response=answer)
    expect(page.get_by_role("heading", name="Treatment history")).to_be_visible()
    assert Diagnosis.objects.of(clinic).get().criteria == "McDonald 2017"


def test_who_presses_twice_starts_one_case(
    member: Member, signed_in: Page, address: str, clinic: Clinic, complaints: list[str]
) -> None:
    page, sent = signed_in, []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto(f"{address}/cases/new/")
    page.get_by_label("Family name").fill("Vang")
    page.get_by_role("button", name="Start the case").dblclick()
    expect(page.get_by_role("heading", name="Vang")).to_be_visible()
    assert sent == [f"{address}/cases/new/"]
    assert Case.objects.of(clinic).count() == 1
    assert complaints == []


def test_the_safety_screen_is_answered_by_keys(member: Member, signed_in: Page, address: str, clinic: Clinic) -> None:
    page = signed_in
    start_case(page, address)
    go(page, "Safety")
    page.get_by_role("radio", name="Yes").first.focus()
    page.keyboard.press("n")
    page.keyboard.press("u")
    wait_until(lambda: SafetyAnswer.objects.of(clinic).exclude(answer="").count() >= 2)
    page.reload()
    first, second = page.locator("[data-qa]").nth(0), page.locator("[data-qa]").nth(1)
    expect(first.get_by_role("radio", name="No", exact=True)).to_be_checked()
    expect(second.get_by_role("radio", name="Not known")).to_be_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_the_pages_of_a_case(
    member: Member, signed_in: Page, address: str, clinic: Clinic, scheme: str
) -> None:
    page = signed_in
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    start_case(page, address)
    case = Case.objects.of(clinic).get()
    steps = (
        "patient",
        "diagnosis",
        "history?add=therapies",
        "activity",
        "pregnancy",
        "safety",
        "request",
        "review",
        "letter",
        "exhibits",
    )
    paths = [
        "/cases/",
        "/cases/new/",
        "/case-files/new/",
        *(f"/cases/{case.id}/{step.replace('?', '/?')}" for step in steps),
    ]
    for path in [*paths, "/library/", "/library/fazekas-1997/", "/policies/", "/policies/aetna-cpb-0206/"]:
        page.goto(f"{address}{path}")
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        assert grave_faults(page) == [], path


def test_it_goes_without_javascript(address: str, browser: Browser, member: Member, clinic: Clinic) -> None:
    page = new_page(browser, java_script_enabled=False)
    page.goto(address)
    page.get_by_label("Email").fill(member.user.email)
    page.locator("#id_password").fill(people.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    start_case(page, address)
    go(page, "Treatment history")
    page.get_by_role("button", name="Add a therapy").click()
    page.get_by_label("Therapy", exact=True).select_option("glatiramer")
    page.get_by_role("button", name="Save and go to relapses").click()
    expect(page.get_by_role("heading", name="Relapses")).to_be_visible()
    assert Therapy.objects.of(clinic).get().therapy == "glatiramer"


def test_a_typed_case_becomes_a_draft_letter(
    worker: WorkerProcess, member: Member, signed_in: Page, address: str, clinic: Clinic
) -> None:
    case = a_case(clinic)
    page = signed_in
    page.goto(f"{address}/cases/{case.id}/review/")
    page.get_by_role("link", name="Write a letter").click()
    page.get_by_label("Kind of letter").select_option(label="Letter of medical necessity")
    page.get_by_role("button", name="Open in the studio").click()
    page.get_by_role("button", name="Draft PDF").click()
    expect(page.get_by_role("link", name=re.compile("Download"))).to_be_visible()


def test_enter_in_a_field_never_removes_an_entry(member: Member, signed_in: Page, address: str, clinic: Clinic) -> None:
    case, page = a_case(clinic), signed_in
    page.goto(f"{address}/cases/{case.id}/history/")
    page.locator("summary").filter(has_text="Glatiramer").click()
    page.get_by_label("Dose and how often").first.fill("40 mg")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Relapses", exact=True)).to_be_visible()
    assert [row.dose for row in Therapy.objects.of(clinic)] == ["40 mg", ""]


def test_a_choice_between_two_values_is_made_on_the_page(
    member: Member, signed_in: Page, address: str, clinic: Clinic
) -> None:
    case, page = a_case(clinic), signed_in
    here = f"/cases/{case.id}/diagnosis/"
    page.goto(f"{address}{here}")
    colleague = people.browser(people.member(clinic, "coordinator", "Lee Ames"))
    colleague.post(here, fields_of(colleague.get(here)) | {"diagnosis-course": ["cis"]})
    page.get_by_label("Course of MS").select_option("spms_active")
    page.get_by_role("radio", name="On record: Clinically isolated syndrome").check()
    wait_until(lambda: Diagnosis.objects.of(clinic).get().course == "cis")
    expect(page.get_by_label("Course of MS")).to_have_value("cis")
    expect(page.locator("#faults")).to_be_empty()
