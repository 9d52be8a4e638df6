"""Criteria on pregnancy, delivery and breastfeeding."""

from typing import TYPE_CHECKING, Literal

from priorauth.core.criteria.base import Kind, Params, UseParams
from priorauth.core.criteria.verdict import Verdict, all_of, any_of, decided, not_documented, not_met
from priorauth.core.dates import long_date, months_after
from priorauth.core.facts import CaseFacts, Reproductive
from priorauth.core.vocabulary import ReproductiveStatus, Sex

if TYPE_CHECKING:
    from priorauth.core.context import Context

_SAID = {
    ReproductiveStatus.NONE: "Neither a pregnancy nor a recent delivery, on record.",
    ReproductiveStatus.PLANNING: "A pregnancy is planned.",
    ReproductiveStatus.PREGNANT: "A pregnancy is on record.",
    ReproductiveStatus.POSTPARTUM: "A delivery is on record.",
}


class ReproductiveParams(UseParams):
    """`max_months_postpartum` bounds postpartum and breastfeeding; None sets no bound."""

    any_of: tuple[Literal["pregnant", "postpartum", "breastfeeding", "planning"], ...]
    max_months_postpartum: int | None = None


class ReproductiveStatusIs(Kind):
    kind: Literal["reproductive_status"]
    params: ReproductiveParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        if facts.patient.sex is Sex.MALE:
            return not_met("The patient is a man.", "patient.sex")
        return any_of(self._one(name, facts, context) for name in self.params.any_of)

    def _one(self, name: str, facts: CaseFacts, context: "Context") -> Verdict:
        part = facts.reproductive or Reproductive()
        stands = _breastfeeding(part) if name == "breastfeeding" else _status(part, ReproductiveStatus(name))
        bound = self.params.max_months_postpartum
        if bound is None or name not in ("postpartum", "breastfeeding"):
            return stands
        return all_of([stands, since_delivery(facts, context, 0, bound)])


def _status(part: Reproductive, status: ReproductiveStatus) -> Verdict:
    if part.status is None:
        return not_documented(
            "Whether there is a pregnancy or a recent delivery is not on record.", "reproductive.status"
        )
    return decided(part.status is status, _SAID[part.status], "reproductive.status")


def _breastfeeding(part: Reproductive) -> Verdict:
    if part.breastfeeding is None:
        return not_documented("Whether she is breastfeeding is not on record.", "reproductive.breastfeeding")
    text = "She is breastfeeding." if part.breastfeeding else "She is not breastfeeding."
    return decided(part.breastfeeding, text, "reproductive.breastfeeding")


class MonthsPostpartumParams(Params):
    """Months since delivery: from `min` on, and not later than `max` (None: no bound)."""

    min: int = 0
    max: int | None = None


class MonthsPostpartum(Kind):
    kind: Literal["months_postpartum"]
    params: MonthsPostpartumParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return since_delivery(facts, context, self.params.min, self.params.max)


def since_delivery(facts: CaseFacts, context: "Context", low: int, high: int | None) -> Verdict:
    """Whether the delivery lies that many months back, both ends counted."""
    delivered = facts.reproductive.delivery_date if facts.reproductive else None
    if delivered is None:
        return not_documented("The day of delivery is not on record.", "reproductive.delivery_date")
    holds = months_after(delivered, low) <= context.on and (high is None or context.on <= months_after(delivered, high))
    return decided(holds, f"She delivered on {long_date(delivered)}.", "reproductive.delivery_date")
