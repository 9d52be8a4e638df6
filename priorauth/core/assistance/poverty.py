"""A household's income as a share of the federal poverty guideline."""

import datetime as dt
from decimal import Decimal
from typing import Literal

from priorauth.core.letter import Value
from priorauth.core.records.programs import Guideline, PovertyGuidelines, PovertyYear

Region = Literal["contiguous_48_dc", "alaska", "hawaii"]
# The guidelines are made for the states and the District of Columbia.
TERRITORIES = frozenset(("AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI"))
_REGIONS: dict[str, Region] = {"AK": "alaska", "HI": "hawaii"}


class Poverty(Value):
    """The guideline of a household in US dollars a year, and the income in percent of it, with the sum.

    `is_read` is false where the year's figures for this household come from memory and from no page.
    """

    year: str
    region: Region
    guideline_usd: int
    percent: Decimal
    text: str
    is_read: bool


def poverty(size: int, income_usd: int, state: str, day: dt.date, guidelines: PovertyGuidelines) -> Poverty | None:
    """The income of a household of that size in that state, by the guideline in force on that day.

    None for a territory, for which there is no guideline, and for a day before the first one on record.
    """
    year = guideline_year(day, guidelines)
    if state in TERRITORIES or year is None or size < 1:
        return None
    region = _REGIONS.get(state, "contiguous_48_dc")
    figures: Guideline = getattr(year, region)
    guideline = figures.base_one_person + figures.per_additional_person * (size - 1)
    percent = (Decimal(income_usd) * 100 / guideline).quantize(Decimal("0.1"))
    more = f" + {size - 1} × ${figures.per_additional_person:,}" if size > 1 else ""
    total = f" = ${guideline:,}" if more else ""
    text = f"${income_usd:,} ÷ (${figures.base_one_person:,}{more}{total}) = {percent}% of the {year.id} guideline"
    return Poverty(
        year=year.id,
        region=region,
        guideline_usd=guideline,
        percent=percent,
        text=text,
        is_read=_is_read(year, region, size),
    )


def guideline_year(day: dt.date, guidelines: PovertyGuidelines) -> PovertyYear | None:
    """The guidelines that were the newest on that day; programs go over to new ones at dates of their own."""
    in_force = [year for year in guidelines.years if year.effective.last <= day]
    return max(in_force, key=lambda year: year.effective.last, default=None)


def _is_read(year: PovertyYear, region: Region, size: int) -> bool:
    doubted = set(year.unverified_fields)
    parts = {region, f"{region}.base_one_person", *([f"{region}.per_additional_person"] if size > 1 else [])}
    return year.verified is not None and not parts & doubted
