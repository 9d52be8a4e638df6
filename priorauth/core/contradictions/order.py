"""Dates that charts get wrong: what came first in the disease, in the appeal, in the course of IVIG."""

from collections.abc import Iterator
from itertools import pairwise

from priorauth.core.contradictions.saying import contradiction
from priorauth.core.dates import PartialDate, long_date
from priorauth.core.facts import CaseFacts
from priorauth.core.facts.base import day_of
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.naming import drug
from priorauth.core.timeline import is_before, numbered
from priorauth.core.vocabulary import DeterminationOutcome


def order_contradictions(facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    """Events in an order in which they cannot have happened."""
    yield from _before_onset(facts, library)
    yield from _infusions(facts)
    yield from _notices(facts)
    yield from _levels(facts)
    yield from _review(facts)


def _before_onset(facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    onset = facts.diagnosis.onset
    if onset is None:
        return
    dated: list[tuple[str, PartialDate | None, str]] = [
        ("diagnosis.diagnosed", facts.diagnosis.diagnosed, "the diagnosis"),
        *((f"{entry.path}.date", entry.item.date, "a relapse") for entry in numbered("relapses", facts.relapses or ())),
        *(
            (f"{entry.path}.started", entry.item.started, drug(library, entry.item.therapy))
            for entry in numbered("therapies", facts.therapies or ())
        ),
    ]
    for path, date, what in dated:
        if date and is_before(date, onset, facts.as_of):
            text = f"{what} is dated {date.long()}, before the onset of the disease, {onset.long()}."
            yield contradiction(f"before_onset.{path}", text, path, "diagnosis.onset")


def _infusions(facts: CaseFacts) -> Iterator[CheckItem]:
    prior = facts.prior_ivig
    if prior is None or prior.started is None:
        return
    for index, infusion in enumerate(prior.infusions or ()):
        if infusion.date < prior.started.first:
            path = f"prior_ivig.infusions[{index}].date"
            text = f"an infusion is dated {long_date(infusion.date)}, before the first one, {prior.started.long()}."
            yield contradiction(f"infusion_before_first.{path}", text, path, "prior_ivig.started")


def _notices(facts: CaseFacts) -> Iterator[CheckItem]:
    for index, sent in enumerate(facts.submissions):
        notice = sent.determination
        path = f"submissions[{index}].determination"
        if notice and notice.appeal_by and notice.notice_date and notice.appeal_by < notice.notice_date:
            text = (
                f"the last day to appeal, {long_date(notice.appeal_by)}, is before the notice that prints it, "
                f"{long_date(notice.notice_date)}."
            )
            yield contradiction(f"appeal_by.{path}", text, f"{path}.appeal_by", f"{path}.notice_date")


def _levels(facts: CaseFacts) -> Iterator[CheckItem]:
    for earlier, later in pairwise(numbered("submissions", facts.submissions)):
        notice = earlier.item.determination
        if notice is None or later.item.submitted is None:
            continue
        day = day_of(later.item.submitted)
        if notice.notice_date and day < notice.notice_date:
            text = (
                f"{later.item.level} is recorded as submitted on {long_date(day)}, before the notice that it answers, "
                f"{long_date(notice.notice_date)}."
            )
            paths = (f"{later.path}.submitted", f"{earlier.path}.determination.notice_date")
            yield contradiction(f"answered_early.{later.path}", text, *paths)
        if notice.outcome is DeterminationOutcome.APPROVED and "appeal" in later.item.level:
            text = f"{later.item.level} follows {earlier.item.level}, which was approved."
            paths = (f"{earlier.path}.determination.outcome", f"{later.path}.level")
            yield contradiction(f"approved_appealed.{later.path}", text, *paths)
    if facts.coverage.internal_levels == 1:
        for entry in numbered("submissions", facts.submissions):
            if entry.item.level == "internal_appeal_2":
                text = "the plan is recorded with one internal level, and an appeal at the second is on record."
                yield contradiction("internal_levels", text, "coverage.internal_levels", f"{entry.path}.level")


def _review(facts: CaseFacts) -> Iterator[CheckItem]:
    start, review = facts.request.start, facts.request.review_date
    first = start or facts.as_of
    if review and review <= first:
        what = "the planned start" if start else "the letter’s date"
        text = f"the review is set for {long_date(review)}, not after {what}, {long_date(first)}."
        yield contradiction("review_before_start", text, "request.review_date", "request.start" if start else "as_of")
