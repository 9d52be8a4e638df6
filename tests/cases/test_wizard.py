"""The steps of a case, through the browser of a coordinator: what is saved, what is kept, what is said."""

import datetime as dt
import re
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from priorauth.audit.models import Entry
from priorauth.cases.models import Case, Draft, Phase, Request, WrittenAnswer
from priorauth.cases.services import create_case
from priorauth.clinics.models import Clinic, Member
from priorauth.formfields import NOT_YET
from priorauth.patients.models import Diagnosis, Patient, Relapse, SafetyAnswer, Therapy
from priorauth.patients.sections import add_entry, section_of
from priorauth.patients.writing import ID_TAKEN
from tests import people
from tests.cases.importing import imported
from tests.cases.test_projection import is_kept_up
from tests.core.examples import example
from tests.factories import a_case, a_clinic, a_coverage, a_patient
from tests.sending import fields_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
ROW = "6f1c2f0e-5f43-4b5e-9d55-0d2b8f0a7c11"


@pytest.fixture
def member(clinic: Clinic) -> Member:
    return people.member(clinic, "coordinator", "Ruth Calder")


@pytest.fixture
def case(clinic: Clinic) -> Case:
    patient = a_patient(clinic)
    return create_case(patient=patient, coverage=a_coverage(patient))


def address(case: Case, step: str) -> str:
    return f"/cases/{case.id}/{step}/"


def therapy(row: str = "", **typed: str) -> dict[str, str]:
    """One row of the treatment history, as the page sends it."""
    row = row or str(uuid.uuid4())
    return {"therapies-id": row, **{f"therapies-{row}-{name}": value for name, value in typed.items()}}


def therapies(case: Case) -> list[Therapy]:
    return list(Therapy.objects.of(case.clinic).filter(patient=case.patient))


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_a_case_is_started_with_a_new_patient(browser: Client, clinic: Clinic) -> None:
    answer = browser.post("/cases/new/", {"given": "Mai", "family": "Vang", "birth_date": "03/14/1990", "mrn": "RN-7"})
    case = Case.objects.of(clinic).get()
    assert answer.headers["Location"] == address(case, "patient")
    assert str(case.patient.birth_date) == "1990-03-14"
    assert "Vang" not in answer.headers["Location"]


@pytest.mark.parametrize(("ticked", "product"), [("on", "gamunex_c"), ("", "")])
def test_a_further_case_begins_with_what_was_asked_before(
    browser: Client, clinic: Clinic, ticked: str, product: str
) -> None:
    before = a_case(clinic, expedited=True)
    assert "Aetna" in text(browser.get(f"/cases/new/{before.patient_id}/"))
    browser.post(f"/cases/new/{before.patient_id}/", {"as_before": ticked} if ticked else {})
    case = Case.objects.of(clinic).exclude(id=before.id).select_related("request", "prescriber").get()
    assert is_kept_up(case)
    assert case.coverage_id == before.coverage_id
    assert (case.prescriber_id == before.prescriber_id) is bool(product)
    page = fields_of(browser.get(address(case, "request")))
    assert (page["request-product"], page["request-urgency_reason"]) == ([product], [""])
    assert Phase.objects.of(clinic).filter(request__case=case).count() == (2 if product else 0)
    assert Phase.objects.of(clinic).filter(request__case=before).count() == 2


def test_a_known_record_number_is_told_and_nothing_is_started(browser: Client, clinic: Clinic, case: Case) -> None:
    answer = browser.post("/cases/new/", {"family": "Whitlock", "mrn": case.patient.mrn})
    assert answer.status_code == 422
    assert "has this record number" in text(answer)
    assert Case.objects.of(clinic).count() == 1


@pytest.mark.parametrize(
    ("typed", "is_the_same"),
    [
        ({"given": "dana", "family": "WHITLOCK", "birth_date": "05/14/1987"}, True),
        ({"given": "Dana", "family": "Whitlock"}, True),
        ({"given": "Dana", "family": "Whitlock", "birth_date": "05/15/1987"}, False),
        ({"given": "Dan", "family": "Whitlock", "birth_date": "05/14/1987"}, False),
        ({"family": "Whitlock"}, False),
    ],
)
def test_who_may_be_a_patient_already_is_asked_about(
    browser: Client, clinic: Clinic, case: Case, typed: dict[str, str], is_the_same: bool
) -> None:
    Patient.objects.of(clinic).filter(id=case.patient_id).update(birth_date=dt.date(1987, 5, 14))
    answer = browser.post("/cases/new/", typed)
    assert answer.status_code == (422 if is_the_same else 302)
    assert (f"/cases/new/{case.patient_id}/" in text(answer)) is is_the_same
    assert Patient.objects.of(clinic).count() == (1 if is_the_same else 2)
    if is_the_same:
        assert browser.post("/cases/new/", typed | {"is_another": "on"}).status_code == 302
        assert Patient.objects.of(clinic).count() == 2


