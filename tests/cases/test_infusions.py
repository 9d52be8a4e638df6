"""Infusions are logged, corrected and taken out; the units that they used are counted against those granted."""

import datetime as dt

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from priorauth.audit.actions import Action
from priorauth.audit.models import Entry
from priorauth.cases.facts import facts_so_far
from priorauth.cases.models import Case, Submission
from priorauth.cases.services import log_determination
from priorauth.clinics.models import Clinic
from priorauth.patients.models import Infusion, PriorIvig
from priorauth.patients.sections import section_of
from tests import people
from tests.factories import TODAY, a_case, a_clinic

pytestmark = pytest.mark.django_db
TYPED = {"given-date": "11/02/2026", "given-grams": "30", "given-product": "gamunex_c", "given-site": "infusion_center"}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: TODAY)


@pytest.fixture
def clinic() -> Clinic:
    return a_clinic()


@pytest.fixture
def browser(clinic: Clinic) -> Client:
    return people.browser(people.member(clinic))


@pytest.fixture
def case(clinic: Clinic) -> Case:
    """Approved for Gamunex-C, 500 mg a unit: 120 units from October 1, 2026 to March 31, 2027."""
    case = a_case(clinic, awaiting_reply=True)
    row = Submission.objects.of(clinic).get(case=case)
    days = {"begins": dt.date(2026, 10, 1), "ends": dt.date(2027, 3, 31)}
    granted = {"number": "A-77", "units": 120, "product": "gamunex_c", **days}
    revision = section_of(Submission, case).revision
    log_determination(submission=row, revision=revision, outcome="approved", authorization=granted)
    return case


def logged(browser: Client, case: Case, **typed: str) -> HttpResponse:
    named = {f"given-{name}": value for name, value in typed.items()}
    return browser.post(f"/cases/{case.id}/infusions/", TYPED | named)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def page(browser: Client, case: Case) -> str:
    return text(browser.get(f"/cases/{case.id}/infusions/"))


def test_an_infusion_uses_units_of_the_authorization(browser: Client, case: Case) -> None:
    """30 g of 500 mg a unit are 60 units; 30.2 g are 60.4, counted as 61."""
    assert "0 of 120 units used" in page(browser, case)
    assert logged(browser, case).status_code == 302
    found = page(browser, case)
    assert "60 of 120 units used" in found
    assert "1 unit is 500 mg" in found
    assert "Gamunex-C" in found
    logged(browser, case, date="11/16/2026", grams="30.2")
    found = page(browser, case)
    assert "121 of 120 units used, more than granted" in found
    assert "121 of 120 units used" in text(browser.get(f"/cases/{case.id}/"))
    assert "Ask for more units before the next infusion" in text(browser.get("/"))
    assert Entry.objects.filter(action=Action.INFUSION_LOGGED).count() == 2


@pytest.mark.parametrize(
    ("typed", "used", "said"),
    [
        ({"date": "09/30/2026"}, 0, ""),
        ({"product": "privigen"}, 0, "One infusion of another product is not counted."),
        ({"product": ""}, 60, ""),
    ],
)
def test_only_what_was_given_under_it_counts(
    browser: Client, case: Case, typed: dict[str, str], used: int, said: str
) -> None:
    logged(browser, case, **typed)
    found = page(browser, case)
    assert f"{used} of 120 units used" in found
    assert said in found


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"date": ""}, "There is no day yet."),
        ({"date": "11/21/2026"}, "This day has not come yet."),
        ({"date": "soon"}, "This is no day."),
        ({"grams": ""}, "Enter the grams that were given"),
        ({"grams": "-5"}, "Grams given"),
        ({"grams": "thirty"}, "This is no number."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    browser: Client, case: Case, typed: dict[str, str], complaint: str
) -> None:
    answer = logged(browser, case, **typed)
    assert answer.status_code == 422
    assert complaint in text(answer)
    assert not Infusion.objects.of(case.clinic).exists()


def test_the_same_infusion_is_not_counted_twice(browser: Client, case: Case) -> None:
    logged(browser, case)
    again = logged(browser, case)
    assert again.status_code == 422
    assert "is logged already" in text(again)
    assert Infusion.objects.of(case.clinic).count() == 1


def test_it_is_corrected_and_taken_out_and_not_behind_a_colleagues_back(browser: Client, case: Case) -> None:
    logged(browser, case)
    row = Infusion.objects.of(case.clinic).get()
    here, revision = f"/cases/{case.id}/infusions/{row.id}/", str(section_of(PriorIvig, case.patient).revision)
    assert browser.post(here, TYPED | {"given-grams": "25", "revision": revision}).status_code == 302
    assert "50 of 120 units used" in page(browser, case)
    late = browser.post(here, TYPED | {"given-grams": "20", "revision": revision})
    assert late.status_code == 422
    assert "A colleague changed the infusions" in text(late)
    now = str(section_of(PriorIvig, case.patient).revision)
    assert browser.post(here, {"remove": "1", "revision": now}).status_code == 302
    assert "No infusion is logged yet" in page(browser, case)


def test_the_chart_has_it_for_the_letter_of_renewal(browser: Client, case: Case) -> None:
    logged(browser, case)
    prior = facts_so_far(case, TODAY).facts.prior_ivig
    assert prior is not None
    assert [(one.date, one.grams) for one in prior.infusions or ()] == [(dt.date(2026, 11, 2), 30)]


def test_another_clinics_infusions_are_not_there(browser: Client) -> None:
    theirs = a_case(a_clinic("Lakeside", npi=""))
    assert browser.get(f"/cases/{theirs.id}/infusions/").status_code == 404
