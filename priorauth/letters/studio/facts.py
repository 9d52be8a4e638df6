"""The facts that a sentence rests on, as staff read them: in the words of the wizard, with proof and place to type."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from pydantic import BaseModel

from priorauth.cases.models import Case, Exhibit
from priorauth.cases.wizard import forms as wizard
from priorauth.cases.wizard.steps import place_of
from priorauth.core.dates import PartialDate
from priorauth.core.facts import CaseFacts, Disability, Imaging, Phase, Proven, Relapse, Submission, Therapy
from priorauth.core.facts.base import day_of
from priorauth.core.library import Library
from priorauth.core.naming import drug, in_words
from priorauth.core.paths import place, value_at
from priorauth.core.typography import capital, figure, listed, tidy
from priorauth.core.walk import file_name

_FORMS: Mapping[str, type[forms.Form]] = {
    "patient": wizard.PatientForm,
    "coverage": wizard.CoverageForm,
    "diagnosis": wizard.DiagnosisForm,
    "therapies": wizard.TherapyForm,
    "relapses": wizard.RelapseForm,
    "disability": wizard.DisabilityForm,
    "imaging": wizard.ImagingForm,
    "reproductive": wizard.ReproductiveForm,
    "steroids": wizard.SteroidsForm,
    "plasma_exchange": wizard.PlasmaExchangeForm,
    "safety": wizard.SafetyForm,
    "household": wizard.HouseholdForm,
    "prior_ivig": wizard.PriorIvigForm,
    "prior_ivig.response": wizard.IvigResponseForm,
    "prior_ivig.authorization": wizard.IvigAuthorizationForm,
    "request": wizard.RequestForm,
    "request.phases": wizard.PhaseForm,
    "filed_by": wizard.SignerForm,
}
_NAMES = {
    "as_of": "Date of the letter",
    "clinic": "Letterhead",
    "coverage.definitions.experimental": "The plan’s definition of experimental",
    "coverage.definitions.medically_necessary": "The plan’s definition of medically necessary",
    "patient.weight": "Weight",
    "plasma_exchange": "Plasma exchange",
    "prior_ivig": "Earlier immune globulin",
    "reproductive": "Pregnancy",
    "steroids": "Corticosteroids",
    "filed_by": "Who files",
}
_LABELS = {
    "kg": "Weight (kg)",
    "npi": "NPI",
    "icd10": "ICD-10-CM code",
    "height_cm": "Height (cm)",
    "text": "",
    "as_of": "",
}
_WHERE_ONE_ENDS = re.compile(
    r"(?:patient\.weight|coverage\.definitions\.\w+|request\.phases\[\d+\]|safety\.\w+|answers\.\w+|\w+\[\d+\]|\w+)"
)
_NUMBERED = re.compile(r"\[\d+\]")
_PROOF = ("exhibit", "page")


@dataclass(frozen=True)
class Proof:
    """An exhibit and page; `address` opens the document there, and is empty where nobody has uploaded it yet."""

    letter: str
    page: int | None
    address: str


@dataclass(frozen=True)
class FactLine:
    """What is on record under one name: `values` are labels with what was typed. `address` leads to the field.

    `lacks_proof` where an exhibit could prove it and none does.
    """

    name: str
    values: tuple[tuple[str, str], ...]
    proof: Proof | None
    lacks_proof: bool
    address: str


@dataclass(frozen=True)
class Record:
    """The facts of one case, with the documents that prove them. Frozen ones are those of a signed letter: no page
    changes them."""

    case: Case
    facts: CaseFacts
    library: Library
    documents: Mapping[str, UUID | None]
    is_frozen: bool = False

    @classmethod
    def of(cls, case: Case, facts: CaseFacts, library: Library, *, is_frozen: bool = False) -> "Record":
        """Reads the exhibits of the case, in one query."""
        exhibits = Exhibit.objects.of(case.clinic).filter(case=case).select_related("document")
        documents = {one.letter: one.document_id if one.document.content else None for one in exhibits}
        return cls(case, facts, library, documents, is_frozen)

    def lines(self, paths: Iterable[str]) -> tuple[FactLine, ...]:
        """The facts at these paths, those of one entry together; an entry whole where none of its parts is named."""
        given = list(dict.fromkeys(paths))
        telling = [path for path in given if not any(_below(other, path) for other in given)]
        grouped: dict[str, list[str]] = {}
        for path in telling:
            grouped.setdefault(_entry_of(path), []).append(path)
        return tuple(self._line(entry, inside) for entry, inside in grouped.items())

    def proof(self, letter: str, page: int | None) -> Proof:
        document = self.documents.get(letter)
        at = f"#page={page}" if page else ""
        return Proof(letter, page, f"{reverse('cases:document', args=(document,))}{at}" if document else "")

    def _line(self, entry: str, paths: list[str]) -> FactLine:
        name = self.name(entry)
        values = (value for path in paths for value in self._values(path, name))
        proven = next((found for path in paths if (found := place(self.facts, path).proof)), None)
        exhibit = value_at(self.facts, entry) if entry.startswith("exhibits[") else None
        shown = exhibit.id if exhibit else proven.exhibit if proven else None
        return FactLine(
            name=name,
            values=tuple((label if label != name else "", value) for label, value in values if value),
            proof=self.proof(shown, proven.page if proven else None) if shown else None,
            lacks_proof=shown is None and isinstance(value_at(self.facts, entry), Proven),
            address=self.address(paths[0]),
        )

    def address(self, path: str) -> str:
        """Where the fact is typed; empty where no page asks for it."""
        if self.is_frozen:
            return ""
        if path.startswith("exhibits"):
            return reverse("cases:exhibits", args=(self.case.id,))
        found = place_of(path)
        return f"{reverse('cases:step', args=(self.case.id, found[0]))}#{found[1]}" if found else ""

    def name(self, entry: str) -> str:
        """What staff call the entry at a path."""
        if entry in _NAMES:
            return _NAMES[entry]
        section, _, rest = entry.partition(".")
        if section == "safety" and rest in self.library.safety_questions:
            return self.library.safety_questions[rest].question
        if section == "answers" and rest:
            return capital(in_words(rest))
        return self._name_of_one(entry, value_at(self.facts, entry)) or capital(in_words(_NUMBERED.sub("", entry)))

    def _name_of_one(self, entry: str, one: Any) -> str:
        match one:
            case Therapy():
                return capital(drug(self.library, one.therapy))
            case Relapse():
                return f"Relapse of {one.date.short()}"
            case Disability():
                return f"Visit of {one.date.short()}"
            case Imaging():
                return f"MRI of {one.date.short()}"
            case Phase():
                return capital(in_words(one.name))
            case Submission():
                level = self.library.level(self.facts.coverage.plan_type or "", one.level)
                return level.name if level else capital(in_words(one.level))
        if entry.startswith("exhibits[") and one is not None:
            return f"Exhibit {one.id}"
        if entry.startswith("calls[") and one is not None:
            return f"Call of {told(one.date)}"
        return ""

    def _values(self, path: str, name: str) -> Iterator[tuple[str, str]]:
        """The labelled values at a path, of a whole entry each of its own; what its name tells is not told twice."""
        value = value_at(self.facts, path)
        if isinstance(value, BaseModel):
            attributes = [one for one in type(value).model_fields if one not in _PROOF]
            below = [(getattr(value, one), f"{path}.{file_name(type(value), one)}") for one in attributes]
        else:
            below = [(value, path)]
        for one, where in below:
            said = self._told(one, where)
            if said and said not in name and not (isinstance(value, Therapy) and one == value.therapy):
                yield label_of(where), said

    def _told(self, value: Any, path: str) -> str:
        if isinstance(value, tuple) and any(isinstance(one, BaseModel) for one in value):
            return listed([self.name(f"{path}[{at}]") for at in range(len(value))])
        if ".reasons" in path and path.startswith("submissions"):
            known = self.library.denial_reasons
            return listed([known[one].label if one in known else one for one in _all(value)])
        if path.startswith("exhibits") and path.endswith(".kind"):
            return in_words(str(value))
        return told(value, _field(path))


def _all(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _below(path: str, whole: str) -> bool:
    return path != whole and path.startswith(whole) and path[len(whole)] in ".["


def _entry_of(path: str) -> str:
    found = _WHERE_ONE_ENDS.match(path)
    return found[0] if found else path


def _field(path: str) -> forms.Field | None:
    """The wizard's field for a path, if one asks for it."""
    plain = _NUMBERED.sub("", path)
    if plain.startswith("patient.weight."):
        return wizard.WeightForm.base_fields.get(f"weight_{plain.rpartition('.')[2]}")
    section, _, name = plain.rpartition(".")
    form = _FORMS.get("safety" if section.startswith("safety.") else section)
    return form.base_fields.get(name) if form else None


def label_of(path: str) -> str:
    """What the field at a path is called where it is typed."""
    name, field = _NUMBERED.sub("", path).rpartition(".")[2], _field(path)
    if field is not None and field.label:
        return str(field.label)
    return _LABELS.get(name, capital(in_words(name)))


def told(value: Any, field: forms.Field | None = None) -> str:
    """A value as staff read it; empty where nothing is on record."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, PartialDate):
        return value.short()
    if isinstance(value, dt.date):
        return PartialDate.parse(day_of(value)).short()
    if isinstance(value, Decimal | int):
        return figure(value)
    if isinstance(value, str):
        return _choices(field).get(str(value)) or (
            in_words(value) if isinstance(value, Enum) else tidy(value, short_dates=True)
        )
    if isinstance(value, tuple):
        return listed([told(one, field) for one in value])
    if isinstance(value, BaseModel):
        parts = (told(getattr(value, name)) for name in type(value).model_fields if name not in _PROOF)
        return " · ".join(filter(None, parts))
    return ""


def _choices(field: forms.Field | None) -> dict[str, str]:
    """The words of a field's choices, without its groups."""
    return dict(_flat(getattr(field, "choices", ())))


def _flat(choices: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        elif value:
            yield str(value), str(label)
