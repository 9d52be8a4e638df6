"""Criteria on disease activity: relapses, disability scores, MRI."""

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from priorauth.core.criteria.base import AtLeastOne, Kind, Months, Params, UseParams
from priorauth.core.criteria.verdict import Verdict, agreed, all_of, any_of, decided, met, not_documented, not_met
from priorauth.core.facts import CaseFacts, Disability, Imaging, Relapse
from priorauth.core.timeline import (
    At,
    Window,
    earliest,
    is_before,
    latest,
    relapses_in,
    reports_in,
    scores_in,
    window,
)
from priorauth.core.typography import capital, counted, listed, number_word
from priorauth.core.vocabulary import Recovery, RelapseSite, Severity

if TYPE_CHECKING:
    from priorauth.core.context import Context

_NO_RELAPSES = not_documented("Relapses are not on record.", "relapses")


class RelapseWithinParams(UseParams):
    """`months` None is any time. `or_worsening`: new MRI activity or a rise of EDSS in that time will do."""

    months: Months | None
    min_count: AtLeastOne
    or_worsening: bool


class RelapseWithin(Kind):
    kind: Literal["relapse_within"]
    params: RelapseWithinParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        within = window(facts, context.on, self.params.months)
        relapses = _enough_relapses(facts, within, self.params)
        if not self.params.or_worsening or relapses.is_met:
            return relapses
        return any_of([relapses, new_lesions(facts, within), edss_rise(facts, within)])


def _enough_relapses(facts: CaseFacts, within: Window, params: RelapseWithinParams) -> Verdict:
    relapses = relapses_in(facts, within)
    if relapses is None:
        return _NO_RELAPSES
    time = "" if params.months is None else f" in {_months(params.months)}"
    if relapses.least >= params.min_count:
        dates = listed([entry.item.date.short() for entry in relapses.sure])
        text = f"{capital(counted(relapses.least, 'relapse'))}{time}: {dates}."
        return met(text, *(f"{entry.path}.date" for entry in relapses.sure))
    if relapses.most >= params.min_count:
        text = f"The exact date of a relapse decides whether it falls{time}."
        return not_documented(text, *(f"{entry.path}.date" for entry in relapses.possible))
    needed = number_word(params.min_count)
    return not_met(
        f"{capital(counted(relapses.least, 'relapse'))} on record{time}, where {needed} is needed.", "relapses"
    )


def _months(months: int) -> str:
    return "the last month" if months == 1 else f"the last {months} months"


def new_lesions(facts: CaseFacts, within: Window) -> Verdict:
    """New T2 or enhancing lesions on a report of the window; not met only where every report of it shows none."""
    reports = reports_in(facts, within)
    if reports is None or not reports.most:
        return not_documented("No MRI report of that time is on record.", "imaging")
    verdicts = [_lesions(entry) for entry in reports.sure]
    verdicts += [_if_dated(_lesions(entry), entry.path) for entry in reports.possible]
    return any_of(verdicts)


def _lesions(entry: At[Imaging]) -> Verdict:
    report, paths = entry.item, (f"{entry.path}.new_t2", f"{entry.path}.enhancing")
    shown = [path for path, count in zip(paths, (report.new_t2, report.enhancing), strict=True) if count]
    day = report.date.short()
    if shown:
        said = [
            f"{report.new_t2} new T2" if report.new_t2 else "",
            f"{report.enhancing} enhancing" if report.enhancing else "",
        ]
        return met(f"MRI of {day}: {listed([one for one in said if one])}.", *shown)
    open_paths = [path for path, count in zip(paths, (report.new_t2, report.enhancing), strict=True) if count is None]
    if open_paths:
        return not_documented(f"The MRI report of {day} does not count every kind of new lesion.", *open_paths)
    return not_met(f"MRI of {day}: no new lesion.", *paths)


def _if_dated(verdict: Verdict, path: str) -> Verdict:
    """What a measure says where its date leaves open whether it counts."""
    return all_of([verdict, not_documented("The exact date decides whether it counts.", f"{path}.date")])


