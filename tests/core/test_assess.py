"""The judgment as a whole, over the examples."""

import pytest

from priorauth.core.assess import assess, check_assessment
from priorauth.core.library import Library
from priorauth.core.paths import value_at
from priorauth.core.stage import check_stage, kinds_that_fit
from priorauth.core.vocabulary import CheckLevel, LetterKind, Standing
from tests.core.examples import ALL, example

WRITTEN = ("01", "02", "03", "04", "05", "08", "09")


@pytest.mark.parametrize("number", WRITTEN)
def test_an_example_whose_kind_fits_has_no_stop(number: str, library: Library) -> None:
    facts = example(number)
    for kind in kinds_that_fit(facts, library):
        items = (*check_stage(facts, library, kind), *check_assessment(facts, assess(facts, library, kind)))
        assert [item.id for item in items if item.level is CheckLevel.STOP and not item.ok] == []


def test_the_renewal_meets_what_was_read_of_its_plan_s_form(library: Library) -> None:
    view = assess(example("08"), library, LetterKind.RENEWAL).view
    standings = {one.id: one.verdict for one in view.criteria}
    assert standings == {
        "passport-1": Standing.MET,
        "passport-2": Standing.MET,
        "passport-3": Standing.NOT_DOCUMENTED,
    }


def test_step_therapy_does_not_hold_against_the_severe_relapse(library: Library) -> None:
    """The plan says that steroids were not tried; they are contraindicated."""
    assessment = assess(example("02"), library, LetterKind.EXPEDITED_APPEAL)
    assert assessment.reasons == ("not_medically_necessary", "step_therapy_not_met")
    assert assessment.chosen is not None
    assert "High-dose steroids are contraindicated." in assessment.chosen.verdict.text


@pytest.mark.parametrize("number", ALL)
def test_deciding_facts_stand_on_record_and_missing_ones_do_not(number: str, library: Library) -> None:
    facts = example(number)
    assessment = assess(facts, library)
    verdicts = [one.verdict for one in assessment.indications] + [
        one.verdict for one in assessment.criteria if one.verdict
    ]
    for verdict in verdicts:
        assert all(value_at(facts, path) is not None for path in verdict.facts)
        if not verdict.is_open:
            assert verdict.missing == ()


@pytest.mark.parametrize("number", ALL)
def test_the_view_says_everything_in_sentences(number: str, library: Library) -> None:
    view = assess(example(number), library).view
    for text in [one.text for one in (*view.indications, *view.criteria, *view.alerts, *view.missing)]:
        assert text
        assert "None" not in text
        assert text.rstrip("”").endswith((".", "?"))


@pytest.mark.parametrize("number", ALL)
def test_rules_that_missing_facts_unlock_are_in_the_library(number: str, library: Library) -> None:
    for missing in assess(example(number), library).missing:
        for name in missing.unlocks:
            assert name == f"missing.{missing.path}" or library.resolves(name)
