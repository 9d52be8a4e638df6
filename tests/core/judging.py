"""Judging one condition, as short as a sentence."""

from typing import Any

from pydantic import TypeAdapter

from priorauth.core.context import Context, context_of
from priorauth.core.criteria import Condition
from priorauth.core.criteria.verdict import Verdict
from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library

_CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)


def condition(written: dict[str, Any]) -> Condition:
    """A condition as a record writes it."""
    return _CONDITION.validate_python(written)


def criterion(kind: str, **params: Any) -> Condition:
    return condition({"kind": kind, "params": params})


def judged(written: Condition, facts: CaseFacts, library: Library, context: Context | None = None) -> Verdict:
    """How it stands on these facts, in their own context or in the one given."""
    return written.evaluate(facts, context or context_of(facts, library))