def test_every_step_shows_what_is_on_record(browser: Client, clinic: Clinic) -> None:
    case = a_case(clinic, denied=True)
    for step in ("patient", "diagnosis", "history", "activity", "pregnancy", "safety", "request", "review"):
        assert browser.get(address(case, step)).status_code == 200, step
    assert "Whitlock" in text(browser.get(address(case, "patient")))


def test_a_step_saves_and_goes_on(browser: Client, case: Case) -> None:
    typed = {"diagnosis-course": "rrms", "diagnosis-icd10": "G35.A", "diagnosis-onset": "03/2018"}
    answer = browser.post(address(case, "diagnosis"), typed)
    assert answer.headers["Location"] == address(case, "history")
    diagnosis = Patient.objects.of(case.clinic).get(id=case.patient.id).diagnosis  # type: ignore[attr-defined]
    assert (diagnosis.course, diagnosis.icd10, str(diagnosis.onset)) == ("rrms", "G35.A", "2018-03")


def test_rows_are_added_changed_and_removed(browser: Client, case: Case) -> None:
    browser.post(address(case, "history"), therapy(therapy="glatiramer", started="01/2019", ended="02/2022"))
    (row,) = therapies(case)
    browser.post(
        address(case, "history"),
        {
            "therapies-revision": "1",
            **therapy(str(row.id), therapy="glatiramer", started="01/2019", ended="03/2022"),
        },
    )
    (row,) = therapies(case)
    assert str(row.ended) == "2022-03"
    browser.post(address(case, "history"), {"remove": f"therapies:{row.id}"})
    assert therapies(case) == []


def test_the_same_row_sent_twice_is_one(browser: Client, case: Case) -> None:
    """A page that saves as it is typed sends a new row again and again."""
    typed = therapy(therapy="glatiramer", started="01/2019")
    browser.post(address(case, "history"), typed)
    browser.post(address(case, "history"), {**typed, "therapies-revision": "1"})
    assert len(therapies(case)) == 1


@pytest.mark.parametrize("whose", ["ours", "theirs"])
def test_a_row_under_the_name_of_another_patients_is_refused_in_words(
    browser: Client, clinic: Clinic, case: Case, whose: str
) -> None:
    other = a_patient(clinic if whose == "ours" else a_clinic("Theirs"), mrn="RN-9")
    row = add_entry(Therapy, other, 0, therapy="glatiramer")
    answer = browser.post(address(case, "history"), therapy(str(row.id), therapy="ocrelizumab"))
    assert answer.status_code == 422
    assert ID_TAKEN in text(answer)
    assert therapies(case) == []
    assert Therapy.objects.of(other.clinic).get(id=row.id).therapy == "glatiramer"


def test_a_phase_under_the_name_of_another_cases_is_refused_in_words(browser: Client, clinic: Clinic) -> None:
    mine, before = a_case(clinic), a_case(a_clinic("Theirs"))
    row = str(Phase.objects.of(before.clinic).filter(request__case=before)[0].id)
    answer = browser.post(address(mine, "request"), {"request-id": row, f"request-{row}-days": "5"})
    assert answer.status_code == 422
    assert ID_TAKEN in text(answer)


def test_an_empty_row_is_no_row(browser: Client, case: Case) -> None:
    assert browser.post(address(case, "history"), therapy(therapy="", started="")).status_code == 302
    assert therapies(case) == []


def test_an_error_keeps_what_was_typed_and_says_what_to_do(browser: Client, case: Case) -> None:
    typed = therapy(therapy="dimethyl_fumarate", started="03/2022", ended="01/2022", detail="flushing")
    answer = browser.post(address(case, "history"), typed)
    assert answer.status_code == 422
    assert "This is before the start date, 03/2022" in text(answer)
    assert "flushing" in text(answer)
    assert therapies(case) == []


