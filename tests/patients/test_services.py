"""What staff do with patients and their charts, and what happens when two of them do it at once."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from priorauth.core.dates import PartialDate
from priorauth.patients import services
from priorauth.patients.models import (
    ChartSection,
    Disability,
    Infusion,
    IvigAuthorization,
    IvigResponse,
    Patient,
    Relapse,
    Steroids,
    Therapy,
)
from priorauth.patients.sections import add_entry, change_entry, remove_entry, save_once, section_of, state_none
from priorauth.patients.services import (
    add_document,
    change_coverage,
    change_patient,
    create_patient,
    save_prior_ivig,
)
from priorauth.patients.writing import ChangedMeanwhile, add, change, put
from tests.factories import DANA, a_clinic, a_coverage, a_patient

pytestmark = pytest.mark.django_db


def complaints(caught: pytest.ExceptionInfo[ValidationError]) -> dict[str, list[str]]:
    return caught.value.message_dict


def test_a_new_patient_has_every_section_and_nothing_in_it() -> None:
    patient = a_patient(a_clinic())
    sections = ChartSection.objects.of(patient.clinic).filter(patient=patient)

    assert {section.name for section in sections} == set(ChartSection.Name.values)
    assert {(section.none_stated, section.revision) for section in sections} == {(False, 0)}


def test_a_patient_may_be_known_by_hardly_anything() -> None:
    assert create_patient(clinic=a_clinic(), family="Vang").given == ""


def test_a_record_number_belongs_to_one_patient_of_a_clinic() -> None:
    ours, theirs = a_clinic("Ours"), a_clinic("Theirs")
    a_patient(ours)
    a_patient(theirs)

    with pytest.raises(ValidationError, match="Another patient of this clinic has this record number"):
        a_patient(ours, given="Other", mrn="rn204417")


def test_a_record_number_that_a_colleague_enters_meanwhile_is_told_likewise(monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = a_clinic()

    def add_behind(*arguments: Any, **values: Any) -> Any:
        with monkeypatch.context() as patch:
            patch.setattr(services, "add", add)
            create_patient(clinic=clinic, family="Vang", mrn="RN-9")
        return add(*arguments, **values)

    monkeypatch.setattr(services, "add", add_behind)
    with pytest.raises(ValidationError, match="Another patient of this clinic has this record number"):
        create_patient(clinic=clinic, family="Moua", mrn="RN-9")
    assert not Patient.objects.of(clinic).filter(family="Moua").exists()


def test_a_record_number_that_a_colleague_changes_meanwhile_is_told_likewise(monkeypatch: pytest.MonkeyPatch) -> None:
    dana = a_patient(a_clinic())

    def change_behind(*arguments: Any, **values: Any) -> Any:
        create_patient(clinic=dana.clinic, family="Vang", mrn="RN-9")
        return change(*arguments, **values)

    monkeypatch.setattr(services, "change", change_behind)
    with pytest.raises(ValidationError, match="Another patient of this clinic has this record number"):
        change_patient(patient=dana, revision=0, mrn="RN-9")
    assert Patient.objects.of(dana.clinic).get(family=dana.family).mrn == DANA["mrn"]


def test_a_patient_keeps_the_own_record_number() -> None:
    patient = a_patient(a_clinic())
    changed = change_patient(patient=patient, revision=0, mrn=DANA["mrn"], given="Danielle")
    assert (changed.given, changed.revision) == ("Danielle", 1)


@pytest.mark.parametrize(
    ("model", "values", "complaint"),
    [
        (Therapy, {"therapy": "copaxon"}, '"copaxon" is no therapy of the library; did you mean glatiramer?'),
        (Therapy, {"outcome": "fail"}, "did you mean failed?"),
        (Disability, {"edss": 4.3}, "4.3 is no EDSS score"),
        (Disability, {"t25fw_s": Decimal("1." + "0" * 199)}, "more than 15 digits"),
        (Relapse, {"treatment": ["prayer"]}, '"prayer" is no relapse treatment of the library'),
        (Relapse, {"date": "0001-01-01"}, "is not of our time"),
        (Relapse, {"symptoms": "blurred\x00vision"}, "a character that cannot be printed"),
    ],
)
def test_a_value_that_cannot_be_is_refused_at_its_field(model: Any, values: dict[str, Any], complaint: str) -> None:
    patient = a_patient(a_clinic())
    with pytest.raises(ValidationError) as caught:
        add_entry(model, patient, 0, **values)

    ((name, (told,)),) = complaints(caught).items()
    assert [name] == list(values)
    assert complaint in told
    assert not model.objects.of(patient.clinic).exists()
    assert section_of(model, patient).revision == 0


def test_what_a_browser_adds_to_text_is_taken_away() -> None:
    patient = create_patient(clinic=a_clinic(), family=" Vang ", statement="I fell.\r\nTwice.\r\n")
    assert (patient.family, patient.statement) == ("Vang", "I fell.\nTwice.")


def test_a_service_gives_values_back_as_the_row_holds_them() -> None:
    entry = add_entry(Disability, a_patient(a_clinic()), 0, date="2026-10", edss=Decimal("4.0"))
    assert (entry.date, entry.edss) == (PartialDate(2026, 10), Decimal("4.0"))


def test_every_value_that_cannot_be_is_told_at_once() -> None:
    coverage = a_coverage(a_patient(a_clinic()))
    with pytest.raises(ValidationError) as caught:
        change_coverage(
            coverage=coverage, revision=0, state="Pa", plan_type="ppo", appeals={"street": "x"}, secondary_plan_type="x"
        )
    assert set(complaints(caught)) == {"state", "plan_type", "appeals", "secondary_plan_type"}


def test_a_name_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValidationError, match="longer than 200 characters"):
        create_patient(clinic=a_clinic(), family="x" * 201)


def test_whoever_comes_second_is_told_and_nothing_is_lost() -> None:
    patient = a_patient(a_clinic())
    save_once(Steroids, patient, 0, status="effective")

    with pytest.raises(ChangedMeanwhile) as caught:
        save_once(Steroids, patient, 0, status="not_tolerated")
    assert caught.value.row.revision == 1
    assert Steroids.objects.of(patient.clinic).get().status == "effective"


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_save_at_the_same_moment_one_is_told() -> None:
    patient = a_patient(a_clinic())
    start = Barrier(2)

    def save(given: str) -> str:
        try:
            start.wait()
            return change_patient(patient=patient, revision=0, given=given).given
        except ChangedMeanwhile:
            return "told"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(save, ["Ann", "Amara"]))
    assert answers in (["Amara", "told"], ["Ann", "told"])
    assert Patient.objects.of(patient.clinic).get().given == answers[0]


def test_two_sections_can_be_changed_at_the_same_time() -> None:
    patient = a_patient(a_clinic())
    save_once(Steroids, patient, 0, status="effective")
    add_entry(Therapy, patient, 0, therapy="glatiramer")
    assert change_patient(patient=patient, revision=0, sex="female").sex == "female"


def test_only_what_was_changed_is_written() -> None:
    patient = a_patient(a_clinic())
    stale = Patient.objects.of(patient.clinic).get()
    change_patient(patient=patient, revision=0, family="Okafor")
    change_patient(patient=stale, revision=1, given="Amara")

    now = Patient.objects.of(patient.clinic).get()
    assert (now.given, now.family) == ("Amara", "Okafor")


def test_entries_are_added_at_the_end_changed_and_removed() -> None:
    patient = a_patient(a_clinic())
    first = add_entry(Therapy, patient, 0, therapy="glatiramer")
    second = add_entry(Therapy, patient, 1, therapy="natalizumab")
    change_entry(second, 2, outcome="contraindicated")
    remove_entry(first, 3)
    third = add_entry(Therapy, patient, 4, therapy="ocrelizumab")

    rows = list(Therapy.objects.of(patient.clinic).filter(patient=patient))
    assert rows == [second, third]
    assert rows[0].outcome == "contraindicated"


def test_what_a_section_says_once_can_be_taken_back() -> None:
    patient = a_patient(a_clinic())
    steroids = save_once(Steroids, patient, 0, status="effective")
    remove_entry(steroids, 1)
    assert not Steroids.objects.of(patient.clinic).exists()


def test_that_there_is_none_is_stated_and_an_entry_takes_it_back() -> None:
    patient = a_patient(a_clinic())
    state_none(Relapse, patient, 0)
    assert section_of(Relapse, patient).none_stated
    entry = add_entry(Relapse, patient, 1, date="2026-08")
    remove_entry(entry, 2)

    assert not section_of(Relapse, patient).none_stated


def test_prior_immune_globulin_is_saved_whole() -> None:
    patient = a_patient(a_clinic())
    infusions = [{"date": "2026-05-18", "grams": 35}, {"date": "2026-06-15"}]
    save_prior_ivig(patient=patient, revision=0, product="privigen", response={"text": "walks"}, infusions=infusions)
    save_prior_ivig(patient=patient, revision=1, product="gamunex_c", authorization={"number": "KY-1"}, infusions=[])

    assert not IvigResponse.objects.of(patient.clinic).exists()
    assert not Infusion.objects.of(patient.clinic).exists()


def test_the_one_row_below_its_owner_is_made_changed_and_taken_away() -> None:
    patient = a_patient(a_clinic())
    prior = save_prior_ivig(patient=patient, revision=0)
    there = IvigAuthorization.objects.of(patient.clinic)

    assert put(IvigAuthorization, None, prior_ivig=prior) is None
    made = put(IvigAuthorization, {"number": "KY-1", "units": 70}, prior_ivig=prior)
    changed = put(IvigAuthorization, {"number": "KY-2"}, prior_ivig=prior)
    assert made == changed == there.get()
    assert (there.get().number, there.get().units) == ("KY-2", 70)
    with pytest.raises(ValidationError):
        put(IvigAuthorization, {"units": "many"}, prior_ivig=prior)
    assert put(IvigAuthorization, None, prior_ivig=prior) is None
    assert not there.exists()


def test_an_upload_is_kept_encrypted_with_the_digest_of_what_came() -> None:
    patient = a_patient(a_clinic())
    document = add_document(
        patient=patient, content=b"%PDF-1.7 Whitlock", media_type="application/pdf", kind="mri_report", title="MRI"
    )

    assert document.content.read() == b"%PDF-1.7 Whitlock"
    assert b"Whitlock" not in document.content.storage.stored(document.content.name)
    assert document.sha256 == hashlib.sha256(b"%PDF-1.7 Whitlock").hexdigest()
