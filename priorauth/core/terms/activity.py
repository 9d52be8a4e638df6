"""Disease activity in words: relapses, disability, MRI. Nothing here says more than the dates on record allow."""

import datetime as dt
from decimal import Decimal

from priorauth.core.brief import Brief
from priorauth.core.dates import months_before
from priorauth.core.facts import Disability, Imaging, Relapse
from priorauth.core.said import Said, joined
from priorauth.core.terms.registry import item_term, source, term
from priorauth.core.terms.therapies import generic_name
from priorauth.core.typography import counted, figure, listed
from priorauth.core.vocabulary import Recovery, Severity

_YEAR, _TWO_YEARS = 12, 24


def _relapses(brief: Brief) -> tuple[Relapse, ...]:
    return brief.facts.relapses or ()


def certain_relapses(brief: Brief, months: int) -> list[int]:
    """Relapses that fell in the last `months` months whatever day a partial date means, oldest first."""
    start = months_before(brief.facts.as_of, months)
    found = [n for n, relapse in enumerate(_relapses(brief)) if relapse.date.first >= start]
    return sorted(found, key=lambda n: _relapses(brief)[n].date)


def possible_relapses(brief: Brief, months: int) -> list[int]:
    """Relapses that may have fallen in that time."""
    start = months_before(brief.facts.as_of, months)
    return [n for n, relapse in enumerate(_relapses(brief)) if relapse.date.last >= start]


@source("relapses", "relapse")
def all_relapses(brief: Brief) -> list[int]:
    return sorted(range(len(_relapses(brief))), key=lambda n: _relapses(brief)[n].date)


@source("recent_relapses", "relapse")
def recent_relapses(brief: Brief) -> list[int]:
    """Those of the last two years, oldest first."""
    return certain_relapses(brief, _TWO_YEARS)


@source("this_relapse", "relapse")
def this_relapse(brief: Brief) -> list[int]:
    """The latest one, which a request for a relapse is about."""
    return all_relapses(brief)[-1:]


def _line(brief: Brief, relapse: Relapse, *, full: bool) -> str:
    parts = [brief.chart(relapse.symptoms) or (relapse.site and brief.label("site", relapse.site)) or "relapse"]
    if relapse.severity and relapse.severity not in parts[0]:
        parts.append(str(relapse.severity))
    if relapse.on_therapy:
        parts.append(f"on {generic_name(brief, relapse.on_therapy)}")
    told = [", ".join(parts)]
    if full and relapse.treatment:
        told.append(listed([brief.label("relapse_treatment", name) for name in relapse.treatment]))
    if full and relapse.recovery:
        told.append(brief.label("recovery", relapse.recovery))
    return f"{brief.date(relapse.date)}: {'; '.join(told)}"


@item_term("relapse", "line")
def relapse_line(brief: Brief, n: int) -> Said | None:
    """`Dec 9, 2025: right leg weakness and imbalance, moderate, on ocrelizumab`."""
    return brief.say(_line(brief, _relapses(brief)[n], full=False), f"relapses[{n}]")


@item_term("relapse", "full")
def relapse_full(brief: Brief, n: int) -> Said | None:
    """The same with treatment and recovery."""
    return brief.say(_line(brief, _relapses(brief)[n], full=True), f"relapses[{n}]")


@item_term("relapse", "date")
def relapse_date(brief: Brief, n: int) -> Said | None:
    return brief.say(brief.date(_relapses(brief)[n].date), f"relapses[{n}].date")


@item_term("relapse", "symptoms")
def relapse_symptoms(brief: Brief, n: int) -> Said | None:
    return brief.say(brief.chart(_relapses(brief)[n].symptoms), f"relapses[{n}].symptoms")


@item_term("relapse", "severity")
def relapse_severity(brief: Brief, n: int) -> Said | None:
    return brief.say(_relapses(brief)[n].severity, f"relapses[{n}].severity")


@item_term("relapse", "recovery")
def relapse_recovery(brief: Brief, n: int) -> Said | None:
    recovery = _relapses(brief)[n].recovery
    return brief.say(recovery and brief.label("recovery", recovery), f"relapses[{n}].recovery")


