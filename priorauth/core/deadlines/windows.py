"""The ways to the last day of a window: receipt, presumed receipt, notice, plan document, printed date."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from priorauth.core.dates import long_date
from priorauth.core.deadlines.counting import count_from, plus_days
from priorauth.core.deadlines.model import Basis, Reckoning
from priorauth.core.facts import CaseFacts, Determination, Submission
from priorauth.core.records.appeal_rules import Level, Trigger, Window


@dataclass(frozen=True)
class Denial:
    """A submission with the determination that may be appealed, and its place in the case file."""

    facts: CaseFacts
    index: int

    @property
    def submission(self) -> Submission:
        return self.facts.submissions[self.index]

    @property
    def determination(self) -> Determination:
        determination = self.submission.determination
        assert determination is not None
        return determination

    def path(self, name: str) -> str:
        return f"submissions[{self.index}].determination.{name}"


def reckonings(denial: Denial, level: Level, window: Window | None) -> Iterator[Reckoning]:
    """Every way to the last day that the record allows; the earliest is the day to work to."""
    if window is not None and window.value is not None and not is_out_of_force(denial, level):
        yield from _by_rule(denial, level, window)
    yield from _by_plan_document(denial, level, window)
    yield from printed(denial)


def _by_rule(denial: Denial, level: Level, window: Window) -> Iterator[Reckoning]:
    notice, received = denial.determination.notice_date, denial.determination.received_date
    if window.counted_from is Trigger.NOTICE_DATE:
        if notice:
            yield _reckoned(denial, level, window, Basis.NOTICE_DATE, notice)
        return
    if received:
        yield _reckoned(denial, level, window, Basis.RECEIPT, received)
    if notice and window.receipt_presumed_days is not None:
        yield _presumed(denial, level, window, notice, window.receipt_presumed_days)
    elif notice and not received:
        note = "The day of receipt is not on record; counted from the notice's date, the earliest that it can end."
        yield _reckoned(denial, level, window, Basis.NOTICE_DATE, notice, note)


def _reckoned(denial: Denial, level: Level, window: Window, basis: Basis, day: dt.date, note: str = "") -> Reckoning:
    counted = count_from(day, window, rolls=is_external_review(level))
    name = "received_date" if basis is Basis.RECEIPT else "notice_date"
    return Reckoning(
        basis=basis,
        counted_from=denial.path(name),
        counted_from_on=day,
        due_on=counted.on,
        arithmetic=counted.arithmetic,
        note=note,
        rules=counted.rules,
    )


def _presumed(denial: Denial, level: Level, window: Window, notice: dt.date, days: int) -> Reckoning:
    receipt = plus_days(notice, days)
    reckoning = _reckoned(denial, level, window, Basis.NOTICE_DATE, receipt.on)
    return reckoning.model_copy(
        update={
            "basis": Basis.PRESUMED_RECEIPT,
            "counted_from_on": notice,
            "arithmetic": f"{receipt.arithmetic} (receipt presumed); {reckoning.arithmetic}",
        }
    )


def _by_plan_document(denial: Denial, level: Level, window: Window | None) -> Iterator[Reckoning]:
    days = denial.facts.coverage.windows.get(level.id)
    notice, received = denial.determination.notice_date, denial.determination.received_date
    from_notice = received is None or (window is not None and window.counted_from is Trigger.NOTICE_DATE)
    start = notice if from_notice else received
    if days is None or start is None:
        return
    counted = plus_days(start, days)
    note = "" if not from_notice or received is None else "Counted from the notice's date, as the rule is."
    if from_notice and received is None:
        note = "The day of receipt is not on record; counted from the notice's date, the earliest that it can end."
    yield Reckoning(
        basis=Basis.PLAN_DOCUMENT,
        counted_from=denial.path("notice_date" if from_notice else "received_date"),
        counted_from_on=start,
        due_on=counted.on,
        arithmetic=f"{counted.arithmetic} (the plan document's {days} days)",
        note=note,
        rules=counted.rules,
    )


def printed(denial: Denial) -> Iterator[Reckoning]:
    """The date that the notice prints, if it is on record."""
    determination = denial.determination
    if determination.appeal_by is None:
        return
    start = determination.notice_date or determination.received_date or determination.appeal_by
    yield Reckoning(
        basis=Basis.PRINTED,
        counted_from=denial.path("appeal_by"),
        counted_from_on=min(start, determination.appeal_by),
        due_on=determination.appeal_by,
        arithmetic=f"{long_date(determination.appeal_by)}, as printed in the notice",
    )


def is_external_review(level: Level) -> bool:
    """Whether the level counts from the final internal notice, as the federal external review does."""
    window = level.filing_window
    return window is not None and window.counted_from is Trigger.FINAL_INTERNAL_NOTICE_RECEIVED


def is_out_of_force(denial: Denial, level: Level) -> bool:
    """Whether the rule on record did not hold when the notice came."""
    day = denial.determination.notice_date or denial.determination.received_date
    return day is not None and not is_in_force(level, day)


def is_in_force(level: Level, day: dt.date) -> bool:
    """Whether the rule on record held on that day."""
    begins, ends = level.effective_from, level.effective_to
    return (begins is None or begins.first <= day) and (ends is None or day <= ends.last)


def in_force_said(level: Level) -> str:
    """Between which days the rule on record holds, as a reason for reckoning nothing."""
    begins = f" from {level.effective_from.long()} on" if level.effective_from else ""
    ends = f" until {level.effective_to.long()}" if level.effective_to else ""
    return f"the rule on record holds{begins}{ends}"
