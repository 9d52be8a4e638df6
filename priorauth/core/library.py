"""The library: every checked fact of the world that a letter may rest on, immutable, with a version.

`read_library` makes it from parsed files; `Library.with_overlay` adds a clinic's own policies and findings. Reading
YAML and caching are the shell's business (`priorauth.reference`).
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from priorauth.core.dates import PartialDate
from priorauth.core.errors import LibraryError, Problem
from priorauth.core.records.administration import Administration
from priorauth.core.records.appeal_rules import (
    CalculationRule,
    ExpeditedTest,
    Level,
    PeerToPeer,
    PlanType,
    Right,
    RuleChange,
)
from priorauth.core.records.denial import DenialReason
from priorauth.core.records.dosing import Regimen
from priorauth.core.records.exhibit import ExhibitKind, LetterSection
from priorauth.core.records.icd10 import CodeSet, IcdCode, KeyChange, SequencingRule
from priorauth.core.records.indication import Indication
from priorauth.core.records.joining import joined_words, words_problems
from priorauth.core.records.policy import Policy
from priorauth.core.records.product import (
    ClassWarnings,
    HcpcsCode,
    LabelIndication,
    OtherBrand,
    Product,
    ProductContraindication,
    ProductNote,
)
from priorauth.core.records.programs import AssistanceRule, Cost, Insurance, PovertyGuidelines, Program
from priorauth.core.records.publication import Finding, Publication
from priorauth.core.records.reading import OWN, Reading, is_own
from priorauth.core.records.references import reference_problems
from priorauth.core.records.route import ReasonRoute, RouteRule
from priorauth.core.records.rules import rule_ids
from priorauth.core.records.safety import SafetyQuestion
from priorauth.core.records.therapy import (
    CourseLabel,
    DiscontinuationReason,
    EfficacySource,
    PastTherapy,
    RelapseTreatment,
    SteroidContraindication,
    Therapy,
    TherapyClass,
    WashoutSource,
)
from priorauth.core.records.upkeep import Upkeep
from priorauth.core.records.wanted import Wanted
from priorauth.core.records.words import Words

PARTS = ("population", "intervention", "comparator", "design", "entry", "sample_size", "sample_note", "citation")


@dataclass(frozen=True, eq=False)
class Library:
    """All records by id, in the order of their files (publications by id). Nothing in it changes after it is made.

    Two libraries of the same `version` have the same content; as values they are compared by identity, so that what is
    worked out of one can be kept with it.
    """

    publications: Mapping[str, Publication]
    indications: Mapping[str, Indication]
    policies: Mapping[str, Policy]
    plan_types: Mapping[str, PlanType]
    calculation_rules: Mapping[str, CalculationRule]
    rule_changes: Mapping[str, RuleChange]
    peer_to_peer: PeerToPeer
    expedited_test: ExpeditedTest
    rights: Mapping[str, Right]
    denial_reasons: Mapping[str, DenialReason]
    products: Mapping[str, Product]
    product_contraindications: Mapping[str, ProductContraindication]
    label_indications: Mapping[str, LabelIndication]
    class_warnings: ClassWarnings
    other_hcpcs: Mapping[str, HcpcsCode]
    other_brands: Mapping[str, OtherBrand]
    product_notes: Mapping[str, ProductNote]
    administration: Administration
    regimens: Mapping[str, Regimen]
    safety_questions: Mapping[str, SafetyQuestion]
    therapies: Mapping[str, Therapy]
    therapy_history: Mapping[str, PastTherapy]
    therapy_classes: Mapping[str, TherapyClass]
    course_labels: Mapping[str, CourseLabel]
    efficacy_tier_sources: Mapping[str, EfficacySource]
    washout_sources: Mapping[str, WashoutSource]
    relapse_treatments: Mapping[str, RelapseTreatment]
    steroid_contraindications: Mapping[str, SteroidContraindication]
    discontinuation_reasons: Mapping[str, DiscontinuationReason]
    icd10_set: CodeSet
    icd10_key_change: KeyChange
    icd10: Mapping[str, IcdCode]
    icd10_sequencing: Mapping[str, SequencingRule]
    assistance_rules: Mapping[str, AssistanceRule]
    insurances: Mapping[str, Insurance]
    programs: Mapping[str, Program]
    poverty_guidelines: PovertyGuidelines
    cost: Cost
    routes: Mapping[str, RouteRule]
    routes_by_reason: Mapping[str, ReasonRoute]
    wanted: Mapping[str, Wanted]
    exhibit_kinds: Mapping[str, ExhibitKind]
    letter_sections: Mapping[str, LetterSection]
    upkeep: Upkeep
    read_on: Mapping[str, dt.date]
    words: Words

    @cached_property
    def version(self) -> str:
        """The SHA-256 of the content, whatever the formatting of the files and the order in which they were read."""
        content = {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def policy(self, policy_id: str | None) -> Policy | None:
        """The policy that a case names: the clinic's own reading of it where there is one. None where none is known."""
        name = policy_id or ""
        return self.policies.get(f"{OWN}{name}") or self.policies.get(name)

    def own_publications(self) -> tuple[Publication, ...]:
        """The publications that a clinic has added."""
        return tuple(one for one in self.publications.values() if is_own(one.id))

    def finding(self, finding_id: str) -> tuple[Publication, Finding]:
        """The finding `record/finding` with its publication; KeyError where there is none."""
        record_id, _, name = finding_id.partition("/")
        publication = self.publications[record_id]
        finding = publication.finding(name)
        if finding is None:
            raise KeyError(finding_id)
        return publication, finding

    def level(self, plan_type_id: str, level_id: str) -> Level | None:
        """A level of a plan type; None where the plan type is not known or has no such level."""
        plan_type = self.plan_types.get(plan_type_id)
        return plan_type.level(level_id) if plan_type else None

    def therapies_in(self, name: str) -> tuple[str, ...]:
        """The ids of the therapies labelled for MS that a name stands for: one therapy, a class, or `ms_dmt_any`.

        Empty for a class without a labelled member, and for a therapy of the history; KeyError for an unknown name.
        """
        if name in self.therapies:
            return (name,)
        if name in self.therapy_history:
            return ()
        if self.therapy_classes[name].members == "all":
            return tuple(self.therapies)
        return tuple(therapy.id for therapy in self.therapies.values() if therapy.therapy_class == name)

    def hcpcs_code_is_verified(self, product_id: str) -> bool:
        """Whether a page shows the product's code: its own page, or that of a product billed under the same code."""
        return self._hcpcs_is_verified(product_id, "hcpcs.code")

    def hcpcs_unit_is_verified(self, product_id: str) -> bool:
        """Whether a page shows how many milligrams one unit of the product's code stands for."""
        return self.products[product_id].hcpcs.unit_mg is not None and self._hcpcs_is_verified(
            product_id, "hcpcs.unit_mg"
        )

    def _hcpcs_is_verified(self, product_id: str, field: str) -> bool:
        code = self.products[product_id].hcpcs.code
        if code is None or field in self.products[product_id].unverified_fields:
            return False
        alike = (product for product in self.products.values() if product.hcpcs.code == code)
        return any(product.is_verified(field) for product in alike)

    def resolves(self, ground_id: str) -> bool:
        """Whether a ground is on record: `record/finding`, `record#part`, `record#limitation/<id>`, `<file>:<id>`."""
        if ":" in ground_id:
            return ground_id in self._rule_ids
        if "#" in ground_id:
            return self._has_part(*ground_id.split("#", 1))
        try:
            return bool(self.finding(ground_id))
        except KeyError:
            return False

    def _has_part(self, record_id: str, part: str) -> bool:
        publication = self.publications.get(record_id)
        if publication is None:
            return False
        kind, _, name = part.partition("/")
        if kind == "limitation":
            return publication.limitation(name) is not None
        if kind == "arm":
            return publication.arm(name) is not None
        return part in PARTS and getattr(publication, part) is not None

    @cached_property
    def _rule_ids(self) -> frozenset[str]:
        return frozenset(rule_ids({field.name: getattr(self, field.name) for field in fields(self)}))

    def with_overlay(self, records: Mapping[str, Any]) -> "Library":
        """This library with a clinic's own `policies` and `publications` (lists of mappings) added.

        Their ids begin with `own.`, as no shipped one does. Raises LibraryError with every problem.
        """
        reading = Reading.of_overlay(records)
        shipped = {field.name: getattr(self, field.name) for field in fields(self)}
        policies = MappingProxyType({**self.policies, **reading.values.get("policies", {})})
        publications = MappingProxyType({**self.publications, **reading.values.get("publications", {})})
        problems = reading.problems + reading.unfit_ids(shipped)
        problems += reference_problems(reading, {**shipped, "policies": policies, "publications": publications})
        if problems:
            raise LibraryError(problems)
        return replace(self, policies=policies, publications=publications)


def read_library(files: Mapping[str, Any]) -> Library:
    """The library from parsed files, by path: `{"products.yaml": {...}, "evidence/relapsing.yaml": {...}}`.

    Raises LibraryError with every problem of every file. References of the words are followed once all else is right.
    """
    reading = Reading.of_files(files)
    problems = reading.problems + reference_problems(reading, reading.values)
    if problems:
        raise LibraryError(problems)
    library = Library(**reading.values, read_on=reading.read_on, words=joined_words(reading.words))
    problems = words_problems(reading.words, reading.values, library.resolves) or _unsound(reading.words, library)
    if problems:
        raise LibraryError(problems)
    return library


def _unsound(words: Mapping[str, Words], library: Library) -> list[Problem]:
    """What the terms, tables and plans of the letters make of the words; nothing for a library without words."""
    # The terms stand on the library, so their check can be imported only when it is all there.
    from priorauth.core.wordcheck import word_problems

    return word_problems(words, library) if words else []


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return [[key, _plain(item)] for key, item in value.items()]
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return str(value) if isinstance(value, dt.date | PartialDate) else value
