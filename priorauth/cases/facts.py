"""The only place where rows become facts: a case's rows are put into the shape of a case file, and the core reads it.

The number of queries is fixed, whatever the number of rows.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from priorauth.cases.models import (
    Call,
    Case,
    CaseSection,
    DenialReason,
    Exhibit,
    Override,
    Phase,
    Proof,
    Submission,
    WrittenAnswer,
)
from priorauth.cases.models.exhibits import PROVABLE
from priorauth.clinics.models import Clinic
from priorauth.core import facts
from priorauth.core.casefile import read_so_far
from priorauth.core.errors import CaseFileError, Problem
from priorauth.core.facts import CaseFacts
from priorauth.core.facts.people import Weight
from priorauth.patients.models import (
    SAID_ONCE,
    ChartRow,
    ChartSection,
    ClinicRow,
    Disability,
    Imaging,
    Infusion,
    Patient,
    PriorIvig,
    Relapse,
    SafetyAnswer,
    Therapy,
)
from priorauth.patients.parts import is_complete, known

_WHOLE_CASE = (
    "clinic",
    "prescriber",
    "coverage",
    "request",
    "patient",
    *(f"patient__{model._meta.model_name}" for model in SAID_ONCE),
    "patient__priorivig__response",
    "patient__priorivig__authorization",
)


@dataclass(frozen=True)
class FactsSoFar:
    """What a case's rows say so far, and what keeps the rest from being facts, by the paths of a case file.

    In `facts` and `problems` alike, entries that lack what they must have stand behind the others.
    """

    facts: CaseFacts
    problems: tuple[Problem, ...]


def facts_of(case: Case, on: dt.date) -> CaseFacts:
    """The facts of a case for a letter of that date. Raises CaseFileError with everything that must be there first."""
    so_far = facts_so_far(case, on)
    if so_far.problems:
        raise CaseFileError(list(so_far.problems))
    return so_far.facts


def facts_so_far(case: Case, on: dt.date) -> FactsSoFar:
    """The facts of a case that is still being typed: enough to judge it, not to write a letter."""
    found, problems = read_so_far(_case_file(case, on))
    return FactsSoFar(found, tuple(problems))


def _case_file(case: Case, on: dt.date) -> dict[str, Any]:
    whole = Case.objects.of(case.clinic).select_related(*_WHOLE_CASE).get(id=case.id)
    proofs = _Proofs(whole)
    return {
        "format": 1,
        "as_of": on,
        "clinic": letterhead(whole.clinic),
        "prescriber": known(whole.prescriber, facts.Prescriber),
        "patient": _patient(whole.patient, proofs) or None,
        "coverage": _coverage(whole, proofs) or None,
        "filed_by": _filed_by(whole, proofs) or None,
        **_chart(whole, proofs),
        **_work(whole),
    }


def letterhead(clinic: Clinic) -> dict[str, Any]:
    """What stands on top of the clinic's letters, as a case file has it."""
    lines = list(clinic.address_lines)
    return {**known(clinic, facts.Clinic), "address": lines} if lines else known(clinic, facts.Clinic)


class _Proofs:
    """Which exhibit and page proves what, in one query."""

    def __init__(self, case: Case) -> None:
        self._by_fact: dict[str | UUID, dict[str, Any]] = {}
        for proof in Proof.objects.of(case.clinic).filter(case=case).select_related("exhibit"):
            letter = proof.exhibit.letter if proof.exhibit else proof.letter
            named = {"exhibit": letter or None, "page": proof.page}
            entries = (getattr(proof, f"{name}_id") for name in PROVABLE.values())
            proved = next(filter(None, entries), proof.fact)
            self._by_fact[proved] = {key: value for key, value in named.items() if value is not None}

    def of(self, fact: str | UUID) -> dict[str, Any]:
        return self._by_fact.get(fact, {})

    def of_row(self, row: ClinicRow) -> dict[str, Any]:
        return self.of(row.id)

    def has(self, fact: str) -> bool:
        """Whether there is a proof at all: one may name neither exhibit nor page yet."""
        return fact in self._by_fact


def _patient(row: Patient, proofs: _Proofs) -> dict[str, Any]:
    weight = known(row, Weight, "weight_")
    return known(row, facts.Patient) | ({"weight": weight | proofs.of(Proof.Fact.WEIGHT)} if weight else {})


def _coverage(case: Case, proofs: _Proofs) -> dict[str, Any]:
    row = case.coverage
    if row is None:
        return {}
    secondary = {"payer": row.secondary_payer or None, "plan_type": row.secondary_plan_type or None}
    definitions = {
        name: {"quote": quote, **proofs.of(fact)}
        for name, quote, fact in (
            ("experimental", row.experimental, Proof.Fact.EXPERIMENTAL),
            ("medically_necessary", row.medically_necessary, Proof.Fact.MEDICALLY_NECESSARY),
        )
        if quote
    }
    return (
        known(row, facts.Coverage)
        | ({"secondary": secondary} if any(secondary.values()) else {})
        | ({"definitions": definitions} if definitions else {})
    )


