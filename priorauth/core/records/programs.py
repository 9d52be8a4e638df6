"""Programs that help patients pay, the federal poverty guidelines, and what a gram costs."""

from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import model_validator

from priorauth.core.dates import PartialDate
from priorauth.core.records.base import FrozenMap, Id, Part, Quarter, Record, Text, Url, Verification


class ProgramKind(StrEnum):
    COPAY = "copay"
    FREE_DRUG = "free_drug"
    INSURANCE_SUPPORT = "insurance_support"
    BRIDGE = "bridge"
    FOUNDATION_GRANT = "foundation_grant"
    PUBLIC = "public"


class CoversOffLabel(StrEnum):
    """Whether the program helps with IVIG in MS; see the head of assistance.yaml."""

    NO = "no"
    YES_IF_OPEN = "yes_if_open"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class IncomeLimit(Part):
    """A limit in percent of the poverty guideline: one `percent`, one for each tier, or what `text` says."""

    percent: int | None = None
    by_tier: FrozenMap[str, int] | None = None
    text: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_number(cls, value: Any) -> Any:
        return {"percent": value} if isinstance(value, int) and not isinstance(value, bool) else value


class SingleOrCouple(Part):
    """US dollars for one person and for a couple."""

    single: int
    couple: int


class Eligibility(Part):
    """None is not known: ask the program."""

    insurance: tuple[Id, ...]
    excludes_government_insurance: bool | None
    excludes_commercial_insurance: bool | None = None
    income_limit_percent_fpl: IncomeLimit | None
    income_limit_2026_usd: SingleOrCouple | None = None
    income_disregard_usd_month: int | None = None
    us_resident: bool
    us_territories: bool | None = None
    us_territories_note: Text | None = None
    citizenship_needed: bool | None = None
    age: Text | None
    site: Text | None = None
    diagnosis: Text | None


class Benefit(Part):
    max_per_year_usd: int | None
    text: Text | None


class Program(Record):
    """A program. Terms change monthly: show the day on which they were seen and ask staff to confirm."""

    name: Text
    kind: ProgramKind
    sponsor: Text
    products: tuple[Id, ...]
    products_note: Text | None = None
    covers_off_label_ms: CoversOffLabel
    covers_note: Text | None = None
    eligibility: Eligibility
    benefit: Benefit
    monthly_limits_2026_derived: FrozenMap[str, SingleOrCouple] | None = None
    documents_needed: tuple[Id, ...]
    application_channel: tuple[Id, ...]
    phone: Text | None
    fax: Text | None = None
    url: Url | None
    renewal_months: int | None
    fund_status_note: Text | None
    note: Text | None = None
    verified: Verification | None
    unverified_fields: tuple[Text, ...] = ()


class Insurance(Record):
    """A word for insurance that programs use, with the plan types that it covers; a plan type under none is asked."""

    label: Text
    plan_types: tuple[Id, ...]
    is_public: bool


class AssistanceRule(Record):
    rule: Text


class Guideline(Part):
    """US dollars a year."""

    base_one_person: int
    per_additional_person: int


class PovertyYear(Record):
    """The federal poverty guidelines of one year; its id is the year."""

    effective: PartialDate
    contiguous_48_dc: Guideline
    alaska: Guideline
    hawaii: Guideline
    verified: Verification | None
    unverified_fields: tuple[Text, ...] = ()


class PovertyGuidelines(Part):
    formula: Text
    program_note: Text
    years: tuple[PovertyYear, ...]


class AspListing(Part):
    quarter: Text
    url: Url


class PricePoint(Record):
    """A price that a page gives; show it with source and date only."""

    usd_per_gram: Decimal | None = None
    usd_per_gram_min: Decimal | None = None
    usd_per_gram_max: Decimal | None = None
    usd_per_unit: Decimal | None = None
    unit_mg: int | None = None
    hcpcs: Text | None = None
    code: Text | None = None
    usd_per_visit: Decimal | None = None
    usd_per_patient_min: Decimal | None = None
    usd_per_year_min: Decimal | None = None
    usd_per_year_max: Decimal | None = None
    basis: Text
    date: PartialDate | Quarter | None
    use: Text | None = None
    note: Text | None = None
    verified: Verification | None


class CostExampleInputs(Part):
    weight_kg: Decimal
    g_per_kg_per_day: Decimal
    days: int


class CostExample(Part):
    text: Text
    inputs: CostExampleInputs


class Cost(Part):
    """What is known of prices, and how to show it."""

    display_rule: Text
    current_asp_available: bool
    current_asp_note: Text
    asp_listing_urls: tuple[AspListing, ...]
    formulas: FrozenMap[str, Text]
    price_points: tuple[PricePoint, ...]
    worked_example: CostExample
