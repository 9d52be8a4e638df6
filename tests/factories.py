"""Invented clinics, patients and cases, made through the services, with traits named as staff would.

case = a_case(a_clinic(), denied=True)
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils import timezone

from priorauth.assistance.models import Application
from priorauth.cases.models import Call, Case, Exhibit, Prescriber, Submission
from priorauth.cases.projection import project
from priorauth.cases.services import attach, create_case, log_determination, save_request
from priorauth.cases.submissions.services import log_call, log_submission
from priorauth.clinics.models import Clinic, Member
from priorauth.core.vocabulary import LetterKind
from priorauth.letters import digests
from priorauth.letters.drafts import composed
from priorauth.letters.models import Draft, Letter, Rendering
from priorauth.letters.services import queue, write_row
from priorauth.patients.models import Coverage, Diagnosis, Document, Patient, Relapse, Therapy
from priorauth.patients.sections import add_entry, save_once, section_of
from priorauth.patients.services import add_coverage, create_patient

TODAY = dt.date(2026, 11, 20)
DANA = {
    "given": "Dana",
    "family": "Whitlock",
    "birth_date": dt.date(1988, 2, 11),
    "sex": "female",
    "mrn": "RN-204417",
    "contact": "12 Canal Street, Harrisburg, PA 17101",
}
AETNA = {
    "payer": "Aetna",
    "plan_type": "erisa_self_funded",
    "policy": "aetna-cpb-0206",
    "member_id": "W2214 88017",
    "group_number": "0810442-010",
    "state": "PA",
}


def a_clinic(name: str = "Riverbend", npi: str = "1450123454") -> Clinic:
    return Clinic.objects.create(name=name, slug=name.lower(), npi=npi)


def a_patient(clinic: Clinic, **values: Any) -> Patient:
    """Dana Whitlock, or somebody else."""
    return create_patient(clinic=clinic, **{**DANA, **values})


def a_coverage(patient: Patient, **values: Any) -> Coverage:
    return add_coverage(patient=patient, **{**AETNA, **values})


def a_prescriber(clinic: Clinic) -> Prescriber:
    found = Prescriber.objects.of(clinic).first()
    return found or Prescriber.objects.create(
        clinic=clinic, name="Elena Marsh", credentials="MD", specialty="neurology", npi="1234567893"
    )


def a_case(
    clinic: Clinic,
    patient: Patient | None = None,
    *,
    denied: bool = False,
    expedited: bool = False,
    awaiting_reply: bool = False,
) -> Case:
    """A case of relapsing MS with its chart; denied once, urgent, or sent and not yet answered."""
    patient = patient or a_patient(clinic)
    case = create_case(
        patient=patient,
        coverage=a_coverage(patient),
        prescriber=a_prescriber(clinic),
    )
    chart(patient)
    urgent = {"urgency": "expedited", "urgency_reason": "loss of independent walking"} if expedited else {}
    phases = [{"name": "loading", "days": 5}, {"name": "maintenance", "days": 1, "every_weeks": 4, "doses": 6}]
    save_request(case=case, revision=0, phases=phases, indication="rrms_second_line", product="gamunex_c", **urgent)
    project(case)
    if denied or awaiting_reply:
        submission = sent(case)
        if denied:
            deny(submission)
    return case


def chart(patient: Patient) -> None:
    """A diagnosis, two therapies and a relapse."""
    save_once(Diagnosis, patient, 0, course="rrms", icd10="G35.A", onset="2018-05")
    for revision, therapy in enumerate(("glatiramer", "dimethyl_fumarate")):
        add_entry(Therapy, patient, revision, therapy=therapy, started="2019", ended="2021-04", outcome="failed")
    relapse = {"date": "2026-08-22", "site": "spinal_cord", "treatment": ["ivmp"]}
    add_entry(Relapse, patient, 0, **relapse)


def sent(case: Case) -> Submission:
    """A first request that the plan has not answered."""
    values = {"level": "prior_authorization", "submitted": dt.date(2026, 9, 21), "reference": "PA-77120934"}
    return log_submission(case=case, revision=0, **values)


def deny(submission: Submission) -> None:
    log_determination(
        submission=submission,
        revision=1,
        outcome="denied",
        notice_date=dt.date(2026, 10, 5),
        reasons=["experimental_investigational"],
        quote="Immune globulin is considered experimental.",
    )


def a_draft(case: Case, kind: LetterKind = LetterKind.MEDICAL_NECESSITY) -> Draft:
    """The working draft of a letter of the case."""
    return Draft.objects.create(clinic=case.clinic, case=case, kind=kind.value)


def a_signed_letter(signer: Member, case: Case) -> Letter:
    """The first version of an appeal, with its PDF queued."""
    draft = a_draft(case, LetterKind.APPEAL_1)
    now = composed(draft, TODAY)
    attested = {"statement": "True.", "statement_sha256": digests.of_text("True.")}
    signed = {"state": "signed", "version": 1, "signed_by": signer, "signed_at": timezone.now(), **attested}
    letter = write_row(now.facts, now.letter, clinic=signer.clinic, draft=draft, made_by=signer, **signed)
    queue(letter, Rendering.Variant.FINAL)
    return letter


def an_exhibit(case: Case) -> Exhibit:
    """An MRI report of the case, as a document that nobody has uploaded yet."""
    document = Document.objects.create(clinic=case.clinic, patient=case.patient, kind="mri_report", title="MRI brain")
    return attach(case=case, document=document, revision=section_of(Exhibit, case).revision)


def logged(case: Case) -> dict[str, UUID]:
    """The ids of what is logged of a case: a submission and a call, by the names that addresses give them."""
    submission = Submission.objects.of(case.clinic).filter(case=case).first()
    call = log_call(case=case, revision=section_of(Call, case).revision, date=TODAY, party="intake")
    assert submission is not None
    return {"submission_id": submission.id, "call_id": call.id}


def an_application(case: Case, program: str = "paf_copay_relief", **values: Any) -> Application:
    """What the case asks of a program."""
    return Application.objects.create(clinic=case.clinic, case=case, program=program, **values)
