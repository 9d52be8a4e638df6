"""Rows become facts: what is known so far, what keeps the rest from it, and in how many queries."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from priorauth.cases.facts import facts_of, facts_so_far
from priorauth.cases.models import Call, Case, Determination, Proof, Submission
from priorauth.cases.services import attach, change_case, create_case, prove, save_request
from priorauth.core.check import check_case
from priorauth.core.errors import CaseFileError
from priorauth.patients.models import ClinicRow, Coverage, Relapse, SafetyAnswer, Steroids, Therapy
from priorauth.patients.sections import add_entry, save_once, state_none
from priorauth.patients.services import add_document, change_patient, create_patient
from priorauth.reference.services import shipped_library
from tests.cases.importing import imported
from tests.core.examples import example
from tests.factories import TODAY, a_case, a_clinic, a_prescriber, sent
from tests.patients.test_columns import subclasses

pytestmark = pytest.mark.django_db


def paths(case: Case) -> list[str]:
    return [problem.path for problem in facts_so_far(case, TODAY).problems]


def test_a_case_of_nothing_but_a_name_can_be_judged() -> None:
    case = create_case(patient=create_patient(clinic=a_clinic(), family="Vang"))
    so_far = facts_so_far(case, TODAY)

    assert [problem.path for problem in so_far.problems] == ["prescriber.name"]
    assert so_far.facts.patient.family == "Vang"
    assert so_far.facts.therapies is None
    assert check_case(so_far.facts, shipped_library())[0].missing


def test_no_letter_is_made_of_facts_that_are_not_there() -> None:
    case = create_case(patient=create_patient(clinic=a_clinic(), family="Vang"))
    with pytest.raises(CaseFileError, match=r"prescriber\.name: is missing"):
        facts_of(case, TODAY)


def test_a_case_of_the_factories_is_whole() -> None:
    facts = facts_of(a_case(a_clinic(), denied=True, expedited=True), TODAY)

    assert [therapy.therapy for therapy in facts.therapies or ()] == ["glatiramer", "dimethyl_fumarate"]
    assert [phase.name for phase in facts.request.phases] == ["loading", "maintenance"]
    assert facts.submissions[0].determination is not None
    assert facts.submissions[0].determination.reasons == ("experimental_investigational",)


def test_nothing_sent_is_on_record_and_no_therapies_are_not() -> None:
    case = create_case(patient=create_patient(clinic=a_clinic()))
    facts = facts_so_far(case, TODAY).facts

    assert "submissions" in facts.model_fields_set
    assert "calls" not in facts.model_fields_set
    assert facts.therapies is None


def test_that_there_was_no_relapse_is_an_answer() -> None:
    case = create_case(patient=create_patient(clinic=a_clinic()))
    state_none(Relapse, case.patient, 0)
    assert facts_so_far(case, TODAY).facts.relapses == ()


def test_an_entry_without_what_it_must_have_is_a_problem_behind_the_whole_ones() -> None:
    case = a_case(a_clinic())
    add_entry(Therapy, case.patient, 2, detail="a drug that nobody remembers")
    add_entry(Therapy, case.patient, 3, therapy="natalizumab", outcome="contraindicated")
    facts = facts_so_far(case, TODAY).facts

    assert paths(case) == ["therapies[3].therapy"]
    assert [therapy.therapy for therapy in facts.therapies or ()] == ["glatiramer", "dimethyl_fumarate", "natalizumab"]


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"weight_date": "2026-10-28"}, "patient.weight.kg"),
        ({"birth_date": "2026-11-21"}, "patient.birth_date"),
    ],
)
def test_what_is_incomplete_or_impossible_in_a_patient_is_named(values: dict[str, Any], path: str) -> None:
    case = a_case(a_clinic())
    change_patient(patient=case.patient, revision=0, **values)
    assert path in paths(case)


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"secondary_plan_type": "medicare_part_d"}, "coverage.secondary.payer"),
        ({"windows": {"internal_appeal_1": 0}}, "coverage.windows.internal_appeal_1"),
    ],
)
def test_what_is_incomplete_in_a_coverage_is_named(values: dict[str, Any], path: str) -> None:
    case = a_case(a_clinic())
    Coverage.objects.of(case.clinic).update(**values)
    assert paths(case) == [path]


def test_every_other_half_typed_row_is_named_too() -> None:
    case = a_case(a_clinic())
    clinic, patient = case.clinic, case.patient
    add_entry(Relapse, patient, 1, symptoms="double vision")
    add_entry(SafetyAnswer, patient, 0, question="migraine", detail="asked by telephone")
    save_request(case=case, revision=1, phases=[{"days": 5}])
    submission = sent(case)
    Determination.objects.create(clinic=clinic, submission=submission)
    add_entry(Call, case, 0, summary="on hold for an hour")
    Proof.objects.create(clinic=clinic, case=case, fact=Proof.Fact.AUTHORITY)

    assert sorted(paths(case)) == [
        "calls[0].date",
        "filed_by.who",
        "relapses[1].date",
        "request.phases[0].name",
        "safety.migraine.answer",
        "submissions[0].determination.outcome",
    ]
    assert check_case(facts_so_far(case, TODAY).facts, shipped_library())


def test_a_section_that_is_empty_is_on_record_only_once_it_is_saved() -> None:
    case = a_case(a_clinic())
    assert facts_so_far(case, TODAY).facts.steroids is None
    save_once(Steroids, case.patient, 0, status="effective")
    assert facts_so_far(case, TODAY).facts.steroids is not None


def test_a_fact_names_the_exhibit_that_proves_it_by_its_letter() -> None:
    case = a_case(a_clinic())
    document = add_document(
        patient=case.patient, content=b"%PDF-1.7", media_type="application/pdf", kind="progress_notes", title="Notes"
    )
    exhibit = attach(case=case, document=document, revision=0)
    therapy = Therapy.objects.of(case.clinic).first()
    prove(case=case, revision=1, fact=therapy, exhibit=exhibit, page=2)
    facts = facts_of(case, TODAY)

    assert (facts.therapies or ())[0].exhibit == "A"
    assert (facts.therapies or ())[0].page == 2
    assert (facts.exhibits[0].id, facts.exhibits[0].title) == ("A", "Notes")


def test_two_cases_of_a_patient_share_the_chart_and_not_its_proofs() -> None:
    first = a_case(a_clinic())
    second = create_case(patient=first.patient, prescriber=a_prescriber(first.clinic))
    Proof.objects.create(clinic=first.clinic, case=first, fact="diagnosis", letter="A")

    assert facts_of(second, TODAY).therapies == facts_of(first, TODAY).therapies
    assert facts_of(first, TODAY).diagnosis.exhibit == "A"
    assert facts_of(second, TODAY).diagnosis.exhibit is None


def test_another_filer_is_read_from_the_case() -> None:
    case = a_case(a_clinic())
    change_case(case=case, revision=0, filed_by="member")
    filed_by = facts_of(case, TODAY).filed_by
    assert filed_by is not None
    assert filed_by.who == "member"


def queries_of(case: Case) -> int:
    fresh = Case.objects.of(case.clinic).get(id=case.id)
    with CaptureQueriesContext(connection) as captured:
        facts_so_far(fresh, TODAY)
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_rows() -> None:
    clinic = a_clinic()
    few = create_case(patient=create_patient(clinic=clinic))
    many = imported(example("08"), clinic)
    before = queries_of(many)
    for model in (Therapy, Relapse):
        for revision in range(30):
            add_entry(model, many.patient, revision)
    for revision in range(10):
        entry = add_entry(Submission, many, revision, level="prior_authorization")
        Determination.objects.create(clinic=clinic, submission=entry, outcome="denied")

    assert queries_of(many) == before
    assert queries_of(few) <= before <= 20


CAN_BE_EMPTY = [
    (model, field)
    for model in subclasses(ClinicRow)
    for field in model._meta.concrete_fields
    if (field.null or (field.empty_strings_allowed and field.blank)) and field.name != "question"
    if model is not Proof
]


@pytest.mark.parametrize("number", ["02", "08", "09"])
@given(st.data())
def test_whatever_is_not_typed_yet_the_rest_can_be_judged(number: str, data: st.DataObject) -> None:
    emptied = data.draw(st.lists(st.sampled_from(CAN_BE_EMPTY), min_size=1, max_size=12, unique=True))
    with transaction.atomic():
        case = imported(example(number), a_clinic())
        for model, field in emptied:
            model.objects.of(case.clinic).update(**{field.name: None if field.null else ""})
        so_far = facts_so_far(Case.objects.of(case.clinic).get(), TODAY)
        check_case(so_far.facts, shipped_library())
        transaction.set_rollback(True)

    assert all(problem.path for problem in so_far.problems)
