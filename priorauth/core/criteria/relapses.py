"""Criteria on relapses, and on worsening where it will do in their place."""

from typing import TYPE_CHECKING, Literal

from priorauth.core.criteria.base import AtLeastOne, Kind, Months, Params, UseParams
from priorauth.core.criteria.mri import new_lesions
from priorauth.core.criteria.scores import edss_rise
from priorauth.core.criteria.verdict import Verdict, agreed, all_of, any_of, decided, met, not_documented, not_met
from priorauth.core.facts import CaseFacts, Relapse
from priorauth.core.timeline import At, Window, latest, relapses_in, window
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
