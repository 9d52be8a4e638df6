"""A clinic's own records, as its people write and review them."""

from typing import Any

from priorauth.clinics.models import Member
from priorauth.reference import lifecycle
from priorauth.reference.models import OwnRecord
from priorauth.reference.services import shipped_library
from tests.library import test_overlay as samples

WORDING = {"text": "IVIG is covered for relapsing MS when all of these are met.", "place": "p. 4, B"}
RECALLED = "uhc-commercial-2021"


def a_policy(by: Member, **changes: Any) -> OwnRecord:
    """A draft of a policy whose position was read."""
    criterion = samples.policy()["criteria"][0] | {"basis": "clinic", "wording": WORDING}
    read = {"ms_position_basis": "clinic", "position_wording": WORDING, "criteria": [criterion]}
    return lifecycle.start(by, OwnRecord.Kind.POLICY, samples.policy(**{**read, **changes}))


def a_publication(by: Member, **changes: Any) -> OwnRecord:
    content = samples.publication(**{"courses": ["rrms"], **changes})
    return lifecycle.start(by, OwnRecord.Kind.PUBLICATION, content)


def read(row: OwnRecord, by: Member) -> OwnRecord:
    """A shipped policy's draft with its position and its first criterion read."""
    first, *rest = row.content["criteria"]
    content = row.content | {
        "ms_position_basis": "clinic",
        "position_wording": WORDING,
        "verified": {"date": "2026-11-02", "pages": [], "note": "The plan's portal."},
        "criteria": [first | {"basis": "clinic", "wording": WORDING}, *rest],
    }
    lifecycle.save(row, content, revision=row.revision, by=by)
    return row


def a_reading(by: Member, policy: str = RECALLED) -> OwnRecord:
    return read(lifecycle.start_reading(by, shipped_library().policies[policy]), by)


def in_use(row: OwnRecord, second: Member) -> OwnRecord:
    """The draft, submitted by its writer and accepted by somebody else."""
    lifecycle.submit(row, revision=row.revision, by=row.written_by)
    lifecycle.accept(row, revision=row.revision, by=second)
    return row
