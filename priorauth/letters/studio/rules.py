"""A rule of the library that a sentence rests on, as staff read it: what it says, its source, how far it is trusted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from priorauth.core.library import Library
from priorauth.core.naming import in_words
from priorauth.core.records.administration import Administration, AdministrationCode, HomeInfusionCode
from priorauth.core.records.appeal_rules import Level, PlanType
from priorauth.core.records.base import Verification
from priorauth.core.records.icd10 import IcdCode
from priorauth.core.records.indication import Indication, MustAnswer
from priorauth.core.records.policy import Policy, PolicyCriterion
from priorauth.core.records.sections import SECTIONS
from priorauth.core.typography import capital, listed
from priorauth.core.vocabulary import Trust

SORTS = {
    "administration": "Giving and billing",
    "appeal_rules": "Rule of appeals",
    "assistance": "Assistance program",
    "denial_reasons": "Denial reason",
    "icd10": "Diagnosis code",
    "indications": "Indication",
    "missing": "What a letter asks of the record",
    "policies": "The plan’s policy",
    "products": "Product",
    "regimens": "Regimen",
    "rights": "Right on appeal",
    "routes": "Route of the letter",
    "safety_screening": "Safety question",
    "therapies": "Therapy",
}
_NAMES = ("label", "title", "brand", "generic", "name", "short", "descriptor_short")
_SAYS = ("text", "rule", "definition", "question", "statement", "ask", "adjusted_kg", "note")


@dataclass(frozen=True)
class RuleLine:
    """`trust` is None where the record is this library's own and has no source to read; `page` names a policy's."""

    sort: str
    name: str
    says: str = ""
    source: str = ""
    verified: Verification | None = None
    is_confirmed: bool | None = None
    trust: Trust | None = None
    unconfirmed: str = ""
    policy: str = ""
    anchor: str = ""


def rule_line(rule: str, library: Library) -> RuleLine:
    """The rule `<library file>:<id>`, with `.level` or `/part` behind it. KeyError where the library has none."""
    file, _, name = rule.partition(":")
    sort = SORTS.get(file, capital(in_words(file)))
    whole, _, part = name.partition("/") if file in ("policies", "indications") else (name, "", "")
    found = next(_found(file, whole, library), None)
    if found is None:
        raise KeyError(rule)
    if isinstance(found, Policy) and part:
        return _criterion(sort, found, next(one for one in found.criteria if one.id == part))
    if isinstance(found, Indication) and part:
        return _question(sort, found, next(one for one in found.must_answer if one.id == part))
    if isinstance(found, tuple):
        return RuleLine(sort, capital(in_words(name)))
    if isinstance(found, Level):
        return _level(sort, library.plan_types[whole.partition(".")[0]], found)
    return _plain(sort, whole, found)


def _found(file: str, name: str, library: Library) -> Iterator[Any]:
    for section in (one for one in SECTIONS if one.file == file):
        value = getattr(library, section.attribute)
        if isinstance(value, Administration):
            yield from _administration(value, name)
        elif section.single:
            yield from [value] if section.key == name.partition(".")[0] else []
        elif name in value:
            yield value[name]
        elif section.model is PlanType:
            plan_type, _, level = name.partition(".")
            yield from filter(None, [library.level(plan_type, level)])


def _administration(value: Administration, name: str) -> Iterator[Any]:
    coded = (*value.drug_administration_codes, *value.home_infusion_codes)
    yield from (one for one in (*coded, *value.billing_rules, *value.evidence_statements) if one.id == name)
    if name in type(value).model_fields:
        yield getattr(value, name)


def _criterion(sort: str, policy: Policy, found: PolicyCriterion) -> RuleLine:
    source = ", ".join(filter(None, (policy.payer, policy.policy_number or policy.title)))
    return RuleLine(sort, found.text, source=source, trust=found.basis, policy=policy.id, anchor=found.id)


def _question(sort: str, indication: Indication, found: MustAnswer) -> RuleLine:
    return RuleLine(sort, found.question, f"A reviewer will ask this: {indication.title}.")


def _level(sort: str, plan_type: PlanType, found: Level) -> RuleLine:
    unconfirmed = listed([in_words(field) for field in found.recalled])
    return RuleLine(
        sort, f"{found.name}, {plan_type.label}", source=found.legal_source, verified=found.verified,
        is_confirmed=found.verified is not None, unconfirmed=unconfirmed,
    )  # fmt: skip


def _plain(sort: str, name: str, found: Any) -> RuleLine:
    title, says = _first(found, _NAMES), _first(found, _SAYS)
    code = f"{name}: " if isinstance(found, IcdCode | AdministrationCode | HomeInfusionCode) else ""
    has_source = "verified" in type(found).model_fields
    return RuleLine(
        sort=sort,
        name=f"{code}{capital(title or says or in_words(name))}",
        says=says if title else "",
        source=_first(found, ("source",)),
        verified=found.verified if has_source else None,
        is_confirmed=found.verified is not None if has_source else None,
        trust=getattr(found, "basis", None),
        policy=found.id if isinstance(found, Policy) else "",
    )


def _first(found: Any, names: tuple[str, ...]) -> str:
    return next((value for name in names if isinstance(value := getattr(found, name, None), str)), "")
