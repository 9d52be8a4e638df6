"""Every plan type and every denial reason of the library can be chosen on its form, and then says so on the pages."""

from html import unescape

import pytest
from django.test import Client

from priorauth.cases.models import Case, DenialReason
from priorauth.clinics.models import Clinic
from priorauth.patients.models import Coverage
from priorauth.reference.services import shipped_library
from tests import people
from tests.cases.test_submissions import denied, place, reason, the_submission
from tests.factories import a_case, a_clinic
from tests.pages import words
from tests.sending import fields_of

pytestmark = pytest.mark.django_db
PLAN_TYPES, REASONS = shipped_library().plan_types, shipped_library().denial_reasons


@pytest.fixture
def clinic() -> Clinic:
    return a_clinic()


@pytest.fixture
def browser(clinic: Clinic) -> Client:
    return people.browser(people.member(clinic))


@pytest.fixture
def case(clinic: Clinic) -> Case:
    return a_case(clinic, awaiting_reply=True)


def read(browser: Client, address: str) -> str:
    return unescape(words(browser.get(address)))


@pytest.mark.parametrize("plan_type", PLAN_TYPES)
def test_each_plan_type_is_chosen_and_named_beside_the_deadlines(browser: Client, case: Case, plan_type: str) -> None:
    label, step = PLAN_TYPES[plan_type].label, f"/cases/{case.id}/patient/"
    assert f'<option value="{plan_type}"' in read(browser, step)
    assert label in read(browser, step)
    browser.post(step, fields_of(browser.get(step)) | {"coverage-plan_type": [plan_type]})
    assert Coverage.objects.of(case.clinic).get().plan_type == plan_type
    assert f"<dt>Plan type</dt><dd>{label}</dd>" in read(browser, place(case))


@pytest.mark.parametrize("name", REASONS)
def test_each_denial_reason_is_chosen_and_told_on_the_pages_of_the_case(browser: Client, case: Case, name: str) -> None:
    label, blank = REASONS[name].label, f"/cases/{case.id}/submissions/rows/reasons/"
    assert f'<option value="{name}">{label}</option>' in read(browser, blank)
    denied(case, browser, **reason(name))
    assert DenialReason.objects.of(case.clinic).filter(reason=name).exists()
    assert label in read(browser, place(case))
    assert label.lower() in read(browser, f"/cases/{case.id}/").lower()
    assert f'value="{name}" selected' in read(browser, place(case, the_submission(case).id, "answer"))
