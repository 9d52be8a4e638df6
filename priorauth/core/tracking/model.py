"""The values that tracking gives: events, clocks, steps, and the state of a case as a whole."""

import datetime as dt
from enum import StrEnum
from uuid import UUID

from priorauth.core.deadlines import Deadline
from priorauth.core.letter import Value
from priorauth.core.vocabulary import DeterminationOutcome, LetterKind, Route


class CaseStatus(StrEnum):
    """`preparing`: the next thing to send is being made ready. `exhausted`: denied, and no level is left."""

    PREPARING = "preparing"
    SUBMITTED = "submitted"
    INFORMATION_REQUESTED = "information_requested"
    PLAN_OVERDUE = "plan_overdue"
    DENIED = "denied"
    PARTIALLY_APPROVED = "partially_approved"
    EXHAUSTED = "exhausted"
    APPROVED = "approved"
    RENEWAL_DUE = "renewal_due"
    EXPIRED = "expired"
    CLOSED = "closed"


class EventKind(StrEnum):
    SENT = "sent"
    RECEIVED = "received"
    CALL = "call"
    INFORMATION_REQUESTED = "information_requested"
    INFORMATION_SENT = "information_sent"
    APPROVED = "approved"
    PARTIALLY_APPROVED = "partially_approved"
    DENIED = "denied"
    PENDED = "pended"
    WITHDRAWN = "withdrawn"
    NOTICE_REPLACED = "notice_replaced"
    PEER_TO_PEER = "peer_to_peer"


class Event(Value):
    """Something that happened. `on` is None where the record gives no day; `path` is the fact that tells of it."""

    kind: EventKind
    on: dt.date | None
    title: str
    detail: str = ""
    reference: str = ""
    submission: int | None = None
    path: str = ""


class ClockState(StrEnum):
    RUNNING = "running"
    PAST = "past"
    KEPT = "kept"
    UNDETERMINED = "undetermined"


class Clock(Value):
    """A span of days that runs, ran out or was kept; without an end it is undetermined, `because` says why.

    What the end was counted from, by which rule and on what authority stands in the deadline.
    """

    id: str
    title: str
    state: ClockState
    begins_on: dt.date | None = None
    ends_on: dt.date | None = None
    settled_on: dt.date | None = None
    because: str = ""
    deadline: Deadline


class StepKind(StrEnum):
    """What a list of things to do is filtered by."""

    FACTS = "facts"
    SEND = "send"
    DECISION = "decision"
    PLAN_OVERDUE = "plan_overdue"
    INFORMATION = "information"
    PEER_TO_PEER = "peer_to_peer"
    APPEAL = "appeal"
    RENEWAL = "renewal"
    SIGNATURE = "signature"
    EXHIBIT = "exhibit"
    UNITS = "units"
    ASSISTANCE = "assistance"


class Place(StrEnum):
    """Where a step is done. `record` is the field of the fact in the step's path."""

    RECORD = "record"
    LETTER = "letter"
    SUBMISSIONS = "submissions"
    SUBMISSION = "submission"
    ANSWER = "answer"
    CALL = "call"
    SIGN = "sign"
    EXHIBITS = "exhibits"
    INFUSIONS = "infusions"
    APPLICATION = "application"


class Step(Value):
    """One thing to do. `do` begins with a verb, `act` stands on its button; without `due_on`, `because` says why.

    `send_by`: the day on which it has to be on its way to be in time, where that is earlier than `due_on`.
    `target` is the draft or the application that it is about. `for_prescriber`: nobody else can do it.
    """

    kind: StepKind
    do: str
    why: str
    act: str
    place: Place
    due_on: dt.date | None = None
    send_by: dt.date | None = None
    because: str = ""
    path: str = ""
    submission: int | None = None
    level: str = ""
    letter: LetterKind | None = None
    target: UUID | None = None
    for_prescriber: bool = False

    @property
    def bites_on(self) -> dt.date | None:
        """The day to work to, by which things to do are put in order."""
        return self.send_by or self.due_on


class Usage(Value):
    """Units used of those that an authorization grants, in HCPCS units of `code`.

    `clock` is the id of the authorization's deadline. `used` is None where the size of the code's unit is not known.
    `uncounted` says, one a line, which infusions of its days do not count and why.
    """

    clock: str
    begins_on: dt.date | None
    ends_on: dt.date
    granted: int
    used: int | None
    infusions: int
    code: str = ""
    unit_mg: int | None = None
    is_confirmed: bool = True
    uncounted: tuple[str, ...] = ()

    @property
    def left(self) -> int | None:
        """Never below none."""
        return None if self.used is None else max(0, self.granted - self.used)


class Followed(StrEnum):
    """What the appeals against a denial came to."""

    OVERTURNED = "overturned"
    UPHELD = "upheld"


class Sent(Value):
    """What one submission comes to, for figures. Days are whole days from sending to the plan's notice.

    `decide_by` ends the plan's clock. A denial opens a window: `file_by` its last day, `filed_on` when it was used.
    """

    submission: int
    level: str
    is_appeal: bool
    is_last: bool
    route: Route
    sent_on: dt.date | None
    outcome: DeterminationOutcome | None
    decided_on: dt.date | None
    days: int | None
    decide_by: dt.date | None
    file_by: dt.date | None
    filed_on: dt.date | None
    followed: Followed | None


class Tracking(Value):
    """A case as of a day. `steps` begin with the one that bites first; `level_name` is the plan type's own word.

    `changes_on` is the first later day on which this may differ though nothing is logged; None where no such day is.
    """

    as_of: dt.date
    status: CaseStatus
    level: str
    level_name: str
    outcome: DeterminationOutcome | None
    events: tuple[Event, ...]
    clocks: tuple[Clock, ...]
    steps: tuple[Step, ...]
    sent: tuple[Sent, ...]
    usages: tuple[Usage, ...] = ()
    changes_on: dt.date | None

    @property
    def next_step(self) -> Step | None:
        return self.steps[0] if self.steps else None
