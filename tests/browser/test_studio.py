"""From a case to a signed letter in a real browser: by pointer, by keyboard alone, and without JavaScript."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from priorauth.cases.models import Case, Prescriber
from priorauth.clinics.models import Clinic, Member
from priorauth.core.facts import CaseFacts
from priorauth.core.vocabulary import LetterKind
from priorauth.letters import digests
from priorauth.letters.drafts import composed, confirm, leave_out, open_draft
from priorauth.letters.drafts import reword as reword_draft
from priorauth.letters.models import Draft, Letter, Rendering
from priorauth.letters.services import queue, write_row
from tests import people
from tests.browser.axe import grave_faults
from tests.browser.conftest import arrived, let_in, listening, new_page
from tests.cases.importing import imported
from tests.core.examples import example_file
from tests.letters.read_back import page_texts
from tests.machines import WorkerProcess

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]
DAY = dt.date(2026, 11, 20)
OWN_WORDS = "I have examined her four times this year, and I ask for renewal only if there is benefit."


@pytest.fixture
def prescriber(clinic: Clinic) -> Member:
    return people.member(clinic, "prescriber", "Elena Marsh", credentials="MD", npi="1234567893")


@pytest.fixture
def case(clinic: Clinic, prescriber: Member) -> Case:
    """Example 01; the day of its review and who files are settled."""
    file = example_file("01")
    file["request"]["review_date"] = "2027-06-20"
    file["filed_by"] = {"who": "prescriber", "authority": {"exhibit": "A"}}
    found = imported(CaseFacts.model_validate(file), clinic)
    Prescriber.objects.of(clinic).update(member=prescriber)
    return found


@pytest.fixture
def draft(member: Member, case: Case) -> Draft:
    return open_draft(member, case, LetterKind.APPEAL_1)


def sign_in(page: Page, address: str, member: Member) -> None:
    page.goto(f"{address}/sign-in/")
    page.get_by_label("Email").fill(member.user.email)
    page.locator("#id_password").fill(people.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def read_pdf(path: Path) -> str:
    return " ".join(" ".join(page_texts(path.read_bytes())).split())


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Goes on by the Tab key until the target, once it is there, has the focus."""
    expect(target).to_be_visible()
    arrived(page)
    for _ in range(120):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{target} is not reached by {key}")


def test_from_the_case_to_the_signed_letter(
    worker: WorkerProcess, signed_in: Page, browser: Browser, prescriber: Member, case: Case, address: str,
    complaints: list[str],
) -> None:  # fmt: skip
    page = signed_in
    page.goto(f"{address}/cases/{case.id}/review/")
    page.get_by_role("link", name="Write a letter").click()
    page.get_by_label("Kind of letter").select_option(label="First internal appeal")
    page.get_by_role("button", name="Open in the studio").click()
    arrived(page)

    why = page.get_by_role("region", name="Why it stands there")
    sheet = page.get_by_role("article", name="The letter")
    sheet.get_by_role("link", name=re.compile("^PRIVIG weighs against")).hover()
    expect(why).to_contain_text("Fazekas 2008, Neurology")
    expect(why).to_contain_text("Contrary, must be said")
    sheet.get_by_role("cell", name="Not tolerated: absolute lymphocyte count").click()
    expect(why).to_contain_text("Dimethyl fumarate")
    expect(why).to_contain_text("Exhibit C")
    expect(page.get_by_text("Page 2")).to_be_visible()

    checks = page.get_by_role("region", name="Check list")
    checks.get_by_text("Confirm it").click()
    checks.get_by_label("Who was asked").fill("The pharmacy gives 25 g.")
    checks.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("link", name="Can be signed")).to_be_visible()
    page.get_by_role("link", name="Signing").click()
    expect(page.get_by_text("Only Elena Marsh, in whose name the letter speaks, can sign it.")).to_be_visible()

    signs(listening(new_page(browser, viewport={"width": 1440, "height": 1000}), complaints), prescriber, case, address)
    # Chromium notes that the letter was refused once, as it was.
    assert [one for one in complaints if "422" not in one] == []


