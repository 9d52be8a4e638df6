"""The things to do that rest on letters, exhibits, applications and infusions, state by state."""

import uuid
from typing import Any

import pytest

from priorauth.core.library import Library
from priorauth.core.tracking import Dealings, Place, Step, StepKind, Tracking, track
from priorauth.core.vocabulary import LetterKind
from tests.core.examples import example
from tests.core.test_tracking import FIRST, GRANT, at, day, denied, sent, step

ID = uuid.UUID("5c1d9c1e-4b0a-4a55-9c5e-2f6f1d0a7b11")


def letter(kind: LetterKind, **days: str) -> dict[str, Any]:
    return {"letters": [{"id": str(ID), "kind": kind, **days}]}


def complete(library: Library, **dealings: Any) -> Tracking:
    """Example 03, which lacks nothing and of which nothing was sent."""
    return track(example("03"), library, Dealings.model_validate(dealings))


def only(state: Tracking) -> Step:
    (found,) = state.steps
    return found


def test_a_letter_that_was_asked_for_waits_for_the_prescriber(library: Library) -> None:
    found = only(complete(library, **letter(LetterKind.MEDICAL_NECESSITY, asked_on="2026-11-18")))
    assert (found.kind, found.place, found.target) == (StepKind.SIGNATURE, Place.SIGN, ID)
    assert found.for_prescriber
    assert found.do == "Sign the letter for the prior authorization"
    assert found.why == "With Elena Marsh since Nov 18, 2026."


def test_a_signed_letter_is_to_be_sent_and_logged(library: Library) -> None:
    found = only(complete(library, **letter(LetterKind.MEDICAL_NECESSITY, signed_on="2026-11-19")))
    assert (found.kind, found.place, found.act) == (StepKind.SEND, Place.SUBMISSIONS, "Log the sending")
    assert "The letter was signed on Nov 19, 2026." in found.why


def test_a_letter_of_another_level_waits_for_nobody(library: Library) -> None:
    assert only(complete(library, **letter(LetterKind.APPEAL_1, asked_on="2026-11-18"))).kind is StepKind.SEND


def test_a_letter_that_was_signed_before_the_denial_is_not_the_appeal(library: Library) -> None:
    begun = {"prepared": FIRST}
    old = letter(LetterKind.APPEAL_1, signed_on="2026-10-02")
    state = at(library, "2026-10-20", denied(), dealings=begun | old)
    assert step(state, StepKind.SEND).act == "Write the letter"
    new = letter(LetterKind.APPEAL_1, signed_on="2026-10-20")
    state = at(library, "2026-10-20", denied(), dealings=begun | new)
    assert step(state, StepKind.SEND).act == "Log the sending"
    assert step(state, StepKind.SEND).due_on == day("2027-04-17")


def test_an_appeal_that_waits_for_its_signature_has_the_day_of_the_window(library: Library) -> None:
    asked = letter(LetterKind.APPEAL_1, asked_on="2026-10-20")
    state = at(library, "2026-10-21", denied(), dealings={"prepared": FIRST, **asked})
    assert step(state, StepKind.SIGNATURE).due_on == day("2027-04-17")
    assert StepKind.SEND not in {one.kind for one in state.steps}


def test_a_letter_of_support_is_signed_at_any_level(library: Library) -> None:
    asked = letter(LetterKind.ASSISTANCE_SUPPORT, asked_on="2026-10-20")
    found = step(at(library, "2026-10-21", sent(), dealings=asked), StepKind.SIGNATURE)
    assert (found.do, found.because) == ("Sign the letter of support", "no day is set for a letter of support")


def test_exhibits_without_a_file_are_attached_before_the_window_closes(library: Library) -> None:
    state = at(library, "2026-10-20", denied(), dealings={"prepared": FIRST, "absent": ["A", "B"]})
    found = step(state, StepKind.EXHIBIT)
    assert (found.do, found.due_on) == ("Attach exhibits A and B", day("2027-04-17"))
    assert (found.place, found.why) == (Place.EXHIBITS, "A and B have no file yet.")


def test_an_exhibit_that_facts_name_and_nobody_attached_is_missing(library: Library) -> None:
    named = {"diagnosis": {"course": "rrms", "exhibit": "C"}}
    found = step(at(library, "2026-10-20", **named), StepKind.EXHIBIT)
    assert found.do == "Attach exhibit C"
    assert found.why == "One fact names what is not attached."
    assert found.because


def test_no_exhibit_is_missed_while_the_plan_decides(library: Library) -> None:
    state = at(library, "2026-10-10", sent(), dealings={"absent": ["A"]})
    assert StepKind.EXHIBIT not in {one.kind for one in state.steps}


def asks(status: str, **more: Any) -> dict[str, Any]:
    return {"applications": [{"id": str(ID), "program": "paf_copay_relief", "status": status, **more}]}


