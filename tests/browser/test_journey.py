"""One case from nothing to a signed letter, by the people who do it: once with the pointer, once by keyboard alone.

The pointer works on light pages, the keyboard on dark ones; axe looks at every page that they pass.
"""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from priorauth.cases.facts import facts_of
from priorauth.cases.models import Case, Draft
from priorauth.clinics.models import Clinic, Member
from priorauth.core.casefile import case_dict
from priorauth.core.facts import CaseFacts
from priorauth.core.letterjson import letter_json
from priorauth.core.vocabulary import LetterKind
from priorauth.core.write import write_letter
from priorauth.interop import casefile
from priorauth.interop.examples import example
from priorauth.interop.yamltext import mapping_of
from priorauth.letters.models import Letter
from priorauth.patients.models import Therapy
from priorauth.reference.services import shipped_library
from tests import people
from tests.browser.axe import grave_faults
from tests.browser.conftest import arrived, listening, new_page
from tests.browser.hands import Hands, Keyboard, Pointer
from tests.browser.typing import LISTS, PROOF, SINGLES, enter, enter_entry, enter_row, enter_single
from tests.letters.read_back import page_texts
from tests.machines import WorkerProcess, wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]
NAME = "03-postpartum"
COMPOSED = "Relapses and EDSS (now 2.0) will be reviewed on March 20, 2027; continuation would need a new request."
EDITED = "I will review relapses and EDSS (now 2.0) on March 20, 2027; continuation would need another request."
SIGNATURE = "Electronically signed by Elena Marsh, MD on November 20, 2026 "
NOTES = {
    "Until December 4, 2026, six weeks after birth": "The coder has G35.A stand first.",
    "The first infusion would be given at home": "Dr. Marsh has a nurse stay for the first infusion.",
}


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The letters are of the day of the case file, whenever the test runs."""
    day = the_facts().as_of
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: day)


@pytest.fixture
def at_home(clinic: Clinic) -> Clinic:
    """The clinic of the file."""
    home = the_facts().clinic
    Clinic.objects.filter(pk=clinic.pk).update(
        name=home.name, address="\n".join(home.address), phone=home.phone or "", fax=home.fax or "", npi=home.npi or ""
    )
    return clinic


@pytest.fixture
def prescriber(at_home: Clinic) -> Member:
    """Who signs there."""
    signer = the_facts().prescriber
    return people.member(at_home, "prescriber", signer.name, npi=signer.npi, credentials=signer.credentials)


@pytest.mark.parametrize(("hands_of", "scheme"), [(Pointer, "light"), (Keyboard, "dark")])
def test_a_case_from_nothing_to_the_signed_letter(
    worker: WorkerProcess, browser: Browser, member: Member, prescriber: Member, address: str, complaints: list[str],
    tmp_path: Path, hands_of: type[Hands], scheme: str,
) -> None:  # fmt: skip
    def comes(person: Member) -> Hands:
        page = new_page(browser, viewport={"width": 1440, "height": 1000}, color_scheme=scheme)
        return sign_in(hands_of(listening(page, complaints)), address, person)

    coordinator = comes(member)
    types(coordinator)
    assert_same(coordinator, member.clinic, tmp_path)
    writes(coordinator)
    settles(coordinator)
    signed = signs(comes(prescriber), prescriber, tmp_path)
    assert_as_the_command_line(signed, exported(coordinator, member.clinic, tmp_path))
    assert complaints == []


def sign_in(hands: Hands, address: str, person: Member) -> Hands:
    page = hands.page
    page.goto(f"{address}/sign-in/")
    assert_open_to_all(page)
    hands.write(page.get_by_label("Work email"), person.user.email)
    hands.write(page.locator("#id_password"), people.PASSWORD)
    hands.press(page.get_by_role("button", name="Sign in", exact=True))
    expect(page.get_by_role("heading", name="Worklist")).to_be_visible()
    assert_open_to_all(page)
    return hands


def types(hands: Hands) -> None:
    """The coordinator types the case, step by step, with a slip on the way; the panel follows."""
    page, file = hands.page, the_file()
    hands.press(page.get_by_role("navigation", name="Main").get_by_role("link", name="Cases"))
    lands_on(page, "Cases")
    hands.press(page.get_by_role("link", name="New case"))
    lands_on(page, "New case")
    hands.write(page.get_by_label("Family name"), file["patient"]["family"])
    assert_open_to_all(page)
    hands.press(page.get_by_role("button", name="Start the case"))
    ready = page.get_by_label("Readiness")
    expect(ready).to_contain_text("No indication yet")
    for step in ("patient", "diagnosis"):
        for section in SINGLES[step]:
            enter_single(hands, section, file[section])
        go_on(hands)
    types_with_a_slip(hands, file["therapies"])
    go_on(hands)
    for section in LISTS["activity"]:
        for entry in file[section]:
            enter_entry(hands, section, entry)
    go_on(hands)
    for section in SINGLES["pregnancy"]:
        if section in file:
            enter_single(hands, section, file[section])
    go_on(hands)
    for question, answer in file["safety"].items():
        enter_single(hands, f"safety-{question}", answer)
    go_on(hands)
    types_request(hands, file)
    hands.press(page.get_by_role("button", name="Save and review the case"))
    expect(page.get_by_role("heading", name="Steps", exact=True)).to_be_visible()
    expect(ready).to_contain_text("Prevention of relapse in the first months after delivery")
    assert_open_to_all(page)


def go_on(hands: Hands) -> None:
    here = hands.page.url
    assert_open_to_all(hands.page)
    hands.press(hands.page.get_by_role("button", name=re.compile("^Save and go")))
    hands.page.wait_for_url(lambda url: url != here)


def types_with_a_slip(hands: Hands, therapies: list[dict[str, Any]]) -> None:
    """The first therapy ends before it begins, at first: the page says so, and keeps what was typed."""
    page, faults = hands.page, hands.page.locator("#faults")
    beginning = enter_entry(hands, "therapies", {**therapies[0], "ended": "2019-02"})
    hands.leave()
    expect(faults).to_contain_text("This is before the start date, 07/2020")
    wait_until(lambda: any(therapies[0]["detail"] in str(one.typed) for one in Draft.objects.of_every_clinic()))
    page.reload()
    expect(page.get_by_label("What happened")).to_have_value(therapies[0]["detail"])
    assert_open_to_all(page)
    enter(hands, f"{beginning}-ended", therapies[0]["ended"])
    hands.leave()
    expect(faults).to_be_empty()
    for therapy in therapies[1:]:
        enter_entry(hands, "therapies", therapy)


def types_request(hands: Hands, file: dict[str, Any]) -> None:
    weight = file["patient"]["weight"]
    enter(hands, "weight-weight_kg", f"{Decimal(str(weight['kg']))}")
    enter(hands, "weight-weight_date", weight["date"])
    enter(hands, "weight-height_cm", file["patient"]["height_cm"])
    request = dict(file["request"])
    for phase in request.pop("phases"):
        enter_row(hands, "request", "Add a phase", phase)
    for key, value in request.items():
        enter(hands, f"request-{key}", value)
    signer = file["prescriber"]
    hands.pick(hands.page.get_by_label("Prescriber, who signs"), f"{signer['name']}, {signer['credentials']}")
    enter(hands, "signer-specialty", signer["specialty"])
    enter(hands, "signer-phone", signer["phone"])


def assert_same(hands: Hands, clinic: Clinic, folder: Path) -> None:
    """The export says what the file says, but for the exhibits; the case's letter is the one that the export makes."""
    path, wanted = folder / "case.yaml", the_facts()
    with hands.page.expect_download() as download:
        hands.press(hands.page.get_by_role("link", name="Download the case file"))
    download.value.save_as(path)
    export = casefile.read(path.read_text(), shipped_library())
    assert without_proofs(case_dict(export, number=str)) == without_proofs(case_dict(wanted, number=str))

    files = ["--out", str(folder / "letter.pdf"), "--json", str(folder / "letter.json")]
    call_command("letter", str(path), "--kind", "medical_necessity", "--draft", *files)
    letter = write_letter(
        facts_of(Case.objects.of(clinic).get(), wanted.as_of), LetterKind.MEDICAL_NECESSITY, shipped_library()
    )
    assert json.loads((folder / "letter.json").read_text()) == json.loads(json.dumps(letter_json(letter)))


