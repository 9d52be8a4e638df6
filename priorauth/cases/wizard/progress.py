"""How far each step of a case has come, for the row of steps."""

from dataclasses import dataclass

from priorauth.cases.models import Case, Draft
from priorauth.cases.wizard.steps import STEPS
from priorauth.clinics.models import Member
from priorauth.core.facts import CaseFacts


@dataclass(frozen=True)
class StepState:
    slug: str
    name: str
    number: int
    is_done: bool
    to_fix: int


@dataclass(frozen=True)
class Progress:
    steps: tuple[StepState, ...]

    @property
    def to_fix(self) -> int:
        return sum(step.to_fix for step in self.steps)


def progress(case: Case, member: Member, facts: CaseFacts) -> Progress:
    """`is_done` where the step's sections are on record; `to_fix` counts the sections that this member left unsaved."""
    waiting = set(Draft.objects.of(case.clinic).filter(case=case, member=member).values_list("part_name", flat=True))
    done = _documented(facts)
    return Progress(
        tuple(
            StepState(step.slug, step.name, number, done[step.slug], sum(part.name in waiting for part in step.parts))
            for number, step in enumerate(STEPS, start=1)
        )
    )


def _documented(facts: CaseFacts) -> dict[str, bool]:
    return {
        "patient": bool(facts.patient.family and facts.coverage.payer and facts.coverage.plan_type),
        "diagnosis": bool(facts.diagnosis.course and facts.diagnosis.icd10),
        "history": facts.therapies is not None,
        "activity": facts.relapses is not None and facts.imaging is not None and facts.disability is not None,
        "pregnancy": bool(facts.reproductive and facts.steroids),
        "safety": bool(facts.safety),
        "request": bool(facts.request.product and facts.request.phases),
    }
