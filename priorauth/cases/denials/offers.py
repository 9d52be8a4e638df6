"""What was read, put beside the field of the form that it may fill. A press takes it over; nothing goes by itself."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from django.http import QueryDict

from priorauth.cases.denials.appeals import KEPT
from priorauth.cases.models import Case, Submission
from priorauth.cases.submissions.pages import REASONS, Page
from priorauth.core.dates import short_date
from priorauth.core.notices import Candidate, Kind, QuotedRight
from priorauth.core.tracking.events import OUTCOMES as OUTCOMES_SAID
from priorauth.core.vocabulary import DeterminationOutcome
from priorauth.reference.services import shipped_library

_DAYS = (Kind.NOTICE_DATE, Kind.RECEIVED_DATE, Kind.APPEAL_BY)
# The field of the answer's page that a candidate may fill.
FIELDS = {
    Kind.OUTCOME: "answer-outcome",
    Kind.NOTICE_DATE: "answer-notice_date",
    Kind.RECEIVED_DATE: "answer-received_date",
    Kind.APPEAL_BY: "answer-appeal_by",
    Kind.WORDS: "said-quote",
    Kind.POLICY: "said-policy_cited",
}
_LABELS = {
    Kind.MEMBER_ID: "Member ID",
    Kind.REFERENCE: "Reference",
    Kind.APPEAL_WINDOW: "How long",
    Kind.APPEAL_ADDRESS: "Mail appeals to",
    Kind.APPEAL_FAX: "Fax appeals to",
    Kind.RIGHT: "Right",
    Kind.REVIEWER: "Decided by",
}
_RIGHTS = {
    QuotedRight.EXTERNAL_REVIEW: "External review",
    QuotedRight.COPY_OF_FILE: "Copy of the file",
    QuotedRight.EXPEDITED: "Expedited appeal",
    QuotedRight.CONTINUATION: "Benefits go on",
}


@dataclass(frozen=True)
class Offer:
    """A numbered candidate as the page offers it: what it says, and whether the form says so already."""

    number: int
    candidate: Candidate
    said: str
    is_taken: bool


@dataclass(frozen=True)
class Told:
    """Something that the letter also says. `stands` is how it compares with the record: `same`, `other`, or nothing.

    `may_be_kept`: a press keeps it on file, because the record has nothing or something else there.
    """

    number: int
    candidate: Candidate
    label: str
    said: str
    stands: str

    @property
    def may_be_kept(self) -> bool:
        return self.candidate.kind in KEPT and self.candidate.value is not None and self.stands != "same"


def offers(candidates: Mapping[int, Candidate], page: Page) -> dict[str, list[Offer]]:
    """Offers by the kind of candidate, for the fields of the form."""
    found: dict[str, list[Offer]] = {kind.value: [] for kind in (*FIELDS, Kind.REASON)}
    for number, candidate in candidates.items():
        if candidate.kind.value in found:
            offer = Offer(number, candidate, _said(candidate), _is_taken(candidate, page))
            found[candidate.kind.value].append(offer)
    return found


def also_told(candidates: Mapping[int, Candidate], case: Case, submission: Submission) -> list[Told]:
    """What no field of the answer holds: numbers to compare with the record, whereto appeals go, rights."""
    return [
        Told(number, one, _LABELS[one.kind], _said(one), _stands(one, case, submission))
        for number, one in candidates.items()
        if one.kind in _LABELS
    ]


def take(typed: QueryDict, candidate: Candidate) -> QueryDict:
    """What was typed, with a candidate in its field. A reason becomes a further row; words join those before them."""
    taken, value = typed.copy(), candidate.value
    if value is None:
        return taken
    if candidate.kind is Kind.REASON:
        row = str(uuid4())
        taken.appendlist(f"{REASONS}-id", row)
        taken[f"{REASONS}-{row}-reason"] = value
    elif candidate.kind in _DAYS:
        taken[FIELDS[candidate.kind]] = f"{dt.date.fromisoformat(value):%m/%d/%Y}"
    elif candidate.kind is Kind.WORDS:
        taken[FIELDS[candidate.kind]] = " ".join(filter(None, [typed.get(FIELDS[candidate.kind], "").strip(), value]))
    elif candidate.kind in FIELDS:
        taken[FIELDS[candidate.kind]] = value
    return taken


def _said(candidate: Candidate) -> str:
    value = candidate.value
    if value is None:
        return candidate.quote
    if candidate.kind in _DAYS:
        return short_date(dt.date.fromisoformat(value))
    if candidate.kind is Kind.OUTCOME:
        return OUTCOMES_SAID[DeterminationOutcome(value)]
    if candidate.kind is Kind.REASON:
        return shipped_library().denial_reasons[value].label
    return _RIGHTS[QuotedRight(value)] if candidate.kind is Kind.RIGHT else value


def _is_taken(candidate: Candidate, page: Page) -> bool:
    if candidate.value is None:
        return False
    if candidate.kind is Kind.REASON:
        return any(str(row.form["reason"].value() or "") == candidate.value for row in page.rows)
    part, _, name = FIELDS[candidate.kind].partition("-")
    value = page[part].form[name].value() or ""
    if candidate.kind in _DAYS:
        return str(value) in (candidate.value, f"{dt.date.fromisoformat(candidate.value):%m/%d/%Y}")
    return candidate.value in str(value)


def _stands(candidate: Candidate, case: Case, submission: Submission) -> str:
    appeals = (case.coverage.appeals or {}) if case.coverage else {}
    known = {
        Kind.MEMBER_ID: case.coverage.member_id if case.coverage else "",
        Kind.REFERENCE: submission.reference,
        Kind.APPEAL_ADDRESS: " ".join(appeals.get("address", ())),
        Kind.APPEAL_FAX: appeals.get("fax", ""),
    }.get(candidate.kind, "")
    if not known or candidate.value is None:
        return ""
    return "same" if _plain(candidate.value) == _plain(known) else "other"


def _plain(number: str) -> str:
    return "".join(letter for letter in number.upper() if letter.isalnum())
