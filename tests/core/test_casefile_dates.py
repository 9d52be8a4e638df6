"""Impossible dates, and those that are only odd. A partial date is impossible only if each of its days is."""

from typing import Any

import pytest

from priorauth.core.library import Library
from tests.core.casefiles import complaints, complaints_of, spoiled

AFTER = (
    "is after the letter’s date, 2026-11-20: a letter tells only what has happened by then; correct this date, or as_of"
)
WANTED = "write a date as 2026-03-14, or 2026-03 or 2026 where the chart has no more"
NOTICE = "submissions[0].determination"

IMPOSSIBLE = {
    "no day of the calendar": (
        {"relapses[0].date": "2025-02-30"},
        f"relapses[0].date: 2025-02-30 is not a day of the calendar; {WANTED}",
    ),
    "a date in words": ({"relapses[0].date": "last May"}, f'relapses[0].date: "last May" is not a date: {WANTED}'),
    "a month where a day is needed": (
        {"patient.birth_date": "1988-02"},
        "patient.birth_date: 1988-02 has no day, and a day is wanted here: write it as 2026-03-14",
    ),
    "a year of another age": (
        {"diagnosis.onset": "0218-05"},
        "diagnosis.onset: 0218-05 is not of our time: check the year",
    ),
    "a therapy that ended before it began": (
        {"therapies[0].ended": "2018-11"},
        "therapies[0].ended: 2018-11 is before the therapy began, 2018-12-03: "
        "correct this date, or therapies[0].started",
    ),
    "a relapse after the letter": ({"relapses[0].date": "2026-12"}, f"relapses[0].date: 2026-12 {AFTER}"),
    "a therapy that will end": ({"therapies[3].ended": "2027"}, f"therapies[3].ended: 2027 {AFTER}"),
    "a weight that will be taken": (
        {"patient.weight.date": "2026-11-21"},
        f"patient.weight.date: 2026-11-21 {AFTER}",
    ),
    "an answer of tomorrow": (
        {"answers": {"stop_rule": {"text": "At six months.", "date": "2026-11-21"}}},
        f"answers.stop_rule.date: 2026-11-21 {AFTER}",
    ),
    "a call of tomorrow": ({"calls": [{"date": "2026-11-21"}]}, f"calls[0].date: 2026-11-21 {AFTER}"),
    "an exhibit of tomorrow": ({"exhibits[0].date": "2026-11-21"}, f"exhibits[0].date: 2026-11-21 {AFTER}"),
    "an onset before birth": (
        {"diagnosis.onset": "1987"},
        "diagnosis.onset: 1987 is before the patient’s birth on 1988-02-11: correct this date, or patient.birth_date",
    ),
    "a plan that answers before it was asked": (
        {f"{NOTICE}.notice_date": "2026-09-20"},
        f"{NOTICE}.notice_date: 2026-09-20 is before it was asked for, 2026-09-21: "
        "correct this date, or submissions[0].submitted",
    ),
    "a notice received before it was written": (
        {f"{NOTICE}.received_date": "2026-10-04"},
        f"{NOTICE}.received_date: 2026-10-04 is before it was written, 2026-10-05: "
        f"correct this date, or {NOTICE}.notice_date",
    ),
    "a request that arrived before it was sent": (
        {"submissions[0].plan_received": "2026-09-20 09:00"},
        "submissions[0].plan_received: 2026-09-20 is before it was submitted, 2026-09-21: "
        "correct this date, or submissions[0].submitted",
    ),
    "an authorization that ends before it begins": (
        {"prior_ivig": {"authorization": {"from": "2026-06-01", "to": "2026-05-01"}}},
        "prior_ivig.authorization.to: 2026-05-01 is before the authorization begins, 2026-06-01: "
        "correct this date, or prior_ivig.authorization.from",
    ),
}


@pytest.mark.parametrize(("changes", "said"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_an_impossible_date_is_named_with_the_other_one(library: Library, changes: dict[str, Any], said: str) -> None:
    assert complaints(library, spoiled("01", changes)) == [said]


POSSIBLE = {
    "a therapy begun and ended within the same month": {
        "therapies[0].started": "2021-04",
        "therapies[0].ended": "2021",
    },
    "a relapse in the month of the letter": {"relapses[1].date": "2026-11"},
    "a relapse in the year of the letter": {"relapses[1].date": 2026},
    "an authorization that is yet to end": {
        "prior_ivig": {"authorization": {"from": "2026-05-15", "to": "2027-05-14"}}
    },
    "a start, a review and a last day to appeal that are ahead": {f"{NOTICE}.appeal_by": "2027-04-03"},
    "a plan document older than the patient": {"exhibits[4].date": "1980-01-01"},
    "a time of day where hours count": {"submissions[0].submitted": "2026-09-21 16:30"},
}


@pytest.mark.parametrize("changes", POSSIBLE.values(), ids=POSSIBLE)
def test_what_can_be_is_taken(library: Library, changes: dict[str, Any]) -> None:
    assert complaints(library, spoiled("01", changes)) == []


def test_a_man_after_childbirth_is_no_record(library: Library) -> None:
    record = {"status": "postpartum", "delivery_date": "2026-10-01", "breastfeeding": True}
    assert complaints_of(library, "08", reproductive=record) == [
        "reproductive.status: postpartum of a man cannot be on record: correct this, or patient.sex",
        "reproductive.delivery_date: a delivery date of a man cannot be on record: correct this, or patient.sex",
        "reproductive.breastfeeding: breastfeeding of a man cannot be on record: correct this, or patient.sex",
    ]


def test_a_man_may_plan_a_family(library: Library) -> None:
    assert complaints_of(library, "08", reproductive={"status": "planning"}) == []
