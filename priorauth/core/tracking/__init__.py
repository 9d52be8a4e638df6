"""Where a case stands after the letter: its status, what happened, which clocks run, what is to be done next."""

from priorauth.core.tracking.dealings import Dealings, EarlierNotice, InformationRequest, PeerToPeerCall
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
)
from priorauth.core.tracking.sent import is_appeal
from priorauth.core.tracking.track import track

__all__ = [
    "CaseStatus",
    "Clock",
    "Dealings",
    "EarlierNotice",
    "Event",
    "EventKind",
    "Followed",
    "InformationRequest",
    "PeerToPeerCall",
    "Place",
    "Sent",
    "Step",
    "StepKind",
    "Tracking",
    "is_appeal",
    "track",
]
