"""The cases of the example clinic: one in each state, sound on whatever day the clinic is made."""

import datetime as dt
import re

import pytest
import time_machine

from priorauth.cases.facts import facts_of
from priorauth.cases.models import Case
from priorauth.clinics import example
from priorauth.clinics.models import Clinic
from priorauth.core.facts import CaseFacts
from priorauth.core.vocabulary import DeterminationOutcome
from priorauth.interop import casefile, example_cases
from priorauth.interop.examples import DATE, WRITTEN_FOR, Example, examples, in_every_state, moved
from priorauth.reference.services import shipped_library
from tests.machines import ROOT

YEARS_LATER = [WRITTEN_FOR + dt.timedelta(days=days) for days in (*range(0, 60, 7), 101, 365, 500, 1000, 1461)]


def facts(one: Example) -> CaseFacts:
    return casefile.read(one.text, shipped_library())


def test_each_state_that_a_case_file_can_hold_is_there() -> None:
    all_facts = [facts(one) for one in (*examples(), *in_every_state(WRITTEN_FOR))]
    last = [case.submissions[-1] if case.submissions else None for case in all_facts]
    outcomes = {sent.determination.outcome for sent in last if sent and sent.determination}
    assert outcomes == set(DeterminationOutcome)
    levels_waiting = {sent.level for sent in last if sent and sent.determination is None}
    assert levels_waiting == {"prior_authorization", "internal_appeal_1"}
    assert any(sent is None and case.request.phases for sent, case in zip(last, all_facts, strict=True))
    assert any(case.coverage.payer is None for case in all_facts)
    assert any(case.prior_ivig and case.prior_ivig.authorization for case in all_facts)


@pytest.mark.parametrize("on", YEARS_LATER)
def test_on_any_day_each_is_a_case_file_without_a_mistake(on: dt.date) -> None:
    for one in in_every_state(on):
        assert 0 <= (on - facts(one).as_of).days < 7, one.name


def test_a_case_that_moves_keeps_its_intervals_and_its_days_of_the_week() -> None:
    later = WRITTEN_FOR + dt.timedelta(weeks=70)
    for then, now in zip(in_every_state(WRITTEN_FOR), in_every_state(later), strict=True):
        before, after = (
            [dt.date.fromisoformat(day) for day in DATE.findall(one.text) if len(day) == 10] for one in (then, now)
        )
        assert {b - a for a, b in zip(before, after, strict=True)} == {dt.timedelta(weeks=70)}


def test_nothing_in_them_names_a_date_that_would_not_move() -> None:
    """A year in a title or in a quotation would stay behind; the criteria's own editions are no dates of the case."""
    for one in in_every_state(WRITTEN_FOR):
        rest = re.sub(r"McDonald \d{4}", "", DATE.sub("", one.text))
        assert re.findall(r"(?<![\w-])(?:19|20)\d\d(?![\w-])", rest) == [], one.name


def test_before_the_day_they_were_written_for_nothing_moves() -> None:
    assert in_every_state(dt.date(2026, 1, 1)) == in_every_state(WRITTEN_FOR)


def test_months_and_days_move_and_nothing_else_does() -> None:
    text = "{started: 2026-01, date: 2026-12-28, id: fazekas-1997, npi: 1450123454, fax: (717) 555-0141}"
    wanted = "{started: 2026-02, date: 2027-01-18, id: fazekas-1997, npi: 1450123454, fax: (717) 555-0141}"
    assert moved(text, dt.timedelta(weeks=3)) == wanted


@pytest.mark.django_db
def test_the_clinic_gets_them_all_once_and_nobody_lives_twice() -> None:
    list(example.load("a long password for tests"))
    clinic = Clinic.objects.get(slug=example.SLUG)
    with time_machine.travel(dt.datetime(2027, 3, 4, 12, tzinfo=dt.UTC), tick=False):
        count = example_cases.load(clinic)
        assert example_cases.load(clinic) == count

    cases = Case.objects.of(clinic).select_related("patient")
    assert count == len(cases) == len(list((ROOT / "priorauth" / "examples").rglob("*.yaml")))
    assert len({(case.patient.given, case.patient.family) for case in cases}) == count
    sent = next(case for case in cases if case.patient.family == "Brandt")
    assert facts_of(sent, dt.date(2027, 3, 4)).submissions[0].submitted == dt.date(2027, 2, 23)
