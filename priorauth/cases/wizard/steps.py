"""The steps of a case, in the order in which a chart is read: what each asks, and where each fact is typed."""

from dataclasses import dataclass
from typing import Any, ClassVar

from priorauth.cases.models import Override
from priorauth.cases.wizard.case_parts import OverridePart, SignerPart
from priorauth.cases.wizard.forms import (
    CoverageForm,
    DiagnosisForm,
    DisabilityForm,
    HouseholdForm,
    ImagingForm,
    OverrideForm,
    PatientForm,
    PlasmaExchangeForm,
    RelapseForm,
    ReproductiveForm,
    SteroidsForm,
    TherapyForm,
    WeightForm,
)
from priorauth.cases.wizard.groups import IvigPart, RequestPart
from priorauth.cases.wizard.lists import ListPart
from priorauth.cases.wizard.parts import Part, chart_part, coverage_part, patient_part
from priorauth.cases.wizard.questions import AnswersPart, SafetyPart
from priorauth.cases.wizard.told import told_disability, told_imaging, told_override, told_relapse, told_therapy
from priorauth.patients.models import (
    Diagnosis,
    Disability,
    Household,
    Imaging,
    PlasmaExchange,
    Relapse,
    Reproductive,
    Steroids,
    Therapy,
)


@dataclass(frozen=True)
class Step:
    """One page. `name` is its place in the row of steps, `go` how the button of the page before it says it."""

    slug: str
    name: str
    go: str
    parts: tuple[Part, ...]


STEPS = (
    Step(
        "patient", "Patient, coverage", "the patient",
        (
            patient_part("patient", "Patient", PatientForm),
            coverage_part("coverage", "Coverage", CoverageForm),
            chart_part("household", "Household", Household, HouseholdForm,
                       "For assistance programs; never in a letter to a plan", folds=True),
        ),
    ),
    Step(
        "diagnosis", "Diagnosis, course", "the diagnosis",
        (chart_part("diagnosis", "Diagnosis and course", Diagnosis, DiagnosisForm),),
    ),
    Step(
        "history", "Treatment history", "treatment history",
        (
            ListPart(
                "therapies", "Treatment history", "Every disease-modifying therapy, oldest first", Therapy, TherapyForm,
                "a therapy", "No disease-modifying therapy was ever given", told_therapy,
            ),
            IvigPart("prior_ivig", "Immune globulin so far", "For a renewal: what was given and what it did"),
        ),
    ),
    Step(
        "activity", "Relapses, EDSS, MRI", "relapses",
        (
            ListPart("relapses", "Relapses", "Of the last two years at the least", Relapse, RelapseForm, "a relapse",
                     "No relapse is on record", told_relapse),
            ListPart("disability", "EDSS and function", "A visit a row", Disability, DisabilityForm, "a visit",
                     "No score was ever taken", told_disability),
            ListPart("imaging", "MRI", "A report a row", Imaging, ImagingForm, "an MRI report",
                     "No MRI was ever done", told_imaging),
        ),
    ),
    Step(
        "pregnancy", "Pregnancy, steroids", "pregnancy and steroids",
        (
            chart_part("reproductive", "Pregnancy", Reproductive, ReproductiveForm),
            chart_part("steroids", "Corticosteroids", Steroids, SteroidsForm, "Why they are not the answer here"),
            chart_part("plasma_exchange", "Plasma exchange", PlasmaExchange, PlasmaExchangeForm),
        ),
    ),
    Step(
        "safety", "Safety screen", "the safety screen",
        (SafetyPart("safety", "Safety screen", "An open question is never a no"),),
    ),
    Step(
        "request", "Request", "the request",
        (
            patient_part("weight", "Weight", WeightForm), RequestPart("request", "Request"),
            AnswersPart("answers", "What a reviewer will ask", "In the prescriber’s words; letters quote them"),
            SignerPart("signer", "Signature"),
            OverridePart("overrides", "Overrides", "What stops a letter and only a prescriber can override in writing",
                         Override, OverrideForm, "an override", "", told_override),
        ),
    ),
)  # fmt: skip
REVIEW = "review"
BY_SLUG = {step.slug: step for step in STEPS}

# Where a fact is typed: the longest beginning of its path counts. Step, then the anchor on its page.
_PLACES = {
    "patient": ("patient", "id_patient-given"),
    "patient.weight": ("request", "id_weight-weight_kg"),
    "patient.height_cm": ("request", "id_weight-height_cm"),
    "coverage": ("patient", "id_coverage-payer"),
    "diagnosis": ("diagnosis", "id_diagnosis-course"),
    "therapies": ("history", "therapies"),
    "relapses": ("activity", "relapses"),
    "disability": ("activity", "disability"),
    "imaging": ("activity", "imaging"),
    "reproductive": ("pregnancy", "id_reproductive-status"),
    "steroids": ("pregnancy", "id_steroids-status"),
    "plasma_exchange": ("pregnancy", "id_plasma_exchange-status"),
    "safety": ("safety", "safety"),
    "request": ("request", "id_request-indication"),
    "request.phases": ("request", "request-phases"),
    "answers": ("request", "answers"),
    "prescriber": ("request", "id_signer-prescriber"),
    "filed_by": ("request", "id_signer-filed_by"),
    "prior_ivig": ("history", "id_prior_ivig-product"),
    "household": ("patient", "id_household-size"),
    "overrides": ("request", "overrides"),
}
_FIELDS = (
    "patient",
    "coverage",
    "diagnosis",
    "reproductive",
    "steroids",
    "plasma_exchange",
    "request",
    "prior_ivig",
    "household",
)


def place_of(path: str) -> tuple[str, str] | None:
    """The step where a fact is typed, and the anchor of its field; None for what no step asks."""
    section, _, rest = path.partition(".")
    field = rest.split(".")[0].partition("[")[0]
    found = _PLACES.get(f"{section}.{field}") or _PLACES.get(section.partition("[")[0])
    if found is None:
        return None
    step, anchor = found
    part = next((part for part in BY_SLUG[step].parts if part.name == section), None)
    if section in _FIELDS and field and part is not None and field in getattr(part, "form", _Nothing).base_fields:
        return step, f"id_{section}-{field}"
    if section == "safety" and rest:
        return step, f"safety-{rest.split('.')[0]}"
    return step, anchor


def field_name(step: str, anchor: str) -> str:
    """What the page calls the field at an anchor, or the part of the step; the step where it is neither."""
    section, _, field = anchor.removeprefix("id_").partition("-")
    part = next((part for part in BY_SLUG[step].parts if part.name == section), None)
    if part is None:
        return BY_SLUG[step].name
    found = getattr(part, "form", _Nothing).base_fields.get(field)
    return str(found.label) if found and found.label else part.title


class _Nothing:
    base_fields: ClassVar[dict[str, Any]] = {}


def after(slug: str) -> str:
    """The step behind one; the review behind the last."""
    slugs = [step.slug for step in STEPS]
    place = slugs.index(slug) + 1
    return slugs[place] if place < len(slugs) else REVIEW


def before(slug: str) -> str | None:
    slugs = [*(step.slug for step in STEPS), REVIEW]
    place = slugs.index(slug)
    return slugs[place - 1] if place else None
