"""One patient's request: everything that a judgment may rest on, as of the letter's date."""

from typing import Literal

from pydantic import Field

from priorauth.core.facts.base import Day, Part
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
from priorauth.core.facts.people import Clinic, Coverage, FiledBy, Household, Patient, Prescriber
from priorauth.core.facts.request import Override, Request, WrittenAnswer
from priorauth.core.facts.submissions import Call, Exhibit, Submission


class CaseFacts(Part):
    """The facts of a case, format 1.

    A list that is None is not documented; an empty one is *none, on record*. A fact's path in the case file
    (`relapses[1].date`) is its name in the grounds of a letter.
    """

    format: Literal[1]
    as_of: Day = Field(description="The date that the letter bears.")
    clinic: Clinic
    prescriber: Prescriber
    patient: Patient = Patient()
    coverage: Coverage = Coverage()
    filed_by: FiledBy | None = None
    diagnosis: Diagnosis = Diagnosis()
    therapies: tuple[Therapy, ...] | None = None
    relapses: tuple[Relapse, ...] | None = None
    disability: tuple[Disability, ...] | None = None
    imaging: tuple[Imaging, ...] | None = None
    reproductive: Reproductive | None = None
    steroids: Steroids | None = None
    plasma_exchange: PlasmaExchange | None = None
    safety: dict[str, SafetyAnswer] = Field(default_factory=dict)
    prior_ivig: PriorIvig | None = None
    request: Request = Request()
    answers: dict[str, WrittenAnswer] = Field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    submissions: tuple[Submission, ...] = ()
    calls: tuple[Call, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    household: Household | None = None
