"""Who may sign: members as their membership says, and whom case files named before; one person is one row."""

import pytest

from priorauth.cases.models import Case, Prescriber
from priorauth.cases.prescribers import prescribers
from priorauth.clinics.models import Clinic, Member
from tests import people
from tests.factories import a_case

pytestmark = pytest.mark.django_db
NPI = "1234567893"


@pytest.fixture
def marsh(clinic: Clinic) -> Member:
    return people.member(clinic, "prescriber", "Elena Marsh", credentials="MD")


def test_a_member_is_offered_as_the_membership_says(clinic: Clinic, marsh: Member) -> None:
    (row,) = prescribers(clinic)
    assert (row.member_id, row.name, row.credentials, row.npi) == (marsh.id, "Elena Marsh", "MD", "")
    Member.objects.of(clinic).filter(id=marsh.id).update(credentials="MD, PhD")
    assert [one.credentials for one in prescribers(clinic)] == ["MD, PhD"]


def test_whom_a_file_named_by_the_same_npi_is_the_member(clinic: Clinic, marsh: Member) -> None:
    prescribers(clinic)
    case = a_case(clinic)
    named = Prescriber.objects.of(clinic).create(clinic=clinic, name="E. Marsh", npi=NPI)
    Case.objects.of(clinic).filter(id=case.id).update(prescriber=named)
    Member.objects.of(clinic).filter(id=marsh.id).update(npi=NPI)
    of_member = [one for one in prescribers(clinic) if one.member_id == marsh.id]
    assert [(one.name, one.npi) for one in of_member] == [("Elena Marsh", NPI)]
    assert Case.objects.of(clinic).get(id=case.id).prescriber == of_member[0]
    assert not Prescriber.objects.of(clinic).filter(id=named.id).exists()
