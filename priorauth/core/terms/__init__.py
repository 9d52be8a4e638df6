"""The terms that the words of letters may use, by subject; importing this package registers them all."""

from priorauth.core.terms import (
    activity,
    asking,
    calls,
    crosswalk,
    denial,
    diagnosis,
    exhibits,
    people,
    plain,
    program,
    response,
    safety,
    summary,
    therapies,
    treatment,
)
from priorauth.core.terms.registry import REGISTRY

__all__ = [
    "REGISTRY",
    "activity",
    "asking",
    "calls",
    "crosswalk",
    "denial",
    "diagnosis",
    "exhibits",
    "people",
    "plain",
    "program",
    "response",
    "safety",
    "summary",
    "therapies",
    "treatment",
]
