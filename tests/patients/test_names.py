"""Names as search reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorauth.patients.models import PatientName
from priorauth.patients.names import readings_of, words_of
from priorauth.patients.services import change_patient
from tests.factories import a_clinic, a_patient


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("García-López", ["garcia", "lopez"]),
        ("O’Brien", ["obrien"]),
        ("Søren Łukasz", ["soren", "lukasz"]),
        ("Weiß", ["weiss"]),
        ("İpek", ["ipek"]),
        ("  de la  Cruz, Jr. ", ["de", "la", "cruz", "jr"]),
        ("", []),
    ],
)
def test_capitals_accents_and_signs_make_no_difference(name: str, words: list[str]) -> None:
    assert words_of(name) == words


def test_a_name_is_read_from_each_of_its_words_on() -> None:
    assert list(readings_of("Ana María", "Cruz")) == [
        ("cruz ana maria", ""),
        ("ana maria cruz", " cruz"),
        ("maria cruz ana", " cruz ana"),
    ]


@given(st.text(max_size=200), st.text(max_size=200))
def test_every_word_begins_a_reading_that_an_index_can_hold(given_name: str, family: str) -> None:
    readings = list(readings_of(given_name, family))
    begun = {one.key.split()[0] for one in readings}
    assert begun == {word[:300] for word in (*words_of(given_name), *words_of(family))}
    assert all(len(one.key.encode() + one.before.encode()) < 2600 for one in readings)


@pytest.mark.django_db
def test_the_readings_follow_the_name() -> None:
    patient = a_patient(a_clinic(), given="Dana", family="Whitlock")
    change_patient(patient=patient, revision=0, family="Osei")
    keys = PatientName.objects.of(patient.clinic).filter(patient=patient).values_list("key", flat=True)
    assert sorted(keys) == ["dana osei", "osei dana"]
    change_patient(patient=patient, revision=1, contact="elsewhere")
    assert PatientName.objects.of(patient.clinic).filter(patient=patient).count() == 2
