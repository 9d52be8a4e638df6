"""The search of every page: by name and by every number, for one's own clinic, with nothing typed in an address."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.cases.models import Call, Case, Submission
from priorauth.cases.services import create_case, log_determination
from priorauth.cases.submissions.services import log_call
from priorauth.clinics.models import Clinic
from priorauth.desk.search import KEPT
from priorauth.patients.sections import section_of
from priorauth.patients.services import create_patient
from tests.desk.test_worklist import reads
from tests.factories import TODAY, a_case, a_clinic, a_patient

pytestmark = pytest.mark.django_db
FOUND = re.compile(r'strong"[^>]*>([^<]+)<')


def text(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def searched(browser: Client, words: str) -> str:
    answer = browser.post("/search/", {"words": words}, follow=True)
    assert answer.status_code == 200
    return text(answer)


def found(browser: Client, words: str) -> list[str]:
    """The patients, in the order of the page."""
    return FOUND.findall(searched(browser, words))


def named(clinic: Clinic, given: str, family: str) -> Case:
    patient = create_patient(clinic=clinic, given=given, family=family)
    return create_case(patient=patient)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("garc", ["García-López, Ana"]),
        ("GARCÍA", ["García-López, Ana"]),
        ("lopez", ["García-López, Ana"]),
        ("ana lop", ["García-López, Ana"]),
        ("lop an", ["García-López, Ana"]),
        ("garcía-lópez, ana", ["García-López, Ana"]),
        ("obrien", ["O’Brien, Ben"]),
        ("o'bri", ["O’Brien, Ben"]),
        ("an", ["García-López, Ana", "Anders, Anna"]),
        ("arcia", []),
        ("ana obrien", []),
        ("100%", []),
        ("_", []),
        ("", []),
    ],
)
def test_a_name_is_found_by_the_beginnings_of_its_words(
    browser: Client, clinic: Clinic, words: str, wanted: list[str]
) -> None:
    for given, family in (("Ana", "García-López"), ("Ben", "O’Brien"), ("Anna", "Anders")):
        named(clinic, given, family)
    assert found(browser, words) == wanted


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("RN-Osei", "record number"),
        ("rn osei", "record number"),
        ("W2214 88017", "member ID"),
        ("PA-77120934", "reference of a submission"),
        ("c88", "reference of a call"),
        ("A-77", "authorization number"),
    ],
)
def test_every_number_is_found_whole_however_it_is_spaced(browser: Client, clinic: Clinic, words: str, by: str) -> None:
    case = a_case(clinic, a_patient(clinic, family="Osei", mrn="RN-Osei"), awaiting_reply=True)
    log_call(case=case, revision=section_of(Call, case).revision, date=TODAY, reference="C-88")
    row = Submission.objects.of(clinic).get()
    revision = section_of(Submission, case).revision
    log_determination(submission=row, revision=revision, outcome="approved", authorization={"number": "A-77"})
    page = searched(browser, words)
    assert FOUND.findall(page) == ["Osei, Dana"]
    assert f"Found by: {by}" in page
    assert f'href="/cases/{case.id}/"' in page
    assert found(browser, words[:-1]) == []


def test_a_patient_without_a_case_is_found_too(browser: Client, clinic: Clinic) -> None:
    create_patient(clinic=clinic, given="Mei", family="Tran")
    page = searched(browser, "tran")
    assert FOUND.findall(page) == ["Tran, Mei"]
    assert "No case yet." in page


def test_no_address_holds_what_was_typed(browser: Client, clinic: Clinic) -> None:
    for number in range(30):
        named(clinic, f"Dana{number}", "Osei")
    answer = browser.post("/search/", {"words": "osei"})
    address = answer.headers["Location"]
    page = text(browser.get(address))
    assert re.fullmatch(r"/search/\?asked=[0-9a-f]{8}", address)
    assert "1 to 25 of 30 patients" in page
    assert not re.search(r'(?:href|action)="[^"]*osei', page, re.IGNORECASE)
    assert all("osei" not in str(row.get_decoded()).lower() for row in Session.objects.all())
    onward = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    further = text(browser.get(f"/search/{onward}"))
    assert "26 to 30 of 30" in further


def test_two_searches_do_not_mix_and_an_old_one_ends_quietly(browser: Client, clinic: Clinic) -> None:
    named(clinic, "Ben", "Osei")
    named(clinic, "Mei", "Tran")
    first = browser.post("/search/", {"words": "osei"}).headers["Location"]
    assert found(browser, "tran") == ["Tran, Mei"]
    assert FOUND.findall(text(browser.get(first))) == ["Osei, Ben"]
    for _ in range(KEPT):
        browser.post("/search/", {"words": "tran"})
    assert "Search for a patient" in text(browser.get(first))


def test_nobody_of_another_clinic_is_found(browser: Client, clinic: Clinic) -> None:
    case = a_case(a_clinic("Lakeside", npi=""), awaiting_reply=True)
    for words in ("whitlock", "dana", "RN-204417", "W2214 88017", "PA-77120934"):
        assert found(browser, words) == []
        assert str(case.id) not in searched(browser, words)


def test_every_page_has_the_field_and_every_search_is_logged(browser: Client) -> None:
    for path in ("/", "/cases/", "/library/", "/nowhere/"):
        assert 'action="/search/"' in text(browser.get(path)), path
    searched(browser, "osei")
    assert Entry.objects.latest("number").action == Action.CASES_SEARCHED


def test_the_queries_do_not_grow_with_what_is_found(browser: Client, clinic: Clinic) -> None:
    named(clinic, "Dana", "Osei")
    searched(browser, "osei")
    with CaptureQueriesContext(connection) as few:
        searched(browser, "osei")
    for number in range(12):
        named(clinic, f"Dana{number}", "Osei")
    with CaptureQueriesContext(connection) as many:
        searched(browser, "osei")
    assert reads(many) == reads(few)
