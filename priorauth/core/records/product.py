"""The immune globulin products sold in the US, and the codes that bill them.

Field names are those that `verified.pages[].fields` and `unverified_fields` speak of.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Literal

from priorauth.core.dates import PartialDate
from priorauth.core.records.base import FrozenMap, Id, Part, Quarter, Record, Text, Verification


class Stabilizer(StrEnum):
    GLYCINE = "glycine"
    L_PROLINE = "l_proline"
    MALTOSE = "maltose"
    SORBITOL = "sorbitol"
    SUCROSE = "sucrose"
    GLUCOSE = "glucose"


class IgaKind(StrEnum):
    AVERAGE = "average"
    MAXIMUM = "maximum"


class IgaContent(Part):
    text: Text | None
    mcg_per_ml: Decimal | None
    kind: IgaKind | None


class Sodium(Part):
    text: Text | None
    mmol_per_l: Decimal | None


class Hcpcs(Part):
    """The billing code; `unit_mg` is the milligrams that one unit stands for. None is not known: look it up."""

    code: Text | None
    unit_mg: int | None
    descriptor_short: Text
    note: Text | None = None


class LabelledIndication(Part):
    id: Id
    population: Text
    route: tuple[Literal["iv", "sc"], ...]
    note: Text | None = None


class Warnings(Part):
    boxed: tuple[Id, ...]
    product_specific: tuple[Text, ...]


class Rate(Part):
    """The highest infusion rate, in mg/kg/min: `at_most` includes itself, `below` does not. Both None: not known."""

    at_most: Decimal | None = None
    below: Decimal | None = None
    text: Text | None = None


class MarketStatus(StrEnum):
    MARKETED = "marketed"
    ENDING = "ending"
    DISCONTINUED = "discontinued"
    UNCONFIRMED = "unconfirmed"


class Product(Record):
    """A product. What no page in `verified` names is general label knowledge and stays provisional."""

    brand: Text
    generic_name: Text
    manufacturer: Text
    concentration_percent: Decimal | None
    concentration_note: Text | None = None
    form: Literal["liquid", "lyophilized"]
    routes: tuple[Literal["iv", "sc"], ...]
    stabilizer: Stabilizer | None
    stabilizer_note: Text | None = None
    sugar_free: bool | None
    iga_content: IgaContent
    sodium: Sodium
    vial_sizes_g: tuple[Decimal, ...]
    container_note: Text | None = None
    hcpcs: Hcpcs
    ndc_labeler: tuple[Text, ...]
    fda_approved_indications: tuple[LabelledIndication, ...]
    contraindications: tuple[Id, ...]
    contraindication_note: Text | None = None
    warnings: Warnings
    max_rate_mg_kg_min: FrozenMap[str, Rate]
    maltose_glucose_interference: bool
    discontinued: bool | None
    discontinued_date: PartialDate | Quarter | None = None
    discontinuation_planned: PartialDate | None = None
    discontinued_note: Text | None = None
    market_note: Text | None = None
    assistance: tuple[Id, ...]
    unverified_fields: tuple[Text, ...]
    verified: Verification | None

    @property
    def market_status(self) -> MarketStatus:
        if self.discontinued is None:
            return MarketStatus.UNCONFIRMED
        if self.discontinued:
            return MarketStatus.DISCONTINUED
        return MarketStatus.ENDING if self.discontinuation_planned else MarketStatus.MARKETED

    def is_verified(self, field: str) -> bool:
        """Whether a page that was read shows the field, and the record does not list it as unverified."""
        doubted = field in self.unverified_fields or field.split(".")[0] in self.unverified_fields
        return self.verified is not None and self.verified.shows(field) and not doubted

    @property
    def vials_are_verified(self) -> bool:
        return self.is_verified("vial_sizes_g")


class HcpcsCode(Record):
    """A billing code that belongs to no product of the list; its id is the code."""

    descriptor_short: Text
    unit_mg: int
    use: Text
    verified: Verification | None


class ProductContraindication(Record):
    """A contraindication that labels print; `applies_to` names its products, or all."""

    label: Text
    applies_to: tuple[Id, ...] | Literal["all"]


class LabelIndication(Record):
    """A disease for which products are labelled."""

    label: Text


class ProductNote(Record):
    """What holds of the whole list of products."""

    text: Text


class OtherBrand(Record):
    """A brand that policies name and the list leaves out on purpose, because it cannot be given intravenously."""

    brand: Text


class ClassWarnings(Part):
    """What every label of the class warns of."""

    boxed: tuple[Id, ...]
    renal_predisposition: tuple[Id, ...]
    thrombosis_risk_factors: tuple[Id, ...]
    other: tuple[Id, ...]
    note: Text
    verified: Verification | None