@item_term("relapse", "treatment")
def relapse_treatment(brief: Brief, n: int) -> Said | None:
    treatment = _relapses(brief)[n].treatment
    if not treatment:
        return None
    return brief.say(listed([brief.label("relapse_treatment", name) for name in treatment]), f"relapses[{n}].treatment")


def _months_line(brief: Brief, months: int) -> Said | None:
    found = certain_relapses(brief, months)
    if not found:
        return None
    more = len(possible_relapses(brief, months)) > len(found)
    text = ("at least " if more else "") + counted(len(found), "relapse")
    return brief.say(text, *(f"relapses[{n}].date" for n in found), "as_of")


@term("relapses", "in_12_months")
def relapses_in_12_months(brief: Brief) -> Said | None:
    """`two relapses`; none where the record dates none."""
    return _months_line(brief, _YEAR)


@term("relapses", "in_24_months")
def relapses_in_24_months(brief: Brief) -> Said | None:
    return _months_line(brief, _TWO_YEARS)


@term("relapses", "number_12_months")
def relapses_number_12_months(brief: Brief) -> Said | None:
    """The count in figures, for a table."""
    found = certain_relapses(brief, _YEAR)
    return brief.say(str(len(found)), *(f"relapses[{n}].date" for n in found)) if found else None


@term("relapses", "recovery_12_months")
def relapses_recovery_12_months(brief: Brief) -> Said | None:
    """`recovered only in part from each`: said only where each has a recovery on record, and all alike."""
    found = certain_relapses(brief, _YEAR)
    recoveries = {_relapses(brief)[n].recovery for n in found}
    if len(recoveries) != 1 or None in recoveries or len(possible_relapses(brief, _YEAR)) != len(found):
        return None
    (recovery,) = recoveries
    key = "recovered_one" if len(found) == 1 else "recovered_each"
    words = brief.library.words.labels[key].get(recovery or Recovery.ONGOING)
    return brief.say(words, *(f"relapses[{n}].recovery" for n in found))


@term("relapses", "recent_lines")
def relapses_recent_lines(brief: Brief) -> Said | None:
    """The relapses of two years in one cell, oldest first."""
    found = certain_relapses(brief, _TWO_YEARS)
    lines = [_line(brief, _relapses(brief)[n], full=False) for n in found]
    return brief.say(". ".join(lines), *(f"relapses[{n}]" for n in found))


@term("relapses", "recent_full")
def relapses_recent_full(brief: Brief) -> Said | None:
    found = certain_relapses(brief, _TWO_YEARS)
    lines = [_line(brief, _relapses(brief)[n], full=True) for n in found]
    return brief.say(". ".join(lines), *(f"relapses[{n}]" for n in found))


@term("relapses", "recent_dates")
def relapses_recent_dates(brief: Brief) -> Said | None:
    """The dates of the relapses of one year: `December 9, 2025 and August 22, 2026`."""
    found = certain_relapses(brief, _YEAR)
    dates = [brief.date(_relapses(brief)[n].date) for n in found]
    text = " and ".join(dates) if len(dates) < 3 else "; ".join(dates)
    return brief.say(text, *(f"relapses[{n}].date" for n in found))


def latest_relapse(brief: Brief) -> int | None:
    found = all_relapses(brief)
    return found[-1] if found else None


@term("relapses", "latest_date")
def relapses_latest_date(brief: Brief) -> Said | None:
    n = latest_relapse(brief)
    return None if n is None else relapse_date(brief, n)


@term("relapses", "latest_on")
def relapses_latest_on(brief: Brief) -> Said | None:
    """`on August 22, 2026`, `in August 2026`."""
    n = latest_relapse(brief)
    return None if n is None else brief.say(brief.on(_relapses(brief)[n].date), f"relapses[{n}].date")


@term("relapses", "latest_line")
def relapses_latest_line(brief: Brief) -> Said | None:
    n = latest_relapse(brief)
    return None if n is None else relapse_line(brief, n)


