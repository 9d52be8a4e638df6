"""Criteria on disease activity: relapses, disability scores, MRI."""

from typing import Literal

from priorauth.core.criteria.base import AtLeastOne, Kind, Months, Params, UseParams
from priorauth.core.vocabulary import Recovery, RelapseSite, Severity


class RelapseWithinParams(UseParams):
    """`months` None is any time. `or_worsening`: new MRI activity or a rise of EDSS in that time will do."""

    months: Months | None
    min_count: AtLeastOne
    or_worsening: bool


class RelapseWithin(Kind):
    kind: Literal["relapse_within"]
    params: RelapseWithinParams


class AboutRelapse(Params):
    """Of which relapses: those of the last `months`, or the latest one where None.

    One of them is enough, unless `each` asks it of every one.
    """

    months: Months | None = None
    each: bool = False


class SitesParams(AboutRelapse):
    sites: tuple[RelapseSite, ...]


class RelapseAtSite(Kind):
    kind: Literal["relapse_site"]
    params: SitesParams


class SeveritiesParams(AboutRelapse):
    severities: tuple[Severity, ...]


class RelapseSeverity(Kind):
    kind: Literal["relapse_severity"]
    params: SeveritiesParams


class RecoveriesParams(AboutRelapse):
    recoveries: tuple[Recovery, ...]


class RelapseRecovery(Kind):
    kind: Literal["relapse_recovery"]
    params: RecoveriesParams


class RelapseUntreated(Kind):
    """An empty list of treatments is on record; an absent one is not documented."""

    kind: Literal["relapse_untreated"]
    params: AboutRelapse = AboutRelapse()


class EdssChangeParams(Params):
    """The latest score against the earliest of the last `months` (of all, where None). `none`: there is only one."""

    direction: Literal["worse", "better", "same", "none"]
    months: Months | None = None


class EdssChange(Kind):
    kind: Literal["edss_change"]
    params: EdssChangeParams


class WindowParams(Params):
    """The last `months`; None is the latest report."""

    months: Months | None = None


class MriActivity(Kind):
    """New T2 or enhancing lesions on a report of that time."""

    kind: Literal["mri_activity"]
    params: WindowParams = WindowParams()
