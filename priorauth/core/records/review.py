"""When a record should be read again: its verification, and how long upkeep.yaml lets that hold."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from priorauth.core.dates import months_after
from priorauth.core.records.appeal_rules import PlanType, RuleChange
from priorauth.core.records.base import Record, Verification
from priorauth.core.records.denial import DenialReason
from priorauth.core.records.policy import Policy
from priorauth.core.records.sections import SECTIONS

if TYPE_CHECKING:
    from priorauth.core.library import Library


@dataclass(frozen=True)
class Review:
    """A record, the day on which it was last read, and the day from which it should be read again.

    `is_verified` is False where the record says that no page confirmed it: it was looked for on that day.
    """

    file: str
    record_id: str
    read_on: dt.date
    due_on: dt.date
    is_verified: bool


def reviews(library: "Library") -> tuple[Review, ...]:
    """The review of every record whose file upkeep.yaml gives months, soonest first."""
    return tuple(sorted(_reviews(library), key=lambda review: (review.due_on, review.file, review.record_id)))


def due_for_review(library: "Library", day: dt.date) -> tuple[Review, ...]:
    """Those that are due on that day, soonest first."""
    return tuple(review for review in reviews(library) if review.due_on <= day)


def unchecked_edition(library: "Library", day: dt.date) -> str | None:
    """The id of the diagnosis code edition in force on that day, if it was not checked; None if it was."""
    for edition in library.icd10_set.editions:
        if edition.valid_from <= day and (edition.valid_to is None or day <= edition.valid_to):
            return None if edition.checked else edition.id
    return None


def _reviews(library: "Library") -> Iterator[Review]:
    for section in SECTIONS:
        months = library.upkeep.review_after_months.get(section.file)
        if months is None or section.single:
            continue
        for record in getattr(library, section.attribute).values():
            for record_id, verification in _verifications(record):
                read_on = verification.date.first if verification else library.read_on[section.file]
                is_verified = verification is not None or isinstance(record, WITHOUT_MARK)
                yield Review(section.file, record_id, read_on, months_after(read_on, months), is_verified)


WITHOUT_MARK = (DenialReason, RuleChange)


def _verifications(record: Record) -> Iterator[tuple[str, Verification | None]]:
    """What was read for a record, and when. Labels and our own rules have nothing to read again."""
    if isinstance(record, PlanType):
        yield from ((f"{record.id}.{level.id}", level.verified) for level in record.levels)
    elif isinstance(record, Policy):
        yield record.id, record.verified or record.identity_seen
    elif isinstance(record, WITHOUT_MARK) or "verified" in type(record).model_fields:
        yield record.id, getattr(record, "verified", None)