@term("relapses", "latest_month")
def relapses_latest_month(brief: Brief) -> Said | None:
    """`the August relapse`, by its month; only where the record has one."""
    n = latest_relapse(brief)
    if n is None or _relapses(brief)[n].date.month is None:
        return None
    return brief.say(_relapses(brief)[n].date.long().split(" ")[0], f"relapses[{n}].date")


def _scores(brief: Brief, name: str) -> list[tuple[Disability, int]]:
    found = [(visit, n) for n, visit in enumerate(brief.facts.disability or ()) if getattr(visit, name) is not None]
    return sorted(found, key=lambda pair: pair[0].date)


def _score(brief: Brief, name: str, place: int) -> Said | None:
    found = _scores(brief, name)
    if len(found) < (abs(place) if place < 0 else place + 1):
        return None
    visit, n = found[place]
    return brief.say(figure(getattr(visit, name)), f"disability[{n}].{name}", f"disability[{n}].date")


@term("edss", "now")
def edss_now(brief: Brief) -> Said | None:
    return _score(brief, "edss", -1)


@term("edss", "before")
def edss_before(brief: Brief) -> Said | None:
    """The one before the latest."""
    return _score(brief, "edss", -2)


@term("edss", "date")
def edss_date(brief: Brief) -> Said | None:
    found = _scores(brief, "edss")
    return brief.say(brief.date(found[-1][0].date), f"disability[{found[-1][1]}].date") if found else None


@term("edss", "on")
def edss_on(brief: Brief) -> Said | None:
    """`on October 28, 2026`, `in October 2026`."""
    found = _scores(brief, "edss")
    return brief.say(brief.on(found[-1][0].date), f"disability[{found[-1][1]}].date") if found else None


@term("edss", "month")
def edss_month(brief: Brief) -> Said | None:
    """`October 2026`: month and year, for plain words."""
    found = _scores(brief, "edss")
    return _month_of(brief, found[-1]) if found else None


@term("edss", "month_before")
def edss_month_before(brief: Brief) -> Said | None:
    found = _scores(brief, "edss")
    return _month_of(brief, found[-2]) if len(found) > 1 else None


def _month_of(brief: Brief, found: tuple[Disability, int]) -> Said | None:
    visit, n = found
    words = visit.date.long().split(" ")
    return brief.say(" ".join([words[0], words[-1]]) if len(words) > 1 else words[0], f"disability[{n}].date")


@term("edss", "trend")
def edss_trend(brief: Brief) -> Said | None:
    """`Worse`, `Better` or `Unchanged` between the last two."""
    found = _scores(brief, "edss")
    if len(found) < 2:
        return None
    before, now = found[-2][0].edss or Decimal(0), found[-1][0].edss or Decimal(0)
    word = "worse" if now > before else "better" if now < before else "same"
    return brief.say(brief.label("trend", word), f"disability[{found[-2][1]}].edss", f"disability[{found[-1][1]}].edss")


@term("walk", "now")
def walk_now(brief: Brief) -> Said | None:
    return _score(brief, "t25fw_s", -1)


@term("function", "now")
def function_now(brief: Brief) -> Said | None:
    """`EDSS 4.0, timed 25-foot walk 7.9 s on Oct 28, 2026`: the scores of the latest visit that has any."""
    return _function(brief, before=None)


@term("function", "at_start")
def function_at_start(brief: Brief) -> Said | None:
    """The latest scores before the first infusion of earlier IVIG."""
    started = brief.facts.prior_ivig.started if brief.facts.prior_ivig else None
    return _function(brief, before=started.first) if started else None


def _function(brief: Brief, before: dt.date | None) -> Said | None:
    visits = [
        (visit, n) for n, visit in enumerate(brief.facts.disability or ()) if before is None or visit.date.last < before
    ]
    visits = [pair for pair in visits if pair[0].edss is not None or pair[0].t25fw_s or pair[0].nine_hpt_s]
    if not visits:
        return None
    visit, n = max(visits, key=lambda pair: pair[0].date)
    scores = {"edss": "EDSS {}", "t25fw_s": "timed 25-foot walk {} s", "nine_hpt_s": "nine-hole peg test {} s"}
    known = {name: words for name, words in scores.items() if getattr(visit, name) is not None}
    text = ", ".join(words.format(figure(getattr(visit, name))) for name, words in known.items())
    return brief.say(f"{text} {brief.on(visit.date)}", *(f"disability[{n}].{name}" for name in known))


