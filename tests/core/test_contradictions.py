"""Contradictions that charts do contain: what a careful reader finds in the examples, and what holds of any case."""

from hypothesis import given

from priorauth.core.contradictions import find_contradictions
from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.core.vocabulary import CheckLevel
from priorauth.reference.services import shipped_library
from tests.core.contradicting import found
from tests.core.examples import ALL, example
from tests.strategies import any_case


def test_the_examples_contradict_themselves_where_a_careful_reader_sees_it(library: Library) -> None:
    assert {number: list(found(library, example(number))) for number in ALL if found(library, example(number))} == {
        "02": ["safety.thrombosis_risk"],
        "03": ["therapy_in_pregnancy.therapies[1]"],
        "08": ["twelve_months_after"],
    }


def test_a_twelve_month_count_over_six_months_cannot_be_right(library: Library) -> None:
    item = found(library, example("08"))["twelve_months_after"]
    assert item.level is CheckLevel.BEFORE_SIGNING
    assert item.text == (
        "No relapses and no steroid courses in the 12 months after the first infusion cannot be right: it was on "
        "May 18, 2026, six months before the letter."
    )
    assert item.lift == (
        "Take out prior_ivig.response.relapses_12m_after and prior_ivig.response.steroid_courses_12m_after: the letter "
        "counts equal periods from the dated relapses."
    )


def test_a_drug_taken_through_a_pregnancy_that_a_relapse_tells_of(library: Library) -> None:
    item = found(library, example("03"))["therapy_in_pregnancy.therapies[1]"]
    assert item.text == (
        "Fingolimod is recorded from April 2022 to August 2025, and the pregnancy before the relapse of April 2023, "
        "which came “six weeks after first delivery”, falls within that time. Of pregnancy its labeling says: "
        "May cause fetal harm; contraception during and after. A reviewer will see it, and it is a matter of safety."
    )
    assert item.lift == "Correct therapies[1].started, therapies[1].ended, relapses[0].date or relapses[0].symptoms."


def test_no_thrombosis_risk_at_68_in_one_who_cannot_walk_alone(library: Library) -> None:
    assert found(library, example("02"))["safety.thrombosis_risk"].text == (
        "The safety answer on thrombosis risk is no, and the record holds age 68; EDSS 6.5, at which walking needs "
        "constant support; heart disease."
    )


@given(any_case())
def test_every_contradiction_is_open_and_says_what_to_do(facts: CaseFacts) -> None:
    items = find_contradictions(facts, shipped_library())
    assert len({item.id for item in items}) == len(items)
    for item in items:
        assert item.level in (CheckLevel.BEFORE_SIGNING, CheckLevel.ADVICE)
        assert not item.ok
        assert item.text.endswith(".")
        assert item.lift.endswith(".")
        assert "None" not in item.text + item.lift
