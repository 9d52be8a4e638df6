"""Criteria on measured function and on the response to treatment."""

import datetime as dt
from typing import TYPE_CHECKING, Literal

from priorauth.core.criteria.base import Kind, UseParams
from priorauth.core.criteria.verdict import (
    Verdict,
    agreed,
    all_of,
    any_of,
    decided,
    met,
    not_documented,
    not_met,
    on_every_day,
)
from priorauth.core.dates import long_date
from priorauth.core.facts import CaseFacts, Disability, Imaging
from priorauth.core.timeline import (
    At,
    Count,
    Window,
    days_of,
    equal_periods,
    latest,
    relapses_in,
    reports_in,
    scores_in,
    window,
)
from priorauth.core.typography import capital, counted

if TYPE_CHECKING:
    from priorauth.core.context import Context

Scale = Literal["EDSS", "T25FW", "9HPT", "other_standard_scale"]
_FIELDS = {"EDSS": "edss", "T25FW": "t25fw_s", "9HPT": "nine_hpt_s"}
_LABELS = {"edss": "EDSS", "t25fw_s": "timed 25-foot walk", "nine_hpt_s": "nine-hole peg test"}


class BaselineParams(UseParams):
    scales_any_of: tuple[Scale, ...]
    required: bool = True


class FunctionalBaseline(Kind):
    """The latest visit shows impairment on one of the scales.

    An EDSS above 0 shows it. A timed test is a measure and no impairment of itself: what is normal is not on record.
    """

    kind: Literal["functional_baseline"]
    params: BaselineParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        visits = scores_in(facts, window(facts, context.on))
        if visits is None or not visits.most:
            return not_documented("No score on a standard scale is on record.", "disability")
        newest = latest(visits.sure, facts.as_of)
        verdicts = [self._impaired(entry) for entry in (*newest, *visits.possible)]
        return agreed(verdicts, *(f"{entry.path}.date" for entry in (*newest, *visits.possible)))

    def _impaired(self, entry: At[Disability]) -> Verdict:
        day = entry.item.date.short()
        if "EDSS" not in self.params.scales_any_of:
            return not_documented(f"Whether the times of {day} show impairment is not on record.", f"{entry.path}.edss")
        if entry.item.edss is None:
            return not_documented(f"The EDSS of {day} is not on record.", f"{entry.path}.edss")
        return decided(entry.item.edss > 0, f"EDSS {entry.item.edss} ({day}).", f"{entry.path}.edss")


class RenewalParams(UseParams):
    evidence_any_of: tuple[
        Literal["relapse_rate_fall", "edss_stable_or_better", "mri_stable", "quantitative_measure"], ...
    ]
    objective: bool = True
    taper_required: bool = False


class RenewalResponse(Kind):
    """Benefit since IVIG began, in one of these measures; and a taper tried or planned, where it is asked for.

    Every measure is objective: dated relapses, scores and reports. What the chart only states is no measure.
    """

    kind: Literal["renewal_response"]
    params: RenewalParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        started = facts.prior_ivig.started if facts.prior_ivig else None
        if started is None:
            return not_documented("The first infusion is not dated on record.", "prior_ivig.started")
        days = days_of(started, facts.as_of)
        benefit = on_every_day((self._since(day, facts, context) for day in days), "prior_ivig.started")
        return all_of([benefit, _taper(facts)]) if self.params.taper_required else benefit

    def _since(self, start: dt.date, facts: CaseFacts, context: "Context") -> Verdict:
        measures = {
            "relapse_rate_fall": fewer_relapses,
            "edss_stable_or_better": edss_held,
            "mri_stable": mri_quiet,
            "quantitative_measure": any_measure_held,
        }
        return any_of(measures[name](facts, start, context.on) for name in self.params.evidence_any_of)


def _taper(facts: CaseFacts) -> Verdict:
    if facts.request.taper is None:
        return not_documented("Whether a lower dose or a longer interval was tried is not on record.", "request.taper")
    return met(f"Taper: {facts.request.taper}.", "request.taper")


