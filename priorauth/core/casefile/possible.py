"""What no record can be: dates out of order in every reading, a man after childbirth, one exhibit twice.

A date without a day stands for every day of its span: an order is impossible only if it is so for all of them.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from priorauth.core.dates import PartialDate
from priorauth.core.errors import Problem
from priorauth.core.facts import CaseFacts
from priorauth.core.facts.base import day_of
from priorauth.core.vocabulary import ReproductiveStatus, Sex
from priorauth.core.walk import dates

_MAY_BE_AHEAD = re.compile(
    r"as_of|reproductive\.due_date|request\.(start|review_date)"
    r"|(prior_ivig|submissions\[\d+\]\.determination)\.authorization\.(from|to)"
    r"|submissions\[\d+\]\.determination\.appeal_by"
)
_OLDER_THAN_PATIENT = re.compile(r"exhibits\[\d+\]\.date")

Date = PartialDate | dt.date | None


def impossibilities(facts: CaseFacts) -> Iterator[Problem]:
    """Every impossibility. `facts` may be incomplete: what could not be read is None and says nothing."""
    yield from _after_the_letter(facts, facts.as_of)
    yield from _before_birth(facts)
    yield from _therapies_in_order(facts)
    yield from _authorizations_in_order(facts)
    yield from _submissions_in_order(facts)
    yield from _childbirth_of_a_man(facts)
    yield from _exhibits_named_twice(facts)


def may_be_ahead(path: str) -> bool:
    """Whether a date may lie behind the letter's: what is planned, expected or granted. `path` is the fact's."""
    return bool(_MAY_BE_AHEAD.fullmatch(path))


def _after_the_letter(facts: CaseFacts, as_of: dt.date | None) -> Iterator[Problem]:
    if as_of is None:
        return
    for path, date in dates(facts):
        if date.first > as_of and not may_be_ahead(path):
            yield Problem(
                path,
                f"{date} is after the letter’s date, {as_of}: a letter tells only what has happened by then; "
                "correct this date, or as_of",
            )


def _before_birth(facts: CaseFacts) -> Iterator[Problem]:
    birth = facts.patient.birth_date
    if birth is None:
        return
    for path, date in dates(facts):
        if date.last < birth and path != "as_of" and not _OLDER_THAN_PATIENT.fullmatch(path):
            yield Problem(
                path, f"{date} is before the patient’s birth on {birth}: correct this date, or patient.birth_date"
            )


def _therapies_in_order(facts: CaseFacts) -> Iterator[Problem]:
    for index, therapy in enumerate(facts.therapies or ()):
        path = f"therapies[{index}]"
        yield from _order(f"{path}.ended", therapy.ended, "the therapy began", f"{path}.started", therapy.started)


def _authorizations_in_order(facts: CaseFacts) -> Iterator[Problem]:
    granted = [
        (f"submissions[{index}].determination.authorization", sent.determination.authorization)
        for index, sent in enumerate(facts.submissions)
        if sent.determination
    ]
    if facts.prior_ivig:
        granted.insert(0, ("prior_ivig.authorization", facts.prior_ivig.authorization))  # type: ignore[arg-type]
    for path, grant in granted:
        if grant:
            yield from _order(f"{path}.to", grant.ends, "the authorization begins", f"{path}.from", grant.begins)


def _submissions_in_order(facts: CaseFacts) -> Iterator[Problem]:
    for index, sent in enumerate(facts.submissions):
        path = f"submissions[{index}]"
        when = day_of(sent.submitted) if sent.submitted else None
        arrived = day_of(sent.plan_received) if sent.plan_received else None
        yield from _order(f"{path}.plan_received", arrived, "it was submitted", f"{path}.submitted", when)
        if sent.determination:
            notice, there = sent.determination.notice_date, f"{path}.determination"
            yield from _order(f"{there}.notice_date", notice, "it was asked for", f"{path}.submitted", when)
            received = sent.determination.received_date
            yield from _order(f"{there}.received_date", received, "it was written", f"{there}.notice_date", notice)


def _order(path: str, date: Date, event: str, other_path: str, other: Date) -> Iterator[Problem]:
    if date is None or other is None:
        return
    late, early = PartialDate.parse(date), PartialDate.parse(other)
    if late.last < early.first:
        yield Problem(path, f"{late} is before {event}, {early}: correct this date, or {other_path}")


def _childbirth_of_a_man(facts: CaseFacts) -> Iterator[Problem]:
    if facts.patient.sex is not Sex.MALE or facts.reproductive is None:
        return
    record, wanted = facts.reproductive, "of a man cannot be on record: correct this, or patient.sex"
    if record.status in (ReproductiveStatus.PREGNANT, ReproductiveStatus.POSTPARTUM):
        yield Problem("reproductive.status", f"{record.status} {wanted}")
    for name in ("due_date", "delivery_date"):
        if getattr(record, name):
            yield Problem(f"reproductive.{name}", f"a {name.replace('_', ' ')} {wanted}")
    if record.breastfeeding:
        yield Problem("reproductive.breastfeeding", f"breastfeeding {wanted}")


def _exhibits_named_twice(facts: CaseFacts) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    for index, exhibit in enumerate(facts.exhibits):
        seen[exhibit.id] += 1
        if exhibit.id is not None and seen[exhibit.id] == 2:
            yield Problem(f"exhibits[{index}].id", f"{exhibit.id} stands twice: give each exhibit a letter of its own")
