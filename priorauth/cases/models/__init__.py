"""The rows about a case. As in `patients.models`, a column has its fact's name and may be empty while it is typed."""

from priorauth.cases.models.case import Case, CaseEntry, CaseSection, Prescriber
from priorauth.cases.models.draft import Draft
from priorauth.cases.models.exhibits import Exhibit, Proof
from priorauth.cases.models.handover import Handover
from priorauth.cases.models.request import Override, Phase, Request, WrittenAnswer
from priorauth.cases.models.submissions import (
    Authorization,
    Call,
    DenialReason,
    Determination,
    EarlierNotice,
    InformationRequest,
    PeerToPeer,
    Submission,
)
from priorauth.cases.models.tracking import CaseState, SubmissionState, WorkItem

__all__ = [
    "Authorization",
    "Call",
    "Case",
    "CaseEntry",
    "CaseSection",
    "CaseState",
    "DenialReason",
    "Determination",
    "Draft",
    "EarlierNotice",
    "Exhibit",
    "Handover",
    "InformationRequest",
    "Override",
    "PeerToPeer",
    "Phase",
    "Prescriber",
    "Proof",
    "Request",
    "Submission",
    "SubmissionState",
    "WorkItem",
    "WrittenAnswer",
]
