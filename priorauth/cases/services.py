"""What staff do with cases: each in one transaction, through `patients.writing` and `patients.sections`."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from string import ascii_uppercase
from typing import Any

from django.db import transaction

from priorauth.cases.facts import determination_of
from priorauth.cases.models import (
    Authorization,
    Case,
    CaseSection,
    DenialReason,
    Determination,
    EarlierNotice,
    Exhibit,
    Phase,
    Prescriber,
    Proof,
    Request,
    Submission,
)
from priorauth.cases.models.exhibits import PROVABLE
from priorauth.cases.projection import project
from priorauth.clinics.models import Member
from priorauth.core.facts import Determination as DeterminationFacts
from priorauth.patients.models import ClinicRow, Coverage, Document, Patient
from priorauth.patients.sections import add_entry, open_sections, save_once, section_of
from priorauth.patients.writing import add, change, put, replace, take_turn

LETTERS = [*ascii_uppercase, *("".join(pair) for pair in product(ascii_uppercase, repeat=2))]


@transaction.atomic
def create_case(
    *,
    patient: Patient,
    coverage: Coverage | None = None,
    prescriber: Prescriber | None = None,
    owner: Member | None = None,
) -> Case:
    """A new case. That nothing has been sent yet is on record: what the clinic sends is logged here."""
    chosen = {"coverage": coverage, "prescriber": prescriber, "owner": owner}
    case = add(Case, clinic=patient.clinic, patient=patient, **chosen)
    open_sections(CaseSection, none_stated={CaseSection.Name.SUBMISSIONS}, case=case)
    project(case)
    return case


@transaction.atomic
def change_case(*, case: Case, revision: int, **values: Any) -> Case:
    """Another coverage, prescriber or filer. The caller projects: what it changes concerns other cases too."""
    now = take_turn(case, revision)
    change(now, **values)
    return now


@transaction.atomic
def save_request(*, case: Case, revision: int, phases: Iterable[Mapping[str, Any]] = (), **values: Any) -> Request:
    """Writes what is asked for, with all phases of the regimen. The caller projects, as for `change_case`."""
    request = save_once(Request, case, revision, **values)
    replace(Phase, phases, request=request)
    return request


@transaction.atomic
def log_determination(
    *,
    submission: Submission,
    revision: int,
    reasons: Sequence[str] = (),
    authorization: Mapping[str, Any] | None = None,
    is_new_notice: bool = False,
    **values: Any,
) -> Determination:
    """Writes the plan's answer, or corrects it. A new notice replaces the one on record, which is kept beside it.

    The revision is that of the case's submissions.
    """
    take_turn(section_of(Submission, submission.case), revision)
    row = Determination.objects.of(submission.clinic).filter(submission=submission).first()
    if row and is_new_notice:
        _keep_notice(row)
        values = {"notice": None, **values}
    if row is None:
        row = add(Determination, clinic=submission.clinic, submission=submission, **values)
    else:
        change(row, **values)
    replace(DenialReason, [{"reason": reason} for reason in reasons], determination=row)
    put(Authorization, authorization, determination=row)
    change(submission, is_prepared=False)
    project(submission.case)
    return row


def _keep_notice(row: Determination) -> None:
    reasons = DenialReason.objects.of(row.clinic).filter(determination=row).values_list("reason", flat=True)
    said = determination_of(row.submission, {row.id: list(reasons)})["determination"]
    plain = DeterminationFacts.model_validate(said).model_dump(mode="json", by_alias=True, exclude_none=True)
    add(EarlierNotice, clinic=row.clinic, submission=row.submission, said=plain, notice=row.notice)


@transaction.atomic
def attach(*, case: Case, document: Document, revision: int, proves: str = "") -> Exhibit:
    """Chooses a document as the case's next exhibit. A proof that named its letter before it was there finds it."""
    taken = set(Exhibit.objects.of(case.clinic).filter(case=case).values_list("letter", flat=True))
    letter = next(letter for letter in LETTERS if letter not in taken)
    exhibit = add_entry(Exhibit, case, revision, document=document, letter=letter, proves=proves)
    for proof in Proof.objects.of(case.clinic).filter(case=case, letter=letter):
        change(proof, exhibit=exhibit, letter="")
    project(case)
    return exhibit


@transaction.atomic
def prove(
    *, case: Case, revision: int, fact: str | ClinicRow, exhibit: Exhibit | None, page: int | None = None
) -> Proof | None:
    """Says which exhibit proves a fact: an entry of the chart, or one that `Proof.Fact` names; None takes it back.

    The revision is that of the case's exhibits. The caller projects: there are many on a page.
    """
    take_turn(section_of(Exhibit, case), revision)
    proved = {"fact": fact} if isinstance(fact, str) else {PROVABLE[type(fact)]: fact}
    said = {"exhibit": exhibit, "letter": "", "page": page} if exhibit else None
    return put(Proof, said, case=case, **proved)