def signs(page: Page, prescriber: Member, case: Case, address: str) -> None:
    """The prescriber rewords a paragraph, is stopped by a citation, takes it out, signs and downloads."""
    sign_in(page, address, prescriber)
    page.goto(f"{address}/cases/{case.id}/letters/")
    page.get_by_role("link", name="Working draft").click()
    arrived(page)
    reword(page, "I have examined her four times this year (PMID 12345678).")
    expect(page.get_by_role("region", name="Check list")).to_contain_text(
        "“PMID 12345678”, which is not in the library"
    )
    page.get_by_role("link", name="Read and sign").click()
    attest(page)
    expect(page.get_by_role("alert")).to_contain_text("one thing must be settled first")
    assert not Letter.objects.of(case.clinic).filter(state="signed").exists()

    page.get_by_role("link", name="Back to the studio").click()
    arrived(page)
    reword(page, OWN_WORDS)
    page.get_by_role("link", name="Read and sign").click()
    expect(page.locator("ins").first).to_be_visible()
    attest(page)
    expect(page.get_by_text("Version 1 can’t be changed any more.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download PDF").click()
    text = read_pdf(download.value.path())
    assert OWN_WORDS in text
    assert "DRAFT" not in text
    assert "Annualized relapses, EDSS (now 4.0)" not in text


def reword(page: Page, words: str) -> None:
    page.locator('[id="review.0"]').click()
    page.get_by_role("link", name="Reword", exact=True).click()
    expect(page.locator("#id_words")).to_be_focused()
    page.locator("#id_words").fill(words)
    page.get_by_role("button", name="Save paragraph").click()
    expect(page.locator('[id="review.0"]')).to_contain_text(words)
    expect(page.locator('[id="review.0"]')).to_be_focused()


def attest(page: Page) -> None:
    page.get_by_label("I have read this letter").check()
    page.get_by_label("Type your name").fill("Elena Marsh, MD")
    page.get_by_role("button", name="Sign letter").click()


def test_a_letter_is_read_reworded_and_signed_by_keyboard_alone(
    worker: WorkerProcess, page: Page, prescriber: Member, draft: Draft, address: str
) -> None:
    confirm(prescriber, draft, draft.revision, "dose.rounding", "The pharmacy gives 25 g.")
    sign_in(page, address, prescriber)
    page.goto(f"{address}/letters/drafts/{draft.id}/")
    tab_to(page, page.locator("#desk .s").first)
    target, chosen = page.locator('[id="review.0"]'), page.locator("#desk .s[aria-current]")
    for _ in range(150):
        if target.get_attribute("aria-current"):
            break
        page.keyboard.press("ArrowDown")
    expect(chosen).to_be_focused()
    expect(page.get_by_role("region", name="Why it stands there")).to_contain_text("Visit of Oct 28, 2026")

    tab_to(page, page.get_by_role("link", name="Reword", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator("#id_words")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type(OWN_WORDS)
    tab_to(page, page.get_by_role("button", name="Save paragraph"))
    page.keyboard.press("Enter")
    expect(target).to_contain_text(OWN_WORDS)
    expect(target).to_be_focused()

    tab_to(page, page.get_by_role("link", name="Read and sign"), "Shift+Tab")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("I have read this letter"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Type your name"))
    page.keyboard.type("Elena Marsh, MD")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Download PDF")).to_be_visible()
    with page.expect_download() as download:
        tab_to(page, page.get_by_role("link", name="Download PDF"))
        page.keyboard.press("Enter")
    assert OWN_WORDS in read_pdf(download.value.path())


def test_without_javascript_a_sentence_is_a_link_and_a_paragraph_is_reworded(
    browser: Browser, member: Member, draft: Draft, address: str
) -> None:
    page = new_page(browser, java_script_enabled=False)
    let_in(page.context, member, address)
    page.goto(f"{address}/letters/drafts/{draft.id}/")
    page.get_by_role("link", name=re.compile("^PRIVIG weighs against")).click()
    expect(page.get_by_role("region", name="Why it stands there")).to_contain_text("Fazekas 2008, Neurology")
    page.get_by_role("link", name="Reword", exact=True).click()
    page.get_by_label("Reword this paragraph").fill("PRIVIG weighs against this request [6].")
    page.get_by_role("button", name="Save paragraph").click()
    expect(page.locator("[aria-current=true]")).to_have_text("PRIVIG weighs against this request [6].")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_studio(
    signed_in: Page, prescriber: Member, case: Case, draft: Draft, address: str, scheme: str
) -> None:
    page = signed_in
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    revised = leave_out(prescriber, draft, draft.revision, "safety_line")
    revised = reword_draft(prescriber, revised, revised.revision, "review", OWN_WORDS)
    now = composed(draft, DAY)
    signed = {
        "state": "signed",
        "version": 1,
        "signed_by": prescriber,
        "signed_at": timezone.now(),
        "statement": "Yes.",
        "statement_sha256": digests.of_text("Yes."),
    }
    letter = write_row(now.facts, now.letter, clinic=case.clinic, draft=draft, made_by=prescriber, **signed)
    queue(letter, Rendering.Variant.FINAL)
    studio = f"/letters/drafts/{draft.id}/"
    paths = [
        f"/cases/{case.id}/letters/", f"/cases/{case.id}/letter/", studio, f"{studio}?at=privig@rrms_second_line.0",
        f"{studio}?edit=review", f"{studio}sign/", f"/letters/signed/{letter.id}/",
    ]  # fmt: skip
    for path in paths:
        page.goto(f"{address}{path}")
        assert grave_faults(page) == [], path
    let_in(page.context, prescriber, address)
    page.goto(f"{address}{studio}sign/")
    expect(page.get_by_role("button", name="Sign letter")).to_be_visible()
    assert grave_faults(page) == []
