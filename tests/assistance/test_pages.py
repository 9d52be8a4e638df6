"""A case's assistance through a coordinator's browser."""

import datetime as dt
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from priorauth.assistance.models import Application, CostSheet, Fund
from priorauth.assistance.services import funds_of
from priorauth.audit.models import Entry
from priorauth.cases.importing import import_case
from priorauth.cases.models import Case
from priorauth.clinics.models import Clinic
from priorauth.reference.services import shipped_library
from tests.core.examples import example
from tests.factories import a_prescriber, an_application

pytestmark = pytest.mark.django_db


def words(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def test_every_program_is_reachable_with_its_reasons(browser: Client, case: Case) -> None:
    page = words(browser.get(f"/cases/{case.id}/assistance/"))
    for program in shipped_library().programs.values():
        assert program.name in page
        assert f"/cases/{case.id}/assistance/programs/{program.id}/" in page
        assert browser.get(f"/cases/{case.id}/assistance/programs/{program.id}/").status_code == 200


def test_a_program_that_there_is_not_is_not_found(browser: Client, case: Case) -> None:
    assert browser.get(f"/cases/{case.id}/assistance/programs/no_such_program/").status_code == 404


def test_a_fund_is_looked_up_and_counts_from_then_on(browser: Client, case: Case, clinic: Clinic) -> None:
    address = f"/cases/{case.id}/assistance/programs/paf_copay_relief/"
    assert "Nobody has looked yet" in words(browser.get(address))
    browser.post(f"{address}fund/", {"open": "no"})
    assert "The fund was closed on November 20, 2026." in words(browser.get(address))
    assert "Doesn’t fit" in words(browser.get(address))
    browser.post(f"{address}fund/", {"open": "yes"})
    assert funds_of(clinic)["paf_copay_relief"].is_open
    assert Fund.objects.of(clinic).count() == 2
    assert Entry.objects.filter(action="fund.checked").count() == 2


def test_only_a_fund_can_be_open(browser: Client, case: Case, clinic: Clinic) -> None:
    assert browser.post(f"/cases/{case.id}/assistance/programs/medicaid/fund/", {"open": "yes"}).status_code == 404
    assert not Fund.objects.of(clinic).exists()


def test_an_application_is_started_once_and_kept_up(browser: Client, case: Case, clinic: Clinic) -> None:
    address = f"/cases/{case.id}/assistance/programs/msaa/"
    first = browser.post(address)
    assert browser.post(address).headers["Location"] == first.headers["Location"]
    row = Application.objects.of(clinic).get()
    typed = {
        "revision": row.revision,
        "status": "preparing",
        "ready": ["ms_diagnosis_proof"],
        "next_on": "11/25/2026",
        "amount_usd": "$2,500",
        "reference": "R-118",
    }
    assert browser.post(first.headers["Location"], typed).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.ready, row.next_on) == ("preparing", ["ms_diagnosis_proof"], dt.date(2026, 11, 25))
    assert (row.amount_usd, row.reference) == (Decimal(2500), "R-118")
    page = words(browser.get(f"/cases/{case.id}/assistance/"))
    assert "1 of 2 documents at hand" in page
    assert "in 5 days" in page


def test_the_log_has_every_look_and_names_only_what_changed(browser: Client, case: Case) -> None:
    row = an_application(case, "msaa")
    for page, typed in ((row.id, {"status": "preparing"}), ("costs", {"help_name": "a foundation"})):
        address = f"/cases/{case.id}/assistance/{page}/"
        browser.get(address)
        browser.post(address, {"revision": 0, **typed})
    told = Entry.objects.filter(action__startswith="case.").order_by("number").values_list("action", "changed")
    assert list(told)[-4:] == [
        ("case.viewed", []), ("case.changed", ["applications.status"]),
        ("case.viewed", []), ("case.changed", ["costs.help_name"]),
    ]  # fmt: skip


