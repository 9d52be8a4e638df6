"""Criteria on what is asked for: product, dose, schedule, place."""

from decimal import Decimal
from typing import Literal

from priorauth.core.criteria.base import AtLeastOne, Kind, Params, UseParams
from priorauth.core.vocabulary import PhaseName, SiteOfCare, Urgency


class DoseMaxParams(UseParams):
    """The most that the plan covers, in g/kg for each day, course (one run of days) or month."""

    g_per_kg: Decimal
    per: Literal["day", "course", "month"]
    max_days: AtLeastOne | None = None


class DoseMax(Kind):
    kind: Literal["dose_max"]
    params: DoseMaxParams


class ProductRuleParams(UseParams):
    """`products` are ids of the library or brand names. `exception`: what lets another product through."""

    mode: Literal["preferred", "excluded"]
    products: tuple[str, ...]
    exception: Literal["rationale", "failure", "none"] = "none"


class ProductRule(Kind):
    kind: Literal["product_rule"]
    params: ProductRuleParams


class AuthorizationParams(UseParams):
    months: AtLeastOne


class AuthorizationPeriod(Kind):
    """The months asked for are no more than the plan grants at once."""

    kind: Literal["authorization_period"]
    params: AuthorizationParams


class SiteOfCareParams(UseParams):
    allowed: tuple[SiteOfCare, ...]
    blocked: tuple[SiteOfCare, ...] = ()
    exception: str | None = None


class SiteOfCareRule(Kind):
    kind: Literal["site_of_care"]
    params: SiteOfCareParams


class PhasesParams(Params):
    names: tuple[PhaseName, ...]


class HasPhase(Kind):
    """A phase of one of these names is asked for."""

    kind: Literal["has_phase"]
    params: PhasesParams


class ProductsParams(Params):
    products: tuple[str, ...]


class ProductIn(Kind):
    kind: Literal["product_in"]
    params: ProductsParams


class ProductPropertyParams(Params):
    """`sugar` is any sugar as stabilizer; `unverified_*` is what no page read has shown."""

    property: Literal["maltose", "sugar", "sugar_free", "l_proline", "unverified_code", "unverified_vials"]


class ProductHas(Kind):
    kind: Literal["product_has"]
    params: ProductPropertyParams


class DoseRefParams(Params):
    """`ref` is an arm (`fazekas-2008#arm/low`) or a regimen (`regimens:relapse_0_4_x5`); `phase` narrows it to one."""

    ref: str
    phase: PhaseName | None = None


class DoseMatches(Kind):
    """Dose, days and interval are those of the reference."""

    kind: Literal["dose_matches"]
    params: DoseRefParams


class DoseWithin(Kind):
    """Dose and interval lie within the range of the reference."""

    kind: Literal["dose_within"]
    params: DoseRefParams


class UrgencyParams(Params):
    values: tuple[Urgency, ...]


class UrgencyIs(Kind):
    kind: Literal["urgency"]
    params: UrgencyParams
