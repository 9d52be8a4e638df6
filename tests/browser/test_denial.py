"""A scanned denial letter in a real browser: uploaded, read by a worker, confirmed value by value, logged."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from priorauth.cases.models import Case, Determination, Submission
from priorauth.clinics.models import Clinic, Member
from tests.browser.axe import grave_faults
from tests.browser.conftest import arrived, let_in, new_page
from tests.factories import a_case
from tests.machines import WorkerProcess
from tests.notices import letters

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]


@pytest.fixture
def case(clinic: Clinic) -> Case:
    return a_case(clinic, awaiting_reply=True)


def upload(page: Page, address: str, case: Case, folder: Path, name: str) -> None:
    """From the list of submissions to the letter that a worker has read."""
    file = folder / f"{name}.pdf"
    file.write_bytes(letters.upload(name))
    page.goto(f"{address}/cases/{case.id}/submissions/")
    page.get_by_role("link", name="Upload the plan’s letter").click()
    arrived(page)
    page.get_by_label("The plan’s letter").set_input_files(file)
    page.get_by_role("button", name="Upload and read").click()


def use(page: Page, said: str) -> None:
    page.get_by_role("button", name=re.compile(f"Use this.*{said}")).click()


def test_a_scanned_denial_is_read_confirmed_and_logged(
    case: Case, signed_in: Page, address: str, worker: WorkerProcess, complaints: list[str], tmp_path: Path
) -> None:
    page = signed_in
    upload(page, address, case, tmp_path, "04-medicaid-scan")
    expect(page.get_by_text("The letter contradicts itself.")).to_be_visible()
    expect(page.get_by_text("November 6, 2026 and November 10, 2026")).to_be_visible()
    expect(page.get_by_label("Date of the notice")).to_have_value("")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert grave_faults(page) == []

    page.get_by_role("radiogroup", name="What the plan decided").get_by_text("Denied").click()
    use(page, "Nov 6, 2026")
    expect(page.get_by_label("Date of the notice")).to_have_value("11/06/2026")
    expect(page.get_by_label("Denied", exact=True)).to_be_checked()
    use(page, "Jan 5, 2027")
    expect(page.get_by_label("Appeal by, as printed")).to_have_value("01/05/2027")
    use(page, "Step therapy not met")
    expect(page.get_by_label("Reason", exact=True)).to_have_value("step_therapy_not_met")
    page.get_by_label("Date of the notice").press("Enter")
    expect(page.get_by_label("Appeal by, as printed")).to_have_value("01/05/2027")
    assert not Determination.objects.of(case.clinic).exists()

    page.get_by_role("button", name="Log the answer").click()
    expect(page.get_by_text("Step therapy not met").first).to_be_visible()
    logged = Determination.objects.of(case.clinic).get()
    assert (str(logged.notice_date), str(logged.appeal_by)) == ("2026-11-06", "2027-01-05")
    assert logged.notice is not None
    assert complaints == []


def test_without_javascript_the_same_buttons_do_it(
    case: Case, member: Member, browser: Browser, address: str, worker: WorkerProcess, tmp_path: Path
) -> None:
    page = new_page(browser, java_script_enabled=False)
    let_in(page.context, member, address)
    upload(page, address, case, tmp_path, "02-hmo")
    use(page, "Apr 17, 2026")
    expect(page.get_by_label("Date of the notice")).to_have_value("04/17/2026")


def test_the_page_of_the_upload_shuts_nobody_out(
    case: Case, signed_in: Page, address: str, complaints: list[str]
) -> None:
    submission = Submission.objects.of(case.clinic).get()
    for scheme in ("light", "dark"):
        signed_in.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        signed_in.goto(f"{address}/cases/{case.id}/submissions/{submission.id}/denial/")
        assert grave_faults(signed_in) == []
    assert complaints == []
