"""What is missing: by what it costs to get, and by what it unlocks."""

import pytest

from priorauth.core.assess import assess, check_assessment
from priorauth.core.library import Library
from priorauth.core.missing import wanted_at
from priorauth.core.vocabulary import CheckLevel, LetterKind
from tests.core.examples import example, example_file, facts_with

FIRST_DAY_STOPS = {
    "missing.coverage.member_id",
    "missing.diagnosis.icd10",
    "missing.request.phases",
    "missing.patient.weight",
    "missing.request.months",
    "indication.none",
}


def stops(number: str, kind: LetterKind, library: Library) -> set[str]:
    facts = example(number)
    items = check_assessment(facts, assess(facts, library, kind))
    return {item.id for item in items if item.level is CheckLevel.STOP and not item.ok}


def test_the_stops_of_a_case_on_its_first_day(library: Library) -> None:
    assert stops("07", LetterKind.MEDICAL_NECESSITY, library) == FIRST_DAY_STOPS


def test_what_is_missing_goes_by_effort_then_by_what_it_unlocks(library: Library) -> None:
    missing = assess(example("07"), library, LetterKind.MEDICAL_NECESSITY).missing
    efforts = [one.effort for one in missing]
    assert efforts == sorted(efforts)
    assert {one.path for one in missing if one.effort == 1} >= {
        "coverage.member_id",
        "patient.weight",
        "request.phases",
    }
    in_the_chart = [one.path for one in missing if one.effort == 2]
    assert in_the_chart[:3] == ["diagnosis.icd10", "relapses", "steroids.status"]
    assert [one.path for one in missing if one.effort == 3] == ["imaging"]


def test_what_a_fact_unlocks_is_what_waited_for_it(library: Library) -> None:
    by_path = {one.path: one for one in assess(example("07"), library).missing}
    assert by_path["relapses"].unlocks == (
        "indications:rrms_second_line",
        "indications:acute_relapse_steroid_contraindicated",
        "indications:acute_relapse_steroid_refractory",
    )
    assert by_path["relapses"].text == "The relapses with their dates: three indications wait for it."
    assert by_path["coverage.member_id"].text == "The member ID: no letter goes without it."


def test_getting_what_is_missing_settles_what_it_unlocks(library: Library) -> None:
    """The five facts that one indication waits for, once on record, decide it."""
    full = example("07", diagnosis={"course": "rrms", "icd10": "G35.A"}, relapses=[{"date": "2026-09-01"}])
    assert assess(full, library).supported == ("rrms_second_line",)


def test_an_item_of_a_list_is_named_by_its_therapy_or_its_date(library: Library) -> None:
    therapies = [{"therapy": "glatiramer"}, {"therapy": "fingolimod", "outcome": "failed"}]
    changes = {"request": {**example_file("09")["request"], "indication": "rrms_second_line"}, "therapies": therapies}
    by_path = {one.path: one for one in assess(example("09", **changes), library).missing}
    assert by_path["therapies[0].outcome"].text.startswith("How a therapy ended (glatiramer acetate): ")


def test_a_patient_s_own_letter_needs_no_codes(library: Library) -> None:
    facts = example("09", diagnosis={"course": "rrms"})
    for kind, needs_it in ((LetterKind.APPEAL_2, True), (LetterKind.PATIENT_APPEAL, False)):
        ids = {item.id for item in check_assessment(facts, assess(facts, library, kind)) if not item.ok}
        assert ("missing.diagnosis.icd10" in ids) is needs_it


def test_an_expedited_appeal_needs_its_reason_and_a_renewal_its_start_and_response(library: Library) -> None:
    request = {**example_file("02")["request"], "urgency_reason": None}
    facts = example("02", request=request)
    ids = {item.id for item in check_assessment(facts, assess(facts, library, LetterKind.EXPEDITED_APPEAL))}
    assert "missing.request.urgency_reason" in ids
    bare = example("08", prior_ivig={"authorization": {"number": "1"}})
    ids = {item.id for item in check_assessment(bare, assess(bare, library, LetterKind.RENEWAL))}
    assert {"missing.prior_ivig.started", "missing.prior_ivig.response"} <= ids


def test_an_appeal_without_a_denial_on_record_asks_for_it(library: Library) -> None:
    facts = example("05")
    ids = {item.id for item in check_assessment(facts, assess(facts, library, LetterKind.APPEAL_1))}
    assert "missing.submissions" in ids


def test_a_denial_without_its_date_asks_for_the_path_in_the_file(library: Library) -> None:
    submissions = [{"level": "prior_authorization", "determination": {"outcome": "denied"}}]
    facts = example("01", submissions=submissions)
    items = check_assessment(facts, assess(facts, library, LetterKind.APPEAL_1))
    by_id = {item.id: item for item in items}
    assert by_id["missing.submissions[0].determination.notice_date"].level is CheckLevel.STOP
    assert (
        by_id["missing.submissions[0].determination.notice_date"].text
        == "Not on record: the date of the notice of denial."
    )


def test_an_unanswered_question_waits_before_signing(library: Library) -> None:
    request = {**example_file("01")["request"], "response_measures": [], "review_date": None}
    facts = example("01", request=request)
    by_id = {item.id: item for item in check_assessment(facts, assess(facts, library, LetterKind.APPEAL_1))}
    item = by_id["must_answer.stop_rule"]
    assert (item.level, item.ok) == (CheckLevel.BEFORE_SIGNING, False)
    assert item.lift == "Record the prescriber's answer at answers.stop_rule."


@pytest.mark.parametrize("path", ["therapies[3].ended", "relapses[0].site", "safety.diabetes", "answers.stop_rule"])
def test_every_kind_of_path_has_its_words(path: str, library: Library) -> None:
    assert wanted_at(path, library) is not None


def test_an_empty_case_asks_for_everything_and_raises_nothing(library: Library) -> None:
    for kind in (None, *LetterKind):
        assert assess(facts_with(), library, kind).missing
