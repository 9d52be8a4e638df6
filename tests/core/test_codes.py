"""Diagnosis and procedure codes against course, date of service, site and payer."""

from typing import Any

import pytest

from priorauth.core.codes import check_codes, codes_for, diagnosis_codes, procedure_codes
from priorauth.core.context import context_of
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.vocabulary import Course
from tests.core.examples import example, facts_with
from tests.core.listed import ids, item


def checked(library: Library, start: str = "2026-12-07", **parts: Any) -> tuple[CheckItem, ...]:
    facts = facts_with(**{"request": {"start": start}, **parts})
    return check_codes(facts, context_of(facts, library))


def coded(library: Library, code: str, course: str | None, start: str = "2026-12-07") -> tuple[CheckItem, ...]:
    diagnosis = {"icd10": code, **({"course": course} if course else {})}
    return checked(library, start, diagnosis=diagnosis)


@pytest.mark.parametrize(
    ("code", "course"),
    [
        ("G35.A", "rrms"),
        ("G35.B1", "ppms_active"),
        ("G35.B2", "ppms_nonactive"),
        ("G35.C1", "spms_active"),
        ("G35.C2", "spms_nonactive"),
        ("G37.9", "cis"),
        ("H46.01", "cis"),
    ],
)
def test_a_code_that_says_the_course_raises_no_stop(library: Library, code: str, course: str) -> None:
    items = coded(library, code, course)
    assert not [entry for entry in items if entry.level == "stop"]
    assert f"code.course.{code}" not in ids(items)


@pytest.mark.parametrize(
    ("code", "course", "said"),
    [
        ("G35", "rrms", "has not been billable since October 1, 2025"),
        ("G35.B", "ppms_active", "is a header"),
        ("G35.C", "spms_nonactive", "is a header"),
        ("H46.0", "cis", "is a header"),
        ("G35.A", "spms_active", "the course on record is"),
        ("G35.C1", "rrms", "the course on record is"),
        ("G35.C2", "spms_active", "the course on record is"),
        ("G35.B1", "ppms_nonactive", "the course on record is"),
        ("G35.A", "cis", "the course on record is"),
        ("G36.0", "rrms", "which is not MS"),
        ("G37.81", "rrms", "which is not MS"),
        ("Z79.52", "rrms", "no request for MS can stand on it"),
    ],
)
def test_a_retired_header_or_contrary_code_is_a_stop(library: Library, code: str, course: str, said: str) -> None:
    stop = item(coded(library, code, course), f"code.{code}")
    assert (stop.level, stop.ok) == ("stop", False)
    assert said in stop.text


def test_a_stop_names_the_code_of_the_course_and_leaves_the_choice_to_the_prescriber(library: Library) -> None:
    stop = item(coded(library, "G35", "rrms"), "code.G35")
    assert "G35.A (Relapsing-remitting multiple sclerosis)" in stop.lift
    assert "prescriber" in stop.lift
    assert "Ask the prescriber for the course" in item(coded(library, "G35", None), "code.G35").lift


def test_the_date_of_service_decides_and_not_today(library: Library) -> None:
    assert "code.G35" not in ids(coded(library, "G35", "rrms", start="2025-09-30"))
    assert "code.G35" in ids(coded(library, "G35", "rrms", start="2025-10-01"))
    early = item(coded(library, "G35.A", "rrms", start="2025-09-30"), "code.G35.A")
    assert "valid from October 1, 2025" in early.text


@pytest.mark.parametrize(
    ("code", "course", "name"),
    [
        ("G35.D", "rrms", "code.course.G35.D"),  # only where the record is silent on the course
        ("G35.C0", "spms_active", "code.course.G35.C0"),  # leaves the activity open
        ("G35.A", None, "code.course.G35.A"),  # the code follows the course
        ("G37.9", "rrms", "code.course.G37.9"),
        ("M54.5", "rrms", "code.unknown.M54.5"),
        ("G37.9", "cis", "code.unverified.G37.9"),
    ],
)
def test_a_code_in_doubt_blocks_signing(library: Library, code: str, course: str | None, name: str) -> None:
    assert item(coded(library, code, course), name).level == "before_signing"


def test_every_course_of_a_case_has_its_codes(library: Library) -> None:
    assert [code.id for code in codes_for(Course.RRMS, library)] == ["G35.A"]
    assert [code.id for code in codes_for(Course.SPMS_NONACTIVE, library)] == ["G35.C2"]
    assert codes_for(Course.CIS, library) == ()
    assert codes_for(None, library) == ()


def test_codes_stand_in_billing_order_with_their_titles(library: Library) -> None:
    facts = facts_with(diagnosis={"icd10": "O99.352", "icd10_also": ["G35.A", "Z3A.28"], "course": "rrms"})
    codes = diagnosis_codes(facts, library)
    assert [code.code for code in codes] == ["O99.352", "G35.A", "Z3A.28"]
    assert [code.verified for code in codes] == [False, True, True]
    assert codes[1].title == "Relapsing-remitting multiple sclerosis"


# --- pregnancy and birth