def edss_rise(facts: CaseFacts, within: Window) -> Verdict:
    """A score of the window above an earlier one of the window; not met only where every visit of it has its score."""
    visits = scores_in(facts, within)
    scored = [entry for entry in visits.sure if entry.item.edss is not None] if visits else []
    for entry in scored:
        for other in scored:
            if is_before(other.item.date, entry.item.date, facts.as_of) and _edss(other) < _edss(entry):
                text = f"EDSS rose from {_score(other)} to {_score(entry)}."
                return met(text, f"{other.path}.edss", f"{entry.path}.edss")
    if visits is None or len(scored) < 2:
        return not_documented("Two EDSS scores of that time are not on record.", "disability")
    unscored = [f"{entry.path}.edss" for entry in (*visits.sure, *visits.possible) if entry.item.edss is None]
    undated = [f"{entry.path}.date" for entry in (*visits.possible, *_overlapping(scored, facts))]
    if unscored or undated:
        return not_documented("The EDSS scores of that time are not complete.", *unscored, *undated)
    return not_met("EDSS did not rise in that time.", *(f"{entry.path}.edss" for entry in scored))


def _edss(entry: At[Disability]) -> Decimal:
    assert entry.item.edss is not None
    return entry.item.edss


def _score(entry: At[Disability]) -> str:
    return f"{entry.item.edss} ({entry.item.date.short()})"


def _overlapping(scored: list[At[Disability]], facts: CaseFacts) -> list[At[Disability]]:
    """Scores whose order in time is not known, where it matters."""

    def in_order(one: At[Disability], other: At[Disability]) -> bool:
        first, second = one.item.date, other.item.date
        return is_before(first, second, facts.as_of) or is_before(second, first, facts.as_of)

    return [
        one
        for one in scored
        if not one.item.date.is_exact
        and any(not in_order(one, other) and _edss(one) != _edss(other) for other in scored if other is not one)
    ]


class AboutRelapse(Params):
    """Of which relapses: those of the last `months`, or the latest one where None.

    One of them is enough, unless `each` asks it of every one.
    """

    months: Months | None = None
    each: bool = False


class SitesParams(AboutRelapse):
    sites: tuple[RelapseSite, ...]


class SeveritiesParams(AboutRelapse):
    severities: tuple[Severity, ...]


class RecoveriesParams(AboutRelapse):
    recoveries: tuple[Recovery, ...]


class RelapseAtSite(Kind):
    kind: Literal["relapse_site"]
    params: SitesParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return _of_relapses(facts, context, self.params, "site", self.params.sites)


class RelapseSeverity(Kind):
    kind: Literal["relapse_severity"]
    params: SeveritiesParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return _of_relapses(facts, context, self.params, "severity", self.params.severities)


class RelapseRecovery(Kind):
    kind: Literal["relapse_recovery"]
    params: RecoveriesParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return _of_relapses(facts, context, self.params, "recovery", self.params.recoveries)


class RelapseUntreated(Kind):
    """An empty list of treatments is on record; an absent one is not documented."""

    kind: Literal["relapse_untreated"]
    params: AboutRelapse = AboutRelapse()

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return _of_relapses(facts, context, self.params, "treatment", ((),))


def _of_relapses(
    facts: CaseFacts, context: "Context", about: AboutRelapse, field: str, wanted: tuple[object, ...]
) -> Verdict:
    """What is recorded of the relapses in question."""
    relapses = relapses_in(facts, window(facts, context.on, about.months))
    if relapses is None:
        return _NO_RELAPSES
    if not relapses.most:
        return not_met("No relapse of that time is on record.", "relapses")
    sure = [_recorded(entry, field, wanted) for entry in relapses.sure]
    possible = [_recorded(entry, field, wanted) for entry in relapses.possible]
    dates = [f"{entry.path}.date" for entry in relapses.possible]
    if about.months is None:
        newest = latest(relapses.sure, facts.as_of)
        candidates = [_recorded(entry, field, wanted) for entry in newest]
        return agreed([*candidates, *possible], *(f"{entry.path}.date" for entry in newest), *dates)
    undated = [not_documented("The exact date of a relapse decides whether it counts.", *dates)] if dates else []
    if about.each:
        return all_of([*sure, *(undated if not sure or not all(one.is_met for one in possible) else [])])
    return any_of([*sure, *(undated if not all(one.is_not_met for one in possible) else [])] or possible)


