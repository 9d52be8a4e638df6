"""The facts of a case: frozen, typed, dated; each may name the exhibit that proves it."""

from priorauth.core.facts.base import Part, Proven, day_of
from priorauth.core.facts.case import CaseFacts
from priorauth.core.facts.chart import (
    Diagnosis,
    Disability,
    Imaging,
    PlasmaExchange,
    PriorIvig,
    Relapse,
    Reproductive,
    SafetyAnswer,
    Steroids,
    Therapy,
)
from priorauth.core.facts.people import Clinic, Coverage, Patient, Prescriber
from priorauth.core.facts.request import Override, Phase, Request, WrittenAnswer
from priorauth.core.facts.submissions import Call, Determination, Exhibit, Submission

__all__ = [
    "Call",
    "CaseFacts",
    "Clinic",
    "Coverage",
    "Determination",
    "Diagnosis",
    "Disability",
    "Exhibit",
    "Imaging",
    "Override",
    "Part",
    "Patient",
    "Phase",
    "PlasmaExchange",
    "Prescriber",
    "PriorIvig",
    "Proven",
    "Relapse",
    "Reproductive",
    "Request",
    "SafetyAnswer",
    "Steroids",
    "Submission",
    "Therapy",
    "WrittenAnswer",
    "day_of",
]
