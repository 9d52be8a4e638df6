"""Criteria on documents and on what stands on record at all."""

from typing import Literal

from priorauth.core.criteria.base import Kind, Params, UseParams
from priorauth.core.vocabulary import Answer


class DocumentsParams(UseParams):
    """Ids of the standard exhibits."""

    exhibits: tuple[str, ...]


class DocumentationRequired(Kind):
    """Each document is among the exhibits, or is one that the letter itself supplies."""

    kind: Literal["documentation_required"]
    params: DocumentsParams


class PathsParams(Params):
    """Dotted paths of the case file, lists by any item (`relapses.severity`); `denial` and `denied` are the
    determination that the letter answers and its submission. Every path must be on record."""

    paths: tuple[str, ...]


class OnRecord(Kind):
    kind: Literal["on_record"]
    params: PathsParams


class SafetyParams(Params):
    """Met where any of the screening questions has one of these answers."""

    questions: tuple[str, ...]
    answers: tuple[Answer, ...]


class SafetyAnswerIs(Kind):
    kind: Literal["safety_answer"]
    params: SafetyParams


class QuestionParams(Params):
    question: str


class Answered(Kind):
    """The prescriber has written an answer to the reviewer's question."""

    kind: Literal["answered"]
    params: QuestionParams


class DefinitionParams(Params):
    which: Literal["experimental", "medically_necessary"]


class DefinitionOnRecord(Kind):
    """The plan document's own definition is on record."""

    kind: Literal["definition_on_record"]
    params: DefinitionParams


class RuleParams(Params):
    rule: str


class Overridden(Kind):
    """The prescriber has overridden the stop in writing."""

    kind: Literal["overridden"]
    params: RuleParams