def _filed_by(case: Case, proofs: _Proofs) -> dict[str, Any]:
    authority = {"authority": proofs.of(Proof.Fact.AUTHORITY)} if proofs.has(Proof.Fact.AUTHORITY) else {}
    return ({"who": case.filed_by} if case.filed_by else {}) | authority


def _chart(case: Case, proofs: _Proofs) -> dict[str, Any]:
    patient = case.patient
    rows = partial(_of, case.clinic, patient=patient)
    none = set(rows(ChartSection).filter(none_stated=True).values_list("name", flat=True))
    once = {model.section: _once(patient, model, proofs) for model in SAID_ONCE}
    if once["prior_ivig"] is not None:
        once["prior_ivig"] |= _ivig(case)
    return once | {
        "therapies": _listed(rows(Therapy), "therapies" in none, proofs.of_row),
        "relapses": _listed(rows(Relapse), "relapses" in none, proofs.of_row),
        "disability": _listed(rows(Disability), "disability" in none, proofs.of_row),
        "imaging": _listed(rows(Imaging), "imaging" in none, proofs.of_row),
        "safety": _by_question(rows(SafetyAnswer), "safety" in none, proofs.of_row),
    }


def _once(patient: Patient, model: type[ChartRow], proofs: _Proofs) -> dict[str, Any] | None:
    row = getattr(patient, str(model._meta.model_name), None)
    return known(row, model.part) | proofs.of(model.section) if row else None


def _ivig(case: Case) -> dict[str, Any]:
    row: PriorIvig | None = getattr(case.patient, "priorivig", None)
    if row is None:
        return {}
    below = {name: getattr(row, name, None) for name in ("response", "authorization")}
    infusions = _listed(_of(case.clinic, Infusion, prior_ivig=row), row.no_infusion_stated)
    return {name: known(part, part.part) for name, part in below.items() if part} | {"infusions": infusions}


def _work(case: Case) -> dict[str, Any]:
    rows = partial(_of, case.clinic, case=case)
    none = set(rows(CaseSection).filter(none_stated=True).values_list("name", flat=True))
    return {
        "request": _request(case) or None,
        "answers": _by_question(rows(WrittenAnswer), "answers" in none),
        "overrides": _listed(rows(Override), "overrides" in none),
        "submissions": _submissions(case, "submissions" in none),
        "calls": _listed(rows(Call), "calls" in none),
        "exhibits": _listed(rows(Exhibit).select_related("document"), "exhibits" in none, _exhibit),
    }


def _request(case: Case) -> dict[str, Any]:
    row = getattr(case, "request", None)
    if row is None:
        return {}
    phases = _listed(_of(case.clinic, Phase, request=row), none_stated=False)
    return known(row, facts.Request) | ({"phases": phases} if phases else {})


def _submissions(case: Case, none_stated: bool) -> list[dict[str, Any]] | None:
    reasons: dict[UUID, list[str]] = {}
    for reason in _of(case.clinic, DenialReason, determination__submission__case=case):
        reasons.setdefault(reason.determination_id, []).append(reason.reason)
    rows = list(_of(case.clinic, Submission, case=case).select_related("determination__authorization"))
    sent = [row for row in rows if not row.is_prepared]
    only_prepared = bool(rows) and not sent
    return _listed(sent, none_stated or only_prepared, lambda row: determination_of(row, reasons))


def determination_of(submission: Submission, reasons: Mapping[UUID, list[str]]) -> dict[str, Any]:
    """The plan's answer as a case file has it, under its key; nothing where there is none."""
    row = getattr(submission, "determination", None)
    if row is None:
        return {}
    given = {"reasons": reasons[row.id]} if row.id in reasons else {}
    grant = getattr(row, "authorization", None)
    granted = {"authorization": known(grant, grant.part)} if grant else {}
    return {"determination": known(row, facts.Determination) | given | granted}


def _exhibit(row: Exhibit) -> dict[str, Any]:
    return {"id": row.letter} | known(row.document, facts.Exhibit)


def _of(clinic: Clinic, model: type[ClinicRow], **owner: ClinicRow) -> QuerySet[Any]:
    return model.objects.of(clinic).filter(**owner)


def _nothing(row: ClinicRow) -> dict[str, Any]:
    return {}


def _listed(
    rows: Iterable[ClinicRow], none_stated: bool, more: Callable[[Any], dict[str, Any]] = _nothing
) -> list[dict[str, Any]] | None:
    """The rows as entries of a list, the incomplete ones last; None, not documented, where there are none."""
    found = [(known(row, row.part) | more(row), row.part) for row in rows]
    found.sort(key=lambda entry: not is_complete(*entry))
    return [values for values, _ in found] if found or none_stated else None


def _by_question(
    rows: Iterable[Any], none_stated: bool, more: Callable[[Any], dict[str, Any]] = _nothing
) -> dict[str, Any] | None:
    found = {row.question: known(row, row.part) | more(row) for row in rows}
    return found if found or none_stated else None
