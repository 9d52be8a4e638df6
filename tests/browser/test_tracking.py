"""From a denial to the appeal, the approval and the renewal, in a real browser, with the calendar moved."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from priorauth.cases.models import Case, Prescriber
from priorauth.clinics.models import Clinic, Member
from priorauth.clinics.roles import Role
from priorauth.core.assistance import screen
from priorauth.core.facts import CaseFacts
from priorauth.letters import tasks as letter_tasks
from priorauth.letters.models import Rendering
from priorauth.patients import tasks as patient_tasks
from priorauth.patients.models import Reading
from priorauth.reference.services import shipped_library
from tests import people
from tests.browser.axe import grave_faults
from tests.browser.conftest import arrived, let_in, listening, new_page
from tests.browser.test_access_pages import faults, unwelcome
from tests.browser.test_denial import use
from tests.browser.test_studio import attest, read_pdf, sign_in
from tests.cases.importing import imported
from tests.conftest import NOON
from tests.core.examples import example, example_file
from tests.factories import a_case, logged
from tests.notices.letters import printed

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]
LETTER = Path(__file__).parent / "letters" / "denial_of_case_01.html"
QUOTE = (
    "Immune globulin is considered experimental and investigational for multiple sclerosis because its effectiveness "
    "has not been established."
)


def noon_of(day: str) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), NOON.timetz())


@pytest.fixture
def prescriber(clinic: Clinic) -> Member:
    return people.member(clinic, "prescriber", "Elena Marsh", credentials="MD", npi="1234567893")


@pytest.fixture
def case(clinic: Clinic, prescriber: Member) -> Case:
    """Example 01 on the day on which it was sent; the day of its review and who files are settled."""
    file = example_file("01")
    file["request"]["review_date"] = "2027-06-20"
    file["filed_by"] = {"who": "prescriber", "authority": {"exhibit": "A"}}
    file["exhibits"] = [one for one in file["exhibits"] if one["kind"] != "denial_notice"]
    file["submissions"] = [{name: told for name, told in file["submissions"][0].items() if name != "determination"}]
    with time_machine.travel(noon_of("2026-09-21")):
        found = imported(CaseFacts.model_validate(file), clinic)
    Prescriber.objects.of(clinic).update(member=prescriber)
    return found


@pytest.fixture
def on(signed_in: Page, member: Member, address: str) -> Callable[[str], None]:
    """Moves the clock to noon of a day; nobody stays signed in so long, so that the member is let in anew."""
    with time_machine.travel(NOON) as clock:

        def move(day: str) -> None:
            signed_in.goto("about:blank")  # the page that is left asks for nothing more
            clock.move_to(noon_of(day))
            let_in(signed_in.context, member, address)

        yield move


def work() -> None:
    """What a worker does, done here: the clock of another process cannot be moved."""
    for reading in Reading.objects.of_every_clinic().filter(status="queued"):
        patient_tasks.read(str(reading.id))
    for job in Rendering.objects.of_every_clinic().filter(status="queued"):
        letter_tasks.render(str(job.id))


@pytest.fixture
def stands(signed_in: Page, address: str, case: Case) -> Callable[..., None]:
    def check(status: str, last: str, do: str, when: str, distance: str) -> None:
        """The case's status and its last event, and what the worklist says is to be done first, by when."""
        page = signed_in
        page.goto(f"{address}/cases/{case.id}/")
        expect(page.locator(".titled .pill")).to_have_text(status)
        expect(page.locator(".tl li:not(:has(.dot--next))").first).to_contain_text(last)
        expect(page.locator(".tl li").first).to_contain_text(do)
        page.goto(f"{address}/")
        row = page.locator(".worklist .trow").first
        expect(row.locator(".task .strong")).to_have_text(do)
        expect(row.locator(".due__when")).to_have_text(when)
        expect(row.locator(".due__rel")).to_have_text(distance)
        expect(row.locator(".is-late")).to_have_count(1 if "overdue" in distance else 0)

    return check


