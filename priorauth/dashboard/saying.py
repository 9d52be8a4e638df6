"""The words of the dashboard's money, and of what it assumes."""

from collections.abc import Iterator

from priorauth.core.dates import short_date
from priorauth.core.typography import counted
from priorauth.dashboard.money import Line, Money, Source

LINES = {
    Line.AT_STAKE: "Still at stake, today",
    Line.WON_AT_FIRST: "Approved at first request",
    Line.WON_ON_APPEAL: "Won on appeal",
    Line.PARTLY: "Partly approved",
    Line.LOST: "Denied, nothing left or closed",
}


def assumed(money: Money) -> Iterator[str]:
    """Everything that stands between the amounts and what was or will be paid."""
    yield (
        "The worth of a request: the grams of all its doses × the price of a gram, and its infusions × the price of "
        "giving one, as staff entered them on the case’s Assistance page. The plan’s allowed amount can be another."
    )
    if money.drug_only:
        yield f"Drug only, no price of giving it: {counted(money.drug_only, 'request')}."
    yield (
        "A case counts once, with what it asks for now: at stake until it is approved or given up, else by its last "
        "answer. What a partial approval granted is not told apart."
    )
    yield from (_said(source) for source in money.sources)
    if money.more_sources:
        yield f"{counted(money.more_sources, 'more source')} of prices, each for fewer requests."


def _said(source: Source) -> str:
    days = short_date(source.first)
    if source.last != source.first:
        days = f"{days} to {short_date(source.last)}"
    return f"Price of a gram, {counted(source.cases, 'request')}: {source.name}, {days}."
