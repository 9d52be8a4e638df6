"""What a clinic read itself: it decides verdicts, stands in letters, and says nothing where it does not belong."""

from typing import Any

import pytest
from hypothesis import given

from priorauth.core.assess import assess
from priorauth.core.library import Library
from priorauth.core.vocabulary import LetterKind, Standing
from priorauth.core.write import write_letter
from priorauth.reference.services import shipped_library
from tests.core.examples import example, example_file
from tests.library.test_overlay import policy, publication
from tests.strategies.situations import Situation, situations

WORDING = {"text": "Two agents must have failed.", "place": "p. 4, B.2"}
READ = {"ms_position_basis": "clinic", "position_wording": WORDING}
KIND = LetterKind.APPEAL_1
EMPTY = shipped_library().with_overlay({})
UNUSED = shipped_library().with_overlay({"policies": [policy()]})


def with_policy(library: Library, basis: str) -> Library:
    criterion = policy()["criteria"][0] | {"basis": basis, "wording": WORDING}
    return library.with_overlay({"policies": [policy(criteria=[criterion], **READ)]})


def asked(library: Library) -> Any:
    coverage = {**example_file("01")["coverage"], "policy": "own.example-health-2026"}
    (found,) = assess(example("01", coverage=coverage), library).criteria
    return found


def test_what_the_clinic_read_gives_a_verdict_and_may_be_quoted(library: Library) -> None:
    found = asked(with_policy(library, "clinic"))
    assert found.verdict.standing in set(Standing)
    assert found.is_quotable
    assert "check the current" not in found.text


def test_what_nobody_read_yet_stays_a_question(library: Library) -> None:
    found = asked(with_policy(library, "recalled"))
    assert found.verdict is None
    assert not found.is_quotable


def test_a_letter_shows_the_criterion_that_the_clinic_read(library: Library) -> None:
    joined = with_policy(library, "clinic")
    coverage = {**example_file("03")["coverage"], "policy": "own.example-health-2026"}
    letter = write_letter(example("03", coverage=coverage), LetterKind.MEDICAL_NECESSITY, joined)
    said = letter.model_dump_json()
    assert "Two drugs failed" in said
    assert "policies:own.example-health-2026/own-1" in said
    assert WORDING["text"] not in said


def own(library: Library, **changes: Any) -> Library:
    values: dict[str, Any] = {"courses": ["rrms"], **changes}
    return library.with_overlay({"publications": [publication(**values)]})


def paragraphs(library: Library, number: str = "01", kind: LetterKind = KIND) -> dict[str, str]:
    letter = write_letter(example(number), kind, library)
    blocks = [block for section in letter.sections for block in section.blocks if hasattr(block, "sentences")]
    return {block.id: " ".join(one.text for one in block.sentences) for block in blocks}


def test_an_own_finding_that_supports_is_said_with_the_evidence(library: Library) -> None:
    assert "It was 0.40 a year" in paragraphs(own(library))["also_found"]
    letter = write_letter(example("01"), KIND, own(library))
    assert any("A cohort" in one.text for one in letter.references)


def test_an_own_finding_against_it_must_be_said(library: Library) -> None:
    contrary = publication()["findings"][0] | {"direction": "contrary"}
    said = paragraphs(own(library, findings=[contrary]))
    assert "It was 0.40 a year" in said["also_against"]
    assert "also_found" not in said


@pytest.mark.parametrize(
    "changes", [{"courses": ["ppms"]}, {"courses": []}, {"indications": ["cis"]}, {"citation_complete": False}]
)
def test_a_finding_of_another_course_or_use_is_not_said(library: Library, changes: dict[str, Any]) -> None:
    assert paragraphs(own(library, **changes)) == paragraphs(library)


@given(situations())
def test_an_empty_overlay_changes_no_letter(situation: Situation) -> None:
    shipped = shipped_library()
    assert text(situation, shipped) == text(situation, EMPTY)


@given(situations())
def test_a_policy_that_no_case_names_changes_nothing_but_the_version(situation: Situation) -> None:
    shipped = shipped_library()
    assert text(situation, shipped) == text(situation, UNUSED).replace(UNUSED.version, shipped.version)


def text(situation: Situation, library: Library) -> str:
    """The whole letter with its grounds and its check list."""
    letter = write_letter(situation.facts, situation.kind, library, program=situation.program)
    return letter.model_dump_json()
