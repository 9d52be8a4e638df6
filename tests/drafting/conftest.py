"""A case whose appeal can be signed once the rounding is confirmed, its prescriber, and a coordinator."""

import copy
import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.utils import timezone

from priorauth.cases.models import Case, Prescriber
from priorauth.clinics.models import Clinic, Member
from priorauth.core.facts import CaseFacts
from priorauth.core.vocabulary import LetterKind
from priorauth.letters.drafts import composed, confirm, open_draft
from priorauth.letters.models import Draft
from priorauth.patients.models import Patient
from priorauth.patients.writing import change
from tests import people
from tests.cases.importing import imported
from tests.core.examples import example_file

DAY = dt.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.date], None]:
    """The letters of these tests are of the day of the example; a test may move on to another."""

    def be(day: dt.date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *_, **__: day)

    be(DAY)
    return be


@pytest.fixture
def clinic(db: None) -> Clinic:
    return Clinic.objects.create(name="Riverbend Neurology", slug="riverbend")


@pytest.fixture
def prescriber(clinic: Clinic) -> Member:
    return people.member(clinic, "prescriber", "Elena Marsh", credentials="MD", npi="1234567893")


@pytest.fixture
def coordinator(clinic: Clinic) -> Member:
    return people.member(clinic, "coordinator", "Dana Whitfield", credentials="RN")


@pytest.fixture
def case(clinic: Clinic, prescriber: Member) -> Case:
    """Example 01, with the review after the last dose and the member's authorization attached."""
    file = copy.deepcopy(example_file("01"))
    file["request"]["review_date"] = dt.date(2027, 6, 20)
    file["filed_by"] = {"who": "prescriber", "authority": {"exhibit": "A"}}
    found = imported(CaseFacts.model_validate(file), clinic)
    Prescriber.objects.of(clinic).update(member=prescriber)
    return Case.objects.of(clinic).select_related("patient", "prescriber").get(id=found.id)


@pytest.fixture
def draft(coordinator: Member, case: Case) -> Draft:
    return open_draft(coordinator, case, LetterKind.APPEAL_1)


@pytest.fixture
def ready(coordinator: Member, draft: Draft) -> Draft:
    """The draft with nothing left to be settled."""
    draft = confirm(coordinator, draft, draft.revision, "dose.rounding", "The pharmacy gives 25 g.")
    assert composed(draft, DAY).open_items == ()
    return draft


def weigh(case: Case, kg: str) -> None:
    """A fact that changes: the sum of the dose says something else then."""
    change(Patient.objects.of(case.clinic).get(id=case.patient_id), weight_kg=Decimal(kg))
