"""The rows about a patient. A column has the name that the fact has in `core.facts`, and holds what is known so far.

Empty text and NULL are *not documented*; what may be incomplete while it is typed may be empty here.
"""

from priorauth.patients.models.base import ClinicRow, Revised, Section
from priorauth.patients.models.chart import (
    Diagnosis,
    Household,
    PlasmaExchange,
    Reproductive,
    SafetyAnswer,
    Steroids,
)
from priorauth.patients.models.document import Document
from priorauth.patients.models.history import Disability, Imaging, Relapse, Therapy
from priorauth.patients.models.ivig import Infusion, IvigAuthorization, IvigResponse, PriorIvig
from priorauth.patients.models.patient import ChartEntry, ChartRow, ChartSection, Coverage, Patient, PatientName
from priorauth.patients.models.reading import Reading

SAID_ONCE: tuple[type[ChartRow], ...] = (Diagnosis, Reproductive, Steroids, PlasmaExchange, PriorIvig, Household)
CHART_ENTRIES: tuple[type[ChartEntry], ...] = (Therapy, Relapse, Disability, Imaging, SafetyAnswer)

__all__ = [
    "CHART_ENTRIES",
    "SAID_ONCE",
    "ChartEntry",
    "ChartRow",
    "ChartSection",
    "ClinicRow",
    "Coverage",
    "Diagnosis",
    "Disability",
    "Document",
    "Household",
    "Imaging",
    "Infusion",
    "IvigAuthorization",
    "IvigResponse",
    "Patient",
    "PatientName",
    "PlasmaExchange",
    "PriorIvig",
    "Reading",
    "Relapse",
    "Reproductive",
    "Revised",
    "SafetyAnswer",
    "Section",
    "Steroids",
    "Therapy",
]
