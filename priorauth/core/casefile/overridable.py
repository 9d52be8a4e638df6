"""The stops that a prescriber may override in writing; no other can be."""

from collections.abc import Iterator

from priorauth.core.casefile.suggest import did_you_mean, shown
from priorauth.core.errors import Problem
from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.core.records.safety import SafetySeverity

DOSE = "dose_outside_evidence"


def overridable(library: Library) -> tuple[str, ...]:
    """`evidence_against.<indication>`, `contraindication.<id>` and `dose_outside_evidence`."""
    against = [f"evidence_against.{key}" for key, indication in library.indications.items() if indication.refused]
    grave = [
        key for key, asked in library.safety_questions.items() if asked.severity is SafetySeverity.CONTRAINDICATION
    ]
    contraindications = dict.fromkeys([*grave, *library.product_contraindications])
    return (*against, DOSE, *(f"contraindication.{key}" for key in contraindications))


def override_problems(facts: CaseFacts, library: Library) -> Iterator[Problem]:
    """Overrides of what is no stop, or of a stop that only the record can lift."""
    known = overridable(library)
    for index, override in enumerate(facts.overrides):
        if override.rule is not None and override.rule not in known:
            yield Problem(f"overrides[{index}].rule", _why_not(override.rule, known, library))


def _why_not(rule: str, known: tuple[str, ...], library: Library) -> str:
    kind, _, name = rule.partition(".")
    if kind in ("code", "missing", "level", "indication"):
        return f"{shown(rule)} cannot be overridden: it is lifted by correcting the record"
    if kind == "evidence_against" and name in library.indications:
        return f"{shown(rule)} needs no override: the evidence is not held to be against {name}"
    if kind == "contraindication" and name in library.safety_questions:
        return f"{shown(rule)} needs no override: {name} is a caution, not a contraindication"
    guess = did_you_mean(rule, known)
    wanted = f"evidence_against.<indication>, contraindication.<id> or {DOSE}"
    return f"{shown(rule)} is no stop that can be overridden{guess or '.'} One of {wanted}."
