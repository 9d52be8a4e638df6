"""Sentences that look like what is sought and are not. Each of them was read wrong once, or could be."""

import pytest

from priorauth.core.notices import Kind
from tests.notices.typed import read

NO_REASON = [
    "The drug is not considered experimental.",
    "The FDA has not approved this; still we cover off-label use in cancer.",
    "We do not question that it is medically necessary.",
    "Step therapy was met.",
    "The step therapy requirement does not apply to this request.",
    "The trial of rituximab was adequate.",
    "The patient tried and failed two drugs.",
    "The patient has documented trial and failure of natalizumab.",
    "The site of care is approved.",
    "No prior authorization is required for the infusion service.",
    "Preferred product: Octagam is covered without review.",
    "We received the requested records on May 1.",
    "This is not a duplicate.",
    "The quantity limit is not exceeded.",
    "The dose does not exceed the maximum.",
    "Response to treatment was noted.",
    "The out-of-network benefit does not apply.",
    "Services are billed under place of service 11.",
]
NO_LAST_DAY = [
    "You may appeal. We must decide your appeal by July 1, 2026.",
    "You may appeal. You can request that your appeal be heard before July 1, 2026.",
    "Appeals received after July 1, 2026 are late.",
    "Your appeal rights\n\nOur office is closed until July 6, 2026.",
    "You may appeal. Your authorization ends by July 1, 2026.",
    "You may appeal. It was approved through July 1, 2026.",
    "We got your appeal before May 3, 2026 and reviewed it.",
    "Your appeal of May 1, 2026 is denied. You had until May 10, 2026 to appeal.",
    "A decision on your first appeal was made by our nurse by June 2, 2026.",
]
NO_NOTICE_DATE = [
    "Date of letter you sent: 03/01/2026",
    "Dear Dr. Lee:\n\nSincerely,\n\nJane Roe, MD\nDate: 03/04/2026",
    "Decision date of your earlier request: 01/02/2026",
    "Denial date for the previous claim: 03/04/2025",
    "Mailed to: Dana Whitlock, 12 March 2020 Street",
    "The notice mailed on March 4, 2026 was corrected.",
    "Letter date of the enclosed prior notice: March 4, 2026",
]
NO_POLICY = [
    "Policy number: 88120347",
    "Group policy 55120 applies.",
    "Your policy 8841 is in force.",
    "Under the policy 12 infusions are the maximum.",
    "Our policy 2 years ago changed.",
    "Under our policy and the 300 drugs on its list.",
]
NO_FAX = [
    "Peer to peer: fax 800-555-0113 to schedule. Then you may appeal.",
    "For questions call 800-555-0111. Fax 800-555-0112. You may appeal.",
    "External review\n\nFax your request to 800-555-0114.",
]
TRAPS = [
    (kind, text)
    for kind, texts in (
        (Kind.REASON, NO_REASON),
        (Kind.APPEAL_BY, NO_LAST_DAY),
        (Kind.NOTICE_DATE, NO_NOTICE_DATE),
        (Kind.POLICY, NO_POLICY),
        (Kind.APPEAL_FAX, NO_FAX),
    )
    for text in texts
]


@pytest.mark.parametrize(("kind", "text"), TRAPS)
def test_what_only_looks_like_it_is_left(kind: Kind, text: str) -> None:
    assert read(text).of(kind) == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("We are not denying because it is experimental; it is not medically necessary.", "not_medically_necessary"),
        ("The drug is not considered experimental. The records do not include an MRI.", "insufficient_documentation"),
        ("This drug is medically necessary, but the dose exceeds the limit.", "dose_or_frequency_exceeds"),
        ("You have not tried and failed two preferred drugs.", "step_therapy_not_met"),
    ],
)
def test_the_reason_beside_the_trap_is_found(text: str, reason: str) -> None:
    assert [candidate.value for candidate in read(text).of(Kind.REASON)] == [reason]


@pytest.mark.parametrize(
    "text",
    [
        "Policy " + "ab " * 3000,
        "Policy " + "A" * 9000,
        "You may appeal within 5 days of " + "the notice " * 3000,
        "Member ID: " + "7 " * 5000,
        "Mail your appeal to " + "Erie, PA " * 2000,
        "not " * 5000,
        "1/" * 5000,
    ],
)
def test_a_long_line_is_read_to_its_end(text: str) -> None:
    """One that makes an expression try every way to split it would not end."""
    read(text)
