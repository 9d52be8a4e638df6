"""The questions asked before immune globulin is given, and what a yes means for the choice of product."""

from decimal import Decimal
from enum import StrEnum
from typing import Literal

from priorauth.core.records.base import Id, Part, Record, Text, Verification


class SafetySeverity(StrEnum):
    CONTRAINDICATION = "contraindication"
    CAUTION = "caution"


class ProductProperty(StrEnum):
    SUGAR_FREE = "sugar_free"
    LOW_SODIUM = "low_sodium"


class ProductEffects(Part):
    """What a yes does: products to avoid (or all), to prefer, a property to prefer, and what to do."""

    avoid: tuple[Id, ...] | Literal["all"] = ()
    prefer: tuple[Id, ...] = ()
    prefer_property: ProductProperty | None = None
    prefer_concentration_percent: Decimal | None = None
    action: Text | None = None
    note: Text | None = None

    def avoids(self, product_id: str) -> bool:
        return self.avoid == "all" or product_id in self.avoid


class SafetyQuestion(Record):
    question: Text
    why: Text
    severity: SafetySeverity
    product_effects: ProductEffects
    note: Text | None = None
    verified: Verification | None