def test_from_the_denial_letter_to_the_renewal(
    signed_in: Page, browser: Browser, address: str, case: Case, prescriber: Member, tmp_path: Path,
    on: Callable[[str], None], stands: Callable[..., None], complaints: list[str],
) -> None:  # fmt: skip
    page = signed_in
    on("2026-09-22")  # sent September 21; 15 days: 9 to September 30, October 6
    stands("With the plan", "Prior authorization sent by portal", "Log the plan’s answer", "Tue, Oct 6", "in 14 days")
    on("2026-10-07")
    late = "Prior authorization sent by portal"
    stands("Plan is late", late, "Call the plan for its decision", "Tue, Oct 6", "1 day overdue")

    on("2026-10-08")
    the_letter_is_logged(page, f"{address}/cases/{case.id}/submissions/", tmp_path)
    denied = "Prior authorization: denied Notice of Oct 5, 2026. Experimental, investigational or off-label."
    # five business days from October 5: 6, 7, 8, 9, over Columbus Day 13
    stands("Denied", denied, "Ask for the peer-to-peer call", "Tue, Oct 13", "in 5 days")

    on("2026-11-20")  # what was printed wins; to April 3: 10, 41, 72, 100, 131, 134
    stands("Denied", denied, "Start the first internal appeal", "Sat, Apr 3, 2027", "in 134 days")
    the_appeal_is_written(page)
    stands("Being prepared", denied, "Send the first internal appeal", "Sat, Apr 3, 2027", "in 134 days")
    signs(listening(new_page(browser), complaints), prescriber, case, address)
    page.goto(f"{address}/cases/{case.id}/submissions/")
    the_appeal_is_sent(page)
    sent = "First internal appeal sent by fax"
    # 30 days: 10 to November 30, December 20
    stands("With the plan", sent, "Log the plan’s answer", "Sun, Dec 20", "in 30 days")

    on("2026-12-21")
    stands("Plan is late", sent, "Call the plan for its decision", "Sun, Dec 20", "1 day overdue")
    page.goto(f"{address}/cases/{case.id}/submissions/")
    the_approval_is_logged(page)
    approved = "First internal appeal: approved Notice of Dec 18, 2026. Dec 21, 2026 to Jun 18, 2027."
    # June 18 less 45 days: 18 to May 31, May 4
    stands("Approved", approved, "Start the renewal", "Tue, May 4, 2027", "in 134 days")
    on("2027-05-03")
    stands("Approved", approved, "Start the renewal", "Tue, May 4", "in 1 day")
    on("2027-05-04")
    stands("Renewal due", approved, "Start the renewal", "Tue, May 4", "today")
    page.get_by_role("link", name="Start renewal").click()
    page.get_by_role("button", name="Start the renewal").click()
    expect(page.get_by_label("Kind of letter")).to_have_value("renewal")
    assert unwelcome(complaints) == []


def the_letter_is_logged(page: Page, submissions: str, folder: Path) -> None:
    """Uploaded, read, and confirmed value by value; what it does not say is typed."""
    file = folder / "denial.pdf"
    file.write_bytes(printed(LETTER.read_text(encoding="utf-8")))
    page.goto(submissions)
    page.get_by_role("link", name="Upload the plan’s letter").click()
    page.get_by_label("The plan’s letter").set_input_files(file)
    page.get_by_role("button", name="Upload and read").click()
    expect(page.get_by_role("heading", name="Reading the letter")).to_be_visible()
    work()
    expect(page.get_by_text("values found on 1 page")).to_be_visible()
    arrived(page)

    page.get_by_role("radiogroup", name="What the plan decided").get_by_text("Denied").click()
    page.get_by_label("Date received").fill("10/08/2026")
    values = {
        "Oct 5, 2026": ("Date of the notice", "10/05/2026"),
        "Apr 3, 2027": ("Appeal by, as printed", "04/03/2027"),
        "Experimental": ("Reason", "experimental_investigational"),
        "Immune globulin is": ("The plan’s own words", QUOTE),
    }
    for said, (label, value) in values.items():
        use(page, said)
        expect(page.get_by_label(label, exact=True)).to_have_value(value)
    expect(page.get_by_label("Date received")).to_have_value("10/08/2026")
    expect(page.locator("#verdict")).to_contain_text("October 8, 2026 + 180 days = April 6, 2027")
    page.get_by_role("button", name="Log the answer").click()
    expect(page.get_by_text("prints “appeal by Apr 3, 2027”")).to_be_visible()
    expect(page.get_by_text("Experimental, investigational or off-label").first).to_be_visible()


def the_appeal_is_written(page: Page) -> None:
    """From the worklist's button: the next level, its letter, and what is to be settled before it is signed."""
    page.get_by_role("link", name="Start next level").click()
    page.get_by_role("button", name="Start the first internal appeal").click()
    expect(page.get_by_label("Kind of letter")).to_have_value("appeal_1")
    page.get_by_role("button", name="Open in the studio").click()
    arrived(page)
    checks = page.get_by_role("region", name="Check list")
    checks.get_by_text("Confirm it").click()
    checks.get_by_label("Who was asked").fill("The pharmacy gives 25 g.")
    checks.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("link", name="Can be signed")).to_be_visible()


def signs(page: Page, prescriber: Member, case: Case, address: str) -> None:
    """The prescriber, in a browser of their own, reads and signs the appeal, which answers the denial."""
    sign_in(page, address, prescriber)
    page.goto(f"{address}/cases/{case.id}/letters/")
    page.get_by_role("link", name="Working draft").click()
    page.get_by_role("link", name="Read and sign").click()
    attest(page)
    expect(page.get_by_text("Version 1 can’t be changed any more.")).to_be_visible()
    work()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download PDF").click()
    text = read_pdf(download.value.path())
    assert QUOTE in text
    assert "DRAFT" not in text


