"""Response to IVIG: equal periods before and on treatment, counted from what is dated on record."""

import datetime as dt
from collections.abc import Callable

from priorauth.core.brief import Brief
from priorauth.core.dates import months_before
from priorauth.core.response import (
    compared,
    counts_other_lesions,
    first_infusion,
    periods,
    relapses_between,
    relapses_found,
    report_of,
    visit_of,
)
from priorauth.core.said import Said
from priorauth.core.terms.activity import lesions
from priorauth.core.terms.registry import term
from priorauth.core.typography import capital, counted, figure, listed

_LEAST_MEASURES = 2


@term("response", "first_infusion")
def response_first_infusion(brief: Brief) -> Said | None:
    started = brief.facts.prior_ivig.started if brief.facts.prior_ivig else None
    return brief.say(brief.date(started), "prior_ivig.started") if started else None


@term("response", "first_infusion_long")
def response_first_infusion_long(brief: Brief) -> Said | None:
    started = brief.facts.prior_ivig.started if brief.facts.prior_ivig else None
    return brief.say(started.long(), "prior_ivig.started") if started else None


@term("response", "first_infusion_of_periods")
def response_first_infusion_of_periods(brief: Brief) -> Said | None:
    """The same; said only where the record gives a count for both of the equal periods."""
    counts = [relapses_found(brief.facts, brief.library, on=on, steroids=False) for on in (False, True)]
    return None if None in counts else response_first_infusion_long(brief)


@term("response", "weeks")
def response_weeks(brief: Brief) -> Said | None:
    """`25 weeks`: the length of each period in whole weeks."""
    span = periods(brief.facts)
    return brief.say(f"{span.weeks} weeks", "prior_ivig.started") if span and span.weeks else None


def _between(brief: Brief, first: dt.date, last: dt.date) -> str:
    start = brief.date(first)
    if first.year == last.year:
        start = start.removesuffix(f", {first.year}")
    return f"{start} to {brief.date(last)}"


def _counted(brief: Brief, *, on: bool, steroids: bool) -> Said | None:
    span, found = periods(brief.facts), relapses_found(brief.facts, brief.library, on=on, steroids=steroids)
    if span is None or found is None:
        return None
    dates = "; ".join(brief.date((brief.facts.relapses or ())[n].date) for n in found)
    if on and not found:
        dates = _between(brief, span.on_first, span.on_last)
    paths = [f"relapses[{n}]" for n in found] or ["relapses"]
    text = f"{len(found)} ({dates})" if dates and not steroids else str(len(found))
    return brief.say(text, *paths, "prior_ivig.started")


_COUNTS: dict[str, tuple[bool, bool]] = {
    "relapses_before": (False, False),
    "relapses_on": (True, False),
    "steroids_before": (False, True),
    "steroids_on": (True, True),
}
for _name, (_on, _steroids) in _COUNTS.items():
    term("response", _name)(lambda brief, on=_on, steroids=_steroids: _counted(brief, on=on, steroids=steroids))  # type: ignore[misc]


def _score(brief: Brief, name: str, unit: str, *, on: bool) -> Said | None:
    found = visit_of(brief.facts, name, on=on)
    if found is None:
        return None
    visit, n = found
    text = f"{figure(getattr(visit, name))}{unit} ({brief.date(visit.date)})"
    return brief.say(text, f"disability[{n}].{name}", f"disability[{n}].date")


def _report(brief: Brief, *, on: bool) -> Said | None:
    found = report_of(brief.facts, on=on)
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
    split = first_infusion(brief.facts)
    if split is None or brief.facts.relapses is None:
        return None
    found = relapses_between(brief.facts, months_before(split, 12), split - dt.timedelta(days=1))
    return brief.say(counted(len(found), "relapse"), *(f"relapses[{n}]" for n in found)) if found else None


@term("response", "each_treated")
def response_each_treated(brief: Brief) -> Said | None:
    """`each treated with IV methylprednisolone`, where that holds of every relapse of that year."""
    split = first_infusion(brief.facts)
    found = relapses_between(brief.facts, months_before(split, 12), split - dt.timedelta(days=1)) if split else []
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
    """How long IVIG has been given, beside what is compared: `under seven months`."""
    split = first_infusion(brief.facts)
    if split is None or not compared(brief.facts, brief.library):
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


@term("response", "all_better")
def response_all_better(brief: Brief) -> Said | None:
    """Said only where relapses and another measure are on record on both sides, none is worse and one is better."""
    measures = compared(brief.facts, brief.library)
    paths = list(dict.fromkeys(measure.path for measure in measures))
    if counts_other_lesions(brief.facts) or len(paths) < _LEAST_MEASURES or "relapses" not in paths:
        return None
    if any(measure.is_worse for measure in measures) or not any(measure.is_better for measure in measures):
        return None
    return brief.say("every measure in the table has moved the same way or held", *paths)


def _if_benefit(brief: Brief, text: str) -> Said | None:
    """The phrase; said only where one measure is better on treatment than before it, and none is worse."""
    measures = compared(brief.facts, brief.library)
    if any(measure.is_worse for measure in measures) or not any(measure.is_better for measure in measures):
        return None
    return brief.say(text, *(measure.path for measure in measures))


for _name, _text in {
    "with_benefit": "with response",
    "measured_course": "measured course",
    "against_benefit": "against the values above",
}.items():
    term("response", _name)(lambda brief, text=_text: _if_benefit(brief, text))  # type: ignore[misc]


@term("response", "against")
def response_against(brief: Brief) -> Said | None:
    """The same, whatever the measures show."""
    return brief.say("against the values above", *(measure.path for measure in compared(brief.facts, brief.library)))


@term("response", "worse")
def response_worse(brief: Brief) -> Said | None:
    """`relapses, EDSS and new T2 lesions`: the measures that are worse on treatment than before it."""
    worse = [measure for measure in compared(brief.facts, brief.library) if measure.is_worse]
    return brief.say(listed([measure.name for measure in worse]), *(measure.path for measure in worse))


@term("response", "in_words")
def response_in_words(brief: Brief) -> Said | None:
    """What the chart says of the response, in its own words; said only where no measure can be compared."""
    response = brief.facts.prior_ivig.response if brief.facts.prior_ivig else None
    if response is None or compared(brief.facts, brief.library):
        return None
    return brief.say(brief.chart(response.text), "prior_ivig.response.text")
