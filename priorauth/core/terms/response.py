"""Response to IVIG: equal periods before and on treatment, counted from what is dated on record."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from priorauth.core.brief import Brief
from priorauth.core.dates import months_before
from priorauth.core.facts import Disability, Imaging
from priorauth.core.said import Said
from priorauth.core.terms.activity import lesions
from priorauth.core.terms.registry import term
from priorauth.core.typography import capital, counted, figure

_LONGEST_DAYS = 365
_LEAST_MEASURES = 2


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


def periods(brief: Brief) -> Periods | None:
    """Equal periods, or None where the first infusion is not dated to the day or no visit follows it.

    The last visit on record ends the period on treatment; of a long course the last 365 days count.
    """
    started = brief.facts.prior_ivig.started if brief.facts.prior_ivig else None
    last = _last_visit(brief)
    if started is None or not started.is_exact or last is None or last <= started.first:
        return None
    days = min((last - started.first).days + 1, _LONGEST_DAYS)
    length = dt.timedelta(days=days - 1)
    before_last = started.first - dt.timedelta(days=1)
    return Periods(before_last - length, before_last, last - length, last, days)


def _last_visit(brief: Brief) -> dt.date | None:
    weight = brief.facts.patient.weight
    days = [visit.date.first for visit in brief.facts.disability or () if visit.date.is_exact]
    days += [weight.date] if weight and weight.date else []
    return max((day for day in days if day <= brief.facts.as_of), default=None)


def _relapses_in(brief: Brief, first: dt.date, last: dt.date) -> list[int]:
    found = enumerate(brief.facts.relapses or ())
    return [n for n, relapse in found if first <= relapse.date.first and relapse.date.last <= last]


def _on_edge(brief: Brief, span: Periods) -> bool:
    """Whether a partial date leaves it open on which side a relapse fell."""
    whole = (span.before_first, span.on_last)
    for relapse in brief.facts.relapses or ():
        inside = [
            first <= relapse.date.first and relapse.date.last <= last
            for first, last in ((span.before_first, span.before_last), (span.on_first, span.on_last))
        ]
        touches = relapse.date.last >= whole[0] and relapse.date.first <= whole[1]
        if touches and not any(inside) and not relapse.date.is_exact:
            return True
    return False


@term("response", "first_infusion")
def response_first_infusion(brief: Brief) -> Said | None:
    started = brief.facts.prior_ivig.started if brief.facts.prior_ivig else None
    return brief.say(brief.date(started), "prior_ivig.started") if started else None


@term("response", "first_infusion_long")
def response_first_infusion_long(brief: Brief) -> Said | None:
    started = brief.facts.prior_ivig.started if brief.facts.prior_ivig else None
    return brief.say(started.long(), "prior_ivig.started") if started else None


@term("response", "weeks")
def response_weeks(brief: Brief) -> Said | None:
    """`25 weeks`: the length of each period in whole weeks."""
    span = periods(brief)
    return brief.say(f"{span.weeks} weeks", "prior_ivig.started") if span and span.weeks else None


def _between(brief: Brief, first: dt.date, last: dt.date) -> str:
    start = brief.date(first)
    if first.year == last.year:
        start = start.removesuffix(f", {first.year}")
    return f"{start} to {brief.date(last)}"


def _found(brief: Brief, *, on: bool, steroids: bool) -> list[int] | None:
    """The relapses of a period, or those treated with steroids; None where the record leaves the number open."""
    span = periods(brief)
    if span is None or brief.facts.relapses is None or _on_edge(brief, span):
        return None
    first, last = (span.on_first, span.on_last) if on else (span.before_first, span.before_last)
    found = _relapses_in(brief, first, last)
    if not steroids:
        return found
    if any(brief.facts.relapses[n].treatment is None for n in found):
        return None
    return [n for n in found if _has_steroids(brief, n)]


def _counted(brief: Brief, *, on: bool, steroids: bool) -> Said | None:
    span, found = periods(brief), _found(brief, on=on, steroids=steroids)
    if span is None or found is None:
        return None
    dates = "; ".join(brief.date((brief.facts.relapses or ())[n].date) for n in found)
    if on and not found:
        dates = _between(brief, span.on_first, span.on_last)
    paths = [f"relapses[{n}]" for n in found] or ["relapses"]
    text = f"{len(found)} ({dates})" if dates and not steroids else str(len(found))
    return brief.say(text, *paths, "prior_ivig.started")


def _has_steroids(brief: Brief, n: int) -> bool:
    treatments = (brief.facts.relapses or ())[n].treatment or ()
    records = [brief.library.relapse_treatments.get(name) for name in treatments]
    return any(record is not None and record.treatment_class == "corticosteroid" for record in records)


_COUNTS: dict[str, tuple[bool, bool]] = {
    "relapses_before": (False, False),
    "relapses_on": (True, False),
    "steroids_before": (False, True),
    "steroids_on": (True, True),
}
for _name, (_on, _steroids) in _COUNTS.items():
    term("response", _name)(lambda brief, on=_on, steroids=_steroids: _counted(brief, on=on, steroids=steroids))  # type: ignore[misc]


def _split(brief: Brief) -> dt.date | None:
    started = brief.facts.prior_ivig.started if brief.facts.prior_ivig else None
    return started.first if started else None


def _visit(brief: Brief, name: str, *, on: bool) -> tuple[Disability, int] | None:
    """The last visit with that score before the first infusion, or the last one since."""
    split = _split(brief)
    if split is None:
        return None
    found = [(visit, n) for n, visit in enumerate(brief.facts.disability or ()) if getattr(visit, name) is not None]
    side = [pair for pair in found if (pair[0].date.first > split if on else pair[0].date.last <= split)]
    return max(side, key=lambda pair: pair[0].date) if side else None


def _score(brief: Brief, name: str, unit: str, *, on: bool) -> Said | None:
    found = _visit(brief, name, on=on)
    if found is None:
        return None
    visit, n = found
    text = f"{figure(getattr(visit, name))}{unit} ({brief.date(visit.date)})"
    return brief.say(text, f"disability[{n}].{name}", f"disability[{n}].date")


def _report_of(brief: Brief, *, on: bool) -> tuple[Imaging, int] | None:
    """The last MRI report with a lesion count before the first infusion, or the last one since."""
    split = _split(brief)
    reports: list[tuple[Imaging, int]] = []
    for n, report in enumerate(brief.facts.imaging or ()):
        told = report.new_t2 is not None or report.enhancing is not None
        if split and told and (report.date.first > split if on else report.date.last <= split):
            reports.append((report, n))
    return max(reports, key=lambda pair: pair[0].date) if reports else None


def _report(brief: Brief, *, on: bool) -> Said | None:
    found = _report_of(brief, on=on)
    if found is None:
        return None
    report, n = found
    return brief.say(f"{capital(lesions(report))} ({brief.date(report.date)})", f"imaging[{n}]")


_SIDES: dict[str, Callable[[Brief], Said | None]] = {
    "edss_before": lambda brief: _score(brief, "edss", "", on=False),
    "edss_on": lambda brief: _score(brief, "edss", "", on=True),
    "walk_before": lambda brief: _score(brief, "t25fw_s", " s", on=False),
    "walk_on": lambda brief: _score(brief, "t25fw_s", " s", on=True),
    "pegs_before": lambda brief: _score(brief, "nine_hpt_s", " s", on=False),
    "pegs_on": lambda brief: _score(brief, "nine_hpt_s", " s", on=True),
    "mri_before": lambda brief: _report(brief, on=False),
    "mri_on": lambda brief: _report(brief, on=True),
}
for _side, _function in _SIDES.items():
    term("response", _side)(_function)


@term("response", "relapses_year_before")
def response_relapses_year_before(brief: Brief) -> Said | None:
    """`3 relapses` in the 12 months before the first infusion, where the record dates any."""
    split = _split(brief)
    if split is None or brief.facts.relapses is None:
        return None
    found = _relapses_in(brief, months_before(split, 12), split - dt.timedelta(days=1))
    return brief.say(counted(len(found), "relapse"), *(f"relapses[{n}]" for n in found)) if found else None


@term("response", "each_treated")
def response_each_treated(brief: Brief) -> Said | None:
    """`each treated with IV methylprednisolone`, where that holds of every relapse of that year."""
    split = _split(brief)
    found = _relapses_in(brief, months_before(split, 12), split - dt.timedelta(days=1)) if split else []
    treatments = {(brief.facts.relapses or ())[n].treatment for n in found}
    if len(treatments) != 1 or not (treatment := treatments.pop()):
        return None
    names = " and ".join(brief.label("relapse_treatment", name) for name in treatment)
    each = "each treated" if len(found) > 1 else "treated"
    return brief.say(f"{each} with {names}", *(f"relapses[{n}].treatment" for n in found))


@term("response", "regimen")
def response_regimen(brief: Brief) -> Said | None:
    earlier = brief.facts.prior_ivig
    return brief.say(brief.chart(earlier.regimen), "prior_ivig.regimen") if earlier else None


@term("response", "months_on")
def response_months_on(brief: Brief) -> Said | None:
    """How long IVIG has been given: `under seven months`, `14 months`."""
    split = _split(brief)
    if split is None:
        return None
    months = (brief.facts.as_of.year - split.year) * 12 + brief.facts.as_of.month - split.month
    months -= brief.facts.as_of.day < split.day
    return brief.say(f"under {counted(months + 1, 'month')}", "prior_ivig.started", "as_of")


@term("authorization", "number")
def authorization_number(brief: Brief) -> Said | None:
    authorization = brief.facts.prior_ivig.authorization if brief.facts.prior_ivig else None
    return brief.say(authorization.number, "prior_ivig.authorization.number") if authorization else None


@term("authorization", "dates")
def authorization_dates(brief: Brief) -> Said | None:
    """`May 15 through December 14, 2026`."""
    authorization = brief.facts.prior_ivig.authorization if brief.facts.prior_ivig else None
    if not authorization or not authorization.begins or not authorization.ends:
        return None
    first = brief.date(authorization.begins)
    if authorization.begins.year == authorization.ends.year:
        first = first.removesuffix(f", {authorization.begins.year}")
    text = f"{first} through {brief.date(authorization.ends)}"
    return brief.say(text, "prior_ivig.authorization.from", "prior_ivig.authorization.to")


@term("authorization", "ends")
def authorization_ends(brief: Brief) -> Said | None:
    authorization = brief.facts.prior_ivig.authorization if brief.facts.prior_ivig else None
    if not authorization or not authorization.ends or authorization.ends < brief.facts.as_of:
        return None
    return brief.say(brief.date(authorization.ends), "prior_ivig.authorization.to")


@term("authorization", "retired_code")
def authorization_retired_code(brief: Brief) -> Said | None:
    """The diagnosis code of the old authorization, where it is no longer billable on the date of service."""
    authorization = brief.facts.prior_ivig.authorization if brief.facts.prior_ivig else None
    code = brief.library.icd10.get(authorization.icd10 or "") if authorization else None
    if authorization is None or code is None or code.valid_billable_until is None:
        return None
    ended = code.valid_billable_until + dt.timedelta(days=1)
    if ended > brief.context.service_on:
        return None
    text = f"{code.id} alone has not been billable since {brief.date(ended)}"
    return brief.say(text, "prior_ivig.authorization.icd10", rules=[f"icd10:{code.id}"])


Pair = tuple[str, Decimal, Decimal]


def _pairs(brief: Brief) -> list[Pair] | None:
    """Every measure that stands in the table: the fact's path, its value before and its value on treatment.

    None where two of them cannot be compared, because the reports count different lesions.
    """
    pairs: list[Pair] = []
    for steroids in (False, True):
        before, on = (_found(brief, on=side, steroids=steroids) for side in (False, True))
        if before is not None and on is not None:
            pairs.append(("relapses", Decimal(len(before)), Decimal(len(on))))
    for name in ("edss", "t25fw_s", "nine_hpt_s"):
        first, last = _visit(brief, name, on=False), _visit(brief, name, on=True)
        if first and last:
            pairs.append((f"disability[{last[1]}].{name}", getattr(first[0], name), getattr(last[0], name)))
    lesions_of_both = _lesion_pairs(brief)
    return None if lesions_of_both is None else pairs + lesions_of_both


def _lesion_pairs(brief: Brief) -> list[Pair] | None:
    before, on = _report_of(brief, on=False), _report_of(brief, on=True)
    if before is None or on is None:
        return []
    counts = [(getattr(before[0], name), getattr(on[0], name)) for name in ("new_t2", "enhancing")]
    if any((then is None) != (now is None) for then, now in counts):
        return None
    return [(f"imaging[{on[1]}]", Decimal(then), Decimal(now)) for then, now in counts if then is not None]


@term("response", "all_better")
def response_all_better(brief: Brief) -> Said | None:
    """Said only where relapses and another measure are on record on both sides, none is worse and one is better."""
    pairs = _pairs(brief) or []
    paths = list(dict.fromkeys(path for path, _, _ in pairs))
    if len(paths) < _LEAST_MEASURES or "relapses" not in paths:
        return None
    if any(now > then for _, then, now in pairs) or all(now == then for _, then, now in pairs):
        return None
    return brief.say("every measure in the table has moved the same way or held", *paths)
