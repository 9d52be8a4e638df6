"""Two coordinators at the same section: what only one of them changed is put together, the rest is asked."""

import json
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from priorauth.cases.models import Case, Phase
from priorauth.cases.services import create_case
from priorauth.cases.wizard.forms import DiagnosisForm
from priorauth.cases.wizard.meeting import Seen, raw
from priorauth.clinics.models import Clinic
from priorauth.patients.models import Coverage, Diagnosis, Patient, Relapse, SafetyAnswer, Therapy
from priorauth.patients.sections import add_entry, section_of
from tests import people
from tests.factories import a_case, a_coverage, a_patient
from tests.pages import words
from tests.sending import Fields, fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(clinic: Clinic) -> Case:
    patient = a_patient(clinic)
    return create_case(patient=patient, coverage=a_coverage(patient))


@pytest.fixture
def ruth(clinic: Clinic) -> Client:
    return people.browser(people.member(clinic, "coordinator", "Ruth Calder"))


@pytest.fixture
def lee(clinic: Clinic) -> Client:
    return people.browser(people.member(clinic, "coordinator", "Lee Ames"))


def opened(browser: Client, case: Case, step: str) -> Fields:
    return fields_of(browser.get(f"/cases/{case.id}/{step}/"))


def sent(browser: Client, case: Case, step: str, page: Fields, *, by_htmx: bool = False, **typed: str) -> HttpResponse:
    """Sends the page with some fields typed anew, each named by how it ends: `course="cis"` for `diagnosis-course`."""
    fields = dict(page)
    for ending, value in typed.items():
        name = next((name for name in fields if name.endswith(f"-{ending}")), ending)
        fields[name] = [value]
    headers = {"HX-Request": "true"} if by_htmx else {}
    answer: HttpResponse = browser.post(f"/cases/{case.id}/{step}/", fields, headers=headers)
    return answer


def diagnosis(case: Case) -> Diagnosis:
    return Diagnosis.objects.of(case.clinic).get(patient=case.patient)


def test_what_only_one_of_two_changed_is_put_together(ruth: Client, lee: Client, case: Case) -> None:
    hers, his = opened(ruth, case, "diagnosis"), opened(lee, case, "diagnosis")
    assert sent(lee, case, "diagnosis", his, course="rrms").status_code == 302
    assert sent(ruth, case, "diagnosis", hers, criteria="McDonald 2017").status_code == 302
    assert (diagnosis(case).course, diagnosis(case).criteria) == ("rrms", "McDonald 2017")


def test_what_both_changed_alike_is_no_question(ruth: Client, lee: Client, case: Case) -> None:
    hers, his = opened(ruth, case, "diagnosis"), opened(lee, case, "diagnosis")
    sent(lee, case, "diagnosis", his, onset="03/2018")
    assert sent(ruth, case, "diagnosis", hers, onset="2018-03").status_code == 302


def test_what_both_changed_is_shown_side_by_side_and_nothing_is_lost(ruth: Client, lee: Client, case: Case) -> None:
    hers, his = opened(ruth, case, "diagnosis"), opened(lee, case, "diagnosis")
    sent(lee, case, "diagnosis", his, course="cis", criteria="McDonald 2010")
    answer = sent(ruth, case, "diagnosis", hers, course="rrms", mimics_excluded="NMOSD")
    assert answer.status_code == 422
    assert "On record:</span> Clinically isolated syndrome" in words(answer)
    assert "Yours:</span> Relapsing-remitting" in words(answer)
    assert fields_of(answer)["diagnosis-course"] == ["rrms"]
    assert (diagnosis(case).course, diagnosis(case).mimics_excluded) == ("cis", "NMOSD")
    assert fields_of(answer)["diagnosis-criteria"] == ["McDonald 2010"]


@pytest.mark.parametrize(("choice", "course"), [("mine", "rrms"), ("theirs", "cis")])
def test_the_choice_is_what_stays(ruth: Client, lee: Client, case: Case, choice: str, course: str) -> None:
    hers, his = opened(ruth, case, "diagnosis"), opened(lee, case, "diagnosis")
    sent(lee, case, "diagnosis", his, course="cis", onset="2019")
    asked = fields_of(sent(ruth, case, "diagnosis", hers, course="rrms"))
    asked["diagnosis-keep-diagnosis-course"] = [choice]
    assert sent(ruth, case, "diagnosis", asked).status_code == 302
    assert (diagnosis(case).course, str(diagnosis(case).onset)) == (course, "2019")
    assert opened(ruth, case, "diagnosis")["diagnosis-course"] == [course]


def test_without_a_choice_it_is_asked_again(ruth: Client, lee: Client, case: Case) -> None:
    hers, his = opened(ruth, case, "diagnosis"), opened(lee, case, "diagnosis")
    sent(lee, case, "diagnosis", his, course="cis")
    asked = fields_of(sent(ruth, case, "diagnosis", hers, course="rrms"))
    assert sent(ruth, case, "diagnosis", asked).status_code == 422
    assert "Choose what stays" in words(ruth.get(f"/cases/{case.id}/diagnosis/"))
    assert diagnosis(case).course == "cis"


