"""What lacks proof: named and not attached, older than its record, stated only, expected and absent."""

from typing import Any

from hypothesis import given

from priorauth.core.facts import CaseFacts
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.proof import check_proof
from priorauth.core.vocabulary import CheckLevel, LetterKind
from priorauth.reference.services import shipped_library
from tests.core.examples import example, facts_with
from tests.strategies import any_case

NOTES = {"id": "A", "kind": "progress_notes", "title": "Notes 2025-12-09 and 2026-11-12", "date": "2026-11-12"}


def found(library: Library, facts: CaseFacts, kind: LetterKind | None = None) -> dict[str, CheckItem]:
    return {item.id.removeprefix("proof."): item for item in check_proof(facts, library, kind)}


def of(library: Library, **parts: Any) -> dict[str, CheckItem]:
    return found(library, facts_with(**parts))


def test_an_exhibit_that_is_named_and_not_attached_must_be_settled_before_signing(library: Library) -> None:
    facts = facts_with(
        diagnosis={"course": "rrms", "exhibit": "Q"},
        disability=[{"date": "2026-10-01", "edss": 2, "exhibit": "Q"}],
        exhibits=[NOTES],
    )
    item = found(library, facts)["not_attached.Q"]
    assert item.level is CheckLevel.BEFORE_SIGNING
    assert item.text == "Exhibit Q is to prove diagnosis and disability[0], and no exhibit Q is attached."
    assert item.lift == "Attach exhibit Q, or name the one that proves it."


def test_the_key_relapse_of_the_third_example_is_older_than_its_record(library: Library) -> None:
    item = found(library, example("03"))["predates.relapses[0]"]
    assert item.level is CheckLevel.BEFORE_SIGNING
    assert item.text == (
        "The relapse of April 2023 rests on exhibit A, which by its title begins with December 9, 2025."
    )
    assert item.lift == "Attach the record of that time and name it at relapses[0].exhibit."


def test_a_note_within_three_months_tells_of_a_relapse_at_first_hand(library: Library) -> None:
    items = of(library, relapses=[{"date": "2025-11-20", "exhibit": "A"}], exhibits=[NOTES])
    assert "predates.relapses[0]" not in items


def test_a_title_may_begin_with_a_year_alone(library: Library) -> None:
    relapses = [{"date": "2019-04", "exhibit": "A"}]
    for title in ("Neurology notes 2016 to 2026-11-11", "Treatment record 2018-2026", "Record without a date"):
        items = of(library, relapses=relapses, exhibits=[{**NOTES, "title": title}])
        assert "predates.relapses[0]" not in items


def test_a_scan_older_than_its_report_is_found_too(library: Library) -> None:
    items = of(library, imaging=[{"date": "2024-01", "exhibit": "A"}], exhibits=[NOTES])
    assert items["predates.imaging[0]"].text.startswith("The MRI of January 2024 rests on exhibit A")


def test_facts_that_only_the_prescriber_states_are_named_in_one_item(library: Library) -> None:
    items = found(library, example("01"), LetterKind.APPEAL_1)
    assert items["no_exhibit"].level is CheckLevel.ADVICE
    assert items["no_exhibit"].text == (
        "No exhibit proves the record of steroids, the record of plasma exchange, the answer on thrombosis risk, the "
        "answer on migraine and the answer on prior immune globulin reaction."
    )


def test_a_denial_makes_its_own_exhibits_expected(library: Library) -> None:
    items = found(library, example("01"), LetterKind.APPEAL_1)
    assert [name for name in items if name.startswith("expected")] == [
        "expected.policy_copy",
        "expected.plan_document_definition",
    ]
    assert items["expected.plan_document_definition"].text == (
        "Not attached: definition in the plan document (plan's wording on necessity, experimental, exclusion). "
        "The denial as “Experimental, investigational or off-label” calls for it: contract."
    )


def test_the_notice_is_expected_with_every_appeal(library: Library) -> None:
    assert "expected.denial_notice" in found(library, example("04"), LetterKind.EXTERNAL_REVIEW)
    assert "expected.denial_notice" not in found(library, example("01"), LetterKind.APPEAL_1)
    assert "expected.denial_notice" not in found(library, example("07"), LetterKind.MEDICAL_NECESSITY)


def test_a_renewal_is_expected_to_show_the_response(library: Library) -> None:
    prior = {"started": "2026-01", "authorization": {"number": "1"}}
    items = found(library, facts_with(prior_ivig=prior), LetterKind.RENEWAL)
    assert {"expected.edss_record", "expected.relapse_log", "expected.infusion_log"} <= set(items)


def test_facts_proved_by_another_exhibit_need_no_document_of_their_own(library: Library) -> None:
    visits = [{"date": "2026-10-01", "edss": 2, "exhibit": "A"}]
    assert "expected.edss_record" in of(library, exhibits=[NOTES])
    assert "expected.edss_record" not in of(library, exhibits=[NOTES], disability=visits)


def test_no_record_of_pregnancy_is_asked_where_there_is_none(library: Library) -> None:
    sent = [
        {"level": "prior_authorization", "determination": {"outcome": "denied", "reasons": ["step_therapy_not_met"]}}
    ]
    woman = {"sex": "female"}
    pregnant = {"status": "pregnant", "due_date": "2027-02-18"}
    assert "expected.pregnancy_record" not in of(library, patient=woman, submissions=sent)
    assert "expected.pregnancy_record" in of(library, patient=woman, submissions=sent, reproductive=pregnant)


def test_pages_are_one_item_and_count_only_what_must_be_searched(library: Library) -> None:
    assert found(library, example("03"))["pages"].text == (
        "Nine facts name an exhibit and no page; a reviewer with two minutes will not search nine pages."
    )
    assert "pages" not in found(library, example("09"))


def test_old_notes_are_told(library: Library) -> None:
    items = of(library, exhibits=[{**NOTES, "date": "2026-08-01"}])
    assert items["old_notes"].text == (
        "The newest neurology note among the exhibits is of August 1, 2026, 111 days before the letter."
    )
    assert "old_notes" not in of(library, exhibits=[NOTES])


@given(any_case())
def test_every_item_is_open_unique_and_says_what_to_do(facts: CaseFacts) -> None:
    items = check_proof(facts, shipped_library())
    assert len({item.id for item in items}) == len(items)
    for item in items:
        assert item.level in (CheckLevel.BEFORE_SIGNING, CheckLevel.ADVICE)
        assert item.text.endswith(".")
        assert item.lift.endswith(".")
        assert "None" not in item.text + item.lift
