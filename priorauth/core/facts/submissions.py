"""What was sent to the plan, what it answered, and what proves the facts."""

from pydantic import Field

from priorauth.core.facts.base import Count, Day, ExhibitLetter, Moment, Part, Text, Whole
from priorauth.core.vocabulary import DeterminationOutcome


class Reviewer(Part):
    name: Text | None = None
    specialty: Text | None = None


class Authorization(Part):
    """What an approval grants; `from` in the file is `begins` here, `to` is `ends`."""

    number: Text | None = None
    begins: Day | None = Field(default=None, alias="from")
    ends: Day | None = Field(default=None, alias="to")
    units: Count | None = None
    product: Text | None = None


class Determination(Part):
    """The plan's answer. `appeal_by` is the date printed in the notice; `quote` the plan's own words."""

    outcome: DeterminationOutcome
    notice_date: Day | None = None
    received_date: Day | None = None
    appeal_by: Day | None = None
    reasons: tuple[Text, ...] = ()
    quote: Text | None = None
    policy_cited: Text | None = None
    reviewer: Reviewer | None = None
    authorization: Authorization | None = None


class Submission(Part):
    """One level of the case. A time of day is kept where hours count."""

    level: Text
    submitted: Moment | None = None
    plan_received: Moment | None = None
    channel: Text | None = None
    reference: Text | None = None
    determination: Determination | None = None


class Call(Part):
    """One call to the plan; `with` in the file is `party` here."""

    date: Day
    party: Text | None = Field(default=None, alias="with")
    reference: Text | None = None
    summary: Text | None = None


class Exhibit(Part):
    """A document that proves a fact. Its kind is an id of the standard exhibits."""

    id: ExhibitLetter
    kind: Text | None = None
    title: Text | None = None
    date: Day | None = None
    pages: Whole | None = None
    file: Text | None = None
