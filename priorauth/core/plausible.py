"""Values that are possible and unlikely, as a slip at the keyboard makes them: a question to whoever types, no error.

The limits are no statement of medicine, and nothing in a letter rests on them. They only say how far a value may lie
from what is commonly typed into its field before somebody is asked to look again.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from priorauth.core.dates import PartialDate

Value = Decimal | int | PartialDate | dt.date


@dataclass(frozen=True)
class Range:
    """From `low` to `high`, both of them common; `unit` as it is said behind a number."""

    low: Decimal
    high: Decimal
    unit: str = ""

    def __str__(self) -> str:
        return f"{_said(self.low)} to {_said(self.high)}{self.unit}"


def _range(low: float, high: float, unit: str = "") -> Range:
    return Range(Decimal(str(low)), Decimal(str(high)), unit)


# By the fact's path without places: what is commonly typed there.
NUMBERS: Mapping[str, Range] = {
    "patient.weight.kg": _range(35, 160, " kg"),
    "patient.height_cm": _range(140, 205, " cm"),
    "disability.edss": _range(0, 9),
    "disability.t25fw_s": _range(2, 180, " s"),
    "disability.nine_hpt_s": _range(10, 300, " s"),
    "imaging.new_t2": _range(0, 30),
    "imaging.enhancing": _range(0, 30),
    "prior_ivig.response.edss_before": _range(0, 9),
    "prior_ivig.response.edss_after": _range(0, 9),
    "prior_ivig.response.relapses_12m_before": _range(0, 8),
    "prior_ivig.response.relapses_12m_after": _range(0, 8),
    "prior_ivig.response.steroid_courses_12m_before": _range(0, 12),
    "prior_ivig.response.steroid_courses_12m_after": _range(0, 12),
    "prior_ivig.infusions.grams": _range(5, 200, " g"),
    "request.months": _range(1, 24),
    "request.phases.days": _range(1, 7),
    "household.size": _range(1, 12),
    "household.income_usd": _range(1_000, 1_000_000, " dollars"),
}
# A laboratory value, by its unit.
BY_UNIT: Mapping[str, Range] = {
    "mg/dL": _range(0, 2_500, " mg/dL"),
    "mL/min/1.73m2": _range(5, 200, " mL/min/1.73m2"),
    "%": _range(3, 20, "%"),
}
# How many years back a date commonly lies, at the most.
YEARS_BACK: Mapping[str, int] = {
    "patient.birth_date": 95,
    "patient.weight.date": 2,
    "diagnosis.onset": 60,
    "diagnosis.diagnosed": 60,
    "therapies.started": 30,
    "therapies.ended": 30,
    "relapses.date": 25,
    "disability.date": 25,
    "imaging.date": 25,
    "steroids.date": 25,
    "plasma_exchange.date": 25,
    "safety.date": 5,
    "prior_ivig.started": 20,
    "prior_ivig.infusions.date": 20,
}


def unlikely(path: str, value: Value, on: dt.date, unit: str = "") -> str:
    """What to ask about the value of a fact, `relapses.date`; empty where it is a common one, or one without limits.

    `on` is the day from which years are counted; `unit` that of a laboratory value, `safety.value`.
    """
    if isinstance(value, PartialDate | dt.date):
        return _old_date(path, value, on)
    common = BY_UNIT.get(unit) if path == "safety.value" else NUMBERS.get(path)
    if common is None or common.low <= value <= common.high:
        return ""
    return f"Commonly {common}. Is {_said(Decimal(value))} meant?"


def _old_date(path: str, value: PartialDate | dt.date, on: dt.date) -> str:
    years = on.year - value.year
    if years <= YEARS_BACK.get(path, years):
        return ""
    return f"This is {years} years back. Is the year right?"


def _said(number: Decimal) -> str:
    return f"{number:,f}"
