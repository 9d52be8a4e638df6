"""The questions asked before immune globulin is given, and what a yes means for the choice of product."""

from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import model_validator

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


class ValueLimit(Part):
    """A laboratory value that says yes to the question: below a number, or at it and above."""

    what: Text
    unit: Text
    below: Decimal | None = None
    at_least: Decimal | None = None
    verified: Verification | None

    @model_validator(mode="after")
    def _has_one_bound(self) -> "ValueLimit":
        if (self.below is None) == (self.at_least is None):
            raise ValueError("give either below or at_least")
        return self

    def says_yes(self, value: Decimal) -> bool:
        return (self.below is not None and value < self.below) or (self.at_least is not None and value >= self.at_least)

    @property
    def said(self) -> str:
        """`below 60 mL/min/1.73m2`, `6.5 % or more`."""
        return f"below {self.below} {self.unit}" if self.below is not None else f"{self.at_least} {self.unit} or more"


class SafetyQuestion(Record):
    question: Text
    why: Text
    severity: SafetySeverity
    product_effects: ProductEffects
    value_says_yes: tuple[ValueLimit, ...] = ()
    note: Text | None = None
    verified: Verification | None
