"""All that is counted for one look at the dashboard. It holds no row and no model, so that it can be kept as JSON."""

import datetime as dt
from dataclasses import dataclass

from priorauth.clinics.models import Clinic
from priorauth.core.figures import Cell, Duration, Kept, ReasonCell
from priorauth.dashboard import reading
from priorauth.dashboard.money import Money, money_of
from priorauth.dashboard.narrowing import CROSSED, Narrowed


@dataclass(frozen=True)
class Question:
    """What a page asks, of the day `today`; what is split is split by `split`."""

    narrowed: Narrowed
    split: str
    today: dt.date


@dataclass(frozen=True)
class Figures:
    """The answer to a question, by keys; `pages.Dashboard` gives them names.

    Decisions are in `cells` by what the question splits, in `crossed_cells` and `reason_cells` by `CROSSED`: by all of
    that at once, hardly two of them would be alike.
    """

    cells: list[Cell]
    crossed_cells: list[Cell]
    durations: list[Duration]
    reason_cells: list[ReasonCell]
    kept_rows: list[Kept]
    open_rows: list[reading.OpenCases]
    loads: list[reading.Load]
    money: Money
    undated: int
    cases: int
    out_of_date: int


def counted(clinic: Clinic, question: Question) -> Figures:
    """The figures of a clinic, as they are now."""
    narrowed, today = question.narrowed, question.today
    return Figures(
        cells=reading.cells(clinic, narrowed, question.split),
        crossed_cells=reading.cells(clinic, narrowed, *CROSSED),
        durations=reading.durations(clinic, narrowed),
        reason_cells=reading.reasons(clinic, narrowed, *CROSSED),
        kept_rows=reading.kept(clinic, narrowed, question.split, today),
        open_rows=reading.open_cases(clinic, narrowed, today),
        loads=reading.loads(clinic, narrowed, today),
        money=money_of(clinic, narrowed),
        undated=reading.undated(clinic, narrowed),
        cases=reading.cases_decided(clinic, narrowed),
        out_of_date=reading.out_of_date(clinic, today),
    )