def test_a_program_that_does_not_fit_takes_no_application(browser: Client, case: Case, clinic: Clinic) -> None:
    address = f"/cases/{case.id}/assistance/programs/paf_copay_relief/"
    browser.post(f"{address}fund/", {"open": "no"})
    assert browser.post(address).status_code == 404
    row = an_application(case, "paf_copay_relief")
    assert browser.post(address).headers["Location"] == f"/cases/{case.id}/assistance/{row.id}/"


def test_what_cannot_be_is_told_at_the_field_and_nothing_typed_is_lost(
    browser: Client, case: Case, clinic: Clinic
) -> None:
    row = an_application(case, "msaa")
    typed = {"revision": 0, "status": "submitted", "answered_on": "11/02/2026", "note": "called twice"}
    answer = browser.post(f"/cases/{case.id}/assistance/{row.id}/", typed)
    assert answer.status_code == 422
    assert "It is marked as submitted. Give the day." in words(answer)
    assert "called twice" in words(answer)
    answer = browser.post(f"/cases/{case.id}/assistance/{row.id}/", {**typed, "submitted_on": "11/09/2026"})
    assert "before the day on which it was sent" in words(answer)
    assert Application.objects.of(clinic).get().status == "considering"


def test_two_at_one_application_lose_nothing(browser: Client, case: Case, clinic: Clinic) -> None:
    row = an_application(case, "msaa")
    address = f"/cases/{case.id}/assistance/{row.id}/"
    browser.post(address, {"revision": 0, "status": "preparing"})
    answer = browser.post(address, {"revision": 0, "status": "closed", "note": "mine"})
    assert answer.status_code == 422
    page = words(answer)
    assert "A colleague saved this" in page
    assert "<dt>Status</dt><dd>preparing</dd>" in page
    assert "mine" in page
    assert browser.post(address, {"revision": 1, "status": "closed", "note": "mine"}).status_code == 302
    assert Application.objects.of(clinic).get().status == "closed"


def test_the_estimate_is_reckoned_from_amounts_with_their_sources(browser: Client, case: Case, clinic: Clinic) -> None:
    assert "There is no dose to reckon with yet" in words(browser.get(f"/cases/{case.id}/assistance/"))
    a_prescriber(clinic)
    case = import_case(example("03"), clinic=clinic)
    assert isinstance(case, Case)
    assert "Not estimated yet" in words(browser.get(f"/cases/{case.id}/assistance/"))
    typed = {
        "gram_usd": "98.40",
        "gram_source": "clinic price list",
        "gram_date": "10/01/2026",
        "deductible_left_usd": "640",
        "coinsurance_percent": "20",
        "out_of_pocket_left_usd": "4350",
    }
    address = f"/cases/{case.id}/assistance/costs/"
    assert "needs its source" in words(browser.post(address, {**typed, "gram_source": ""}))
    assert not CostSheet.objects.of(clinic).exists()
    assert browser.post(address, typed).status_code == 302
    page = words(browser.get(f"/cases/{case.id}/assistance/"))
    assert "$4,350.00" in page
    assert "clinic price list, October 1, 2026" in page
    assert "Drug only" in page


def test_amounts_below_nothing_are_refused(browser: Client, case: Case) -> None:
    answer = browser.post(f"/cases/{case.id}/assistance/costs/", {"help_usd": "-1"})
    assert "This must be between 0 and 10,000,000." in words(answer)


def test_the_number_of_queries_does_not_grow(browser: Client, case: Case) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            browser.get(f"/cases/{case.id}/assistance/")
        return len(found)

    an_application(case, "msaa")
    browser.get(f"/cases/{case.id}/assistance/")
    before = queries()
    for program in ("paf_copay_relief", "ms_focus", "pan_foundation"):
        an_application(case, program)
        browser.post(f"/cases/{case.id}/assistance/programs/{program}/fund/", {"open": "yes"})
    assert queries() == before


def test_what_an_application_says_is_encrypted(case: Case) -> None:
    an_application(case, "msaa", reference="R-118", note="called Dana")
    with connection.cursor() as cursor:
        cursor.execute("SELECT reference, note FROM assistance_application")
        (row,) = cursor.fetchall()
    assert not any("R-118" in value or "Dana" in value for value in row)