def test_a_choice_is_asked_anew_where_a_colleague_saved_once_more(ruth: Client, lee: Client, case: Case) -> None:
    hers, his = opened(ruth, case, "diagnosis"), opened(lee, case, "diagnosis")
    sent(lee, case, "diagnosis", his, course="cis")
    asked = fields_of(sent(ruth, case, "diagnosis", hers, course="rrms"))
    sent(lee, case, "diagnosis", opened(lee, case, "diagnosis"), course="spms_active")
    asked["diagnosis-keep-diagnosis-course"] = ["mine"]
    assert sent(ruth, case, "diagnosis", asked).status_code == 422
    assert diagnosis(case).course == "spms_active"


def test_a_page_that_saves_as_it_is_typed_never_takes_a_colleagues_change_back(
    ruth: Client, lee: Client, case: Case
) -> None:
    """Its fields are not drawn again: it goes on showing what stood there before the colleague's change."""
    hers = opened(ruth, case, "diagnosis")
    sent(lee, case, "diagnosis", opened(lee, case, "diagnosis"), course="cis")
    answer = sent(ruth, case, "diagnosis", hers, by_htmx=True, criteria="McDonald 2017")
    assert "A colleague changed Course of MS" in words(answer)
    again = {**hers, "diagnosis-criteria": ["McDonald 2017, again"], **told(answer, "diagnosis")}
    sent(ruth, case, "diagnosis", again, by_htmx=True)
    assert (diagnosis(case).course, diagnosis(case).criteria) == ("cis", "McDonald 2017, again")


def told(answer: HttpResponse, part: str) -> Fields:
    """The hidden fields that the page takes from the answer."""
    html = f'<form method="post">{answer.content.decode()}</form>'
    found = fields_of(HttpResponse(html))
    return {name: found[name] for name in (f"{part}-revision", f"{part}-was")}


def test_ones_own_saves_are_no_colleagues(ruth: Client, case: Case) -> None:
    page = opened(ruth, case, "request")
    for weight in ("150 lb", "151 lb", "70"):
        answer = sent(ruth, case, "request", page, by_htmx=True, weight_kg=weight)
        assert "colleague" not in words(answer)
        page |= told(answer, "weight") | {"weight-weight_kg": [weight]}
    assert str(Patient.objects.of(case.clinic).get().weight_kg) == "70"


def test_a_choice_made_on_a_page_that_saves_itself_draws_it_anew(ruth: Client, lee: Client, case: Case) -> None:
    hers = opened(ruth, case, "diagnosis")
    sent(lee, case, "diagnosis", opened(lee, case, "diagnosis"), course="cis")
    asked = sent(ruth, case, "diagnosis", hers, by_htmx=True, course="rrms")
    chosen = {**hers, **told(asked, "diagnosis"), "diagnosis-course": ["rrms"]}
    chosen["diagnosis-keep-diagnosis-course"] = ["theirs"]
    assert sent(ruth, case, "diagnosis", chosen, by_htmx=True).headers["HX-Refresh"] == "true"
    assert opened(ruth, case, "diagnosis")["diagnosis-course"] == ["cis"]


def test_entries_that_each_of_two_added_both_stand(ruth: Client, lee: Client, case: Case) -> None:
    hers, his = (fields_of(one.get(f"/cases/{case.id}/history/?add=therapies")) for one in (ruth, lee))
    sent(lee, case, "history", his, therapy="glatiramer")
    assert sent(ruth, case, "history", hers, therapy="natalizumab").status_code == 302
    assert {row.therapy for row in Therapy.objects.of(case.clinic)} == {"glatiramer", "natalizumab"}


def test_fields_of_one_entry_are_put_together_and_asked_one_by_one(ruth: Client, lee: Client, case: Case) -> None:
    row = add_entry(Therapy, case.patient, 0, therapy="glatiramer", dose="20 mg")
    hers, his = opened(ruth, case, "history"), opened(lee, case, "history")
    sent(lee, case, "history", his, dose="40 mg", outcome="failed")
    answer = sent(ruth, case, "history", hers, dose="30 mg", started="01/2019")
    assert "Yours:</span> 30 mg" in words(answer)
    row.refresh_from_db()
    assert (row.dose, row.outcome, str(row.started)) == ("40 mg", "failed", "2019-01")


