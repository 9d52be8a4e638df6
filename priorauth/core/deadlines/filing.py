"""Until when the next level must be filed after a denial."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from priorauth.core.dates import long_date
from priorauth.core.deadlines.counting import SEND_BY, count_from, plus_days, send_by
from priorauth.core.deadlines.levels import levels_after, plan_type_of, short_name
from priorauth.core.deadlines.model import Basis, Deadline, DeadlineKind, DeadlineStatus, Reckoning, status_by_day
from priorauth.core.facts import CaseFacts, Determination, Submission, day_of
from priorauth.core.library import Library
from priorauth.core.records.appeal_rules import DayType, FiledWhen, Level, Trigger, Window
from priorauth.core.records.base import TimeUnit
from priorauth.core.vocabulary import DeterminationOutcome, Urgency

OPENS_A_LEVEL = (DeterminationOutcome.DENIED, DeterminationOutcome.PARTIALLY_APPROVED)


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


def filing_deadlines(facts: CaseFacts, library: Library) -> Iterator[Deadline]:
    """For each denial the window of each level that it opens."""
    plan_type = plan_type_of(facts, library)
    for index, submission in enumerate(facts.submissions):
        if submission.determination is None or submission.determination.outcome not in OPENS_A_LEVEL:
            continue
        denial = Denial(facts, index)
        if plan_type is None:
            yield _without_rule(denial, "the plan type is not on record")
            continue
        levels = levels_after(submission.level, plan_type, facts)
        if not levels:
            yield _without_rule(denial, f"the library has no level after {submission.level} for {plan_type.label}")
        for level in levels:
            yield _filing(denial, level, f"appeal_rules:{plan_type.id}.{level.id}", is_sure=len(levels) == 1)


def _filing(denial: Denial, level: Level, rule: str, *, is_sure: bool) -> Deadline:
    window = _window(level, denial.facts)
    reckonings = tuple(_reckonings(denial, level, window))
    due = min((reckoning.due_on for reckoning in reckonings), default=None)
    filed = _filed(denial, level)
    because = "" if due or level.automatic else _because(denial, level, window)
    if not is_sure and level.only_if_plan_has_it:
        because = because or "the record does not say whether the plan has this level"
    return Deadline(
        id=f"submissions[{denial.index}].filing.{level.id}",
        kind=DeadlineKind.FILING,
        what=f"File: {short_name(level)}",
        submission=denial.index,
        level=level.id,
        level_name=level.name,
        status=_status(due, level, filed, denial.facts.as_of),
        because=because,
        due_on=due,
        send_by=_send_by(reckonings),
        filed_when=window.filed_when.value if window else None,
        reckonings=reckonings,
        settled_on=filed,
        in_time=filed <= due if filed and due else None,
        rule=rule,
        legal_source=level.legal_source,
        verified=level.verified is not None,
        recalled=level.recalled,
        notes=tuple(_notes(level, window, denial.facts, is_sure=is_sure)),
        facts=tuple(dict.fromkeys(["coverage.plan_type", *(reckoning.counted_from for reckoning in reckonings)])),
        rules=tuple(dict.fromkeys([rule, SEND_BY, *(name for reckoning in reckonings for name in reckoning.rules)])),
    )


def _without_rule(denial: Denial, because: str) -> Deadline:
    """A denial for which the library has no level: only the notice's own date can be kept."""
    printed = tuple(_printed(denial))
    due = printed[0].due_on if printed else None
    return Deadline(
        id=f"submissions[{denial.index}].filing",
        kind=DeadlineKind.FILING,
        what="File the next level",
        submission=denial.index,
        status=status_by_day(due, denial.facts.as_of),
        because=because,
        due_on=due,
        send_by=_send_by(printed),
        reckonings=printed,
        facts=tuple(reckoning.counted_from for reckoning in printed) or ("coverage.plan_type",),
        rules=(SEND_BY,) if printed else (),
    )


def _window(level: Level, facts: CaseFacts) -> Window | None:
    """The window to file; the shorter one of an expedited request where the level has one of its own."""
    is_expedited = facts.request.urgency is Urgency.EXPEDITED
    return level.filing_window_expedited if is_expedited and level.filing_window_expedited else level.filing_window


def _reckonings(denial: Denial, level: Level, window: Window | None) -> Iterator[Reckoning]:
    if window is not None and window.value is not None and not _out_of_force(denial, level):
        yield from _by_rule(denial, level, window)
    yield from _by_plan_document(denial, level, window)
    yield from _printed(denial)


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
    counted = count_from(day, window, rolls=_is_external_review(level))
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


def _printed(denial: Denial) -> Iterator[Reckoning]:
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


def _is_external_review(level: Level) -> bool:
    window = level.filing_window
    return window is not None and window.counted_from is Trigger.FINAL_INTERNAL_NOTICE_RECEIVED


def _out_of_force(denial: Denial, level: Level) -> bool:
    day = denial.determination.notice_date or denial.determination.received_date
    return day is not None and not is_in_force(level, day)


def is_in_force(level: Level, day: dt.date) -> bool:
    """Whether the rule on record held on that day."""
    begins, ends = level.effective_from, level.effective_to
    return (begins is None or begins.first <= day) and (ends is None or day <= ends.last)


def _because(denial: Denial, level: Level, window: Window | None) -> str:
    if window is None:
        return "the library has no window for this level"
    if _out_of_force(denial, level):
        return f"the rule on record holds from {level.effective_from and level.effective_from.long()} on"
    if window.value is None:
        return f"{window.late or 'the plan document sets the window'}; that and the notice's date are not on record"
    return "the notice's date is not on record"


def _filed(denial: Denial, level: Level) -> dt.date | None:
    """The day on which that level was filed, as the rule counts filing."""
    for later in denial.facts.submissions[denial.index + 1 :]:
        if later.level == level.id:
            counts_receipt = level.filing_window is not None and level.filing_window.filed_when is FiledWhen.RECEIVED
            by_day = (later.submitted, later.plan_received)
            moments = reversed(by_day) if counts_receipt else by_day
            return next((day_of(moment) for moment in moments if moment is not None), None)
    return None


def _status(due: dt.date | None, level: Level, filed: dt.date | None, as_of: dt.date) -> DeadlineStatus:
    if filed:
        return DeadlineStatus.SETTLED
    return DeadlineStatus.AUTOMATIC if level.automatic else status_by_day(due, as_of)


def _send_by(reckonings: tuple[Reckoning, ...]) -> dt.date | None:
    first = min(reckonings, key=lambda reckoning: reckoning.due_on, default=None)
    return send_by(first.due_on, first.counted_from_on) if first else None


def _notes(level: Level, window: Window | None, facts: CaseFacts, *, is_sure: bool) -> Iterator[str]:
    if level.automatic:
        yield f"Nothing to file: {level.who_files[0].lower()}{level.who_files[1:]}."
    if not is_sure:
        yield "The record does not say whether the plan has one internal level or two: ask, both clocks are shown."
    if window is None:
        return
    if window is level.filing_window_expedited and level.decision_expedited and level.decision_expedited.extension:
        yield f"Expedited: {level.decision_expedited.extension}."
    if _is_external_review(level) and window.unit is TimeUnit.MONTHS:
        yield "The month count is the federal one; a state's process may differ."
    if window.late:
        yield f"{'Late: ' if window.value is not None else ''}{window.late}."
    if window.day_type is DayType.BUSINESS:
        yield "Counted in business days; federal holidays are left out."