def writes(hands: Hands) -> None:
    """The coordinator opens the letter in the studio."""
    page = hands.page
    hands.press(page.get_by_role("link", name="Write a letter"))
    hands.pick(page.get_by_label("Kind of letter"), "Letter of medical necessity")
    assert_open_to_all(page)
    hands.press(page.get_by_role("button", name="Open in the studio"))
    expect(page.get_by_role("article", name="The letter")).to_be_visible()
    assert_open_to_all(page)


def settles(hands: Hands) -> None:
    """What the check list asks for: a date put right and an answer given on the pages of the case, two calls made."""
    page = hands.page
    follows(hands, "Fingolimod is recorded from April 2022")
    enter(hands, f"therapies-{Therapy.objects.of_every_clinic().get(therapy='fingolimod').id}-started", "2023-05")
    back_to_the_letter(hands)
    follows(hands, "Contraindications of Privigen that the record does not answer")
    enter_single(hands, "safety-prior_ig_reaction", {"answer": "no"})
    back_to_the_letter(hands)
    for item, note in NOTES.items():
        line = page.get_by_role("region", name="Check list").get_by_role("listitem").filter(has_text=item)
        hands.write(line.get_by_label("Who was asked"), note)
        hands.press(line.get_by_role("button", name="Confirm"))
        expect(line.get_by_role("button", name="Confirm")).to_have_count(0)
    expect(page.get_by_role("link", name="Can be signed")).to_be_visible()


