"""The submissions of a case as the page shows them, with the deadlines that each one set off. The queries are fixed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from priorauth.cases.models import Case, DenialReason, EarlierNotice, InformationRequest, Submission
from priorauth.cases.projection import Tracked
from priorauth.cases.saying import Due, due
from priorauth.cases.submissions.forms import OUTCOMES, levels
from priorauth.core.deadlines import Deadline, DeadlineKind, DeadlineStatus, deadlines
from priorauth.core.facts import CaseFacts, Determination
from priorauth.core.tracking import is_appeal
from priorauth.core.tracking.events import OUTCOMES as OUTCOMES_SAID
from priorauth.core.typography import lowered
from priorauth.reference.services import shipped_library

_LOOKS = {"approved": ("ok", "check-circle-fill"), "denied": ("stop", "x-octagon-fill")}
_OTHER = ("warn", "exclamation-triangle-fill")


@dataclass(frozen=True)
class Reckoned:
    """A deadline as it is shown: the day, its sum, its rule, how far that may be trusted."""

    deadline: Deadline
    due: Due | None
    plan_type: str

    @property
    def is_done(self) -> bool:
        return self.deadline.status is DeadlineStatus.SETTLED

    @property
    def title(self) -> str:
        return _TITLES[self.deadline.kind].format(lowered(self.deadline.what.partition(": ")[2]) or "next level")


_TITLES = {
    DeadlineKind.FILING: "Last day to file the {}",
    DeadlineKind.DECISION: "The plan must decide by",
    DeadlineKind.PEER_TO_PEER: "Ask for the peer-to-peer call by",
    DeadlineKind.RENEWAL: "Start the renewal by",
}


@dataclass(frozen=True)
class Card:
    """One submission. `look` and `icon` are those of its pill."""

    row: Submission
    level: str
    answer: str
    look: str
    icon: str
    reasons: Sequence[str]
    requests: Sequence[InformationRequest]
    earlier: Sequence[tuple[EarlierNotice, str]]
    clocks: Sequence[Reckoned]

    @property
    def is_appeal(self) -> bool:
        return is_appeal(self.row.level)


def cards_of(case: Case, tracked: Tracked, today: dt.date) -> list[Card]:
    """The newest first."""
    rows = Submission.objects.of(case.clinic).filter(case=case)
    rows = rows.select_related("determination__authorization", "determination__notice", "peer_to_peer", "proof")
    reasons, requests, earlier = _reasons(case), _requests(case), _earlier(case)
    names = dict(levels(case.coverage.plan_type if case.coverage else ""))
    clocks = _clocks(tracked, today)
    return [
        Card(
            row,
            names.get(row.level, row.level),
            *_answer(row),
            reasons[row.id],
            requests[row.id],
            earlier[row.id],
            clocks[row.id],
        )
        for row in reversed(rows)
    ]


def _answer(row: Submission) -> tuple[str, str, str]:
    given = getattr(row, "determination", None)
    if given is not None:
        return (dict(OUTCOMES).get(given.outcome, "Answered"), *_LOOKS.get(given.outcome, _OTHER))
    return ("Being prepared", "act", "pencil") if row.is_prepared else ("No answer yet", "calm", "send")


def _reasons(case: Case) -> defaultdict[UUID, list[str]]:
    records, found = shipped_library().denial_reasons, defaultdict[UUID, list[str]](list)
    rows = DenialReason.objects.of(case.clinic).filter(determination__submission__case=case)
    for row in rows.select_related("determination"):
        label = records[row.reason].label if row.reason in records else row.reason
        found[row.determination.submission_id].append(label)
    return found


def _requests(case: Case) -> defaultdict[UUID, list[InformationRequest]]:
    found = defaultdict[UUID, list[InformationRequest]](list)
    for row in InformationRequest.objects.of(case.clinic).filter(submission__case=case):
        found[row.submission_id].append(row)
    return found


def _earlier(case: Case) -> defaultdict[UUID, list[tuple[EarlierNotice, str]]]:
    found = defaultdict[UUID, list[tuple[EarlierNotice, str]]](list)
    for row in EarlierNotice.objects.of(case.clinic).filter(submission__case=case).select_related("notice"):
        said = Determination.model_validate(row.said)
        day = f", notice of {said.notice_date:%m/%d/%Y}" if said.notice_date else ""
        found[row.submission_id].append((row, f"{OUTCOMES_SAID[said.outcome]}{day}"))
    return found


def _clocks(tracked: Tracked, today: dt.date) -> defaultdict[UUID, list[Reckoned]]:
    found = defaultdict[UUID, list[Reckoned]](list)
    for clock in _reckoned(tracked.so_far.facts, today):
        row = tracked.submission(clock.deadline.submission)
        if row is not None:
            found[row.id].append(clock)
    return found


def clocks_if(tracked: Tracked, submission: Submission, answer: Determination, today: dt.date) -> list[Reckoned]:
    """The deadlines that an answer would set off, were it on record; none for a level that was not sent."""
    index = next((place for place, row in enumerate(tracked.sent) if row.id == submission.id), None)
    if index is None:
        return []
    facts = tracked.so_far.facts
    sent = [*facts.submissions]
    sent[index] = sent[index].model_copy(update={"determination": answer})
    answered = facts.model_copy(update={"submissions": tuple(sent)})
    return [clock for clock in _reckoned(answered, today) if clock.deadline.submission == index and not clock.is_done]


def _reckoned(facts: CaseFacts, today: dt.date) -> Iterator[Reckoned]:
    """Every deadline that somebody may still want to see; what opens by itself has none."""
    library = shipped_library()
    plan = library.plan_types.get(facts.coverage.plan_type or "")
    for clock in deadlines(facts, library):
        is_over = clock.latest_on is not None and today > clock.latest_on
        if clock.status is not DeadlineStatus.AUTOMATIC and not is_over:
            yield Reckoned(clock, due(clock.due_as_of(today), today), plan.label if plan else "")