def _reports(brief: Brief) -> list[tuple[Imaging, int]]:
    """MRI reports that give a lesion count, latest first."""
    found = [(report, n) for n, report in enumerate(brief.facts.imaging or ())]
    found = [pair for pair in found if pair[0].new_t2 is not None or pair[0].enhancing is not None]
    return sorted(found, key=lambda pair: pair[0].date, reverse=True)


def lesions(report: Imaging) -> str:
    """`4 new T2 and 2 enhancing lesions`, `no new T2 and no enhancing lesions`, as far as reported."""
    new, enhancing = report.new_t2, report.enhancing
    if new is None:
        return f"{enhancing or 'no'} enhancing lesion{'' if enhancing == 1 else 's'}"
    if enhancing is None:
        return f"{new or 'no'} new T2 lesion{'' if new == 1 else 's'}"
    if not new and not enhancing:
        return "no new T2 and no enhancing lesions"
    return f"{new or 'no'} new T2 and {enhancing or 'no'} enhancing lesion{'' if enhancing == 1 else 's'}"


def _report_line(brief: Brief, report: Imaging, *, summary: bool = True) -> str:
    text = f"{brief.date(report.date)}: {lesions(report)}"
    more = brief.chart(report.summary) if summary else None
    return f"{text} ({more})" if more else text


@source("reports", "report")
def reports(brief: Brief) -> list[int]:
    """MRI reports of the last two years, latest first."""
    start = months_before(brief.facts.as_of, _TWO_YEARS)
    return [n for report, n in _reports(brief) if report.date.first >= start]


@item_term("report", "line")
def report_line(brief: Brief, n: int) -> Said | None:
    report = (brief.facts.imaging or ())[n]
    return brief.say(_report_line(brief, report), f"imaging[{n}]")


@item_term("report", "date")
def report_date(brief: Brief, n: int) -> Said | None:
    return brief.say(brief.date((brief.facts.imaging or ())[n].date), f"imaging[{n}].date")


@term("mri", "lines")
def mri_lines(brief: Brief) -> Said | None:
    """The reports of two years in one cell, latest first, without a name before them."""
    found = reports(brief)
    lines = [_report_line(brief, (brief.facts.imaging or ())[n]) for n in found]
    return brief.say("; ".join(lines), *(f"imaging[{n}]" for n in found))


@term("mri", "recent_lines")
def mri_recent_lines(brief: Brief) -> Said | None:
    """The same, named: `MRI Sep 3, 2026: 4 new T2 and 2 enhancing lesions`."""
    lines = mri_lines(brief)
    return lines.worded(f"MRI {lines.text}") if lines else None


@term("mri", "latest")
def mri_latest(brief: Brief) -> Said | None:
    """`4 new T2 and 2 enhancing lesions`: the latest report of two years."""
    found = reports(brief)
    return brief.say(lesions((brief.facts.imaging or ())[found[0]]), f"imaging[{found[0]}]") if found else None


@term("mri", "latest_date")
def mri_latest_date(brief: Brief) -> Said | None:
    found = reports(brief)
    return report_date(brief, found[0]) if found else None


@term("mri", "latest_on")
def mri_latest_on(brief: Brief) -> Said | None:
    """`on September 3, 2026`, `in September 2026`."""
    found = reports(brief)
    if not found:
        return None
    return brief.say(brief.on((brief.facts.imaging or ())[found[0]].date), f"imaging[{found[0]}].date")


@term("mri", "trend")
def mri_trend(brief: Brief) -> Said | None:
    """`Active` where the latest report has new or enhancing lesions, else `Quiet`."""
    found = reports(brief)
    if not found:
        return None
    report = (brief.facts.imaging or ())[found[0]]
    word = "active" if report.new_t2 or report.enhancing else "quiet"
    return brief.say(brief.label("trend", word), f"imaging[{found[0]}]")


