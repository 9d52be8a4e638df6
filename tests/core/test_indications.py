"""Which indications the record supports, and which one the letter argues."""

from typing import Any

import pytest

from priorauth.core.assess import Assessment, assess, check_assessment
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.vocabulary import CheckLevel
from tests.core.examples import example, example_file

SUPPORTED = {
    "01": {"rrms_second_line"},
    "02": {"acute_relapse_steroid_contraindicated"},
    "03": {"breastfeeding", "postpartum_relapse_prevention"},
    "04": {"acute_relapse_steroid_refractory", "pregnancy"},
    "05": {"cis"},
    "06": set(),
    "07": set(),
    "08": {"rrms_second_line"},
    "09": {"rrms_second_line"},
}


def judgment(library: Library, number: str, **changes: Any) -> Assessment:
    return assess(example(number, **changes), library)


def asked(number: str, indication: str | None) -> dict[str, Any]:
    return {"request": {**example_file(number)["request"], "indication": indication}}


def indication_item(assessment: Assessment, number: str, **changes: Any) -> CheckItem:
    return check_assessment(example(number, **changes), assessment)[0]


@pytest.mark.parametrize("number", SUPPORTED)
def test_what_each_example_supports(number: str, library: Library) -> None:
    assert set(judgment(library, number).supported) == SUPPORTED[number]


def test_the_request_decides_among_several(library: Library) -> None:
    assert judgment(library, "03").choice.id == "postpartum_relapse_prevention"
    assert judgment(library, "03", **asked("03", "breastfeeding")).choice.id == "breastfeeding"


def test_without_one_the_first_in_the_order_of_the_case_format_is_taken_and_said(library: Library) -> None:
    choice = judgment(library, "04").choice
    assert choice.id == "acute_relapse_steroid_refractory"
    assert choice.why == "The first of those that the record supports; it supports pregnancy too."
    assert judgment(library, "03", **asked("03", None)).choice.id == "postpartum_relapse_prevention"


def test_the_order_is_that_of_the_case_format(library: Library) -> None:
    placed = sorted((one for one in library.indications.values() if one.proposed), key=lambda one: one.proposed or 0)
    assert [one.id for one in placed] == [
        "acute_relapse_steroid_contraindicated",
        "acute_relapse_steroid_refractory",
        "pregnancy",
        "postpartum_relapse_prevention",
        "breastfeeding",
        "rrms_second_line",
        "cis",
    ]


def test_an_indication_that_the_record_does_not_support_is_a_stop_that_says_what_would(library: Library) -> None:
    changes = asked("09", "pregnancy")
    item = indication_item(judgment(library, "09", **changes), "09", **changes)
    assert (item.id, item.level, item.ok) == ("indication.none", CheckLevel.STOP, False)
    assert "Neither a pregnancy nor a recent delivery" in item.text
    assert "relapsing-remitting MS when disease-modifying therapies have failed" in item.lift


def test_nothing_on_record_supports_one(library: Library) -> None:
    item = indication_item(judgment(library, "07"), "07")
    assert item.id == "indication.none"
    assert "The diagnosis code is not on record." in item.lift


def test_secondary_progressive_disease_without_relapses_is_refused(library: Library) -> None:
    assessment = judgment(library, "06")
    assert assessment.choice.id == "spms"
    item = indication_item(assessment, "06")
    assert (item.id, item.level, item.ok) == ("evidence_against.spms", CheckLevel.STOP, False)
    assert "did not delay confirmed disability progression" in item.text
    assert "written override of this stop" in item.lift


def test_the_prescriber_s_written_override_lifts_it(library: Library) -> None:
    override = {
        "rule": "evidence_against.spms",
        "reason": "No other therapy is left.",
        "by": "Samuel Ortega",
        "date": "2026-11-19",
    }
    changes = {"overrides": [override]}
    item = indication_item(judgment(library, "06", **changes), "06", **changes)
    assert item.ok
    assert "No other therapy is left." in item.text


def test_asking_for_another_indication_does_not_get_around_the_evidence(library: Library) -> None:
    assert judgment(library, "06", **asked("06", "rrms_second_line")).choice.id == "spms"


def test_active_progressive_disease_with_a_relapse_is_a_relapse_indication(library: Library) -> None:
    changes = {"diagnosis": {"course": "spms_active", "icd10": "G35.C1"}}
    assert judgment(library, "02", **changes).choice.id == "acute_relapse_steroid_contraindicated"
    assert judgment(library, "01", **changes, **asked("01", None)).choice.id == "spms"


@pytest.mark.parametrize("course", ["ppms_active", "ppms_nonactive"])
def test_primary_progressive_disease_is_refused(course: str, library: Library) -> None:
    changes = {"diagnosis": {"course": course, "icd10": "G35.B1"}}
    assert judgment(library, "01", **changes).choice.id == "ppms"
