"""Every table of the dashboard as rows of one CSV file, one table below the other."""

from collections.abc import Iterator
from itertools import chain

from priorauth.core.figures import Days, Rate
from priorauth.dashboard.pages import SPLITS, Crossed, Dashboard

HEAD = ["table", "group", "figure", "count", "of", "percent", "interval low", "interval high"]


def as_rows(dashboard: Dashboard) -> Iterator[list[str]]:
    """Each line begins with the table's name."""
    yield HEAD
    yield from chain(
        _summary(dashboard),
        _decisions(dashboard),
        _reasons(dashboard),
        _deadlines(dashboard),
        _months(dashboard),
        _open(dashboard),
        _load(dashboard),
        _money(dashboard),
    )
    for one in dashboard.crossed:
        yield from _crossed(one)


def _summary(dashboard: Dashboard) -> Iterator[list[str]]:
    narrowed = dashboard.asked.narrowed
    yield _plain("summary", "", "from", narrowed.since.isoformat() if narrowed.since else "")
    yield _plain("summary", "", "through", narrowed.until.isoformat())
    yield _plain("summary", "", "decisions and appeals split by", SPLITS[dashboard.asked.split].lower())
    yield _rate("summary", "", "approved at first request", dashboard.first)
    yield _rate("summary", "", "overturned on appeal", dashboard.appeals)
    yield _days("summary", "", "median days to decide", dashboard.days)
    yield _rate("summary", "", "filed in time", dashboard.kept_in_all.filings)
    yield _rate("summary", "", "decided in time", dashboard.kept_in_all.decisions)
    yield _plain("summary", "", "decisions without a date, left out", str(dashboard.figures.undated))


def _decisions(dashboard: Dashboard) -> Iterator[list[str]]:
    for name, row in dashboard.rows:
        yield _rate("decisions", name, "approved", row.rate)
        yield _plain("decisions", name, "partially approved", str(row.partial), row.decided)
        yield _plain("decisions", name, "denied", str(row.denied), row.decided)


def _reasons(dashboard: Dashboard) -> Iterator[list[str]]:
    for name, row in dashboard.reasons:
        yield _plain("reasons", name, "appealed", str(row.appealed), row.denials)
        yield _rate("reasons", name, "overturned", row.overturned)


def _deadlines(dashboard: Dashboard) -> Iterator[list[str]]:
    for name, row in dashboard.kept:
        yield _rate("deadlines", name, "filed in time", row.filings)
        yield _plain("deadlines", name, "filed late", str(row.filed_late), row.filings.of)
        yield _plain("deadlines", name, "not filed", str(row.not_filed), row.filings.of)
        yield _rate("deadlines", name, "decided in time", row.decisions)
        yield _plain("deadlines", name, "decided late", str(row.decided_late), row.decisions.of)
        yield _plain("deadlines", name, "overdue", str(row.overdue), row.decisions.of)


def _months(dashboard: Dashboard) -> Iterator[list[str]]:
    for month, requests, appeals in dashboard.months:
        yield _days("days", f"{month:%Y-%m}", "median days, requests", requests)
        yield _days("days", f"{month:%Y-%m}", "median days, appeals", appeals)


def _open(dashboard: Dashboard) -> Iterator[list[str]]:
    for name, one in dashboard.open_cases:
        for figure, count in (("under 30 days", one.young), ("30 to 90 days", one.middle), ("over 90 days", one.old)):
            yield _plain("open cases", name, figure, str(count), one.count)


def _load(dashboard: Dashboard) -> Iterator[list[str]]:
    for name, one in dashboard.load:
        named = {"overdue": one.late, "within a week": one.week, "later": one.later, "no day": one.undated}
        for figure, count in named.items():
            yield _plain("things to do", name, figure, str(count), one.count)


def _money(dashboard: Dashboard) -> Iterator[list[str]]:
    for name, one in dashboard.worths:
        yield _plain("dollars", name, "US dollars", f"{one.usd:.2f}")
        yield _plain("dollars", name, "requests with a price", str(one.priced), one.cases)
    for source in dashboard.figures.money.sources:
        yield _plain("prices", source.name, f"{source.first} to {source.last}", str(source.cases))


def _crossed(one: Crossed) -> Iterator[list[str]]:
    name = " · ".join(one.names)
    yield _rate("outcomes", name, "approved", one.row.rate)
    yield _plain("outcomes", name, "partially approved", str(one.row.partial), one.row.decided)
    yield _plain("outcomes", name, "denied", str(one.row.denied), one.row.decided)
    for said, reason in one.reasons:
        yield _rate("outcomes", name, f"overturned: {said}", reason.overturned)
        yield _plain("outcomes", name, f"denied for: {said}", str(reason.denials), one.row.decided)


def _plain(table: str, group: str, figure: str, count: str, of: int | None = None) -> list[str]:
    return [table, group, figure, count, "" if of is None else str(of), "", "", ""]


def _rate(table: str, group: str, figure: str, rate: Rate) -> list[str]:
    low, high = rate.interval or ("", "")
    percent = "" if rate.percent is None else str(rate.percent)
    return [table, group, figure, str(rate.hits), str(rate.of), percent, str(low), str(high)]


def _days(table: str, group: str, figure: str, days: Days) -> list[str]:
    return _plain(table, group, figure, "" if days.median is None else f"{days.median:g}", days.count)
