"""Which file of the library holds which records, under which key, and where `Library` keeps them."""

from dataclasses import dataclass

from priorauth.core.records.administration import Administration
from priorauth.core.records.appeal_rules import CalculationRule, ExpeditedTest, PeerToPeer, PlanType, Right, RuleChange
from priorauth.core.records.base import Part
from priorauth.core.records.denial import DenialReason
from priorauth.core.records.dosing import Regimen
from priorauth.core.records.exhibit import ExhibitKind, LetterSection
from priorauth.core.records.icd10 import CodeSet, IcdCode, KeyChange, SequencingRule
from priorauth.core.records.indication import Indication
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
from priorauth.core.records.publication import Publication
from priorauth.core.records.route import ReasonRoute, RouteRule
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


@dataclass(frozen=True)
class Section:
    """A list of records with ids, or (`single`) one record; `key` is empty where it is the whole file."""

    file: str
    key: str
    model: type[Part]
    attribute: str
    single: bool = False


SECTIONS = (
    Section("evidence", "publications", Publication, "publications"),
    Section("indications", "indications", Indication, "indications"),
    Section("policies", "policies", Policy, "policies"),
    Section("appeal_rules", "plan_types", PlanType, "plan_types"),
    Section("appeal_rules", "calculation_rules", CalculationRule, "calculation_rules"),
    Section("appeal_rules", "changes", RuleChange, "rule_changes"),
    Section("appeal_rules", "peer_to_peer", PeerToPeer, "peer_to_peer", single=True),
    Section("appeal_rules", "expedited_test", ExpeditedTest, "expedited_test", single=True),
    Section("rights", "rights", Right, "rights"),
    Section("denial_reasons", "denial_reasons", DenialReason, "denial_reasons"),
    Section("products", "products", Product, "products"),
    Section("products", "contraindications", ProductContraindication, "product_contraindications"),
    Section("products", "label_indications", LabelIndication, "label_indications"),
    Section("products", "class_warnings", ClassWarnings, "class_warnings", single=True),
    Section("products", "other_hcpcs", HcpcsCode, "other_hcpcs"),
    Section("products", "other_brands", OtherBrand, "other_brands"),
    Section("products", "notes", ProductNote, "product_notes"),
    Section("administration", "", Administration, "administration", single=True),
    Section("regimens", "regimens", Regimen, "regimens"),
    Section("safety_screening", "questions", SafetyQuestion, "safety_questions"),
    Section("therapies", "therapies", Therapy, "therapies"),
    Section("therapies", "therapy_history", PastTherapy, "therapy_history"),
    Section("therapies", "therapy_classes", TherapyClass, "therapy_classes"),
    Section("therapies", "courses", CourseLabel, "course_labels"),
    Section("therapies", "efficacy_tier_sources", EfficacySource, "efficacy_tier_sources"),
    Section("therapies", "washout_sources", WashoutSource, "washout_sources"),
    Section("relapse_treatments", "relapse_treatments", RelapseTreatment, "relapse_treatments"),
    Section(
        "steroid_contraindications", "steroid_contraindications", SteroidContraindication, "steroid_contraindications"
    ),
    Section("discontinuation_reasons", "discontinuation_reasons", DiscontinuationReason, "discontinuation_reasons"),
    Section("icd10", "code_set", CodeSet, "icd10_set", single=True),
    Section("icd10", "key_change", KeyChange, "icd10_key_change", single=True),
    Section("icd10", "codes", IcdCode, "icd10"),
    Section("icd10", "sequencing", SequencingRule, "icd10_sequencing"),
    Section("assistance", "rules", AssistanceRule, "assistance_rules"),
    Section("assistance", "insurances", Insurance, "insurances"),
    Section("assistance", "programs", Program, "programs"),
    Section("assistance", "poverty_guidelines", PovertyGuidelines, "poverty_guidelines", single=True),
    Section("assistance", "cost", Cost, "cost", single=True),
    Section("routes", "routes", RouteRule, "routes"),
    Section("routes", "by_reason", ReasonRoute, "routes_by_reason"),
    Section("missing", "wanted", Wanted, "wanted"),
    Section("exhibits", "exhibit_kinds", ExhibitKind, "exhibit_kinds"),
    Section("exhibits", "letter_sections", LetterSection, "letter_sections"),
    Section("upkeep", "", Upkeep, "upkeep", single=True),
)

WORDS_FILE = "words"

FILES = tuple(dict.fromkeys(section.file for section in SECTIONS))
