"""Where an item of the check list is settled: the field, the exhibits, or nowhere that a page asks for."""

import uuid

import pytest

from priorauth.cases.models import Case
from priorauth.core.errors import Problem
from priorauth.core.items import advice, before_signing, stop
from priorauth.core.letter import CheckItem
from priorauth.core.vocabulary import CheckLevel
from priorauth.letters.checks import Level
from priorauth.letters.studio.checks import CheckLine, must_be_on_record, with_links
from priorauth.reference.services import shipped_library

CASE = Case(id=uuid.uuid4())


def line(item: CheckItem) -> CheckLine:
    (level,) = with_links((Level(item.level, "", (item,)),), CASE, shipped_library())
    return level.lines[0]


@pytest.mark.parametrize(
    ("item", "place"),
    [
        (stop("missing.coverage.member_id", "", "Record it at coverage.member_id."), "patient/#id_coverage-member_id"),
        (before_signing("missing.reproductive.due_date", "", ""), "pregnancy/#id_reproductive-due_date"),
        (advice("safety.migraine", "", "Slow rate."), "safety/#safety-migraine"),
        (before_signing("contradiction.x", "", "Correct therapies[1].ended or diagnosis.onset."), "history/#therapies"),
        (before_signing("dose.rounding", "", "Confirm the rounded dose."), "request/#request-phases"),
        (advice("proof.pages", "", "Give the page."), "exhibits/"),
    ],
)
def test_an_item_leads_to_where_it_is_settled(item: CheckItem, place: str) -> None:
    assert line(item).links[0].address == f"/cases/{CASE.id}/{place}"


def test_an_item_that_no_page_settles_has_no_link() -> None:
    assert line(advice("deadline.internal_appeal_1", "", "Compare with the notice.")).links == ()


def test_two_fields_of_one_step_are_told_apart() -> None:
    item = before_signing("contradiction.x", "", "Correct diagnosis.icd10, diagnosis.course or relapses[0].date.")
    assert [link.words for link in line(item).links] == ["ICD-10-CM code", "Course of MS", "Relapses, EDSS, MRI"]


def test_what_only_has_to_be_entered_says_so_by_its_link_alone() -> None:
    assert line(stop("missing.coverage.member_id", "", "Record it at coverage.member_id.")).lift == ""
    assert line(stop("missing.submissions", "", "Log the determination.")).lift == "Log the determination."


def test_what_keeps_rows_from_being_facts_stops_the_letter() -> None:
    (level,) = must_be_on_record((Problem("relapses[2].date", "this is missing"),), CASE)
    assert level.level is CheckLevel.STOP
    assert level.lines[0].links[0].address == f"/cases/{CASE.id}/activity/#relapses"
    assert must_be_on_record((), CASE) == ()


@pytest.mark.parametrize(
    ("item", "lift"),
    [
        (
            before_signing("contradiction.x", "", "Correct therapies[1].ended or diagnosis.onset."),
            "Correct one of them:",
        ),
        (
            advice("prior_ivig.counts", "", "Take out prior_ivig.response.relapses_12m_after: the letter counts."),
            "Take out “Relapses since”: the letter counts.",
        ),
        (
            advice("policy.version", "", "Check: https://www.aetna.com/cpb.html."),
            "Check: https://www.aetna.com/cpb.html.",
        ),
    ],
)
def test_staff_read_the_names_of_fields_and_never_a_path(item: CheckItem, lift: str) -> None:
    assert line(item).lift == lift
