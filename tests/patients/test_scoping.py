"""Every row belongs to a clinic, and none is found without naming it."""

import pytest
from django.apps import apps

from priorauth.clinics.scoping import UnscopedQuery
from priorauth.patients.models import ClinicRow, Coverage, Patient
from priorauth.patients.models.base import ForeignRow
from tests.factories import a_clinic, a_patient
from tests.patients.test_columns import subclasses

pytestmark = pytest.mark.django_db
MODELS = subclasses(ClinicRow)


def test_the_rows_of_patients_and_cases_are_all_here() -> None:
    assert {*apps.get_app_config("patients").get_models(), *apps.get_app_config("cases").get_models()} <= {*MODELS}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("question", ["all", "count", "first", "exists", "get"])
def test_a_query_without_a_clinic_is_an_error(model: type[ClinicRow], question: str) -> None:
    with pytest.raises(UnscopedQuery, match="rows belong to clinics"):
        getattr(model.objects, question)()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_row_without_a_clinic_is_an_error(model: type[ClinicRow]) -> None:
    with pytest.raises(UnscopedQuery, match="belongs to a clinic"):
        model.objects.create()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_row_is_named_by_a_random_id(model: type[ClinicRow]) -> None:
    key = model._meta.pk
    assert key.name == "id"
    assert key.get_internal_type() == "UUIDField"
    assert key.default().version == 4


def test_one_clinic_does_not_see_the_patients_of_another() -> None:
    ours, theirs = a_clinic("Ours"), a_clinic("Theirs")
    patient = a_patient(ours)

    assert list(Patient.objects.of(ours)) == [patient]
    assert not Patient.objects.of(theirs).exists()


def test_a_row_cannot_hang_on_another_clinics_row() -> None:
    ours, theirs = a_clinic("Ours"), a_clinic("Theirs")
    patient = a_patient(theirs)

    with pytest.raises(ForeignRow, match="A coverage and its patient belong to different clinics"):
        Coverage.objects.create(clinic=ours, patient=patient)
