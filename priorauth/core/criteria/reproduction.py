"""Criteria on pregnancy, delivery and breastfeeding."""

from typing import Literal

from priorauth.core.criteria.base import Kind, Params, UseParams


class ReproductiveParams(UseParams):
    """`max_months_postpartum` bounds postpartum and breastfeeding; None sets no bound."""

    any_of: tuple[Literal["pregnant", "postpartum", "breastfeeding", "planning"], ...]
    max_months_postpartum: int | None = None


class ReproductiveStatusIs(Kind):
    kind: Literal["reproductive_status"]
    params: ReproductiveParams


class MonthsPostpartumParams(Params):
    """Months since delivery: from `min` on, and not later than `max` (None: no bound)."""

    min: int = 0
    max: int | None = None


class MonthsPostpartum(Kind):
    kind: Literal["months_postpartum"]
    params: MonthsPostpartumParams
