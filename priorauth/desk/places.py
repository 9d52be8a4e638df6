"""The address where a step is done."""

from uuid import UUID

from django.urls import reverse

from priorauth.cases.models import WorkItem
from priorauth.cases.wizard.steps import place_of
from priorauth.core.tracking import Place, Step, StepKind

_ANCHORS = {StepKind.PEER_TO_PEER: "#peer-to-peer", StepKind.INFORMATION: "#information"}

_PAGES = {Place.EXHIBITS: "cases:exhibits", Place.INFUSIONS: "cases:infusions"}


def address_of(case_id: UUID, step: Step | WorkItem, submission_id: UUID | None) -> str:
    """Where the step's button leads."""
    place = Place(step.place)
    if place is Place.RECORD:
        return _field(case_id, step.path)
    if place is Place.LETTER:
        kind = f"?kind={step.letter}" if step.letter else ""
        return f"{reverse('letters:write', args=(case_id,))}{kind}"
    if place is Place.SIGN:
        return reverse("letters:sign", args=(step.target,))
    if place is Place.APPLICATION:
        return reverse("assistance:application", args=(case_id, step.target))
    if place in _PAGES:
        return reverse(_PAGES[place], args=(case_id,))
    if place is Place.CALL:
        return f"{reverse('cases:submissions', args=(case_id,))}#calls"
    if place is Place.SUBMISSIONS or submission_id is None:
        return reverse("cases:submissions", args=(case_id,))
    if place is Place.ANSWER:
        return reverse("cases:answer", args=(case_id, submission_id))
    anchor = _ANCHORS.get(StepKind(step.kind), "")
    return f"{reverse('cases:submission', args=(case_id, submission_id))}{anchor}"


def _field(case_id: UUID, path: str) -> str:
    """The field of the wizard that holds a fact; the review where no step asks for it."""
    found = place_of(path)
    if found is None:
        return reverse("cases:review", args=(case_id,))
    step, anchor = found
    return f"{reverse('cases:step', args=(case_id, step))}#{anchor}"
