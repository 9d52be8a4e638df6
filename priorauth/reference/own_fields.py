"""Form fields for the parameters of a criterion, made from the core's model: a new kind has its form at once."""

import types
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from django import forms
from pydantic.fields import FieldInfo

from priorauth.core.criteria import Criterion
from priorauth.core.criteria.base import Params
from priorauth.core.library import Library
from priorauth.core.naming import in_words
from priorauth.core.records.conditions import NAMED
from priorauth.core.records.policy import PolicyCriterion
from priorauth.core.typography import capital
from priorauth.core.vocabulary import Course, Setting
from priorauth.formfields import LinesField, NumberField, PickField, PicksField, WholeField, optional

Choices = list[tuple[str, str]]

KINDS = {
    "diagnosis_in": "Diagnosis and course",
    "excluded_course": "Courses that the plan shuts out",
    "tried_and_failed": "Therapies tried before",
    "relapse_within": "Relapses in a span of time",
    "prescriber_specialty": "Who prescribes",
    "dose_max": "Most grams per kilogram",
    "age_range": "Age",
    "product_rule": "Preferred or excluded products",
    "steroid_response": "How steroids worked",
    "reproductive_status": "Pregnancy, delivery, breastfeeding",
    "functional_baseline": "Impairment measured at the start",
    "documentation_required": "Documents to send",
    "renewal_response": "Response, for a renewal",
    "authorization_period": "Months granted at once",
    "site_of_care": "Place of infusion",
}
_LABELS = {
    "course": "For which use",
    "icd10_prefixes": "The ICD-10-CM code begins with",
    "courses": "Courses of MS",
    "among": "Which therapies count",
    "at_least": "How many at least",
    "outcomes": "How they ended",
    "min_trial_months": "Months of trial before a failure counts",
    "months": "Months",
    "min_count": "How many at least",
    "or_worsening": "New MRI activity or a higher EDSS will do instead",
    "specialties": "Specialties",
    "mode": "How it is meant",
    "g_per_kg": "Grams per kilogram",
    "per": "In a",
    "max_days": "On how many days at most",
    "min_years": "Years of age, at least",
    "max_years": "Years of age, at most",
    "exception": "What lets another one through",
    "or_also": "The same of this will do instead",
    "any_of": "Any of",
    "max_months_postpartum": "Months after delivery, at most",
    "scales_any_of": "Shown by any of",
    "required": "The plan requires it",
    "exhibits": "Documents",
    "evidence_any_of": "Shown by any of",
    "objective": "Measured, not only stated",
    "taper_required": "A taper must be tried or planned",
    "allowed": "Places that the plan allows",
    "blocked": "Places that it shuts out",
}
_HELP = {"icd10_prefixes": "One on a line, as G35.", "specialties": "One on a line, as neurology."}
_HELP_IF_OPTIONAL = {
    "min_trial_months": "Empty where the plan names none.",
    "months": "Empty where the plan names no span.",
    "max_days": "Empty where the plan names none.",
}
_WORDS = {"any_ms": "Any course of MS", "EDSS": "EDSS", "T25FW": "Timed 25-foot walk", "9HPT": "Nine-hole peg test"}


def models_of_kinds() -> dict[str, type[Params]]:
    """The parameters' model of each kind of a policy's criterion."""
    kinds = get_args(PolicyCriterion.model_fields["criterion"].annotation)
    return {get_args(kind.model_fields["kind"].annotation)[0]: kind.model_fields["params"].annotation for kind in kinds}


def fields_of(kind: str, library: Library) -> dict[str, forms.Field]:
    """A form field for each parameter of the kind, by its name in the model; the use, which all have, comes last."""
    found = models_of_kinds()[kind].model_fields
    names = sorted(found, key=lambda name: name == "course")
    return {name: _field(kind, name, found[name], library) for name in names}


def _field(kind: str, name: str, info: FieldInfo, library: Library) -> forms.Field:
    annotation, is_nullable = _without_none(info.annotation)
    required = info.is_required() and not is_nullable
    label = _LABELS.get(name, capital(in_words(name)))
    help_text = _HELP_IF_OPTIONAL.get(name, "") if is_nullable else _HELP.get(name, "")
    given: dict[str, Any] = {"required": required, "help_text": help_text}
    given["label"] = label if required or annotation is bool else optional(label)
    if annotation is bool:
        return forms.BooleanField(**{**given, "required": False})
    if annotation is Decimal:
        return NumberField(**given)
    if annotation is int:
        return WholeField(**given)
    if annotation is Setting:
        return PickField(lambda: _said(Setting, library), empty="Every use", **given)
    if get_origin(annotation) is tuple:
        return _several(kind, name, get_args(annotation)[0], library, given)
    if annotation is str:
        return forms.CharField(max_length=1000, **given)
    return PickField(lambda: _said(_values(annotation), library), **given)


def _several(kind: str, name: str, item: Any, library: Library, given: dict[str, Any]) -> forms.Field:
    targets = NAMED.get((kind, name))
    if targets:
        return PicksField(lambda: records_of(targets, library), **given)
    if item is str:
        return LinesField(rows=2, max_length=1000, **given)
    return PicksField(lambda: _said(_values(item), library), **given)


def records_of(targets: Iterable[str], library: Library) -> Choices:
    """The records of these collections that a criterion may name, by the words that staff know them by."""
    found: dict[str, str] = {}
    for target in sorted(targets, key=lambda one: one != "therapy_classes"):
        for record in getattr(library, target).values():
            label = getattr(record, "label", None) or getattr(record, "generic", None) or getattr(record, "brand", None)
            found.setdefault(record.id, capital(str(label or in_words(record.id))))
    return list(found.items())


def _without_none(annotation: Any) -> tuple[Any, bool]:
    members = get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else ()
    rest = [member for member in members if member is not type(None)]
    if len(rest) != 1 or len(rest) == len(members):
        return annotation, False
    return get_args(rest[0])[0] if get_origin(rest[0]) is Annotated else rest[0], True


def _values(annotation: Any) -> list[str]:
    """The words of an enumeration, of a Literal, or of a union of them."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return [word.value for word in annotation]
    if get_origin(annotation) is Literal:
        return [str(word) for word in get_args(annotation)]
    return [word for member in get_args(annotation) for word in _values(member)]


def _said(words: Iterable[str], library: Library) -> Choices:
    labels = library.course_labels
    return [
        (str(word), capital(labels[word].label) if word in set(Course) and word in labels else _word(str(word)))
        for word in words
    ]


def _word(word: str) -> str:
    return _WORDS.get(word) or capital(in_words(word))


def told(criterion: Criterion, library: Library) -> list[tuple[str, str]]:
    """The parameters of a criterion in words, those left out that it does not use."""
    found = []
    for name, field in fields_of(criterion.kind, library).items():
        value = getattr(criterion.params, name)
        if value not in (None, (), False):
            choices = dict(cast(Choices, [*field.choices])) if isinstance(field, forms.ChoiceField) else {}  # type: ignore[misc]
            items = value if isinstance(value, tuple) else [value]
            words = [str(choices.get(str(item), "yes" if item is True else item)) for item in items]
            found.append((_LABELS.get(name, capital(in_words(name))), ", ".join(words)))
    return found
