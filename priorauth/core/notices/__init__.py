"""Reads a plan's denial notice: candidates for a person to confirm, each with its place; nothing is guessed."""

from priorauth.core.notices.candidate import Candidate, Contradiction, Kind, NoticeReading, Place, QuotedRight
from priorauth.core.notices.page import Line, Page, Word, lines_of
from priorauth.core.notices.read import read_notice

__all__ = [
    "Candidate",
    "Contradiction",
    "Kind",
    "Line",
    "NoticeReading",
    "Page",
    "Place",
    "QuotedRight",
    "Word",
    "lines_of",
    "read_notice",
]
