"""Where a case stands after the letter: its status, what happened, which clocks run, what is to be done next."""

from priorauth.core.tracking.dealings import (
    Application,
    ApplicationStatus,
    Dealings,
    EarlierNotice,
    Given,
    InformationRequest,
    LetterInHand,
    PeerToPeerCall,
)
from priorauth.core.tracking.model import (
    CaseStatus,
    Clock,
    Event,
    EventKind,
    Followed,
    Place,
    Sent,
    Step,
    StepKind,
    Tracking,
    Usage,
)
from priorauth.core.tracking.sent import is_appeal
from priorauth.core.tracking.track import track

__all__ = [
    "Application",
    "ApplicationStatus",
    "CaseStatus",
    "Clock",
    "Dealings",
    "EarlierNotice",
    "Event",
    "EventKind",
    "Followed",
    "Given",
    "InformationRequest",
    "LetterInHand",
    "PeerToPeerCall",
    "Place",
    "Sent",
    "Step",
    "StepKind",
    "Tracking",
    "Usage",
    "is_appeal",
    "track",
]
