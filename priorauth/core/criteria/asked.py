"""Criteria on what is asked for: product, dose, schedule, place."""

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from priorauth.core.criteria.base import AtLeastOne, Kind, Params, UseParams
from priorauth.core.criteria.verdict import Verdict, all_of, decided, met, not_documented, not_met
from priorauth.core.facts import CaseFacts, Phase
from priorauth.core.records.product import Product, Stabilizer
from priorauth.core.timeline import At, numbered
from priorauth.core.typography import capital, counted, listed, trimmed
from priorauth.core.vocabulary import PhaseName, Setting, SiteOfCare, Urgency

if TYPE_CHECKING:
    from priorauth.core.context import Context

_NO_PHASES = not_documented("The regimen is not on record.", "request.phases")
_NO_PRODUCT = not_documented("The product is not on record.", "request.product")
_WEEKS_OF_A_MONTH = Decimal(4)


class DoseMaxParams(UseParams):
    """The most that the plan covers, in g/kg for each day, course (one run of days) or month of four weeks."""

    g_per_kg: Decimal
    per: Literal["day", "course", "month"]
    max_days: AtLeastOne | None = None


class DoseMax(Kind):
    """Every phase asked for stays within the most that the plan covers; `course` narrows it to the phases of a use."""

    kind: Literal["dose_max"]
    params: DoseMaxParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        phases = numbered("request.phases", facts.request.phases)
        if not phases:
            return _NO_PHASES
        concerned = [entry for entry in phases if self._concerns(entry.item)]
        if not concerned:
            return met("No phase of that use is asked for.", "request.phases")
        return all_of(self._within(entry) for entry in concerned)

    def _concerns(self, phase: Phase) -> bool:
        use = self.params.course
        if use is Setting.MAINTENANCE:
            return phase.name is PhaseName.MAINTENANCE
        return use is not Setting.ACUTE_RELAPSE or phase.name is not PhaseName.MAINTENANCE

    def _within(self, entry: At[Phase]) -> Verdict:
        amount, days = entry.item.g_per_kg_per_day, entry.item.days
        needed = {"g_per_kg_per_day": amount, "days": days} if self._counts_days else {"g_per_kg_per_day": amount}
        open_paths = [f"{entry.path}.{name}" for name, value in needed.items() if value is None]
        if open_paths or amount is None:
            return not_documented(f"The dose of the {entry.item.name} phase is not on record.", *open_paths)
        too_long = bool(self.params.max_days and days and days > self.params.max_days)
        asked = amount if self.params.per == "day" else amount * (days or 1) * self._runs(entry.item)
        unit = {"day": "a day", "course": "a course", "month": "in four weeks"}[self.params.per]
        text = f"{trimmed(asked)} g/kg {unit} is asked for; the plan covers up to {trimmed(self.params.g_per_kg)}."
        return decided(
            asked <= self.params.g_per_kg and not too_long, text, *(f"{entry.path}.{name}" for name in needed)
        )

    @property
    def _counts_days(self) -> bool:
        return self.params.per != "day" or self.params.max_days is not None

    def _runs(self, phase: Phase) -> Decimal:
        if self.params.per != "month" or phase.every_weeks is None:
            return Decimal(1)
        return max(Decimal(1), _WEEKS_OF_A_MONTH / phase.every_weeks)


class ProductRuleParams(UseParams):
    """`products` are ids of the library or brand names. `exception`: what lets another product through."""

    mode: Literal["preferred", "excluded"]
    products: tuple[str, ...]
    exception: Literal["rationale", "failure", "none"] = "none"


class ProductRule(Kind):
    """The product asked for is one of the preferred ones, or none of the excluded ones."""

    kind: Literal["product_rule"]
    params: ProductRuleParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        product = _product(facts, context)
        if product is None:
            return _NO_PRODUCT
        named = bool(
            {product.id.casefold(), product.brand.casefold()} & {one.casefold() for one in self.params.products}
        )
        allowed = named is (self.params.mode == "preferred")
        said = f"{product.brand} is {'' if named else 'not '}among the plan's {self.params.mode} products."
        if allowed or self.params.exception == "none":
            return decided(allowed, said, "request.product")
        return not_documented(f"{said} The reason for it is not on record.", "answers", facts=["request.product"])


