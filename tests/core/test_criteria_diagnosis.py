"""Criteria on the diagnosis, its course, and age."""

import pytest

from priorauth.core.library import Library
from priorauth.core.vocabulary import Standing
from tests.core.examples import facts_with
from tests.core.judging import criterion, judged

MS_CODE = criterion("diagnosis_in", icd10_prefixes=["G35.A"], courses=["rrms"])


@pytest.mark.parametrize(
    ("diagnosis", "standing"),
    [
        ({"course": "rrms", "icd10": "G35.A"}, Standing.MET),
        ({"course": "cis", "icd10": "G35.A"}, Standing.NOT_MET),
        ({"course": "rrms", "icd10": "G37.9"}, Standing.NOT_MET),
        ({"course": "rrms"}, Standing.NOT_DOCUMENTED),
        ({"icd10": "G35.A"}, Standing.NOT_DOCUMENTED),
        ({"course": "rrms", "icd10": "O99.352", "icd10_also": ["G35.A"]}, Standing.MET),
    ],
)
def test_code_and_course_must_both_fit(diagnosis: dict[str, object], standing: Standing, library: Library) -> None:
    assert judged(MS_CODE, facts_with(diagnosis=diagnosis), library).standing is standing


def test_an_older_policy_that_prints_g35_means_every_code_below_it(library: Library) -> None:
    wide = criterion("diagnosis_in", icd10_prefixes=["G35"], courses=["rrms", "spms"])
    facts = facts_with(diagnosis={"course": "spms_active", "icd10": "G35.C1"})
    assert judged(wide, facts, library).is_met


def test_a_code_less_exact_than_asked_for_is_neither_yes_nor_no(library: Library) -> None:
    verdict = judged(MS_CODE, facts_with(diagnosis={"course": "rrms", "icd10": "G35"}), library)
    assert verdict.is_open
    assert verdict.missing == ("diagnosis.icd10",)


def test_an_excluded_course_is_not_met_and_any_other_is(library: Library) -> None:
    excluded = criterion("excluded_course", courses=["ppms_active", "ppms_nonactive", "spms_nonactive"])
    assert judged(excluded, facts_with(diagnosis={"course": "rrms"}), library).is_met
    assert judged(excluded, facts_with(diagnosis={"course": "spms_nonactive"}), library).is_not_met
    assert judged(excluded, facts_with(), library).is_open


def test_a_plan_that_excludes_ms_excludes_every_course(library: Library) -> None:
    assert judged(criterion("excluded_course", courses=["any_ms"]), facts_with(), library).is_not_met


def test_spms_names_its_active_and_nonactive_form(library: Library) -> None:
    assert judged(
        criterion("course_in", courses=["spms"]), facts_with(diagnosis={"course": "spms_active"}), library
    ).is_met


def test_age_is_in_completed_years_with_both_bounds_counted(library: Library) -> None:
    adult = criterion("age_range", min_years=18, max_years=38)
    assert judged(adult, facts_with(patient={"birth_date": "1988-02-11"}), library).is_met
    assert judged(adult, facts_with(patient={"birth_date": "2008-11-21"}), library).is_not_met
    assert judged(adult, facts_with(), library).is_open
    assert judged(criterion("age_at_least", years=65), facts_with(patient={"birth_date": "1958-07-30"}), library).is_met


@pytest.mark.parametrize(
    ("onset", "standing"),
    [
        ("2018-05", Standing.MET),
        ("2021-11-20", Standing.NOT_MET),
        ("2021", Standing.NOT_DOCUMENTED),
        ("2024", Standing.NOT_MET),
    ],
)
def test_an_onset_lies_more_than_so_many_years_back(onset: str, standing: Standing, library: Library) -> None:
    verdict = judged(criterion("onset_before_years", years=5), facts_with(diagnosis={"onset": onset}), library)
    assert verdict.standing is standing