def fewer_relapses(facts: CaseFacts, start: dt.date, on: dt.date) -> Verdict:
    """Fewer relapses from the first infusion to the day of judgment than in as many days before it."""
    periods = equal_periods(facts, start, on)
    before = relapses_in(facts, periods.before) if periods else None
    after = relapses_in(facts, periods.after) if periods else None
    if periods is None or before is None or after is None:
        return not_documented("Relapses before and on IVIG are not on record.", "relapses")
    paths = [f"{entry.path}.date" for count in (before, after) for entry in (*count.sure, *count.possible)]
    on_ivig = capital(counted(after.least, "relapse"))
    text = f"{on_ivig} on IVIG in {periods.days} days, {before.least} in as many days before."
    if after.most < before.least:
        return met(text, *paths)
    if after.least >= before.most:
        return not_met(text, *(paths or ["relapses"]))
    return not_documented("The exact dates of relapses decide which period they fall in.", *paths)


def edss_held(facts: CaseFacts, start: dt.date, on: dt.date) -> Verdict:
    """The latest EDSS on IVIG is not above the last one before it."""
    return _held("edss", facts, start, on)


def any_measure_held(facts: CaseFacts, start: dt.date, on: dt.date) -> Verdict:
    """EDSS or a timed test is not worse than before IVIG."""
    return any_of(_held(field, facts, start, on) for field in _FIELDS.values())


def _held(field: str, facts: CaseFacts, start: dt.date, on: dt.date) -> Verdict:
    eve = start - dt.timedelta(days=1)
    before = scores_in(facts, Window(None, eve, facts.as_of))
    after = scores_in(facts, Window(start, on, facts.as_of))
    label = _LABELS[field]
    if before is None or after is None or not before.most or not after.most:
        return not_documented(f"{capital(label)} before and on IVIG is not on record.", "disability")
    pairs = [(first, last) for first in _newest(before, facts) for last in _newest(after, facts)]
    return agreed((_not_worse(field, first, last) for first, last in pairs), *_dates(before), *_dates(after))


def _newest(count: Count[Disability], facts: CaseFacts) -> tuple[At[Disability], ...]:
    return (*latest(count.sure, facts.as_of), *count.possible)


def _dates(count: Count[Disability]) -> tuple[str, ...]:
    return tuple(f"{entry.path}.date" for entry in (*count.sure, *count.possible) if not entry.item.date.is_exact)


def _not_worse(field: str, first: At[Disability], last: At[Disability]) -> Verdict:
    baseline, now = getattr(first.item, field), getattr(last.item, field)
    open_paths = [f"{entry.path}.{field}" for entry in (first, last) if getattr(entry.item, field) is None]
    if open_paths:
        return not_documented(f"{capital(_LABELS[field])} before and on IVIG is not on record.", *open_paths)
    unit = "" if field == "edss" else " s"
    said = f"{baseline}{unit} ({first.item.date.short()}), then {now}{unit} ({last.item.date.short()})"
    return decided(
        now <= baseline, f"{capital(_LABELS[field])} {said}.", f"{first.path}.{field}", f"{last.path}.{field}"
    )


def mri_quiet(facts: CaseFacts, start: dt.date, on: dt.date) -> Verdict:
    """The latest MRI on IVIG shows no new and no enhancing lesion."""
    reports = reports_in(facts, Window(start, on, facts.as_of))
    if reports is None or not reports.most:
        return not_documented(f"No MRI since {long_date(start)} is on record.", "imaging")
    newest = (*latest(reports.sure, facts.as_of), *reports.possible)
    return agreed((_quiet(entry) for entry in newest), *(f"{entry.path}.date" for entry in newest))


def _quiet(entry: At[Imaging]) -> Verdict:
    counts = {f"{entry.path}.new_t2": entry.item.new_t2, f"{entry.path}.enhancing": entry.item.enhancing}
    shown = [path for path, count in counts.items() if count]
    day = entry.item.date.short()
    if shown:
        return not_met(f"MRI of {day}: new lesions.", *shown)
    open_paths = [path for path, count in counts.items() if count is None]
    if open_paths:
        return not_documented(f"The MRI report of {day} does not count every kind of new lesion.", *open_paths)
    return met(f"MRI of {day}: no new lesion, none enhancing.", *counts)
