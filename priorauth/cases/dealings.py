"""Rows to dealings: what passed between clinic and plan and no letter rests on. The number of queries is fixed."""

from uuid import UUID

from priorauth.cases.models import Case, EarlierNotice, InformationRequest, PeerToPeer, Submission
from priorauth.core import tracking
from priorauth.core.facts import Determination
from priorauth.core.tracking import Dealings
from priorauth.core.vocabulary import PeerToPeerOutcome


def sent_of(case: Case) -> list[Submission]:
    """The submissions as the facts number them."""
    rows = Submission.objects.of(case.clinic).filter(case=case, is_prepared=False)
    return [row for row in rows if row.level]


def dealings_of(case: Case, sent: list[Submission]) -> Dealings:
    """What no fact tells of the submissions, which are named by their place in the facts."""
    index = {row.id: place for place, row in enumerate(sent)}
    prepared = Submission.objects.of(case.clinic).filter(case=case, is_prepared=True).last()
    return Dealings(
        prepared=prepared.level if prepared else None,
        closed_on=case.closed_on,
        information=_information(case, index),
        peer_to_peer=_calls(case, index),
        earlier_notices=_earlier(case, index),
    )


def _information(case: Case, index: dict[UUID, int]) -> tuple[tracking.InformationRequest, ...]:
    rows = InformationRequest.objects.of(case.clinic).filter(submission__in=index)
    return tuple(
        tracking.InformationRequest(
            submission=index[row.submission_id],
            asked_on=row.asked_on,
            due_on=row.due_on,
            answered_on=row.answered_on,
        )
        for row in rows
    )


def _calls(case: Case, index: dict[UUID, int]) -> tuple[tracking.PeerToPeerCall, ...]:
    rows = PeerToPeer.objects.of(case.clinic).filter(submission__in=index)
    return tuple(
        tracking.PeerToPeerCall(
            submission=index[row.submission_id],
            asked_on=row.asked_on,
            scheduled=row.scheduled,
            held_on=row.held_on,
            outcome=PeerToPeerOutcome(row.outcome) if row.outcome else None,
        )
        for row in rows
    )


def _earlier(case: Case, index: dict[UUID, int]) -> tuple[tracking.EarlierNotice, ...]:
    rows = EarlierNotice.objects.of(case.clinic).filter(submission__in=index)
    return tuple(_notice(index[row.submission_id], Determination.model_validate(row.said)) for row in rows)


def _notice(submission: int, said: Determination) -> tracking.EarlierNotice:
    days = {"notice_date": said.notice_date, "received_date": said.received_date}
    return tracking.EarlierNotice(submission=submission, outcome=said.outcome, **days)
