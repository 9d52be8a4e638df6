"""Criteria on the product that is asked for."""

from typing import TYPE_CHECKING, Literal

from priorauth.core.criteria.base import Kind, Params, UseParams
from priorauth.core.criteria.verdict import Verdict, decided, not_documented
from priorauth.core.facts import CaseFacts
from priorauth.core.records.product import Product, Stabilizer

if TYPE_CHECKING:
    from priorauth.core.context import Context

_NO_PRODUCT = not_documented("The product is not on record.", "request.product")


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


def _product(facts: CaseFacts, context: "Context") -> Product | None:
    return context.library.products.get(facts.request.product or "")


def _brand(facts: CaseFacts, context: "Context") -> str:
    product = _product(facts, context)
    return product.brand if product else (facts.request.product or "").replace("_", " ")