def the_appeal_is_sent(page: Page) -> None:
    page.get_by_role("link", name="Log how it was sent").click()
    page.get_by_label("How", exact=True).select_option("fax")
    page.get_by_label("Sent", exact=True).fill("11/20/2026 2:15 PM")
    page.get_by_label("Reference number").fill("FX-2291")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("FX-2291").first).to_be_visible()


def the_approval_is_logged(page: Page) -> None:
    page.get_by_role("link", name="Log the plan’s answer").click()
    page.get_by_text("Approved", exact=True).click()
    page.get_by_label("Date of the notice").fill("12/18/2026")
    page.get_by_label("Date received").fill("12/21/2026")
    page.get_by_label("Authorization number").fill("A-77")
    page.get_by_label("From", exact=True).fill("12/21/2026")
    page.get_by_label("To", exact=True).fill("06/18/2027")
    page.get_by_role("button", name="Log the answer").click()
    expect(page.get_by_text("A-77").first).to_be_visible()


def test_a_denial_that_is_typed_shows_its_deadline_and_starts_the_next_level(
    signed_in: Page, address: str, case: Case, complaints: list[str]
) -> None:
    page = signed_in
    page.goto(f"{address}/cases/{case.id}/submissions/")
    page.get_by_role("link", name="Log the plan’s answer").click()
    arrived(page).get_by_text("Denied", exact=True).click()
    expect(page.get_by_text("What was granted")).to_be_hidden()
    page.get_by_label("Date of the notice").fill("10/05/2026")
    page.get_by_label("Date received").fill("10/08/2026")
    page.get_by_label("Date received").blur()
    expect(page.locator("#verdict")).to_contain_text("October 8, 2026 + 180 days = April 6, 2027")
    page.get_by_role("button", name="Add a reason").click()
    page.get_by_label("Reason", exact=True).select_option("experimental_investigational")
    page.get_by_label("The plan’s own words").fill(QUOTE)
    page.get_by_role("button", name="Log the denial and start the next level").click()
    expect(page.get_by_label("Kind of letter")).to_have_value("appeal_1")
    page.goto(f"{address}/cases/{case.id}/")
    expect(page.get_by_text("Tue, Apr 6, 2027").first).to_be_visible()
    assert unwelcome(complaints) == []


def test_the_screening_of_a_postpartum_case_shows_each_program_with_its_reason(
    signed_in: Page, address: str, clinic: Clinic, complaints: list[str]
) -> None:
    facts, page = example("03"), signed_in
    page.goto(f"{address}/cases/{imported(facts, clinic).id}/assistance/")
    arrived(page).locator("summary").filter(has_text="not fit, and why").click()
    programs = shipped_library().programs
    screened = screen(facts, shipped_library())
    assert {one.program for one in screened} == set(programs)
    for one in screened:
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name=programs[one.program].name, exact=True))
        expect(row).to_be_visible()
        expect(row).to_contain_text({"fits": "Fits", "may_fit": "May fit", "does_not_fit": "Doesn’t fit"}[one.fit])
        expect(row).to_contain_text(one.deciding[0].text)
    assert unwelcome(complaints) == []


def test_the_pages_have_no_grave_fault(
    page: Page, address: str, member: Member, clinic: Clinic, complaints: list[str]
) -> None:
    case = a_case(clinic, denied=True)
    submission, call = logged(case).values()
    here = f"/cases/{case.id}"
    paths = [
        "/", "/?kind=renewal", "/search/", "/cases/", f"{here}/", f"{here}/submissions/", f"{here}/submissions/new/",
        f"{here}/submissions/{submission}/", f"{here}/submissions/{submission}/answer/", f"{here}/calls/{call}/",
        f"{here}/review/", f"{here}/exhibits/", f"{here}/infusions/", f"{here}/hand-over/",
    ]  # fmt: skip
    let_in(page.context, member, address)
    assert faults(page, [f"{address}{path}" for path in paths]) == {}
    page.goto(f"{address}{here}/submissions/{submission}/answer/")
    page.get_by_label("Date of the notice").fill("yesterday")
    page.get_by_role("button", name="Log the answer").click()
    expect(page.get_by_label("Date of the notice")).to_have_attribute("aria-invalid", "true")
    assert grave_faults(page) == []
    let_in(page.context, people.member(clinic, Role.AUDITOR, "Ann Lee"), address)
    assert faults(page, [f"{address}{here}/log/", f"{address}{here}/"]) == {}
    assert unwelcome(complaints) == []
