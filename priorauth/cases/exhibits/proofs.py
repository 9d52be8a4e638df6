"""The facts of a case that an exhibit can prove, each with the proof that is on record."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import QueryDict

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.exhibits.forms import ProofForm
from priorauth.cases.models import Case, Exhibit, Proof
from priorauth.cases.models.exhibits import PROVABLE
from priorauth.cases.projection import project
from priorauth.cases.services import prove
from priorauth.cases.wizard.told import told_disability, told_imaging, told_relapse, told_therapy
from priorauth.clinics.models import Member
from priorauth.patients.models import ClinicRow, Disability, Imaging, Relapse, SafetyAnswer, Therapy
from priorauth.patients.sections import revision_now
from priorauth.reference.services import shipped_library

_ONCE = {
    Proof.Fact.DIAGNOSIS: "The diagnosis",
    Proof.Fact.WEIGHT: "The weight",
    Proof.Fact.REPRODUCTIVE: "Pregnancy or delivery",
    Proof.Fact.STEROIDS: "Why steroids are out",
    Proof.Fact.PLASMA_EXCHANGE: "Plasma exchange",
    Proof.Fact.PRIOR_IVIG: "Earlier immune globulin",
    Proof.Fact.EXPERIMENTAL: "The plan’s definition of experimental",
    Proof.Fact.MEDICALLY_NECESSARY: "The plan’s definition of medically necessary",
    Proof.Fact.AUTHORITY: "The authority to file for the patient",
}
_LISTS: tuple[tuple[type[Any], Any], ...] = (
    (Therapy, told_therapy),
    (Relapse, told_relapse),
    (Disability, told_disability),
    (Imaging, told_imaging),
)


@dataclass(frozen=True)
class Provable:
    """A fact, its form, and the proof on record."""

    name: str
    detail: str
    fact: str | ClinicRow
    form: ProofForm


def exhibits_of(case: Case) -> list[Exhibit]:
    return list(Exhibit.objects.of(case.clinic).filter(case=case).select_related("document"))


def provable(case: Case, typed: QueryDict | None = None) -> list[Provable]:
    """Every fact that an exhibit can prove, in the order of a letter."""
    exhibits, proofs = exhibits_of(case), list(Proof.objects.of(case.clinic).filter(case=case))
    known = {proof.fact or str(_entry_of(proof)): proof for proof in proofs}
    return [
        Provable(name, detail, fact, _form(key, known.get(key), exhibits, name, typed))
        for key, name, detail, fact in _facts(case)
    ]


def _entry_of(proof: Proof) -> object:
    ids = (getattr(proof, f"{name}_id") for name in PROVABLE.values())
    return next((one for one in ids if one), "")


def _form(key: str, proof: Proof | None, exhibits: list[Exhibit], label: str, typed: QueryDict | None) -> ProofForm:
    initial = {"exhibit": str(proof.exhibit_id or ""), "page": proof.page} if proof else {}
    return ProofForm(typed, prefix=key, initial=initial, exhibits=exhibits, label=label)


def _facts(case: Case) -> Iterator[tuple[str, str, str, str | ClinicRow]]:
    """The key, name, detail and fact of each."""
    yield from ((fact.value, name, "", fact.value) for fact, name in _ONCE.items())
    for model, told in _LISTS:
        for row in model.objects.of(case.clinic).filter(patient=case.patient):
            name, detail = told(row)
            yield str(row.id), name, detail, row
    questions = shipped_library().safety_questions
    for answer in SafetyAnswer.objects.of(case.clinic).filter(patient=case.patient):
        question = questions.get(answer.question)
        yield str(answer.id), question.question if question else answer.question, answer.answer, answer


@transaction.atomic
def save(case: Case, member: Member, found: list[Provable]) -> None:
    """Writes the proofs that differ."""
    exhibits = {str(one.id): one for one in exhibits_of(case)}
    changed = [one for one in found if one.form.has_changed()]
    for one in changed:
        values = one.form.cleaned_data
        revision, exhibit = revision_now(Exhibit, case), exhibits.get(values["exhibit"])
        prove(case=case, revision=revision, fact=one.fact, exhibit=exhibit, page=values["page"] if exhibit else None)
    if changed:
        project(case)
        record(Action.CASE_CHANGED, member=member, subject=case, changed=["proofs"])
