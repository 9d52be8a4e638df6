"""A case comes in as a case file through the page and goes out as one: exact, complete, audited, or not at all."""

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from priorauth.audit.models import Entry
from priorauth.cases.models import Case, Prescriber
from priorauth.cases.services import create_case
from priorauth.clinics.models import Clinic
from priorauth.core.facts import CaseFacts
from priorauth.interop import casefile
from priorauth.interop.examples import Example, examples
from priorauth.patients.models import Patient
from priorauth.patients.parts import written
from priorauth.patients.services import create_patient
from priorauth.reference.services import shipped_library
from tests import people
from tests.factories import a_clinic, a_prescriber
from tests.pages import words
from tests.sending import fields_of

pytestmark = pytest.mark.django_db
PAGE = "/case-files/new/"
FIRST = examples()[0]


def facts_in(text: str) -> CaseFacts:
    return casefile.read(text, shipped_library())


def sent(browser: Client, text: str = "", **typed: Any) -> HttpResponse:
    answer: HttpResponse = browser.post(PAGE, {"text": text, **typed})
    return answer


def at_home(facts: CaseFacts) -> Clinic:
    """A clinic whose letterhead and prescriber are those of the file."""
    letterhead = {name: getattr(facts.clinic, name) or "" for name in ("name", "phone", "fax", "npi", "callback")}
    clinic = Clinic.objects.create(slug="home", address="\n".join(facts.clinic.address), **letterhead)
    Prescriber.objects.create(clinic=clinic, **written(facts.prescriber, Prescriber))
    return clinic


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_what_comes_in_goes_out_again(example: Example) -> None:
    facts = facts_in(example.text)
    browser = people.browser(people.member(at_home(facts)))
    answer = sent(browser, example.text)
    assert answer.status_code == 302, html.unescape(answer.content.decode())
    case = Case.objects.of_every_clinic().get()
    export = browser.get(f"/case-files/{case.id}/case.yaml").content.decode()
    again = casefile.read(export, shipped_library(), as_of=facts.as_of)
    assert again == facts
    assert casefile.written(again) == casefile.written(facts)


def test_a_file_is_uploaded_and_the_log_says_so(browser: Client, clinic: Clinic) -> None:
    a_prescriber(clinic)
    answer = sent(browser, file=SimpleUploadedFile("case.yaml", FIRST.text.encode()))
    case = Case.objects.of(clinic).get()
    assert answer.headers["Location"] == f"/cases/{case.id}/review/"
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.subject_id) == ("case.imported", str(case.id))


def test_an_export_is_logged_and_its_name_tells_nothing_of_the_patient(browser: Client, clinic: Clinic) -> None:
    a_prescriber(clinic)
    sent(browser, FIRST.text)
    case = Case.objects.of(clinic).select_related("patient").get()
    answer = browser.get(f"/case-files/{case.id}/case.yaml")
    assert re.search(r'filename="case-\d{4}-\d\d-\d\d\.yaml"', answer.headers["Content-Disposition"])
    assert Entry.objects.latest("number").action == "case.exported"


@pytest.mark.parametrize(
    ("change", "path", "remedy"),
    [
        (("edss: ", "edss: 1"), "disability[0].edss", "steps of 0.5"),
        (("format: 1", "format: 1\npatent: {}"), "patent", "did you mean patient?"),
        (("format: 1", "format: [1"), "line ", "Look for a missing quote"),
    ],
)
def test_what_is_wrong_is_told_with_its_path_and_nothing_is_stored(
    browser: Client, clinic: Clinic, change: tuple[str, str], path: str, remedy: str
) -> None:
    a_prescriber(clinic)
    text = FIRST.text.replace(*change, 1)
    assert text != FIRST.text
    answer = sent(browser, file=SimpleUploadedFile("case.yaml", text.encode()))
    assert answer.status_code == 422
    assert path in html.unescape(words(answer))
    assert remedy in html.unescape(words(answer))
    assert not Patient.objects.of(clinic).exists()
    kept = html.unescape(fields_of(answer)["text"][0])
    assert kept.split() == text.split()


def test_nothing_sent_is_asked_about(browser: Client) -> None:
    assert "There is no case yet" in words(sent(browser))


def test_who_signs_is_asked_where_no_npi_tells(browser: Client, clinic: Clinic) -> None:
    signer = Prescriber.objects.create(clinic=clinic, name="Noor Haddad", credentials="MD")
    asked = sent(browser, FIRST.text)
    assert "choose who signs" in words(asked)
    assert not Case.objects.of(clinic).exists()
    assert sent(browser, FIRST.text, prescriber=str(signer.id)).status_code == 302
    assert Case.objects.of(clinic).get().prescriber_id == signer.id


def test_another_practices_case_is_taken_over_once_somebody_says_so(browser: Client, clinic: Clinic) -> None:
    a_prescriber(clinic)
    Clinic.objects.filter(pk=clinic.pk).update(npi="1234567893")
    assert "the case belongs to another practice" in words(sent(browser, FIRST.text))
    assert sent(browser, FIRST.text, from_other_practice="on").status_code == 302


def test_a_patient_who_is_here_already_is_not_made_twice(browser: Client, clinic: Clinic) -> None:
    a_prescriber(clinic)
    sent(browser, FIRST.text)
    assert "is here already" in words(sent(browser, FIRST.text))
    assert Patient.objects.of(clinic).count() == 1


def test_another_clinics_prescriber_cannot_be_chosen(browser: Client, clinic: Clinic) -> None:
    stranger = a_prescriber(a_clinic("Mesa"))
    answer = sent(browser, FIRST.text, prescriber=str(stranger.id))
    assert answer.status_code == 422
    assert not Case.objects.of(clinic).exists()


def test_a_case_that_is_no_case_file_yet_says_what_it_lacks(browser: Client, clinic: Clinic) -> None:
    case = create_case(patient=create_patient(clinic=clinic, family="Vang"))
    answer = browser.get(f"/case-files/{case.id}/case.yaml")
    assert answer.status_code == 422
    assert "prescriber.name" in words(answer)


def test_another_clinics_case_is_not_there(browser: Client) -> None:
    case = create_case(patient=create_patient(clinic=a_clinic("Mesa"), family="Vang"))
    assert browser.get(f"/case-files/{case.id}/case.yaml").status_code == 404
