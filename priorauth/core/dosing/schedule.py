"""The days on which the infusions of a request are expected."""

import datetime as dt
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from priorauth.core.facts import CaseFacts, Phase
from priorauth.core.letter import Value
from priorauth.core.vocabulary import PhaseName

_MOST_WEEKS = 52 * 100


class ExpectedDose(Value):
    """One dose of a phase, `number` from 1. Its first day lies between `earliest` and `latest`; they differ where the
    interval may be counted from the first or from the last day of the loading course.

    `is_about` marks a day that was reckoned from the rhythm of earlier treatment.
    """

    path: str
    name: PhaseName
    number: int
    days: int
    earliest: dt.date
    latest: dt.date
    is_about: bool = False

    @property
    def last_day(self) -> dt.date:
        """The latest day on which any part of it is given."""
        return self.latest + dt.timedelta(days=self.days - 1)


def expected_doses(facts: CaseFacts) -> tuple[ExpectedDose, ...]:
    """Every dose of the request in order of time, as far as start and schedule are on record and within a lifetime;
    else none.

    A loading course or single course begins on the first day asked for. Maintenance after it is counted from that
    course; maintenance alone goes on in the rhythm of the treatment on record, or begins on the first day asked for.
    """
    start = facts.request.start
    phases = facts.request.phases
    if start is None or any(phase.days is None or _lacks_schedule(phase) for phase in phases):
        return ()
    if sum((phase.every_weeks or 1) * (phase.doses or 1) for phase in phases) > _MOST_WEEKS:
        return ()
    return tuple(_doses(facts, start))


def next_in_rhythm(facts: CaseFacts, phase: Phase, start: dt.date) -> dt.date | None:
    """The first day from `start` on that continues the rhythm of treatment on record; None where none is running.

    Counted by the interval asked for from the last infusion on record, or else from the first.
    """
    anchor = _anchor(facts)
    if anchor is None or phase.every_weeks is None:
        return None
    step = _weeks(phase.every_weeks)
    runs_until = _runs_until(facts, anchor)
    if runs_until + 2 * step < start:
        return None
    day = anchor
    while day < start:
        day += step
    return day


def _doses(facts: CaseFacts, start: dt.date) -> Iterator[ExpectedDose]:
    earliest = latest = start
    is_about, began = False, False
    for index, phase in enumerate(facts.request.phases):
        assert phase.days is not None
        step = _weeks(phase.every_weeks) if phase.every_weeks is not None else dt.timedelta()
        if step and began:
            earliest, latest = earliest + step, latest + step
        elif step and not began:
            rhythm = next_in_rhythm(facts, phase, start)
            earliest = latest = rhythm or start
            is_about = rhythm is not None
        for number in range(phase.doses or 1):
            if number:
                earliest, latest = earliest + step, latest + step
            yield ExpectedDose(
                path=f"request.phases[{index}]",
                name=phase.name,
                number=number + 1,
                days=phase.days,
                earliest=earliest,
                latest=latest,
                is_about=is_about,
            )
        if not step:
            latest = latest + dt.timedelta(days=phase.days - 1)
        began = True


def _lacks_schedule(phase: Phase) -> bool:
    repeats = phase.doses is not None and phase.doses > 1
    return phase.doses is None if phase.every_weeks is not None else repeats


def _weeks(every: Decimal) -> dt.timedelta:
    return dt.timedelta(days=int((every * 7).quantize(Decimal(1), ROUND_HALF_UP)))


def _anchor(facts: CaseFacts) -> dt.date | None:
    prior = facts.prior_ivig
    if prior is None:
        return None
    if prior.infusions:
        return max(infusion.date for infusion in prior.infusions)
    return prior.started.first if prior.started and prior.started.is_exact else None


def _runs_until(facts: CaseFacts, anchor: dt.date) -> dt.date:
    prior = facts.prior_ivig
    ends = prior.authorization.ends if prior and prior.authorization else None
    return max(anchor, ends) if ends else anchor
