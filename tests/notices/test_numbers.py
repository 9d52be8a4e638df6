"""Numbers, addresses, rights and policies: each beside its label, or left."""

import pytest

from priorauth.core.notices import Kind
from tests.notices.typed import read


def values(text: str, kind: Kind) -> list[str | None]:
    return [candidate.value for candidate in read(text).of(kind)]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("Reference number: HL-26-118204", "HL-26-118204"),
        ("Case #: CV7730418", "CV7730418"),
        ("Claim No. SRA26-0091847", "SRA26-0091847"),
        ("Authorization number is 77-J-3012.", "77-J-3012"),
        ("Case: BCM-26-70915   Member: Ruth Castellano", "BCM-26-70915"),
    ],
)
def test_a_reference_is_found_beside_its_label(said: str, value: str) -> None:
    assert values(said, Kind.REFERENCE) == [value]


@pytest.mark.parametrize(
    "said",
    ["In any case: call us", "Reference: see above", "Case number: 03/04/2026", "The claim number was left out."],
)
def test_what_is_no_number_is_left(said: str) -> None:
    assert values(said, Kind.REFERENCE) == []


@pytest.mark.parametrize("number", ["BCM-26-7O915", "BCM-26-7l915", "4I20-88"])
def test_a_letter_among_digits_is_seen_and_has_no_value(number: str) -> None:
    assert values(f"Member ID: {number}", Kind.MEMBER_ID) == [None]


def test_an_id_ends_where_the_next_label_begins() -> None:
    assert values("Member ID: OMB 604 118 Claim number: OM-2026-3345", Kind.MEMBER_ID) == ["OMB 604 118"]


def test_two_member_ids_contradict() -> None:
    (contradiction,) = read("Member ID: HLP 4471\n\nSubscriber ID: HLP 9999").contradictions
    assert contradiction.says == "The notice gives 2 member IDs: HLP 4471 and HLP 9999."


def test_the_appeals_fax_is_not_the_letterheads() -> None:
    letter = "Fax 608-555-0151\n\nFax records to 608-555-0152.\n\nFax your appeal to 608-555-0177."
    assert values(letter, Kind.APPEAL_FAX) == ["608-555-0177"]


def test_the_appeals_address_is_read_over_its_lines() -> None:
    letter = "Mail your appeal to:\n\nHarborline Health, Appeals Unit\nPO Box 4419\nDayton, OH 45401\n\nThank you."
    assert values(letter, Kind.APPEAL_ADDRESS) == ["Harborline Health, Appeals Unit, PO Box 4419, Dayton, OH 45401"]


def test_an_address_for_external_review_is_not_the_appeals() -> None:
    letter = "You may appeal. Send external review requests to the Department, 1526 K Street, Lincoln, NE 68508."
    assert values(letter, Kind.APPEAL_ADDRESS) == []


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("You may ask for an independent external review.", "external_review"),
        ("You may have copies of your file free of charge.", "copy_of_file"),
        ("You have the right to an expedited appeal.", "expedited"),
        ("You can keep getting services while you wait.", "continuation"),
    ],
)
def test_a_right_is_quoted(said: str, right: str) -> None:
    (candidate,) = read(said).of(Kind.RIGHT)
    assert (candidate.value, candidate.quote) == (right, said)


@pytest.mark.parametrize("policy", ["Medical Policy MP-204", "Clinical Policy CP 3318", "LCD L33610", "CPB 0206"])
def test_a_policy_is_named_with_its_number(policy: str) -> None:
    assert values(f"Our decision rests on {policy}.", Kind.POLICY) == [policy]


def test_an_insurance_policy_is_no_coverage_policy() -> None:
    assert values("Your policy number 88120347 is on the card.", Kind.POLICY) == []


def test_who_decided_is_read_beside_its_label() -> None:
    assert values("Decided by: medical director, pediatrics", Kind.REVIEWER) == ["medical director, pediatrics"]
    assert values("It was decided by a nurse: see above.", Kind.REVIEWER) == []