@pytest.mark.parametrize(
    ("status", "more", "wanted"),
    [
        ("considering", {}, []),
        ("considering", {"next_on": "2026-10-30"}, [("Decide whether to apply to", "2026-10-30")]),
        ("preparing", {}, [("Send the application to", None)]),
        ("submitted", {}, []),
        ("submitted", {"next_on": "2026-10-30"}, [("Ask", "2026-10-30")]),
        ("documents_requested", {"next_on": "2026-10-25"}, [("Send", "2026-10-25")]),
        ("documents_requested", {}, [("Send", None)]),
        ("approved", {}, []),
        ("active", {"renews_on": "2027-06-30"}, [("Renew the help of", "2027-06-30")]),
        (
            "active",
            {"renews_on": "2027-06-30", "next_on": "2026-12-01"},
            [("See to the help of", "2026-12-01"), ("Renew the help of", "2027-06-30")],
        ),
        ("expiring", {}, [("Renew the help of", None)]),
        ("denied", {"next_on": "2026-10-30"}, []),
        ("closed", {"next_on": "2026-10-30", "renews_on": "2027-06-30"}, []),
    ],
)
def test_an_application_asks_for_what_its_status_waits_for(
    library: Library, status: str, more: dict[str, Any], wanted: list[tuple[str, str | None]]
) -> None:
    state = at(library, "2026-10-10", sent(), dealings=asks(status, **more))
    found = [one for one in state.steps if one.kind is StepKind.ASSISTANCE]
    assert [(one.due_on.isoformat() if one.due_on else None) for one in found] == [due for _, due in wanted]
    for one, (verb, due) in zip(found, wanted, strict=True):
        assert one.do.startswith(verb)
        assert library.programs["paf_copay_relief"].name in one.do
        assert (one.place, one.target) == (Place.APPLICATION, ID)
        assert bool(one.because) is (due is None)


def granted(library: Library, today: str, *given: tuple[str, str], units: int = 120, **more: Any) -> Tracking:
    """Gamunex-C, 500 mg a unit, from October 15, 2026 to April 14, 2027."""
    grant = {**GRANT, "units": units, "product": "gamunex_c", **more}
    infusions = [{"date": on, "grams": grams} for on, grams in given]
    answer = sent(outcome="approved", notice_date="2026-10-14", authorization=grant)
    return at(library, today, answer, dealings={"given": infusions})


def test_units_are_counted_by_the_size_of_the_codes_unit(library: Library) -> None:
    """30 g ÷ 500 mg = 60 units; 30.2 g are 60.4, counted as 61. What was given before it began does not count."""
    given = [("2026-10-14", "30"), ("2026-10-15", "30"), ("2026-11-12", "30.2")]
    (usage,) = granted(library, "2026-11-20", *given).usages
    assert (usage.used, usage.infusions, usage.granted, usage.left) == (121, 2, 120, 0)
    assert (usage.unit_mg, usage.code) == (500, library.products["gamunex_c"].hcpcs.code)


def test_units_used_up_before_the_end_are_a_warning(library: Library) -> None:
    enough = granted(library, "2026-11-20", ("2026-10-20", "30"))
    assert StepKind.UNITS not in {one.kind for one in enough.steps}
    used_up = granted(library, "2026-11-20", ("2026-10-20", "30"), ("2026-11-17", "30"))
    found = step(used_up, StepKind.UNITS)
    assert "120 of 120 units are used and the authorization runs to Apr 14, 2027" in found.why
    assert (found.place, found.due_on) == (Place.INFUSIONS, None)


def test_units_that_are_left_are_told_when_the_renewal_is_due(library: Library) -> None:
    """April 14 less 45 days is February 28."""
    given = ("2026-10-20", "30")
    assert StepKind.UNITS not in {one.kind for one in granted(library, "2027-02-27", given).steps}
    found = step(granted(library, "2027-02-28", given), StepKind.UNITS)
    assert found.due_on == day("2027-04-14")
    assert "60 of 120 units are used; 60 are left" in found.why
    assert StepKind.UNITS not in {one.kind for one in granted(library, "2027-04-15", given).steps}


def test_a_clinic_that_logs_no_infusion_is_not_warned(library: Library) -> None:
    state = granted(library, "2027-03-15")
    assert state.usages[0].used == 0
    assert StepKind.UNITS not in {one.kind for one in state.steps}


def test_without_the_size_of_the_unit_none_are_counted(library: Library) -> None:
    unknown = next(one.id for one in library.products.values() if one.hcpcs.unit_mg is None)
    (usage,) = granted(library, "2026-11-20", ("2026-10-20", "30"), product=unknown).usages
    assert usage.used is None
    assert usage.uncounted[-1].startswith("The library does not know the size")