def _recorded(entry: At[Relapse], field: str, wanted: tuple[object, ...]) -> Verdict:
    value, path = getattr(entry.item, field), f"{entry.path}.{field}"
    day = entry.item.date.short()
    if value is None:
        return not_documented(f"The {field} of the relapse of {day} is not on record.", path)
    said = f"{field} {value}" if value else "no treatment"
    return decided(value in wanted, f"Relapse of {day}: {said}.", path)


class EdssChangeParams(Params):
    """The latest score against the earliest of the last `months` (of all, where None). `none`: there is only one."""

    direction: Literal["worse", "better", "same", "none"]
    months: Months | None = None


class EdssChange(Kind):
    kind: Literal["edss_change"]
    params: EdssChangeParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        visits = scores_in(facts, window(facts, context.on, self.params.months))
        if visits is None:
            return not_documented("EDSS is not on record.", "disability")
        entries = (*visits.sure, *visits.possible)
        if len(entries) < 2:
            return decided(self.params.direction == "none", "No two EDSS scores are on record.", "disability")
        open_paths = [f"{entry.path}.edss" for entry in entries if entry.item.edss is None]
        ends = earliest(entries, facts.as_of), latest(entries, facts.as_of)
        open_paths += [f"{entry.path}.date" for end in ends for entry in end if len(end) > 1]
        open_paths += [f"{entry.path}.date" for entry in visits.possible]
        if open_paths:
            return not_documented("The EDSS scores of that time are not complete.", *open_paths)
        first, last = ends[0][0], ends[1][0]
        text = f"EDSS {_score(first)}, then {_score(last)}."
        return decided(
            _direction(first, last) == self.params.direction, text, f"{first.path}.edss", f"{last.path}.edss"
        )


def _direction(first: At[Disability], last: At[Disability]) -> str:
    if _edss(first) == _edss(last):
        return "same"
    return "worse" if _edss(last) > _edss(first) else "better"


class BetweenParams(Params):
    """Both bounds count."""

    min: Decimal
    max: Decimal


class EdssBetween(Kind):
    """The EDSS of the latest visit lies within the bounds."""

    kind: Literal["edss_between"]
    params: BetweenParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        visits = scores_in(facts, window(facts, context.on))
        if visits is None or not visits.most:
            return not_documented("EDSS is not on record.", "disability")
        newest = (*latest(visits.sure, facts.as_of), *visits.possible)
        return agreed((self._one(entry) for entry in newest), *(f"{entry.path}.date" for entry in newest))

    def _one(self, entry: At[Disability]) -> Verdict:
        path = f"{entry.path}.edss"
        if entry.item.edss is None:
            return not_documented(f"The EDSS of {entry.item.date.short()} is not on record.", path)
        return decided(self.params.min <= entry.item.edss <= self.params.max, f"EDSS {_score(entry)}.", path)


class WindowParams(Params):
    """The last `months`; None is the latest report."""

    months: Months | None = None


class MriActivity(Kind):
    """New T2 or enhancing lesions on a report of that time."""

    kind: Literal["mri_activity"]
    params: WindowParams = WindowParams()

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        within = window(facts, context.on, self.params.months)
        reports = reports_in(facts, within)
        if self.params.months is not None or reports is None or not reports.most:
            return new_lesions(facts, within)
        newest = (*latest(reports.sure, facts.as_of), *reports.possible)
        return agreed((_lesions(entry) for entry in newest), *(f"{entry.path}.date" for entry in newest))
