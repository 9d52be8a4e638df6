"""Pregnancy against therapies that labels do not allow in it, and the record of pregnancy against itself."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from priorauth.core.contradictions.saying import contradiction, span_said
from priorauth.core.contradictions.therapies import sure_days
from priorauth.core.dates import long_date
from priorauth.core.facts import CaseFacts, Relapse, Therapy
from priorauth.core.letter import CheckItem
from priorauth.core.library import Library
from priorauth.core.naming import drug
from priorauth.core.records.therapy import Therapy as TherapyRecord
from priorauth.core.timeline import At, numbered
from priorauth.core.vocabulary import ReproductiveStatus

# Cautious bounds: of any pregnancy that ended in a delivery, the three months before it; of one with a due date, the
# time from eight months before that day.
_SURELY_BEFORE_DELIVERY = dt.timedelta(days=90)
_SURELY_BEFORE_DUE = dt.timedelta(days=240)
_LONGEST = dt.timedelta(days=300)
_OVERDUE = dt.timedelta(days=21)
_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_UNITS = {"day": 1, "week": 7, "month": 30}
_AFTER_DELIVERY = re.compile(
    rf"\b(?P<count>\d{{1,2}}|{'|'.join(_NUMBERS)}) (?P<unit>day|week|month)s? "
    r"(?:postpartum|after (?:(?:her|the|a) )?(?:(?:first|second|third|fourth|last|previous|earlier) )?"
    r"(?:delivery|childbirth|giving birth))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Pregnancy:
    """Days on which there surely was a pregnancy, how the record tells of it, and where."""

    first: dt.date
    last: dt.date
    said: str
    paths: tuple[str, ...]


def pregnancy_contradictions(facts: CaseFacts, library: Library) -> Iterator[CheckItem]:
    """Therapies taken in a pregnancy in which their label does not allow them; answers about it that do not agree."""
    yield from _record_of_pregnancy(facts)
    pregnancies = tuple(pregnancies_of(facts))
    for entry in numbered("therapies", facts.therapies or ()):
        record = library.therapies.get(entry.item.therapy)
        if record is None or not must_end_for_pregnancy(record):
            continue
        spanned = [each for each in pregnancies if _overlaps(entry.item, each, facts.as_of)]
        if spanned:
            yield _therapy_in_pregnancy(entry, spanned[0], record, library)


def must_end_for_pregnancy(record: TherapyRecord) -> bool:
    """Whether the label forbids it in pregnancy, asks for a time without it before, or advises against it."""
    label = record.pregnancy_labelling
    forbidden = "pregnancy" in record.contraindications
    return forbidden or label.washout_label not in (None, "none") or label.summary.lower().startswith("not advised")


def pregnancies_of(facts: CaseFacts) -> Iterator[Pregnancy]:
    """The pregnancies on record: by delivery, by due date, by a relapse that came so many weeks after a delivery."""
    record = facts.reproductive
    if record and record.delivery_date:
        day = record.delivery_date
        said = f"the delivery on {long_date(day)}"
        yield Pregnancy(day - _SURELY_BEFORE_DELIVERY, day, said, ("reproductive.delivery_date",))
    if record and record.status is ReproductiveStatus.PREGNANT:
        first = min(record.due_date - _SURELY_BEFORE_DUE, facts.as_of) if record.due_date else facts.as_of
        said = (
            f"the pregnancy with the due date {long_date(record.due_date)}"
            if record.due_date
            else "the present pregnancy"
        )
        path = "reproductive.due_date" if record.due_date else "reproductive.status"
        yield Pregnancy(first, facts.as_of, said, (path,))
    for entry in numbered("relapses", facts.relapses or ()):
        yield from _told_by_relapse(entry)


def _told_by_relapse(entry: At[Relapse]) -> Iterator[Pregnancy]:
    found = _AFTER_DELIVERY.search(entry.item.symptoms or "")
    if not found:
        return
    word = found["count"].lower()
    unit = _UNITS[found["unit"].lower()]
    gone = dt.timedelta(days=unit * (int(word) if word.isdigit() else _NUMBERS.index(word) + 1))
    rounded = dt.timedelta(days=unit)
    first = entry.item.date.last - gone + rounded - _SURELY_BEFORE_DELIVERY
    last = entry.item.date.first - gone - rounded
    if first <= last:
        said = f"the pregnancy before the relapse of {entry.item.date.long()}, which came “{found[0]}”,"
        yield Pregnancy(first, last, said, (f"{entry.path}.date", f"{entry.path}.symptoms"))


def _overlaps(therapy: Therapy, pregnancy: Pregnancy, as_of: dt.date) -> bool:
    taken = sure_days(therapy, as_of)
    return taken is not None and taken[0] <= pregnancy.last and taken[1] > pregnancy.first


def _therapy_in_pregnancy(
    entry: At[Therapy], pregnancy: Pregnancy, record: TherapyRecord, library: Library
) -> CheckItem:
    text = (
        f"{drug(library, entry.item.therapy)} is recorded {span_said(entry.item)}, and {pregnancy.said} falls within "
        f"that time. Of pregnancy its labeling says: {record.pregnancy_labelling.summary}. A reviewer will see it, and "
        "it is a matter of safety."
    )
    ends = [f"{entry.path}.{name}" for name in ("started", "ended") if getattr(entry.item, name)]
    return contradiction(f"therapy_in_pregnancy.{entry.path}", text, *ends, *pregnancy.paths)


def _record_of_pregnancy(facts: CaseFacts) -> Iterator[CheckItem]:
    record = facts.reproductive
    if record is None:
        return
    pregnant, due, born = record.status is ReproductiveStatus.PREGNANT, record.due_date, record.delivery_date
    if pregnant and born and born > facts.as_of - _SURELY_BEFORE_DELIVERY:
        text = f"the status is pregnant, and a delivery on {long_date(born)} is on record."
        yield contradiction("pregnant_delivered", text, "reproductive.status", "reproductive.delivery_date")
    if pregnant and due and due < facts.as_of - _OVERDUE:
        text = (
            f"the status is pregnant, and the due date, {long_date(due)}, passed {(facts.as_of - due).days} days ago."
        )
        yield contradiction("due_date_passed", text, "reproductive.status", "reproductive.due_date")
    if due and due > facts.as_of + _LONGEST:
        text = f"the due date, {long_date(due)}, is {(due - facts.as_of).days} days away, longer than a pregnancy."
        yield contradiction("due_date_far", text, "reproductive.due_date")
    if record.status is ReproductiveStatus.POSTPARTUM and due and due > facts.as_of and not born:
        text = f"the status is postpartum, and the due date, {long_date(due)}, is still to come."
        yield contradiction("postpartum_due", text, "reproductive.status", "reproductive.due_date")
    if record.status is ReproductiveStatus.NONE and due and due > facts.as_of:
        text = f"the status is neither pregnant nor planning, and a due date, {long_date(due)}, is on record."
        yield contradiction("due_without_pregnancy", text, "reproductive.status", "reproductive.due_date")
