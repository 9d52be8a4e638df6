"""A deadline as a value: when, counted from what, by which rule, how far that rule may be trusted."""

import datetime as dt
from enum import StrEnum

from pydantic import Field

from priorauth.core.letter import Value


class DeadlineKind(StrEnum):
    FILING = "filing"
    DECISION = "decision"
    PEER_TO_PEER = "peer_to_peer"
    RENEWAL = "renewal"


class DeadlineStatus(StrEnum):
    """`past`: the day to work to is past; of a call the last day of its usual span. `settled`: the thing was done.

    `automatic`: nothing is to be filed. `undetermined`: `because` says why.
    """

    OPEN = "open"
    PAST = "past"
    SETTLED = "settled"
    AUTOMATIC = "automatic"
    UNDETERMINED = "undetermined"


class Basis(StrEnum):
    """What a day was reckoned from."""

    RECEIPT = "receipt"
    PRESUMED_RECEIPT = "presumed_receipt"
    NOTICE_DATE = "notice_date"
    SENDING = "sending"
    PLAN_DOCUMENT = "plan_document"
    PRINTED = "printed"
    AUTHORIZATION_END = "authorization_end"


class Reckoning(Value):
    """One way to the day, with its sum: `October 8, 2026 + 180 days = April 6, 2027`.

    `counted_from` is the path of the fact; `rules` are the calculation rules that it used beside the level's own.
    """

    basis: Basis
    counted_from: str
    counted_from_on: dt.date
    due_on: dt.date
    due_at: dt.datetime | None = None
    arithmetic: str
    note: str = ""
    rules: tuple[str, ...] = ()


# What staff call the parts of a rule; the others are told in words already.
SAID_FIELDS = {
    "filed_when": "what counts as filing",
    "effective_from": "the day from which it holds",
    "decision_standard": "the time to decide",
    "decision_expedited": "the expedited time to decide",
}


class Deadline(Value):
    """One running or settled clock of the case.

    `due_on` is the earliest of the reckonings, which is the day to work to; None where nothing can be reckoned.
    `latest_on` is given where the rule names a span: the day after which it is over for certain.
    `send_by` lies five business days before `due_on`, never before the day that is counted from.
    `recalled` lists the parts of the rule that rest on general knowledge; `verified` is None where no rule applies.
    """

    id: str
    kind: DeadlineKind
    what: str
    submission: int | None = None
    level: str | None = None
    level_name: str | None = None
    status: DeadlineStatus
    because: str = ""
    due_on: dt.date | None = None
    due_at: dt.datetime | None = None
    latest_on: dt.date | None = None
    send_by: dt.date | None = None
    filed_when: str | None = Field(default=None, description="The event that counts as filing, by the rule.")
    reckonings: tuple[Reckoning, ...] = ()
    settled_on: dt.date | None = None
    in_time: bool | None = None
    rule: str | None = None
    legal_source: str | None = None
    verified: bool | None = None
    recalled: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def decisive(self) -> Reckoning | None:
        """The reckoning that gives the day to work to."""
        return min(self.reckonings, key=lambda reckoning: reckoning.due_on, default=None)

    @property
    def recalled_said(self) -> tuple[str, ...]:
        """The recalled parts, as staff read them."""
        return tuple(SAID_FIELDS.get(part, part) for part in self.recalled)

    @property
    def counted_from(self) -> str | None:
        """The path of the fact that the day is counted from."""
        return self.decisive.counted_from if self.decisive else None

    @property
    def counted_from_on(self) -> dt.date | None:
        return self.decisive.counted_from_on if self.decisive else None

    @property
    def arithmetic(self) -> str:
        """The sum behind `due_on`; empty where there is none."""
        return self.decisive.arithmetic if self.decisive else ""

    def due_as_of(self, on: dt.date) -> dt.date | None:
        """The day that a list shows on some day: the day to work to, and the last of a usual span once that is past.

        The call may still be open then, so that only after the last day is it overdue.
        """
        is_past = self.due_on is not None and on > self.due_on
        return self.latest_on if is_past and self.kind is DeadlineKind.PEER_TO_PEER else self.due_on


def status_by_day(due_on: dt.date | None, as_of: dt.date) -> DeadlineStatus:
    """Open through the day itself, past after it, undetermined without one."""
    if due_on is None:
        return DeadlineStatus.UNDETERMINED
    return DeadlineStatus.OPEN if as_of <= due_on else DeadlineStatus.PAST
