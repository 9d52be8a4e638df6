"""Facts to rows: the inverse of `facts.py`, for case files that come in. One transaction, all or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from priorauth import encryption
from priorauth.cases.models import (
    Authorization,
    Call,
    Case,
    CaseSection,
    DenialReason,
    Determination,
    Exhibit,
    Override,
    Phase,
    Prescriber,
    Proof,
    Request,
    Submission,
    WrittenAnswer,
)
from priorauth.cases.models.exhibits import PROVABLE
from priorauth.cases.projection import project
from priorauth.clinics.models import Clinic
from priorauth.core.casefile.ids import id_problems
from priorauth.core.errors import Problem
from priorauth.core.facts import CaseFacts, Part, Proven
from priorauth.core.facts import Determination as DeterminationFacts
from priorauth.core.facts import PriorIvig as PriorIvigFacts
from priorauth.core.walk import values
from priorauth.patients.models import (
    CHART_ENTRIES,
    SAID_ONCE,
    ChartRow,
    ChartSection,
    ClinicRow,
    Coverage,
    Document,
    Infusion,
    IvigAuthorization,
    IvigResponse,
    Patient,
    PriorIvig,
)
from priorauth.patients.models.patient import LONGEST_NAME
from priorauth.patients.parts import written
from priorauth.patients.sections import open_sections
from priorauth.reference.services import library_of

Row = TypeVar("Row", bound=ClinicRow)


@dataclass(frozen=True)
class Ask:
    """Why nothing was written: what somebody has to say or correct first, by the paths of the case file."""

    problems: tuple[Problem, ...]


def import_case(
    facts: CaseFacts, *, clinic: Clinic, prescriber: Prescriber | None = None, from_other_practice: bool = False
) -> Case | Ask:
    """A new patient with a new case that says exactly these facts; `facts.as_of` is the letter's and not kept.

    The clinic's NPI must be the file's, where both have one, unless the case comes `from_other_practice`; letters bear
    the clinic's own letterhead. The prescriber is the one chosen, or the clinic's own with the file's NPI; none is ever
    made from a file.
    """
    prescriber = prescriber or _by_npi(clinic, facts.prescriber.npi)
    problems = [
        *([] if from_other_practice else _of_other_practice(facts, clinic)),
        *_unsigned(prescriber),
        *_known_already(facts, clinic),
        *_too_long(facts),
        *id_problems(facts, library_of(clinic)),
    ]
    if problems:
        return Ask(tuple(problems))
    try:
        with transaction.atomic():
            case = _Writer(clinic, facts).case(prescriber=prescriber)
            project(case)
            return case
    except IntegrityError:
        # A colleague may have entered the patient since the look above.
        if known := tuple(_known_already(facts, clinic)):
            return Ask(known)
        raise


def _by_npi(clinic: Clinic, npi: str | None) -> Prescriber | None:
    return Prescriber.objects.of(clinic).filter(npi=npi).first() if npi else None


def _of_other_practice(facts: CaseFacts, clinic: Clinic) -> Iterable[Problem]:
    if facts.clinic.npi and clinic.npi and facts.clinic.npi != clinic.npi:
        yield Problem(
            "clinic.npi", "this is not the NPI of this clinic: the case belongs to another practice, or say it is ours"
        )


def _unsigned(prescriber: Prescriber | None) -> Iterable[Problem]:
    if prescriber is None:
        yield Problem("prescriber.npi", "no prescriber of this clinic has this NPI: choose who signs")


def _known_already(facts: CaseFacts, clinic: Clinic) -> Iterable[Problem]:
    found = encryption.lookup("mrn", facts.patient.mrn or "")
    if found and Patient.objects.of(clinic).filter(mrn_lookup=found).exists():
        yield Problem(
            "patient.mrn",
            "a patient with this record number is here already: open a case there, or correct the number in the file",
        )


def _too_long(facts: CaseFacts) -> Iterable[Problem]:
    for path, value in values(facts):
        if path in ("patient.given", "patient.family") and len(value) > LONGEST_NAME:
            yield Problem(path, f"this is longer than {LONGEST_NAME} characters: shorten it")


class _Writer:
    """Writes the rows of one case, each of the clinic."""

    def __init__(self, clinic: Clinic, facts: CaseFacts) -> None:
        self.clinic, self.facts = clinic, facts
        self.proofs: list[tuple[Proven, dict[str, Any]]] = []

    def case(self, **people: Any) -> Case:
        patient = self._patient()
        coverage = self._coverage(patient)
        filer = self.facts.filed_by
        who = filer.who.value if filer else ""
        case = self._row(Case, patient=patient, coverage=coverage, filed_by=who, **people)
        if filer and filer.authority is not None:
            self.proofs.append((filer.authority, {"fact": Proof.Fact.AUTHORITY}))
        self._chart(patient)
        self._request(case)
        self._sent(case)
        empty = {name for name in self.facts.model_fields_set if getattr(self.facts, name) in ((), {})}
        open_sections(ChartSection, none_stated=empty, patient=patient)
        open_sections(CaseSection, none_stated=empty, case=case)
        self._prove(case, self._exhibits(case, patient))
        return case

    def _patient(self) -> Patient:
        weight = self.facts.patient.weight
        self._proof(weight, Proof.Fact.WEIGHT)
        return self._row(Patient, self.facts.patient, **written(weight, Patient, "weight_"))

    def _coverage(self, patient: Patient) -> Coverage | None:
        coverage = self.facts.coverage
        if not coverage.model_fields_set:
            return None
        quotes = {}
        for name in ("experimental", "medically_necessary"):
            definition = getattr(coverage.definitions, name)
            if definition:
                quotes[name] = definition.quote
                self._proof(definition, f"coverage.definitions.{name}")
        secondary = written(coverage.secondary, Coverage, "secondary_")
        return self._row(Coverage, coverage, patient=patient, **quotes, **secondary)

    def _chart(self, patient: Patient) -> None:
        for model in SAID_ONCE:
            part = getattr(self.facts, model.section)
            if part is not None and model.section in self.facts.model_fields_set:
                self._once(model, part, patient)
        for entry in CHART_ENTRIES:
            found = getattr(self.facts, entry.section) or ()
            questions = [{"question": key} for key in found] if isinstance(found, dict) else []
            parts = list(found.values()) if isinstance(found, dict) else found
            for row, part in zip(self._rows(entry, parts, questions, patient=patient), parts, strict=True):
                self._proof(part, "", **{PROVABLE[entry]: row})

    def _once(self, model: type[ChartRow], part: Part, patient: Patient) -> None:
        row = self._row(model, part, patient=patient)
        if isinstance(part, Proven):
            self._proof(part, model.section)
        if isinstance(row, PriorIvig) and isinstance(part, PriorIvigFacts):
            self._ivig(row, part)

    def _ivig(self, row: PriorIvig, part: PriorIvigFacts) -> None:
        if part.response is not None:
            self._row(IvigResponse, part.response, prior_ivig=row)
        if part.authorization is not None:
            self._row(IvigAuthorization, part.authorization, prior_ivig=row)
        if part.infusions is not None:
            row.no_infusion_stated = not part.infusions
            row.save(update_fields=["no_infusion_stated"])
            self._rows(Infusion, part.infusions, prior_ivig=row)

    def _request(self, case: Case) -> None:
        request = self._row(Request, self.facts.request, case=case)
        self._rows(Phase, self.facts.request.phases, request=request)
        answers = self.facts.answers
        self._rows(WrittenAnswer, answers.values(), [{"question": key} for key in answers], case=case)
        self._rows(Override, self.facts.overrides, case=case)

    def _sent(self, case: Case) -> None:
        sent = self.facts.submissions
        for row, part in zip(self._rows(Submission, sent, case=case), sent, strict=True):
            if part.determination is not None:
                self._determination(row, part.determination)
        self._rows(Call, self.facts.calls, case=case)

    def _determination(self, submission: Submission, part: DeterminationFacts) -> None:
        row = self._row(Determination, part, submission=submission)
        self._rows(DenialReason, more=[{"reason": key} for key in part.reasons], determination=row)
        if part.authorization is not None:
            self._row(Authorization, part.authorization, determination=row)

    def _exhibits(self, case: Case, patient: Patient) -> dict[str, Exhibit]:
        documents = [self._row(Document, part, patient=patient) for part in self.facts.exhibits]
        columns = [
            {"document": document, "letter": part.id}
            for document, part in zip(documents, self.facts.exhibits, strict=True)
        ]
        rows = self._rows(Exhibit, more=columns, case=case)
        return {row.letter: row for row in rows}

    def _proof(self, part: Proven | None, fact: str = "", **entry: ClinicRow) -> None:
        """Remembers what proves a fact that is said once, or an entry of the chart, until the exhibits are there."""
        if part and (part.exhibit or part.page):
            self.proofs.append((part, {"fact": fact, **entry}))

    def _prove(self, case: Case, exhibits: Mapping[str, Exhibit]) -> None:
        rows = []
        for part, proved in self.proofs:
            exhibit = exhibits.get(part.exhibit or "")
            letter = "" if exhibit else part.exhibit or ""
            rows.append(Proof(clinic=self.clinic, case=case, exhibit=exhibit, letter=letter, page=part.page, **proved))
        Proof.objects.of(self.clinic).bulk_create(rows)

    def _row(self, model: type[Row], part: Part | None = None, **columns: Any) -> Row:
        return model.objects.create(clinic=self.clinic, **written(part, model), **columns)

    def _rows(
        self, model: type[Row], parts: Iterable[Part] = (), more: Iterable[Mapping[str, Any]] = (), **owner: ClinicRow
    ) -> list[Row]:
        """A row for each part, or for each mapping of `more` columns, or for each pair of the two."""
        rows = [
            model(clinic=self.clinic, position=position, **written(part, model), **(columns or {}), **owner)
            for position, (part, columns) in enumerate(zip_longest(parts, more))
        ]
        return list(model.objects.of(self.clinic).bulk_create(rows))
