"""Whether every record that a record names is there."""

from collections.abc import Callable, Iterator, Mapping, Set
from typing import Any

from priorauth.core.errors import Problem
from priorauth.core.records.appeal_rules import Right
from priorauth.core.records.base import Record
from priorauth.core.records.conditions import Reference, names_in
from priorauth.core.records.denial import DenialReason
from priorauth.core.records.dosing import Regimen
from priorauth.core.records.indication import Indication
from priorauth.core.records.policy import Policy
from priorauth.core.records.problems import closest
from priorauth.core.records.product import Product, ProductContraindication
from priorauth.core.records.programs import Insurance, Program
from priorauth.core.records.publication import Publication
from priorauth.core.records.reading import Reading
from priorauth.core.records.safety import SafetyQuestion
from priorauth.core.records.therapy import PastTherapy, RelapseTreatment, SteroidContraindication, Therapy

FINDINGS = ("publications",)
FIELDS = ("fields of the record",)


def reference_problems(reading: Reading, library: Mapping[str, Any]) -> list[Problem]:
    """A problem for each name read that neither `library` nor a broken record of the reading holds."""
    return [
        Problem(f"{place}.{reference.path}", missing(reference, ids))
        for (attribute, record_id), place in reading.places.items()
        for reference in _all_references(reading.values[attribute][record_id])
        if reference.name not in (ids := ids_of(reference.targets, library, reading.known))
    ]


def _all_references(record: Record) -> Iterator[Reference]:
    yield from references_of(record)
    known_fields = tuple(type(record).model_fields)
    for name in getattr(record, "unverified_fields", ()):
        if name.split(".")[0] not in known_fields:
            yield Reference("unverified_fields", name, FIELDS)


def missing(reference: Reference, ids: Set[str]) -> str:
    """What to say of a name that is not there."""
    if reference.targets == FIELDS:
        return (
            f'"{reference.name}" is no field of the record, nor a part of one; wanted: the field that is not verified'
        )
    wanted = "a finding, as record/finding" if "/" in reference.name else f"an id of {' or '.join(reference.targets)}"
    return f'"{reference.name}" is not in the library{closest(reference.name, ids)}; wanted: {wanted}'


def ids_of(targets: tuple[str, ...], library: Mapping[str, Any], known: Mapping[str, set[str]]) -> set[str]:
    """The ids of these collections, of findings too; `known` holds those of records that are broken."""
    found: set[str] = set()
    for target in targets:
        found |= known.get(target, set()) | set(library.get(target, {}))
        if target == "publications":
            found |= {
                f"{record.id}/{part.id}" for record in library.get(target, {}).values() for part in record.findings
            }
        elif target == "levels":
            found |= {level.id for record in library.get("plan_types", {}).values() for level in record.levels}
        elif target == "must_answer":
            found |= {asked.id for record in library.get("indications", {}).values() for asked in record.must_answer}
    return found


def references_of(record: Record) -> Iterator[Reference]:
    """The names of other records that this record holds."""
    finder = FINDERS.get(type(record))
    yield from finder(record) if finder else ()


def _of_policy(record: Policy) -> Iterator[Reference]:
    for criterion in record.criteria:
        yield from names_in(f"criteria[{criterion.id}].criterion", criterion.criterion)


def _of_denial_reason(record: DenialReason) -> Iterator[Reference]:
    yield from _each("exhibits", record.exhibits, "exhibit_kinds")
    yield from _each("letter_sections", record.letter_sections, "letter_sections")


def _of_product(record: Product) -> Iterator[Reference]:
    yield from _each("contraindications", record.contraindications, "product_contraindications")
    yield from _each("assistance", record.assistance, "programs")
    labelled = tuple(indication.id for indication in record.fda_approved_indications)
    yield from _each("fda_approved_indications", labelled, "label_indications")


def _of_safety_question(record: SafetyQuestion) -> Iterator[Reference]:
    yield from _each("product_effects.avoid", _listed(record.product_effects.avoid), "products")
    yield from _each("product_effects.prefer", record.product_effects.prefer, "products")


def _of_indication(record: Indication) -> Iterator[Reference]:
    yield from _each("may_cite", record.may_cite, *FINDINGS)
    yield from _each("must_disclose", record.must_disclose, *FINDINGS)
    yield from _each("regimens", record.regimens, "regimens")
    for name in ("may_cite_if", "must_disclose_if"):
        for index, conditional in enumerate(getattr(record, name)):
            yield from _each(f"{name}[{index}].findings", conditional.findings, *FINDINGS)
            yield from names_in(f"{name}[{index}].when", conditional.when)
    for index, criterion in enumerate(record.supported_when):
        yield from names_in(f"supported_when[{index}]", criterion)


def _of_program(record: Program) -> Iterator[Reference]:
    yield from _each("products", record.products, "products")
    yield from _each("eligibility.insurance", record.eligibility.insurance, "insurances")


def _of_therapy(record: Therapy) -> Iterator[Reference]:
    yield from _each("therapy_class", (record.therapy_class,), "therapy_classes")
    yield from _each("discontinuation_reasons", record.discontinuation_reasons, "discontinuation_reasons")
    yield from _each("efficacy_tier", tuple(record.efficacy_tier), "efficacy_tier_sources")
    yield from _each("biosimilar_of", (record.biosimilar_of,) if record.biosimilar_of else (), "therapies")


def _each(path: str, names: tuple[str, ...], *targets: str) -> Iterator[Reference]:
    for name in names:
        yield Reference(path, name, targets)


def _listed(names: tuple[str, ...] | str) -> tuple[str, ...]:
    return () if isinstance(names, str) else names


FINDERS: Mapping[type[Record], Callable[[Any], Iterator[Reference]]] = {
    Publication: lambda record: _each("indications", record.indications, "indications"),
    Indication: _of_indication,
    Policy: _of_policy,
    Right: lambda record: _each("plan_types", record.plan_types, "plan_types"),
    DenialReason: _of_denial_reason,
    Product: _of_product,
    ProductContraindication: lambda record: _each("applies_to", _listed(record.applies_to), "products"),
    Regimen: lambda record: _each("publications", record.publications, "publications"),
    SafetyQuestion: _of_safety_question,
    Program: _of_program,
    Insurance: lambda record: _each("plan_types", record.plan_types, "plan_types"),
    SteroidContraindication: lambda record: _each("icd10", record.icd10, "icd10"),
    PastTherapy: lambda record: _each("therapy_class", (record.therapy_class,), "therapy_classes"),
    Therapy: _of_therapy,
    RelapseTreatment: lambda record: _each(
        "discontinuation_reasons", record.discontinuation_reasons, "discontinuation_reasons"
    ),
}
