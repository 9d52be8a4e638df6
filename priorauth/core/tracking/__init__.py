"""Where a case stands after the letter: its status, what happened, which clocks run, what is to be done next."""

from priorauth.core.tracking.dealings import Dealings, EarlierNotice, InformationRequest, PeerToPeerCall
from priorauth.core.tracking.model import CaseStatus, Clock, Event, EventKind, Place, Step, StepKind, Tracking
from priorauth.core.tracking.track import track

__all__ = [
    "CaseStatus",
    "Clock",
    "Dealings",
    "EarlierNotice",
    "Event",
    "EventKind",
    "InformationRequest",
    "PeerToPeerCall",
    "Place",
    "Step",
    "StepKind",
    "Tracking",
    "track",
]