@term("edss", "rise")
def edss_rise(brief: Brief) -> Said | None:
    """`2.5 (October 14, 2025) to 4.0 (October 28, 2026)`: said only where the latest score is above the one before."""
    found = _scores(brief, "edss")
    if len(found) < 2 or (found[-1][0].edss or 0) <= (found[-2][0].edss or 0):
        return None
    parts = [f"{figure(visit.edss or Decimal(0))} ({brief.date(visit.date)})" for visit, _ in found[-2:]]
    return brief.say(" to ".join(parts), *(f"disability[{n}]" for _, n in found[-2:]))


@term("edss", "rise_short")
def edss_rise_short(brief: Brief) -> Said | None:
    """`EDSS 2.5 to 4.0`, for the spoken opening."""
    found = _scores(brief, "edss")
    if len(found) < 2 or (found[-1][0].edss or 0) <= (found[-2][0].edss or 0):
        return None
    text = f"EDSS {figure(found[-2][0].edss or Decimal(0))} to {figure(found[-1][0].edss or Decimal(0))}"
    return brief.say(text, *(f"disability[{n}]" for _, n in found[-2:]))


@term("edss", "both")
def edss_both(brief: Brief) -> Said | None:
    """The last two scores with their dates, or the one there is: for a table."""
    found = _scores(brief, "edss")[-2:]
    parts = [f"{figure(visit.edss or Decimal(0))} ({brief.date(visit.date)})" for visit, _ in found]
    return brief.say(", ".join(parts), *(f"disability[{n}]" for _, n in found))


@term("window", "year")
def window_year(brief: Brief) -> Said | None:
    """The window of recent activity, counted back from the letter's date."""
    return brief.say(f"{_YEAR} months", "as_of")


@term("window", "two_years")
def window_two_years(brief: Brief) -> Said | None:
    return brief.say(f"{_TWO_YEARS} months", "as_of")


@term("activity", "cell")
def activity_cell(brief: Brief) -> Said | None:
    """Relapses of two years, the latest EDSS and the MRI reports of two years, in one cell."""
    parts = [part for part in (relapses_recent_lines(brief), _edss_on(brief), mri_recent_lines(brief)) if part]
    return joined(parts, ". ") if parts else None


@term("activity", "full_cell")
def activity_full_cell(brief: Brief) -> Said | None:
    """Relapses of two years with treatment and recovery, and the MRI reports."""
    parts = [part for part in (relapses_recent_full(brief), mri_recent_lines(brief)) if part]
    return joined(parts, ". ") if parts else None


def _edss_on(brief: Brief) -> Said | None:
    score, date = edss_now(brief), edss_on(brief)
    return joined((score, date)).worded(f"EDSS {score.text} {date.text}") if score and date else None


@term("relapses", "year_lines")
def relapses_year_lines(brief: Brief) -> Said | None:
    """The relapses of one year in one cell, with recovery."""
    found = certain_relapses(brief, _YEAR)
    lines = [_line(brief, _relapses(brief)[n], full=True) for n in found]
    return brief.say(". ".join(lines), *(f"relapses[{n}]" for n in found))


def _latest(brief: Brief, name: str) -> Said | None:
    n = latest_relapse(brief)
    if n is None:
        return None
    if name == "full":
        return relapse_full(brief, n)
    functions = {"symptoms": relapse_symptoms, "treatment": relapse_treatment, "recovery": relapse_recovery}
    return functions[name](brief, n)


for _name in ("full", "symptoms", "treatment", "recovery"):
    term("relapses", f"latest_{_name}")(lambda brief, name=_name: _latest(brief, name))  # type: ignore[misc]


@term("relapses", "none")
def relapses_none(brief: Brief) -> Said | None:
    """`No relapse, on record`: said only where the list on record is empty."""
    return brief.say("No relapse, on record", "relapses") if brief.facts.relapses == () else None


@term("relapses", "earlier_lines")
def relapses_earlier_lines(brief: Brief) -> Said | None:
    """Relapses of two years before the latest one."""
    found = [n for n in certain_relapses(brief, _TWO_YEARS) if n != latest_relapse(brief)]
    lines = [_line(brief, _relapses(brief)[n], full=False) for n in found]
    return brief.say("; ".join(lines), *(f"relapses[{n}]" for n in found))


