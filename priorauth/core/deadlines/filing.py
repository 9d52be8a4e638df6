"""Until when the next level must be filed after a denial."""

import datetime as dt
from collections.abc import Iterator

from priorauth.core.deadlines.counting import SEND_BY, send_by
from priorauth.core.deadlines.model import Deadline, DeadlineKind, DeadlineStatus, Reckoning, status_by_day
from priorauth.core.deadlines.windows import (
    Denial,
    in_force_said,
    is_external_review,
    is_out_of_force,
    printed,
    reckonings,
)
from priorauth.core.facts import CaseFacts, day_of
from priorauth.core.levels import levels_after, plan_type_of, short_name
from priorauth.core.library import Library
from priorauth.core.records.appeal_rules import DayType, FiledWhen, Level, Window
from priorauth.core.records.base import TimeUnit
from priorauth.core.stage import ADVERSE, live
from priorauth.core.vocabulary import Urgency


def filing_deadlines(facts: CaseFacts, library: Library) -> Iterator[Deadline]:
    """For each denial the window of each level that it opens."""
    plan_type = plan_type_of(facts, library)
    for index, submission in enumerate(facts.submissions):
        if submission.determination is None or submission.determination.outcome not in ADVERSE:
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
    found = tuple(reckonings(denial, level, window))
    due = min((reckoning.due_on for reckoning in found), default=None)
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
        send_by=_send_by(found),
        filed_when=window.filed_when.value if window else None,
        reckonings=found,
        settled_on=filed,
        in_time=filed <= due if filed and due else None,
        rule=rule,
        legal_source=level.legal_source,
        verified=level.verified is not None,
        recalled=level.recalled,
        notes=tuple(_notes(level, window, denial.facts, is_sure=is_sure)),
        facts=tuple(dict.fromkeys(["coverage.plan_type", *(reckoning.counted_from for reckoning in found)])),
        rules=tuple(dict.fromkeys([rule, SEND_BY, *(name for reckoning in found for name in reckoning.rules)])),
    )


def _without_rule(denial: Denial, because: str) -> Deadline:
    """A denial for which the library has no level: only the notice's own date can be kept."""
    found = tuple(printed(denial))
    due = found[0].due_on if found else None
    return Deadline(
        id=f"submissions[{denial.index}].filing",
        kind=DeadlineKind.FILING,
        what="File the next level",
        submission=denial.index,
        status=status_by_day(due, denial.facts.as_of),
        because=because,
        due_on=due,
        send_by=_send_by(found),
        reckonings=found,
        facts=tuple(reckoning.counted_from for reckoning in found) or ("coverage.plan_type",),
        rules=(SEND_BY,) if found else (),
    )


def _window(level: Level, facts: CaseFacts) -> Window | None:
    """The window to file; the shorter one of an expedited request where the level has one of its own."""
    is_expedited = facts.request.urgency is Urgency.EXPEDITED
    return level.filing_window_expedited if is_expedited and level.filing_window_expedited else level.filing_window


def _because(denial: Denial, level: Level, window: Window | None) -> str:
    if window is None:
        return "the library has no window for this level"
    if is_out_of_force(denial, level):
        return in_force_said(level)
    if window.value is None:
        sets = window.late or "the plan document sets the window"
        return f"{sets}, and neither its days nor a last day printed in the notice is on record"
    return "the notice's date is not on record"


def _filed(denial: Denial, level: Level) -> dt.date | None:
    """The day on which that level was filed, as the rule counts filing; what was withdrawn was not."""
    for index in live(denial.facts):
        later = denial.facts.submissions[index]
        if index > denial.index and later.level == level.id:
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
    if is_external_review(level) and window.unit is TimeUnit.MONTHS:
        yield "The month count is the federal one; a state's process may differ."
    if window.late:
        yield f"{'Late: ' if window.value is not None else ''}{window.late}."
    if window.day_type is DayType.BUSINESS:
        yield "Counted in business days; federal holidays are left out."
