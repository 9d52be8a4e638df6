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
    known = overridable(library)
    for index, override in enumerate(facts.overrides):
        if override.rule is None or override.rule in known:
            continue
        path = f"overrides[{index}].rule"
        if override.rule.split(".")[0] in ("code", "missing", "level", "indication"):
            yield Problem(path, f"{shown(override.rule)} cannot be overridden: it is lifted by correcting the record")
        else:
            guess = did_you_mean(override.rule, known)
            wanted = f"evidence_against.<indication>, contraindication.<id> or {DOSE}"
            yield Problem(
                path, f"{shown(override.rule)} is no stop that can be overridden{guess or '.'} One of {wanted}."
            )
