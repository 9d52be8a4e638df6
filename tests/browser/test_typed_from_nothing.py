"""A coordinator types a whole case from nothing; what it then says is what the case file says that was typed from."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from priorauth.cases.facts import facts_of
from priorauth.cases.models import Case
from priorauth.clinics.models import Clinic, Member
from priorauth.core.casefile import case_dict
from priorauth.core.facts import CaseFacts
from priorauth.core.letterjson import letter_json
from priorauth.core.vocabulary import LetterKind
from priorauth.core.write import write_letter
from priorauth.interop import casefile
from priorauth.interop.examples import example
from priorauth.interop.yamltext import mapping_of
from priorauth.patients.models import Diagnosis, Therapy
from priorauth.reference.services import shipped_library
from tests import people
from tests.browser.typing import LISTS, PROOF, SINGLES, enter, enter_entry, enter_single
from tests.factories import a_case
from tests.machines import wait_until
from tests.sending import fields_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
]
NAME = "03-postpartum"


def the_file() -> dict[str, Any]:
    found = example(NAME)
    assert found is not None
    return mapping_of(found.text)


def the_facts() -> CaseFacts:
    found = example(NAME)
    assert found is not None
    return casefile.read(found.text, shipped_library())


@pytest.fixture
def at_home(clinic: Clinic) -> Clinic:
    """The clinic of the file, with the prescriber who signs there."""
    home = the_facts().clinic
    Clinic.objects.filter(pk=clinic.pk).update(
        name=home.name, address="\n".join(home.address), phone=home.phone or "", fax=home.fax or "", npi=home.npi or ""
    )
    signer = the_facts().prescriber
    people.member(clinic, "prescriber", signer.name, npi=signer.npi, credentials=signer.credentials)
    return clinic


def test_a_case_typed_from_nothing_says_what_its_file_says(
    member: Member, signed_in: Page, address: str, at_home: Clinic, complaints: list[str], tmp_path: Path
) -> None:
    page, file = signed_in, the_file()
    started(page, address, file["patient"])
    for step in ("patient", "diagnosis"):
        for section in SINGLES[step]:
            enter_single(page, section, file[section])
        go_on(page)
    ready = page.get_by_label("Readiness")
    before = ready.text_content() or ""
    typed_with_a_slip(page, file["therapies"])
    go_on(page)
    for section in LISTS["activity"]:
        for entry in file[section]:
            enter_entry(page, section, entry)
    go_on(page)
    for section in SINGLES["pregnancy"]:
        if section in file:
            enter_single(page, section, file[section])
    go_on(page)
    page.locator("#safety").evaluate("part => part.querySelectorAll('details').forEach(more => more.open = true)")
    for question, answer in file["safety"].items():
        enter_single_answer(page, question, answer)
    go_on(page)
    typed_request(page, file)
    page.get_by_role("button", name="Save and review the case").click()
    expect(page.get_by_role("heading", name="Steps", exact=True)).to_be_visible()
    expect(ready).not_to_have_text(before)
    expect(ready).to_contain_text("Prevention of relapse in the first months after delivery")
    assert_same(page, at_home, tmp_path)
    assert complaints == []


def started(page: Page, address: str, patient: dict[str, Any]) -> None:
    page.goto(f"{address}/cases/new/")
    page.get_by_label("Family name").fill(patient["family"])
    page.get_by_role("button", name="Start the case").click()
    page.wait_for_url("**/patient/")


def go_on(page: Page) -> None:
    here = page.url
    page.get_by_role("button", name=re.compile("^Save and go")).click()
    page.wait_for_url(lambda url: url != here)


def typed_with_a_slip(page: Page, therapies: list[dict[str, Any]]) -> None:
    """The first therapy ends before it begins, at first."""
    beginning = enter_entry(page, "therapies", {**therapies[0], "ended": "2019-02"})
    page.locator(f'[name="{beginning}-detail"]').blur()
    expect(page.locator("#faults")).to_contain_text("This is before the start date, 07/2020")
    enter(page, f"{beginning}-ended", therapies[0]["ended"])
    page.locator(f'[name="{beginning}-ended"]').blur()
    expect(page.locator("#faults")).to_be_empty()
    for therapy in therapies[1:]:
        enter_entry(page, "therapies", therapy)


def enter_single_answer(page: Page, question: str, answer: dict[str, Any]) -> None:
    for key, value in answer.items():
        if key not in PROOF:
            enter(page, f"safety-{question}-{key}", value)


def typed_request(page: Page, file: dict[str, Any]) -> None:
    weight = file["patient"]["weight"]
    enter(page, "weight-weight_kg", f"{Decimal(str(weight['kg']))}")
    enter(page, "weight-weight_date", weight["date"])
    enter(page, "weight-height_cm", file["patient"]["height_cm"])
    request = dict(file["request"])
    for phase in request.pop("phases"):
        before = page.locator('[name="request-id"]').count()
        page.get_by_role("button", name="Add a phase").click()
        new = page.locator('[name="request-id"]').nth(before)
        new.wait_for(state="attached")
        for key, value in phase.items():
            enter(page, f"request-{new.input_value()}-{key}", value)
    for key, value in request.items():
        enter(page, f"request-{key}", value)
    signer = file["prescriber"]
    page.get_by_label("Prescriber, who signs").select_option(label=f"{signer['name']}, {signer['credentials']}")
    enter(page, "signer-specialty", signer["specialty"])
    enter(page, "signer-phone", signer["phone"])


def assert_same(page: Page, clinic: Clinic, folder: Path) -> None:
    """The export says what the file says, but for the exhibits; the case's letter is the one that the export makes."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the case file").click()
    path, wanted = folder / "case.yaml", the_facts()
    text = Path(download.value.path()).read_text()
    export = casefile.read(text, shipped_library(), as_of=wanted.as_of)
    assert without_proofs(case_dict(export, number=str)) == without_proofs(case_dict(wanted, number=str))

    path.write_text(casefile.written(export))
    files = ["--out", str(folder / "letter.pdf"), "--json", str(folder / "letter.json")]
    call_command("letter", str(path), "--kind", "medical_necessity", "--draft", *files)
    case = Case.objects.of(clinic).get()
    letter = write_letter(facts_of(case, wanted.as_of), LetterKind.MEDICAL_NECESSITY, shipped_library())
    assert json.loads((folder / "letter.json").read_text()) == json.loads(json.dumps(letter_json(letter)))


