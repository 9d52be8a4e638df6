"""Dose arithmetic: dosing weight, grams, the house rule of rounding, vials, units, totals, days; and their checks."""

from priorauth.core.dosing.check_evidence import dose_matches
from priorauth.core.dosing.checks import check_dosing
from priorauth.core.dosing.evidence import DoseMatch, Tested, lies_within, tested_schedules
from priorauth.core.dosing.phase import PhaseDose, dose_line, units_of
from priorauth.core.dosing.plan import DosePlan, dose_lacks, dose_plan, last_day, weight_of, weight_on
from priorauth.core.dosing.rounding import RoundedDose, rounded_dose, say_change
from priorauth.core.dosing.schedule import ExpectedDose, expected_doses
from priorauth.core.dosing.vials import VialCount, fewest_vials, say_vials
from priorauth.core.dosing.weight import DosingWeight, dosing_weight

__all__ = [
    "DoseMatch",
    "DosePlan",
    "DosingWeight",
    "ExpectedDose",
    "PhaseDose",
    "RoundedDose",
    "Tested",
    "VialCount",
    "check_dosing",
    "dose_lacks",
    "dose_line",
    "dose_matches",
    "dose_plan",
    "dosing_weight",
    "expected_doses",
    "fewest_vials",
    "last_day",
    "lies_within",
    "rounded_dose",
    "say_change",
    "say_vials",
    "tested_schedules",
    "units_of",
    "weight_of",
    "weight_on",
]
