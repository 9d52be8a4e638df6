"""The response to IVIG as the record measures it: equal periods before and on treatment, and what each side holds."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from priorauth.core.facts import CaseFacts, Disability, Imaging

if TYPE_CHECKING:
    from priorauth.core.library import Library

_LONGEST_DAYS = 365
_SCORES = {"edss": "EDSS", "t25fw_s": "timed 25-foot walk", "nine_hpt_s": "nine-hole peg test"}
_LESIONS = {"new_t2": "new T2 lesions", "enhancing": "enhancing lesions"}


@dataclass(frozen=True)
class Periods:
    """Two spans of `days` days each, both ends counted: before the first infusion, and on treatment up to a visit."""

    before_first: dt.date
    before_last: dt.date
    on_first: dt.date
    on_last: dt.date
    days: int

    @property
    def weeks(self) -> int:
        return self.days // 7


class Compared(NamedTuple):
    """A measure with a value on each side; more is worse for every one of them. `path` is the fact on treatment."""

    name: str
    path: str
    before: Decimal
    on: Decimal

    @property
    def is_worse(self) -> bool:
        return self.on > self.before

    @property
    def is_better(self) -> bool:
        return self.on < self.before


def periods(facts: CaseFacts) -> Periods | None:
    """Equal periods, or None where the first infusion is not dated to the day or no visit follows it.

    The last visit on record ends the period on treatment; of a long course the last 365 days count.
    """
    started = facts.prior_ivig.started if facts.prior_ivig else None
    last = _last_visit(facts)
    if started is None or not started.is_exact or last is None or last <= started.first:
        return None
    days = min((last - started.first).days + 1, _LONGEST_DAYS)
    length = dt.timedelta(days=days - 1)
    before_last = started.first - dt.timedelta(days=1)
    return Periods(before_last - length, before_last, last - length, last, days)


def _last_visit(facts: CaseFacts) -> dt.date | None:
    weight = facts.patient.weight
    days = [visit.date.first for visit in facts.disability or () if visit.date.is_exact]
    days += [weight.date] if weight and weight.date else []
    return max((day for day in days if day <= facts.as_of), default=None)


def relapses_between(facts: CaseFacts, first: dt.date, last: dt.date) -> list[int]:
    """Positions of the relapses that surely fell in that time."""
    found = enumerate(facts.relapses or ())
    return [n for n, relapse in found if first <= relapse.date.first and relapse.date.last <= last]


def relapses_found(facts: CaseFacts, library: "Library", *, on: bool, steroids: bool) -> list[int] | None:
    """The relapses of a period, or those treated with steroids; None where the record leaves the number open."""
    span = periods(facts)
    if span is None or facts.relapses is None or _on_edge(facts, span):
        return None
    first, last = (span.on_first, span.on_last) if on else (span.before_first, span.before_last)
    found = relapses_between(facts, first, last)
    if not steroids:
        return found
    if any(facts.relapses[n].treatment is None for n in found):
        return None
    return [n for n in found if _has_steroids(facts, library, n)]


def _on_edge(facts: CaseFacts, span: Periods) -> bool:
    """Whether a partial date leaves it open on which side a relapse fell."""
    whole = (span.before_first, span.on_last)
    for relapse in facts.relapses or ():
        inside = [
            first <= relapse.date.first and relapse.date.last <= last
            for first, last in ((span.before_first, span.before_last), (span.on_first, span.on_last))
        ]
        touches = relapse.date.last >= whole[0] and relapse.date.first <= whole[1]
        if touches and not any(inside) and not relapse.date.is_exact:
            return True
    return False


def _has_steroids(facts: CaseFacts, library: "Library", n: int) -> bool:
    treatments = (facts.relapses or ())[n].treatment or ()
    records = [library.relapse_treatments.get(name) for name in treatments]
    return any(record is not None and record.treatment_class == "corticosteroid" for record in records)


def first_infusion(facts: CaseFacts) -> dt.date | None:
    """The day that parts before from on treatment: the first that a partial date may mean."""
    started = facts.prior_ivig.started if facts.prior_ivig else None
    return started.first if started else None


def visit_of(facts: CaseFacts, name: str, *, on: bool) -> tuple[Disability, int] | None:
    """The last visit with that score before the first infusion, or the last one since."""
    split = first_infusion(facts)
    if split is None:
        return None
    found = [(visit, n) for n, visit in enumerate(facts.disability or ()) if getattr(visit, name) is not None]
    side = [pair for pair in found if (pair[0].date.first > split if on else pair[0].date.last <= split)]
    return max(side, key=lambda pair: pair[0].date) if side else None


def report_of(facts: CaseFacts, *, on: bool) -> tuple[Imaging, int] | None:
    """The last MRI report with a lesion count before the first infusion, or the last one since."""
    split = first_infusion(facts)
    reports: list[tuple[Imaging, int]] = []
    for n, report in enumerate(facts.imaging or ()):
        told = report.new_t2 is not None or report.enhancing is not None
        if split and told and (report.date.first > split if on else report.date.last <= split):
            reports.append((report, n))
    return max(reports, key=lambda pair: pair[0].date) if reports else None


def compared(facts: CaseFacts, library: "Library") -> tuple[Compared, ...]:
    """Every measure with a value on both sides; lesions of a kind that only one report counts are left out."""
    found = []
    for steroids, name in ((False, "relapses"), (True, "steroid courses")):
        before, on = (relapses_found(facts, library, on=side, steroids=steroids) for side in (False, True))
        if before is not None and on is not None:
            found.append(Compared(name, "relapses", Decimal(len(before)), Decimal(len(on))))
    for score, name in _SCORES.items():
        first, last = visit_of(facts, score, on=False), visit_of(facts, score, on=True)
        if first and last:
            path = f"disability[{last[1]}].{score}"
            found.append(Compared(name, path, getattr(first[0], score), getattr(last[0], score)))
    return (*found, *_lesions(facts))


def _lesions(facts: CaseFacts) -> tuple[Compared, ...]:
    before, on = report_of(facts, on=False), report_of(facts, on=True)
    if before is None or on is None:
        return ()
    counts = ((name, getattr(before[0], field), getattr(on[0], field)) for field, name in _LESIONS.items())
    path = f"imaging[{on[1]}]"
    return tuple(
        Compared(name, path, Decimal(then), Decimal(now))
        for name, then, now in counts
        if then is not None and now is not None
    )


def counts_other_lesions(facts: CaseFacts) -> bool:
    """Whether the two MRI reports count different lesions, so that they cannot be compared as a whole."""
    before, on = report_of(facts, on=False), report_of(facts, on=True)
    if before is None or on is None:
        return False
    return any((getattr(before[0], name) is None) != (getattr(on[0], name) is None) for name in _LESIONS)
