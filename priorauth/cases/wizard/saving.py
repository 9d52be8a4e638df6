"""Saves one page of the wizard: every part that can be, and a draft of every part that cannot."""

from django.db import transaction
from django.http import QueryDict

from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.models import Case
from priorauth.cases.projection import project_all_of
from priorauth.cases.wizard import drafts
from priorauth.cases.wizard.lists import ListPart
from priorauth.cases.wizard.parts import Bound, Part
from priorauth.cases.wizard.steps import Step
from priorauth.clinics.models import Member
from priorauth.patients.sections import remove_entry


@transaction.atomic
def save(case: Case, member: Member, step: Step, typed: QueryDict) -> list[Bound]:
    """The parts as they were typed, saved as far as they can be. The log names the fields that changed.

    A page that saves as it is typed may send the same twice at once: one save of a case waits for the other.
    """
    rows = Case.objects.of(case.clinic).select_related("patient", "coverage")
    case = rows.select_for_update(of=("self",)).get(id=case.id)
    bounds = [part.bind(case, typed if member.may(part.right) else None) for part in step.parts]
    for bound in bounds:
        bound.by = member
        if not bound.may_be_typed:
            continue
        bound.part.save(bound, typed)
        if bound.is_sound:
            drafts.forget(case, member, bound.part.name)
        else:
            drafts.keep(case, member, bound.part.name, typed)
    _log(case, member, [[f"{bound.part.name}.{name}" for name in bound.changed] for bound in bounds if bound.changed])
    now = rows.get(id=case.id)
    for bound in bounds:
        bound.revision = bound.part.revised(now).revision
    return bounds


@transaction.atomic
def remove(case: Case, member: Member, step: Step, what: str) -> None:
    """Removes an entry, `therapies:<id>`, that is on record; one that was only being typed is just not kept."""
    name, _, row_id = what.partition(":")
    part = next((part for part in step.parts if part.name == name and isinstance(part, ListPart)), None)
    rows = [entry.row for entry in part.bind(case, None).entries if entry.id == row_id] if part else []
    for row in rows:
        if part is not None and row is not None:
            remove_entry(row, part.revised(case).revision)
    _log(case, member, [[f"{name}.removed"] for _ in rows])


def _log(case: Case, member: Member, each: list[list[str]]) -> None:
    """An entry for each part that changed, after every case of the patient was derived anew."""
    if each:
        project_all_of(case.patient)
    for names in each:
        record(Action.CASE_CHANGED, member=member, subject=case, changed=names)


def on_record(case: Case, member: Member, step: Step) -> list[Bound]:
    """The parts as they stand on record, or as this member left them typed."""
    waiting = drafts.kept(case, member)
    bounds = [part.bind(case, waiting.get(part.name)) for part in step.parts]
    for bound in bounds:
        bound.by = member
    return bounds


def asks_for(part: Part, typed: QueryDict) -> bool:
    """Whether the page wants something of that part changed."""
    return (
        any(drafts.belongs(name, part.name) for name in typed)
        or typed.get("add") == part.name
        or typed.get("remove", "").partition(":")[0] == part.name
    )