def test_an_entry_that_a_colleague_removed_is_asked_about_only_where_it_was_changed(
    ruth: Client, lee: Client, case: Case
) -> None:
    for revision, therapy in enumerate(("glatiramer", "natalizumab")):
        row = add_entry(Therapy, case.patient, revision, therapy=therapy)
    hers = opened(ruth, case, "history")
    for row in Therapy.objects.of(case.clinic):
        lee.post(f"/cases/{case.id}/history/", {"remove": f"therapies:{row.id}"})
    hers[f"therapies-{row.id}-dose"] = ["300 mg"]
    asked = sent(ruth, case, "history", hers)
    assert asked.status_code == 422
    assert words(asked).count("On record:</span> Removed") == 1
    kept = fields_of(asked) | {f"therapies-keep-therapies-{row.id}": ["mine"]}
    assert sent(ruth, case, "history", kept).status_code == 302
    assert [(one.therapy, one.dose) for one in Therapy.objects.of(case.clinic)] == [("natalizumab", "300 mg")]


def test_that_there_is_none_is_not_taken_back_by_a_page_that_never_showed_it(
    ruth: Client, lee: Client, case: Case
) -> None:
    hers = opened(ruth, case, "activity")
    sent(lee, case, "activity", {**opened(lee, case, "activity"), "relapses-none": ["on"]})
    sent(ruth, case, "activity", hers)
    assert section_of(Relapse, case.patient).none_stated


def test_safety_answers_of_two_people_stand_beside_each_other(ruth: Client, lee: Client, case: Case) -> None:
    hers, his = opened(ruth, case, "safety"), opened(lee, case, "safety")
    sent(lee, case, "safety", his | {"safety-migraine-answer": ["no"]})
    hers |= {"safety-hyperprolinemia-answer": ["no"], "safety-migraine-answer": ["yes"]}
    answer = sent(ruth, case, "safety", hers)
    assert answer.status_code == 422
    found = {row.question: row.answer for row in SafetyAnswer.objects.of(case.clinic)}
    assert found == {"migraine": "no", "hyperprolinemia": "no"}


def test_phases_keep_their_rows_and_are_put_together(ruth: Client, lee: Client, clinic: Clinic) -> None:
    case = a_case(clinic)
    first, _ = Phase.objects.of(clinic)
    hers, his = opened(ruth, case, "request"), opened(lee, case, "request")
    his[f"request-{first.id}-days"] = ["4"]
    hers[f"request-{first.id}-g_per_kg_per_day"] = ["0.4"]
    sent(lee, case, "request", his)
    assert sent(ruth, case, "request", hers, months="6").status_code == 302
    first.refresh_from_db()
    assert (first.days, str(first.g_per_kg_per_day)) == (4, "0.4")
    assert Phase.objects.of(clinic).count() == 2


def test_two_people_who_enter_the_first_coverage_do_not_overwrite_each_other(
    ruth: Client, lee: Client, case: Case
) -> None:
    Case.objects.of(case.clinic).update(coverage=None)
    typed = {"coverage-revision": "0", "patient-family": "Whitlock"}
    lee.post(f"/cases/{case.id}/patient/", {**typed, "coverage-payer": "Humana"})
    answer = ruth.post(f"/cases/{case.id}/patient/", {**typed, "coverage-payer": "Cigna", "coverage-state": "PA"})
    assert "On record:</span> Humana" in words(answer)
    now = Case.objects.of(case.clinic).select_related("coverage").get().coverage
    assert now is not None
    assert (now.payer, now.state) == ("Humana", "PA")


def test_two_people_at_one_coverage_do_not_overwrite_each_other(ruth: Client, lee: Client, case: Case) -> None:
    hers, his = opened(ruth, case, "patient"), opened(lee, case, "patient")
    sent(lee, case, "patient", his, payer="Humana")
    assert sent(ruth, case, "patient", hers, payer="Cigna").status_code == 422
    assert Coverage.objects.of(case.clinic).get().payer == "Humana"


WORDS = st.sampled_from(["", "rrms", "cis", "spms_active"])


@given(base=WORDS, theirs=WORDS, mine=WORDS)
def test_of_three_values_of_a_field_the_one_that_somebody_changed_stands(base: str, theirs: str, mine: str) -> None:
    form = DiagnosisForm(
        QueryDict(urlencode({"diagnosis-course": mine})),
        prefix="diagnosis",
        initial={"course": theirs},
        seen=Seen({"diagnosis-course": raw(base)}),
    )
    assert form.is_valid()
    stands = theirs if mine == base else mine
    assert (form.contested == {"course"}) == (len({base, theirs, mine}) == 3)
    assert form.merged["course"] == (theirs if form.contested else stands)
    assert form.to_write == ({} if form.contested or stands == theirs else {"course": stands})


def test_what_a_page_tells_of_itself_is_read_with_care(ruth: Client, case: Case) -> None:
    for nonsense in ("", "no json", "[]", json.dumps({"diagnosis-course": [None, 3]}), "[" * 100_000):
        answer = sent(ruth, case, "diagnosis", {"diagnosis-was": [nonsense], "diagnosis-revision": ["x" * 99]})
        assert answer.status_code in (302, 422)
