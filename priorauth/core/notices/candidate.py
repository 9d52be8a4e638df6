"""What a reading of a notice gives: candidates, each with its place and why it was taken, and what contradicts."""

from enum import StrEnum

from priorauth.core.records.base import Count, Part, Text


class Kind(StrEnum):
    """What a candidate may be taken for."""

    OUTCOME = "outcome"
    NOTICE_DATE = "notice_date"
    RECEIVED_DATE = "received_date"
    REFERENCE = "reference"
    MEMBER_ID = "member_id"
    REASON = "reason"
    WORDS = "words"
    APPEAL_BY = "appeal_by"
    APPEAL_WINDOW = "appeal_window"
    APPEAL_ADDRESS = "appeal_address"
    APPEAL_FAX = "appeal_fax"
    RIGHT = "right"
    POLICY = "policy"
    REVIEWER = "reviewer"


class QuotedRight(StrEnum):
    """A right that the notice itself tells of."""

    EXTERNAL_REVIEW = "external_review"
    COPY_OF_FILE = "copy_of_file"
    EXPEDITED = "expedited"
    CONTINUATION = "continuation"


class Place(Part):
    """A span within one line of a page: the page counted from 1, start and end in the page's text."""

    page: int
    start: Count
    end: Count


class Candidate(Part):
    """Something that the notice says. `value` is an ISO date, an id, a number or the plan's words, as the kind asks;
    None: it was seen, and cannot be read for sure. `quote` is what stands there, `why` the label found beside it."""

    kind: Kind
    value: Text | None
    quote: Text
    why: Text
    places: tuple[Place, ...]

    @property
    def is_readable(self) -> bool:
        return self.value is not None


class Contradiction(Part):
    """Two things in the notice that cannot both hold. A person decides."""

    says: Text
    candidates: tuple[Count, ...]
    """Where the candidates stand in the reading."""


class NoticeReading(Part):
    candidates: tuple[Candidate, ...]
    contradictions: tuple[Contradiction, ...]

    def of(self, kind: Kind) -> tuple[Candidate, ...]:
        """The candidates of a kind, in the order of the notice."""
        return tuple(candidate for candidate in self.candidates if candidate.kind == kind)