def follows(hands: Hands, item: str) -> None:
    """The link of an item of the check list, to the place where it is settled."""
    line = hands.page.get_by_role("region", name="Check list").get_by_role("listitem").filter(has_text=item)
    hands.press(line.get_by_role("link").first)
    expect(hands.page.get_by_role("button", name=re.compile("^Save and go"))).to_be_visible()


def back_to_the_letter(hands: Hands) -> None:
    go_on(hands)
    hands.press(hands.page.get_by_role("main").get_by_role("link", name="Letters", exact=True))
    opens_draft(hands)


def opens_draft(hands: Hands) -> None:
    tab = hands.page.get_by_role("navigation", name="Case").get_by_role("link", name="Letters")
    expect(tab).to_have_attribute("aria-current", "page")
    arrived(hands.page)
    assert_open_to_all(hands.page)
    hands.press(hands.page.get_by_role("link", name="Working draft"))
    expect(hands.page.get_by_role("article", name="The letter")).to_be_visible()


def signs(hands: Hands, prescriber: Member, folder: Path) -> bytes:
    """The prescriber finds the letter, rewords a paragraph, attests, signs and downloads; the PDF comes back."""
    page = hands.page
    hands.press(page.get_by_role("navigation", name="Main").get_by_role("link", name="Cases"))
    lands_on(page, "Cases")
    hands.press(page.get_by_role("link", name="Okafor, Amara"))
    lands_on(page, re.compile("^Amara Okafor"))
    assert_open_to_all(page)
    hands.press(page.get_by_role("navigation", name="Case").get_by_role("link", name="Letters"))
    opens_draft(hands)
    sentence = page.get_by_role("article", name="The letter").get_by_role("link", name=COMPOSED)
    hands.point_at(sentence)
    expect(page.get_by_role("region", name="Why it stands there")).to_contain_text("Nov 12, 2026")
    hands.press(page.get_by_role("link", name="Reword", exact=True))
    expect(page.locator("#id_words")).to_be_focused()
    hands.write(page.locator("#id_words"), EDITED)
    hands.press(page.get_by_role("button", name="Save paragraph"))
    expect(page.get_by_role("article", name="The letter").get_by_role("link", name=EDITED)).to_be_focused()
    assert_open_to_all(page)

    hands.press(page.get_by_role("link", name="Read and sign"))
    expect(page.locator("ins").first).to_be_visible()
    assert_open_to_all(page)
    hands.tick(page.get_by_label("I have read this letter"))
    hands.write(page.get_by_label("Type your name"), f"{prescriber.user.full_name}, {prescriber.credentials}")
    hands.press(page.get_by_role("button", name="Sign letter"))
    expect(page.get_by_text("Version 1 can’t be changed any more.")).to_be_visible()
    expect(page.get_by_role("link", name="Download PDF")).to_be_visible()
    assert_open_to_all(page)
    with page.expect_download() as download:
        hands.press(page.get_by_role("link", name="Download PDF"))
    download.value.save_as(folder / "signed.pdf")
    return (folder / "signed.pdf").read_bytes()


def exported(hands: Hands, clinic: Clinic, folder: Path) -> bytes:
    """The letter that the command line makes of the case file that the page hands out."""
    page = hands.page
    hands.press(page.get_by_role("link", name="The case", exact=True))
    with page.expect_download() as download:
        hands.press(page.get_by_role("link", name="Download the case file"))
    download.value.save_as(folder / "settled.yaml")
    out = folder / "command.pdf"
    call_command("letter", str(folder / "settled.yaml"), "--kind", "medical_necessity", "--out", str(out))
    assert Letter.objects.of(clinic).filter(state="signed").count() == 1
    return out.read_bytes()


def assert_as_the_command_line(signed: bytes, made: bytes) -> None:
    """The text of both PDFs is the same, but for the paragraph that was reworded, and who signed it and when."""
    composed, read = (" ".join(page_texts(pdf)) for pdf in (made, signed))
    assert composed.count(COMPOSED) == 1
    assert read.count(SIGNATURE) == 1
    assert read.replace(SIGNATURE, "") == composed.replace(COMPOSED, EDITED)


def lands_on(page: Page, title: str | re.Pattern[str]) -> None:
    """A press of a key does not wait for the page that it leads to."""
    expect(page.get_by_role("heading", name=title, level=1, exact=True)).to_be_visible()
    arrived(page)


def assert_open_to_all(page: Page) -> None:
    assert grave_faults(page) == [], page.url


def without_proofs(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_proofs(inner) for key, inner in value.items() if key not in (*PROOF, "exhibits")}
    return [without_proofs(inner) for inner in value] if isinstance(value, list) else value


def the_file() -> dict[str, Any]:
    found = example(NAME)
    assert found is not None
    return mapping_of(found.text)


def the_facts() -> CaseFacts:
    found = example(NAME)
    assert found is not None
    return casefile.read(found.text, shipped_library())