@source("older_relapses", "relapse")
def older_relapses(brief: Brief) -> list[int]:
    """Those before the last two years, oldest first."""
    recent = possible_relapses(brief, _TWO_YEARS)
    return [n for n in all_relapses(brief) if n not in recent]


@term("relapses", "earlier_severe")
def relapses_earlier_severe(brief: Brief) -> Said | None:
    """Severe relapses on record with their dates: what sets this patient's risk apart."""
    found = [n for n in all_relapses(brief) if _relapses(brief)[n].severity is Severity.SEVERE]
    lines = [f"{_what(brief, _relapses(brief)[n])} ({brief.date(_relapses(brief)[n].date)}, severe)" for n in found]
    return brief.say("; ".join(lines), *(f"relapses[{n}]" for n in found))


def _what(brief: Brief, relapse: Relapse) -> str:
    return brief.chart(relapse.symptoms) or (brief.label("site", relapse.site) if relapse.site else "relapse")


@term("relapses", "year_before_pregnancy")
def relapses_year_before_pregnancy(brief: Brief) -> Said | None:
    """Relapses in the year before the pregnancy that ended with the delivery on record.

    A pregnancy may have begun at most ten and at least eight months before delivery; a relapse counts where it falls
    in the year before, whichever it was.
    """
    state = brief.facts.reproductive
    if state is None or state.delivery_date is None:
        return None
    delivered = state.delivery_date
    first, last = months_before(delivered, 20), months_before(delivered, 10)
    found = [
        n
        for n in all_relapses(brief)
        if first <= _relapses(brief)[n].date.first and _relapses(brief)[n].date.last < last
    ]
    text = counted(len(found), "relapse") if found else None
    return brief.say(text, *(f"relapses[{n}]" for n in found), "reproductive.delivery_date")


@term("relapses", "weeks_to_start")
def relapses_weeks_to_start(brief: Brief) -> Said | None:
    """`11 weeks`: from the latest relapse to the start asked for, where the relapse is dated to the day."""
    n, start = latest_relapse(brief), brief.facts.request.start
    if n is None or start is None or not _relapses(brief)[n].date.is_exact:
        return None
    days = (start - _relapses(brief)[n].date.first).days
    return brief.say(f"{days // 7} weeks", f"relapses[{n}].date", "request.start") if days >= 14 else None


@source("latest_report", "report")
def latest_report(brief: Brief) -> list[int]:
    return reports(brief)[:1]


def _since_last(brief: Brief, day: dt.date) -> bool:
    notice = brief.denial.notice_date if brief.denial else None
    return notice is not None and day > notice


@source("new_reports", "report")
def new_reports(brief: Brief) -> list[int]:
    """MRI reports dated after the notice that the letter answers."""
    return [n for n in reports(brief) if _since_last(brief, (brief.facts.imaging or ())[n].date.first)]


@source("new_relapses", "relapse")
def new_relapses(brief: Brief) -> list[int]:
    return [n for n in all_relapses(brief) if _since_last(brief, _relapses(brief)[n].date.first)]


@source("new_scores", "visit")
def new_scores(brief: Brief) -> list[int]:
    return [n for n, visit in enumerate(brief.facts.disability or ()) if _since_last(brief, visit.date.first)]


@item_term("visit", "line")
def visit_line(brief: Brief, n: int) -> Said | None:
    """`EDSS 3.5, timed 25-foot walk 6.9 s on November 11, 2026`."""
    visit = (brief.facts.disability or ())[n]
    scores = {"edss": "EDSS {}", "t25fw_s": "timed 25-foot walk {} s", "nine_hpt_s": "nine-hole peg test {} s"}
    known = {name: words for name, words in scores.items() if getattr(visit, name) is not None}
    text = ", ".join(words.format(figure(getattr(visit, name))) for name, words in known.items())
    return brief.say(text and f"{text} {brief.on(visit.date)}", *(f"disability[{n}].{name}" for name in known))