def without_proofs(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_proofs(inner) for key, inner in value.items() if key not in (*PROOF, "exhibits")}
    return [without_proofs(inner) for inner in value] if isinstance(value, list) else value


def test_a_step_is_typed_by_keyboard_alone(
    member: Member, signed_in: Page, address: str, clinic: Clinic, complaints: list[str]
) -> None:
    page, diagnosis = signed_in, the_file()["diagnosis"]
    started(page, address, the_file()["patient"])
    case = Case.objects.of(clinic).get()
    page.goto(f"{address}/cases/{case.id}/diagnosis/")
    for name in ("course", "icd10"):
        tab_to(page, f"diagnosis-{name}")
        pick(page, f"diagnosis-{name}", diagnosis[name])
    for name, text in {"onset": "01/2020", "diagnosed": "06/18/2020", "criteria": diagnosis["criteria"]}.items():
        tab_to(page, f"diagnosis-{name}")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Treatment history")).to_be_visible()
    row = Diagnosis.objects.of(clinic).get()
    assert (row.course, row.icd10, str(row.onset), str(row.diagnosed)) == ("rrms", "G35.A", "2020-01", "2020-06-18")
    assert complaints == []


def tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"The Tab key does not lead to {name}.")


def pick(page: Page, name: str, value: str) -> None:
    """By the arrow key: what is typed at a list is forgotten after a second, and a busy machine may take longer."""
    field = page.locator(f'[name="{name}"]')
    for _ in range(field.locator("option").count()):
        if field.input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"The arrow key does not lead to {value}.")


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
