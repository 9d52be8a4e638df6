"""The ids by which a sentence names a rule as its ground: `<library file>:<id>`, with `.level` or `/part` behind it."""

from collections.abc import Iterator, Mapping
from typing import Any

from priorauth.core.records.administration import Administration
from priorauth.core.records.appeal_rules import PlanType
from priorauth.core.records.base import Record
from priorauth.core.records.indication import Indication
from priorauth.core.records.policy import Policy
from priorauth.core.records.programs import PovertyGuidelines
from priorauth.core.records.sections import SECTIONS, WORDS_FILE
from priorauth.core.records.upkeep import Upkeep
from priorauth.core.records.words import Words


def rule_ids(values: Mapping[str, Any]) -> Iterator[str]:
    """Every id of a rule; publications are not rules and have ids of their own."""
    yield from _words(values[WORDS_FILE])
    for section in SECTIONS:
        value = values[section.attribute]
        if section.attribute == "publications":
            continue
        if section.single:
            names = [section.key] if section.key else []
            yield from (f"{section.file}:{name}" for name in [*names, *_names_within(value)])
        else:
            for record in value.values():
                yield from (f"{section.file}:{record.id}{part}" for part in ["", *_parts_of(record)])


def _words(words: Words) -> Iterator[str]:
    for records in (words.passages, words.tables, words.row_lists, words.groups):
        yield from (f"{WORDS_FILE}:{record.id}" for record in records)


def _parts_of(record: Record) -> Iterator[str]:
    if isinstance(record, PlanType):
        yield from (f".{level.id}" for level in record.levels)
    if isinstance(record, Policy):
        yield from (f"/{criterion.id}" for criterion in record.criteria)
    if isinstance(record, Indication):
        yield from (f"/{question.id}" for question in record.must_answer)


def _names_within(value: object) -> Iterator[str]:
    if isinstance(value, Administration):
        yield from type(value).model_fields
        coded = (*value.drug_administration_codes, *value.home_infusion_codes)
        yield from (record.id for record in (*coded, *value.billing_rules, *value.evidence_statements))
    if isinstance(value, Upkeep):
        yield from (pattern.id for pattern in value.never_patterns)
    if isinstance(value, PovertyGuidelines):
        yield from (f"poverty_guidelines.{year.id}" for year in value.years)