def test_in_pregnancy_the_chapter_code_stands_first_and_the_coder_decides_on_the_trimester(library: Library) -> None:
    facts = example("04")
    told = item(check_codes(facts, context_of(facts, library)), "code.order")
    assert told.level == "before_signing"
    assert "O99.352 (unverified)" in told.text
    assert "Due February 18, 2027" in told.text
    assert "The coder decides" in told.lift


def test_six_weeks_after_birth_the_puerperium_code_may_stand_first(library: Library) -> None:
    facts = example("03")
    told = item(check_codes(facts, context_of(facts, library)), "code.order")
    assert told.text.startswith("Until December 4, 2026, six weeks after birth, O99.355 (unverified) may have to stand")


@pytest.mark.parametrize(("start", "told"), [("2026-12-04", True), ("2026-12-05", False)])
def test_after_six_weeks_the_ms_code_stands_alone(library: Library, start: str, told: bool) -> None:
    items = checked(
        library,
        start,
        diagnosis={"icd10": "G35.A", "course": "rrms"},
        reproductive={"status": "postpartum", "delivery_date": "2026-10-23"},
    )
    assert ("code.order" in ids(items)) == told


@pytest.mark.parametrize(("stands_on", "also"), [("O99.352", ["G35.A", "Z3A.28"]), ("G35.A", ["Z3A.28", "O99.352"])])
def test_codes_of_a_pregnancy_on_record_are_put_in_order_and_settled(
    library: Library, stands_on: str, also: list[str]
) -> None:
    diagnosis = {"icd10": stands_on, "icd10_also": also, "course": "rrms"}
    reproductive = {"status": "pregnant", "due_date": "2027-02-18"}
    settled = item(checked(library, diagnosis=diagnosis, reproductive=reproductive), "code.order")
    assert (settled.ok, settled.text) == (True, "Billing order: O99.352, G35.A, Z3A.28.")


def test_an_incidental_pregnancy_code_excludes_the_chapter_code(library: Library) -> None:
    diagnosis = {"icd10": "O99.352", "icd10_also": ["G35.A", "Z33.1"], "course": "rrms"}
    assert "code.order.incidental" in ids(checked(library, diagnosis=diagnosis))


# --- authorizations and editions


def test_an_old_authorization_under_the_retired_code_is_told(library: Library) -> None:
    facts = example("08")
    told = item(check_codes(facts, context_of(facts, library)), "code.old_authorization")
    assert (told.level, told.lift) == ("advice", "File the renewal under G35.A, and check past claims.")


def test_an_authorization_that_ended_under_the_old_code_is_no_matter(library: Library) -> None:
    prior = {"authorization": {"from": "2025-03-01", "to": "2025-09-01", "icd10": "G35"}}
    assert "code.old_authorization" not in ids(checked(library, prior_ivig=prior))


@pytest.mark.parametrize(("start", "told"), [("2026-09-30", False), ("2026-10-01", True), ("2027-11-01", True)])
def test_the_code_set_that_was_not_checked_is_told_for_every_later_service(
    library: Library, start: str, told: bool
) -> None:
    assert ("code.edition" in ids(coded(library, "G35.A", "rrms", start=start))) == told


# --- procedures


@pytest.mark.parametrize(
    ("site", "plan_type", "codes"),
    [
        ("infusion_center", "erisa_self_funded", ["96365", "96366"]),
        ("hospital_outpatient", "medicare_advantage", ["96365", "96366"]),
        ("office", None, ["96365", "96366"]),
        ("home", "commercial_fully_insured", ["S9338", "99601", "99602"]),
        ("home", "erisa_self_funded", ["S9338", "99601", "99602"]),
        ("home", "medicaid_managed_care", ["99601", "99602"]),
        ("home", "original_medicare_partB", []),  # Medicare's home codes do not reach MS
        ("home", "medicare_advantage", []),
        ("home", "tricare", []),
        ("home", None, []),
        (None, "erisa_self_funded", []),
    ],
)
def test_the_codes_for_giving_the_drug_follow_site_and_payer(
    library: Library, site: str | None, plan_type: str | None, codes: list[str]
) -> None:
    facts = facts_with(
        coverage={"plan_type": plan_type} if plan_type else {}, request={"site_of_care": site} if site else {}
    )
    found = procedure_codes(facts, library)
    assert [code.code for code in found] == codes
    assert all(library.resolves(code.rule) for code in found)


def test_home_infusion_without_a_code_blocks_signing_and_an_uncertain_one_is_told(library: Library) -> None:
    def home(plan_type: str) -> CheckItem:
        parts = {"coverage": {"plan_type": plan_type}, "request": {"site_of_care": "home"}}
        return item(checked(library, **parts), "code.home_infusion")

    assert home("original_medicare_partB").level == "before_signing"
    assert home("medicaid_managed_care").level == "advice"


def test_modifiers_are_advice_only(library: Library) -> None:
    items = checked(library, coverage={"plan_type": "original_medicare_partB"}, request={"product": "gamunex_c"})
    assert {item(items, "code.modifier_route").level, item(items, "code.modifier_waste").level} == {"advice"}
