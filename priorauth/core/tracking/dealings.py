"""What passes between clinic and plan and no letter rests on, so that the case file has no place for it.

A submission is named by its index in the facts.
"""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from priorauth.core.letter import Value
from priorauth.core.vocabulary import DeterminationOutcome, LetterKind, PeerToPeerOutcome


class InformationRequest(Value):
    """What the plan asked for on the way to its decision; `due_on` is the day that the plan named."""

    submission: int
    asked_on: dt.date | None = None
    due_on: dt.date | None = None
    answered_on: dt.date | None = None


class PeerToPeerCall(Value):
    """The call between physicians after a denial; `scheduled` has a time of day where one is set."""

    submission: int
    asked_on: dt.date | None = None
    scheduled: dt.datetime | dt.date | None = None
    held_on: dt.date | None = None
    outcome: PeerToPeerOutcome | None = None


class EarlierNotice(Value):
    """A notice that a corrected or second one has replaced."""

    submission: int
    outcome: DeterminationOutcome
    notice_date: dt.date | None = None
    received_date: dt.date | None = None


class LetterInHand(Value):
    """A letter of the case: since when it waits for the prescriber's signature, and when it was last signed."""

    id: UUID
    kind: LetterKind
    asked_on: dt.date | None = None
    signed_on: dt.date | None = None


class ApplicationStatus(StrEnum):
    CONSIDERING = "considering"
    PREPARING = "preparing"
    SUBMITTED = "submitted"
    DOCUMENTS_REQUESTED = "documents_requested"
    APPROVED = "approved"
    DENIED = "denied"
    ACTIVE = "active"
    EXPIRING = "expiring"
    CLOSED = "closed"


class Application(Value):
    """What the case asks of an assistance program; `ready` are the documents at hand, `next_on` was set by staff."""

    id: UUID
    program: str
    status: ApplicationStatus
    ready: tuple[str, ...] = ()
    next_on: dt.date | None = None
    renews_on: dt.date | None = None


class Given(Value):
    """An infusion that was given. Without a product it is that of the authorization under which it was given."""

    date: dt.date
    grams: Decimal | None = None
    product: str | None = None


class Dealings(Value):
    """`prepared` is the level that is begun and not sent; `closed_on` the day on which the clinic closed the case.

    `absent` are the letters of exhibits whose document nobody has uploaded.
    """

    prepared: str | None = None
    closed_on: dt.date | None = None
    information: tuple[InformationRequest, ...] = ()
    peer_to_peer: tuple[PeerToPeerCall, ...] = ()
    earlier_notices: tuple[EarlierNotice, ...] = ()
    letters: tuple[LetterInHand, ...] = ()
    absent: tuple[str, ...] = ()
    given: tuple[Given, ...] = ()
    applications: tuple[Application, ...] = ()

    def asked_beside(self, submission: int) -> tuple[InformationRequest, ...]:
        """What the plan asked for beside a submission."""
        return tuple(one for one in self.information if one.submission == submission)

    def call_after(self, submission: int) -> PeerToPeerCall | None:
        """The call between physicians after the denial of a submission."""
        return next((one for one in self.peer_to_peer if one.submission == submission), None)