def test_what_could_not_be_saved_is_there_again_for_the_same_member_only(
    browser: Client, clinic: Clinic, case: Case
) -> None:
    browser.post(address(case, "history"), therapy(therapy="dimethyl_fumarate", started="yesterday", detail="flushing"))
    again = text(browser.get(address(case, "history")))
    assert "flushing" in again
    assert "yesterday" in again
    assert "1 to fix" in again
    colleague = people.browser(people.member(clinic, "coordinator", "Lee Ames"))
    assert "flushing" not in text(colleague.get(address(case, "history")))


def test_what_is_kept_is_not_readable_in_the_database(browser: Client, case: Case) -> None:
    from django.db import connection

    browser.post(address(case, "history"), therapy(therapy="dimethyl_fumarate", started="yesterday", detail="flushing"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT typed FROM cases_draft")
        (stored,) = cursor.fetchone()
    assert "flushing" not in stored


def test_a_mended_part_leaves_no_draft(browser: Client, case: Case) -> None:
    row = str(uuid.uuid4())
    browser.post(address(case, "history"), therapy(row, therapy="dimethyl_fumarate", started="yesterday"))
    browser.post(address(case, "history"), therapy(row, therapy="dimethyl_fumarate", started="03/2022"))
    assert not Draft.objects.of(case.clinic).exists()
    assert len(therapies(case)) == 1


def test_the_sound_part_of_a_step_is_saved_beside_the_other(browser: Client, case: Case) -> None:
    browser.post(
        address(case, "patient"), {"patient-family": "Vang", "coverage-payer": "Humana", "patient-birth_date": "0001"}
    )
    now = Case.objects.of(case.clinic).select_related("patient", "coverage").get()
    assert now.coverage is not None
    assert now.coverage.payer == "Humana"
    assert now.patient.family == "Whitlock"


def test_none_is_stated_and_taken_back(browser: Client, case: Case) -> None:
    browser.post(address(case, "activity"), {"relapses-none": "on"})
    assert section_of(Relapse, case.patient).none_stated
    browser.post(address(case, "activity"), {"relapses-revision": "1"})
    assert not section_of(Relapse, case.patient).none_stated


def test_safety_answers_are_given_changed_and_taken_back(browser: Client, case: Case) -> None:
    browser.post(address(case, "safety"), {"safety-prior_ig_reaction-answer": "no"})
    assert SafetyAnswer.objects.of(case.clinic).get().answer == "no"
    browser.post(address(case, "safety"), {"safety-revision": "1", "safety-prior_ig_reaction-answer": ""})
    assert not SafetyAnswer.objects.of(case.clinic).exists()


def test_a_detail_without_an_answer_is_asked_about(browser: Client, case: Case) -> None:
    answer = browser.post(address(case, "safety"), {"safety-prior_ig_reaction-detail": "hives in 2019"})
    assert answer.status_code == 422
    assert "Answer yes, no or not known" in text(answer)


def test_the_request_is_saved_with_its_phases(browser: Client, case: Case) -> None:
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    typed = {
        "weight-weight_kg": "150 lb", "request-product": "gamunex_c", "request-months": "6",
        "request-id": [first, second],
        f"request-{first}-name": "loading", f"request-{first}-g_per_kg_per_day": "0.4", f"request-{first}-days": "5",
        f"request-{second}-name": "maintenance", f"request-{second}-g_per_kg_per_day": "0.40",
    }  # fmt: skip
    assert browser.post(address(case, "request"), typed).headers["Location"] == address(case, "review")
    assert Request.objects.of(case.clinic).get().months == 6
    assert [str(phase.g_per_kg_per_day) for phase in Phase.objects.of(case.clinic).all()] == ["0.4", "0.40"]
    assert str(Patient.objects.of(case.clinic).get().weight_kg) == "68.0"


def test_the_signer_is_one_of_the_clinics_prescribers(browser: Client, clinic: Clinic, case: Case) -> None:
    people.member(clinic, "prescriber", "Elena Marsh", npi="1234567893", credentials="MD")
    page = text(browser.get(address(case, "request")))
    offered = re.search(r'<option value="([0-9a-f-]{36})"[^>]*>Elena Marsh, MD', page)
    assert offered is not None
    browser.post(address(case, "request"), {"signer-prescriber": offered[1], "signer-specialty": "neurology"})
    now = Case.objects.of(clinic).select_related("prescriber").get()
    assert now.prescriber is not None
    assert (now.prescriber.name, now.prescriber.specialty) == ("Elena Marsh", "neurology")


def test_to_htmx_only_what_changed_beside_the_fields_is_sent(browser: Client, case: Case) -> None:
    answer = browser.post(address(case, "diagnosis"), {"diagnosis-course": "rrms"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in text(answer)
    assert 'id="ready"' in text(answer)
    assert re.search(r'id="diagnosis-revision" value="1" hx-swap-oob', text(answer))


def test_a_further_row_is_given_to_htmx_and_without_it(browser: Client, case: Case) -> None:
    assert 'name="therapies-id"' in text(browser.get(f"{address(case, 'history')}blank/therapies/"))
    answer = browser.post(address(case, "history"), {"add": "therapies"})
    assert 'name="therapies-id"' in text(browser.get(answer.headers["Location"]))
    assert browser.get(f"{address(case, 'history')}blank/nothing/").status_code == 404


def test_the_panel_changes_as_facts_are_saved_and_leads_to_the_field(browser: Client, clinic: Clinic) -> None:
    case = a_case(clinic)
    weight = f"{address(case, 'request')}#id_weight-weight_kg"
    assert weight in text(browser.get(address(case, "review")))
    browser.post(address(case, "request"), {"weight-weight_kg": "68.0", "weight-weight_date": "10/28/2026"})
    assert weight not in text(browser.get(address(case, "review")))


@pytest.mark.parametrize("value", ["x" * 5000, "<script>alert(1)</script>"])
def test_bad_input_is_told_or_shown_as_text(browser: Client, case: Case, value: str) -> None:
    answer = browser.post(address(case, "history"), therapy(therapy="glatiramer", detail=value), follow=True)
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in text(answer)


def test_a_step_costs_the_same_whatever_the_number_of_rows(browser: Client, case: Case) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _ in range(2):
        for year in range(2000, 2010):
            browser.post(
                address(case, "history"),
                {
                    "therapies-revision": str(section_of(Therapy, case.patient).revision),
                    **therapy(therapy="glatiramer", started=f"01/{year}"),
                },
            )
        with CaptureQueriesContext(connection) as queries:
            browser.get(address(case, "history"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert len(therapies(case)) == 20


def test_every_look_and_change_is_in_the_log_by_names_of_fields(browser: Client, case: Case) -> None:
    browser.get(address(case, "history"))
    browser.post(address(case, "diagnosis"), {"diagnosis-course": "rrms"})
    entries = list(Entry.objects.filter(action__startswith="case.").order_by("number"))
    assert [entry.action for entry in entries] == ["case.viewed", "case.changed"]
    assert entries[1].changed == ["diagnosis.course"]
    assert "rrms" not in str(entries[1].__dict__)


def test_a_reviewers_question_is_answered_changed_and_left_open_again(browser: Client, clinic: Clinic) -> None:
    case = a_case(clinic)
    page = text(browser.get(address(case, "request")))
    names = re.findall(r'name="answers-([a-z_]+)-text"', page)
    assert names
    name = f"answers-{names[0]}-text"
    for words in ("Because the next relapse may not be reversible.", "Because of the last relapse.", ""):
        revision = section_of(WrittenAnswer, case).revision
        browser.post(address(case, "request"), {name: words, "answers-revision": str(revision)})
        assert [row.text for row in WrittenAnswer.objects.of(clinic).filter(case=case)] == ([words] if words else [])


def asked_on(page: str) -> set[str]:
    return set(re.findall(r'name="answers-([a-z_]+)-text"', page))


def test_the_questions_of_an_indication_come_as_soon_as_it_is_chosen(browser: Client, case: Case) -> None:
    page = fields_of(browser.get(address(case, "request")))
    none_yet = "Choose an indication"
    assert none_yet in text(browser.get(address(case, "request")))
    first = text(browser.post(address(case, "request"), page | {"request-indication": ["pregnancy"]}, headers=HTMX))
    assert asked_on(first)
    assert none_yet not in first
    assert re.search(r'<div hx-swap-oob="beforeend:#answers-asked">\s*<div id="answers-', first)

    sent = {f"answers-{name}-text": [""] for name in asked_on(first)}
    typed = sorted(sent)[0]
    page = fields_of(browser.get(address(case, "request"))) | sent | {typed: ["She says so."]}
    again = text(browser.post(address(case, "request"), page, headers=HTMX))
    assert asked_on(again) == set()
    page |= {"request-indication": ["cis"], "request-revision": ["1"], "answers-revision": ["1"]}
    other = text(browser.post(address(case, "request"), page, headers=HTMX))
    dropped = set(re.findall(r'<div id="answers-([a-z_]+)" hx-swap-oob="delete">', other))
    kept = asked_on(text(browser.get(address(case, "request"))))
    assert typed.split("-")[1] in kept
    assert dropped == asked_on(first) - kept
    assert asked_on(other) == kept - asked_on(first)
    assert dropped
    assert asked_on(other)


def test_the_facts_of_a_page_are_put_together_once(browser: Client, clinic: Clinic) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    case = a_case(clinic)
    with CaptureQueriesContext(connection) as queries:
        browser.get(address(case, "request"))
    assert sum('FROM "cases_call"' in query["sql"] for query in queries) == 1


def test_a_relapse_left_untreated_is_an_answer(browser: Client, case: Case) -> None:
    row = str(uuid.uuid4())
    typed = {"relapses-id": row, f"relapses-{row}-date": "11/2025", f"relapses-{row}-treatment": "none"}
    browser.post(address(case, "activity"), typed)
    assert Relapse.objects.of(case.clinic).get().treatment == []
    page = fields_of(browser.get(address(case, "activity")))
    assert page[f"relapses-{row}-treatment"] == ["none"]
    answer = browser.post(address(case, "activity"), page | {f"relapses-{row}-treatment": ["none", "ivmp"]})
    assert "Take one of the two back" in text(answer)


def test_days_to_file_are_asked_for_the_levels_of_the_plan(browser: Client, case: Case) -> None:
    page = fields_of(browser.get(address(case, "patient")))
    assert {name for name in page if "window_" in name} == {
        f"coverage-window_{level}" for level in ("internal_appeal_1", "internal_appeal_2", "external_review")
    }
    browser.post(address(case, "patient"), page | {"coverage-window_external_review": ["120"]})
    now = Case.objects.of(case.clinic).select_related("coverage").get().coverage
    assert now is not None
    assert now.windows == {"external_review": 120}


@pytest.mark.parametrize(("days", "said"), [("9999999", "3,650 or less is wanted"), ("0", "1 or more is wanted")])
def test_days_to_file_that_no_plan_gives_are_told_at_their_field(
    browser: Client, case: Case, days: str, said: str
) -> None:
    page = fields_of(browser.get(address(case, "patient")))
    answer = browser.post(address(case, "patient"), page | {"coverage-window_external_review": [days]})
    assert answer.status_code == 422
    assert said in text(answer)
    assert fields_of(answer)["coverage-window_external_review"] == [days]


def test_days_of_a_level_that_the_plan_has_not_are_told_and_kept(browser: Client, case: Case) -> None:
    page = fields_of(browser.get(address(case, "patient")))
    answer = browser.post(address(case, "patient"), page | {"coverage-window_alj_hearing": ["60"]})
    assert "This kind of plan has no such level" in text(answer)
    assert fields_of(answer)["coverage-window_alj_hearing"] == ["60"]


@pytest.mark.parametrize(
    ("step", "typed"),
    [
        ("patient", {"patient-birth_date": "09/03/2094"}),
        ("diagnosis", {"diagnosis-onset": "2027"}),
        ("pregnancy", {"reproductive-delivery_date": "10/23/2027"}),
        ("pregnancy", {"steroids-date": "12/2026"}),
        ("request", {"weight-weight_date": "11/21/2026"}),
        ("safety", {"safety-diabetes-answer": "no", "safety-diabetes-date": "01/2027"}),
        ("history", {"therapies-id": ROW, f"therapies-{ROW}-ended": "08/2027"}),
        ("activity", {"relapses-id": ROW, f"relapses-{ROW}-date": "11/2029"}),
        ("history", {"prior_ivig-id": ROW, f"prior_ivig-{ROW}-date": "11/21/2026"}),
    ],
)
def test_a_day_that_has_not_come_is_told_at_its_field_and_kept(
    browser: Client, case: Case, step: str, typed: dict[str, str]
) -> None:
    answer = browser.post(address(case, step), typed)
    assert answer.status_code == 422
    assert NOT_YET in text(answer)
    name = list(typed)[-1]
    assert fields_of(browser.get(address(case, step)))[name] == [typed[name]]


@pytest.mark.parametrize(
    ("step", "typed"),
    [
        ("pregnancy", {"reproductive-due_date": "05/01/2027"}),
        ("request", {"request-start": "12/01/2026", "request-review_date": "06/01/2027"}),
        ("history", {"prior_ivig-authorization-begins": "12/01/2026", "prior_ivig-authorization-ends": "12/01/2027"}),
        ("activity", {"relapses-id": ROW, f"relapses-{ROW}-date": "11/2026"}),
    ],
)
def test_what_is_planned_may_lie_ahead(browser: Client, case: Case, step: str, typed: dict[str, str]) -> None:
    assert browser.post(address(case, step), typed).status_code == 302


def test_nobody_is_born_tomorrow(browser: Client, clinic: Clinic) -> None:
    answer = browser.post("/cases/new/", {"family": "Vang", "birth_date": "11/21/2026"})
    assert (answer.status_code, NOT_YET in text(answer)) == (422, True)
    assert not Case.objects.of(clinic).exists()


def test_a_contraindication_leads_to_where_a_prescriber_may_override_it(browser: Client, clinic: Clinic) -> None:
    case = a_case(clinic)
    browser.post(address(case, "safety"), {"safety-prior_ig_reaction-answer": "yes"})
    assert f"{address(case, 'request')}#overrides" in text(browser.get(address(case, "review")))


@pytest.mark.parametrize(
    ("model", "wrong", "said", "place"),
    [
        (Phase, {"g_per_kg_per_day": Decimal(40)}, "gave 40 g/kg daily for 5 days", "request/#request-phases"),
        (Diagnosis, {"icd10": "G35.B1"}, "Active primary progressive", "diagnosis/#id_diagnosis-icd10"),
        (Diagnosis, {"icd10": "N18.9"}, "no request for MS can stand on it", "diagnosis/#id_diagnosis-icd10"),
    ],
)
def test_the_panel_says_what_stops_the_letter_and_where_it_is_settled(
    browser: Client, clinic: Clinic, model: Any, wrong: dict[str, object], said: str, place: str
) -> None:
    case = imported(example("01"), clinic)
    assert "Stops the letter" not in text(browser.get(address(case, "review")))
    model.objects.of(clinic).update(**wrong)
    page = text(browser.get(address(case, "review")))
    stops = page.partition("<h3>Stops the letter</h3>")[2].partition("</section>")[0]
    assert said in stops
    assert f'href="/cases/{case.id}/{place}"' in stops
    assert not re.search(r"[a-z]_[a-z]", re.sub("<[^>]*>", "", stops))


def test_the_panel_of_the_request_shows_the_sums_behind_the_dose(browser: Client, clinic: Clinic) -> None:
    case = imported(example("01"), clinic)
    assert "The dose, reckoned" in text(browser.get(address(case, "request")))
    assert "0.4 g/kg × 68.0 kg (actual, October 28, 2026)" in text(browser.get(address(case, "request")))
    assert "The dose, reckoned" not in text(browser.get(address(case, "safety")))


def test_a_new_case_is_stopped_by_nothing_but_what_is_missing(browser: Client, case: Case) -> None:
    assert "Stops the letter" not in text(browser.get(address(case, "review")))


def test_what_is_possible_and_unlikely_is_asked_about_and_saved(browser: Client, case: Case) -> None:
    row = str(uuid.uuid4())
    typed = {"disability-id": row, f"disability-{row}-date": "10/2026", f"disability-{row}-edss": "9.5"}
    answer = browser.post(address(case, "activity"), typed, headers={"HX-Request": "true"})
    assert re.search(
        rf'id="unlikely-id_disability-{row}-edss"[^>]*hx-swap-oob="true"[^>]*>.*Is 9.5 meant', text(answer)
    )
    assert "to fix" not in text(answer)
    page = text(browser.get(address(case, "activity")))
    assert "Commonly 0 to 9. Is 9.5 meant?" in page
    assert "1 to check" in page
    typed[f"disability-{row}-edss"] = "6.5"
    assert "meant" not in text(browser.post(address(case, "activity"), typed, headers={"HX-Request": "true"}))


def test_a_laboratory_value_is_asked_about_by_its_unit(browser: Client, case: Case) -> None:
    name = "safety-iga_deficiency_simple"
    typed = {f"{name}-answer": "no", f"{name}-value": "3000", f"{name}-unit": "mg/dL"}
    assert browser.post(address(case, "safety"), typed).status_code == 302
    assert "Is 3,000 meant?" in text(browser.get(address(case, "safety")))