class AuthorizationParams(UseParams):
    months: AtLeastOne


class AuthorizationPeriod(Kind):
    """The months asked for are no more than the plan grants at once."""

    kind: Literal["authorization_period"]
    params: AuthorizationParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        months, most = facts.request.months, self.params.months
        if months is None:
            return not_documented("The months asked for are not on record.", "request.months")
        asked, granted = capital(counted(months, "month")), counted(most, "month")
        text = f"{asked} asked for; the plan grants up to {granted} at once."
        return decided(months <= most, text, "request.months")


class SiteOfCareParams(UseParams):
    allowed: tuple[SiteOfCare, ...]
    blocked: tuple[SiteOfCare, ...] = ()
    exception: str | None = None


class SiteOfCareRule(Kind):
    kind: Literal["site_of_care"]
    params: SiteOfCareParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        site = facts.request.site_of_care
        if site is None:
            return not_documented("The site of care is not on record.", "request.site_of_care")
        allowed = site in self.params.allowed and site not in self.params.blocked
        said = f"Site of care: {site.replace('_', ' ')}."
        if allowed or self.params.exception is None:
            return decided(allowed, said, "request.site_of_care")
        return not_documented(f"{said} Exception: {self.params.exception}", "answers", facts=["request.site_of_care"])


class PhasesParams(Params):
    names: tuple[PhaseName, ...]


class HasPhase(Kind):
    """A phase of one of these names is asked for."""

    kind: Literal["has_phase"]
    params: PhasesParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        phases = numbered("request.phases", facts.request.phases)
        if not phases:
            return _NO_PHASES
        named = [entry for entry in phases if entry.item.name in self.params.names]
        if not named:
            return not_met(f"No {listed(self.params.names, 'or')} phase is asked for.", "request.phases")
        return met(f"A {named[0].item.name} phase is asked for.", *(f"{entry.path}.name" for entry in named))


class ProductsParams(Params):
    products: tuple[str, ...]


class ProductIn(Kind):
    kind: Literal["product_in"]
    params: ProductsParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        product = facts.request.product
        if product is None:
            return _NO_PRODUCT
        return decided(product in self.params.products, f"The product is {_brand(facts, context)}.", "request.product")


class ProductPropertyParams(Params):
    """`sugar` is any sugar as stabilizer; `unverified_*` is what no page read has shown."""

    property: Literal["maltose", "sugar", "sugar_free", "l_proline", "unverified_code", "unverified_vials"]


class ProductHas(Kind):
    """A property of the product in the library; one that the library does not know is not documented."""

    kind: Literal["product_has"]
    params: ProductPropertyParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        product = _product(facts, context)
        if product is None:
            return _NO_PRODUCT
        holds = self._holds(product, context)
        if holds is None:
            return not_documented(f"What {product.brand} contains is not in the library.")
        name = self.params.property.replace("_", " ")
        return decided(holds, f"{product.brand}: {name if holds else 'not ' + name}.", "request.product")

    def _holds(self, product: Product, context: "Context") -> bool | None:
        name = self.params.property
        if name == "unverified_code":
            return not context.library.hcpcs_code_is_verified(product.id)
        if name == "unverified_vials":
            return not product.vials_are_verified
        if name in ("sugar", "sugar_free"):
            return None if product.sugar_free is None else product.sugar_free is (name == "sugar_free")
        return None if product.stabilizer is None else product.stabilizer is Stabilizer(name)


class UrgencyParams(Params):
    values: tuple[Urgency, ...]


class UrgencyIs(Kind):
    kind: Literal["urgency"]
    params: UrgencyParams

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        urgency = facts.request.urgency
        if urgency is None:
            return not_documented("Whether the request is urgent is not on record.", "request.urgency")
        return decided(urgency in self.params.values, f"The request is {urgency}.", "request.urgency")


def _product(facts: CaseFacts, context: "Context") -> Product | None:
    return context.library.products.get(facts.request.product or "")


def _brand(facts: CaseFacts, context: "Context") -> str:
    product = _product(facts, context)
    return product.brand if product else (facts.request.product or "").replace("_", " ")
