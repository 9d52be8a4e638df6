"""Rows to dealings: what passed between clinic and plan and no letter rests on. The number of queries is fixed.

Letters and applications belong to apps that stand above this one: each tells of its own through a reader (`told_by`).
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from priorauth.cases.models import Case, EarlierNotice, Exhibit, InformationRequest, PeerToPeer, Submission
from priorauth.core import tracking
from priorauth.core.facts import Determination
from priorauth.core.tracking import Dealings
from priorauth.core.vocabulary import PeerToPeerOutcome
from priorauth.patients.models import Infusion

Reader = Callable[[Case], Mapping[str, Any]]
_readers: list[Reader] = []


def told_by(reader: Reader) -> Reader:
    """Has the dealings of every case hold what an app above this one gives of it, by the names of `Dealings`."""
    _readers.append(reader)
    return reader


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
        absent=_absent(case),
        given=_given(case),
        **{name: value for reader in _readers for name, value in reader(case).items()},
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


def _absent(case: Case) -> tuple[str, ...]:
    """The letters of exhibits that a case file named and nobody has uploaded."""
    rows = Exhibit.objects.of(case.clinic).filter(case=case, document__content="")
    return tuple(rows.values_list("letter", flat=True))


def _given(case: Case) -> tuple[tracking.Given, ...]:
    rows = Infusion.objects.of(case.clinic).filter(prior_ivig__patient=case.patient_id, date__isnull=False)
    return tuple(
        tracking.Given(date=row.date, grams=row.grams, product=row.product or None) for row in rows if row.date
    )
