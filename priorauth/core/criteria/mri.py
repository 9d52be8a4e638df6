"""Criteria on MRI reports: new T2 and enhancing lesions."""

from typing import TYPE_CHECKING, Literal

from priorauth.core.criteria.base import Kind, Months, Params
from priorauth.core.criteria.verdict import Verdict, agreed, all_of, any_of, met, not_documented, not_met
from priorauth.core.facts import CaseFacts, Imaging
from priorauth.core.timeline import At, Window, latest, reports_in, window
from priorauth.core.typography import listed

if TYPE_CHECKING:
    from priorauth.core.context import Context


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
