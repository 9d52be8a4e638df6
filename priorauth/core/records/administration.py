"""Giving and billing an infusion: codes, rules, dosing weight, rounding, premedication, vaccine intervals."""

from decimal import Decimal
from typing import Literal

from priorauth.core.records.base import Id, Part, Record, Text, Verification
from priorauth.core.vocabulary import Rounding


class AdministrationCode(Record):
    """A code for giving the drug; its id is the code."""

    system: Literal["CPT", "HCPCS"]
    short: Text
    use: Text
    rule: Text | None = None
    verified: Verification | None


class HomeInfusionCode(Record):
    """A code for infusion at home; its id is the code, or two codes as `G0069/G0089`."""

    id: Text
    system: Literal["CPT", "HCPCS"]
    short: Text
    payers: tuple[Id, ...]
    not_for: tuple[Id, ...] = ()
    rate_2024_usd: Decimal | None = None
    note: Text | None = None
    verified: Verification | None


class BillingRule(Record):
    rule: Text
    verified: Verification | None


class IdealWeight(Part):
    """Devine: `base_kg` at `at_inches`, and `kg_per_inch` for each inch above. `formula` says so in words."""

    base_kg: Decimal
    kg_per_inch: Decimal
    at_inches: int
    formula: Text


class AdjustedWeight(Part):
    """Ideal weight plus `fraction` of what the actual weight has above it."""

    fraction: Decimal
    formula: Text


class DosingWeight(Part):
    """How the weight is reckoned on which a dose rests. Field names are those of `verified` and `unverified_fields`."""

    ibw_devine_male_kg: IdealWeight
    ibw_devine_female_kg: IdealWeight
    adjusted_kg: AdjustedWeight
    when: Text
    never_raise: Text
    height_floor: Text
    height_floor_inches: int
    app_note: Text
    verified: Verification | None
    unverified_fields: tuple[Text, ...]


class HouseRounding(Part):
    """Our own rule of rounding: `default`, if the change stays within `within_percent`, else `otherwise`."""

    default: Rounding
    step_g: Decimal
    within_percent: Decimal
    default_text: Text
    otherwise: Rounding
    otherwise_text: Text
    none: Text
    say: Text


class DoseRounding(Part):
    rule: Text
    house_rule: HouseRounding
    verified: Verification | None


class Premedication(Part):
    premedication: tuple[Text, ...]
    timing_min_before: tuple[int, int]
    hydration: Text
    first_infusion: Text
    verified: Verification | None


class VaccineInterval(Part):
    """After a dose within these bounds (mg/kg), wait that many months."""

    dose_mg_kg_min: int
    dose_mg_kg_max: int
    months: int


class LiveVaccineIntervals(Part):
    applies_to: tuple[Id, ...]
    direction: Text
    rows: tuple[VaccineInterval, ...]
    low_dose_note: Text
    between_rows: Text
    not_for: Text
    verified: Verification | None
    unverified_fields: tuple[Text, ...]


class EvidenceStatement(Record):
    statement: Text
    verified: Verification | None


class Administration(Part):
    """The whole of administration.yaml; `administration:<part>` or `administration:<id>` is a ground."""

    drug_administration_codes: tuple[AdministrationCode, ...]
    home_infusion_codes: tuple[HomeInfusionCode, ...]
    billing_rules: tuple[BillingRule, ...]
    dosing_weight: DosingWeight
    dose_rounding: DoseRounding
    premedication_hydration: Premedication
    live_vaccine_intervals: LiveVaccineIntervals
    monitoring_before_first_dose: tuple[Id, ...]
    evidence_statements: tuple[EvidenceStatement, ...]
